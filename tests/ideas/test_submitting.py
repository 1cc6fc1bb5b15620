from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from ideas.actions.submitting import edit_idea, submit_idea, withdraw_idea
from ideas.models import Follow, Idea, Support
from myk10.refusal import Refused
from tests.factories import CompetitionFactory, IdeaFactory, IdeaImageFactory, UserFactory
from tests.ideas.writing import IDEA, photo, typed


@pytest.fixture
def author(db, client):
    user = UserFactory()
    client.force_login(user)
    return user


def address(name, idea):
    return reverse(f"ideas:{name}", args=[idea.slug, idea.number])


def test_submitting_on_one_page(client, author):
    competition = CompetitionFactory(year=2026, answer_within_days=28)
    new = reverse("ideas:idea_new", args=[competition.slug])
    response = client.post(
        new, typed(image_1=photo(), alt_1="Eine Bank", will_help="on", einreichen="ja")
    )
    idea = Idea.objects.get()
    assert response["Location"] == address("submitted", idea)
    assert (idea.number, idea.state, idea.author) == ("I-2026-001", "submitted", author)
    assert (idea.title, idea.will_help, idea.municipality) == (IDEA["title"], True, None)
    assert [image.alt_text for image in idea.images.all()] == ["Eine Bank"]
    page = client.get(response["Location"]).content.decode()
    due = timezone.localtime(idea.submitted_at + timedelta(days=28))
    assert "I-2026-001" in page
    assert date_format(due, "l, j. F Y") in page


def test_ideas_of_competition_and_pool_share_the_numbers_of_a_year(author):
    year = timezone.localdate().year
    competition = CompetitionFactory(year=year)
    drafts = [
        IdeaFactory(author=author, competition=place, state="draft")
        for place in (competition, None)
    ]
    assert [submit_idea(draft=draft).number for draft in drafts] == [
        f"I-{year}-001",
        f"I-{year}-002",
    ]


def test_missing_fields_are_named(client, author):
    CompetitionFactory(slug="ideen-2026")
    new = reverse("ideas:idea_new", args=["ideen-2026"])
    page = client.post(new, {"einreichen": "ja"}).content.decode()
    for message in (
        "Bitte geben Sie Ihrer Idee einen Titel.",
        "Bitte fassen Sie Ihre Idee kurz zusammen.",
        "Bitte beschreiben Sie Ihre Idee.",
        "Bitte wählen Sie ein Handlungsfeld.",
    ):
        assert page.count(message) == 2  # in the summary and at the field


@pytest.mark.parametrize("missing", ["title", "summary", "description", "field_of_action"])
def test_action_refuses_an_incomplete_draft(author, missing):
    empty = None if missing == "field_of_action" else ""
    draft = IdeaFactory(author=author, pool=True, state="draft", **{missing: empty})
    with pytest.raises(Refused, match="Es fehlen noch Angaben"):
        submit_idea(draft=draft)


@pytest.mark.parametrize("phase", [None, "announcement", "screening", "voting", "jury", "result"])
def test_action_refuses_outside_the_submission(author, phase):
    draft = IdeaFactory(
        author=author, competition=CompetitionFactory(phase=phase), state="draft", **IDEA
    )
    with pytest.raises(Refused, match="Die Einreichung ist nicht geöffnet"):
        submit_idea(draft=draft)


@pytest.mark.parametrize("title", ["<svg onload=alert(1)>", "{{7*7}}", "{% debug %}", "a & b"])
def test_title_is_shown_as_it_was_typed(client, author, title):
    response = client.post(
        reverse("ideas:idea_new", args=["speicher"]), typed(title=title, einreichen="ja")
    )
    idea = Idea.objects.get()
    assert idea.title == title
    escaped = title.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    pages = [
        client.get(response["Location"]),
        client.get(reverse("ideas:my_ideas")),
        client.get(address("edit", idea)),
        client.get(address("withdraw", idea)),
    ]
    assert [escaped in page.content.decode() for page in pages] == [True] * 4
    assert ["<svg" + " onload" in page.content.decode() for page in pages] == [False] * 4


@pytest.mark.parametrize("forbidden", ["a\x0bb", "a\x00b", "a\u202eb", "a\u2066b", "a\u2028b"])
@pytest.mark.parametrize("name", ["title", "summary", "description", "alt_1"])
def test_control_characters_are_form_errors(client, author, name, forbidden):
    response = client.post(
        reverse("ideas:idea_new", args=["speicher"]), typed(**{name: forbidden}, einreichen="ja")
    )
    assert response.status_code == 200
    assert list(response.context["form"].errors) == [name]
    assert Idea.objects.get().state == "draft"


def test_line_breaks_count_as_one_character(client, author):
    text = "x\r\n" * 4000
    client.post(
        reverse("ideas:idea_new", args=["speicher"]), typed(description=text, einreichen="ja")
    )
    assert Idea.objects.get().description == ("x\n" * 4000).strip()


def test_line_breaks_in_the_summary_become_spaces(client, author):
    client.post(
        reverse("ideas:idea_new", args=["speicher"]),
        typed(summary="Eins.\r\nZwei.", einreichen="ja"),
    )
    assert Idea.objects.get().summary == "Eins. Zwei."


@pytest.mark.parametrize(
    ("name", "length"), [("title", 101), ("summary", 251), ("description", 8001), ("alt_1", 201)]
)
def test_too_long_texts_are_shown_again(client, author, name, length):
    response = client.post(
        reverse("ideas:idea_new", args=["speicher"]), typed(**{name: "x" * length}, einreichen="ja")
    )
    assert list(response.context["form"].errors) == [name]
    assert "x" * length in response.content.decode()


def test_too_many_submissions_a_day_keep_the_text(client, author):
    new = reverse("ideas:idea_new", args=["speicher"])
    for n in range(10):
        client.post(new, typed(title=f"Idee {n}", einreichen="ja"))
    page = client.post(new, typed(title="Idee 10", einreichen="ja")).content.decode()
    assert "Das waren sehr viele Versuche in kurzer Zeit." in page
    assert 'value="Idee 10"' in page
    assert Idea.objects.get(title="Idee 10").state == "draft"
    assert Idea.objects.filter(state="submitted").count() == 10


def test_preview_shows_the_idea_and_submits_it(client, author):
    response = client.post(reverse("ideas:idea_new", args=["speicher"]), typed(vorschau="ja"))
    preview = reverse("ideas:preview", args=["speicher"])
    assert response["Location"] == preview
    page = client.get(preview).content.decode()
    assert f"<h1>{IDEA['title']}</h1>" in page
    assert "<p>Autofahrer sehen ihn von weitem.</p>" in page
    response = client.post(preview)
    assert response["Location"] == address("submitted", Idea.objects.get(state="submitted"))


def test_submitting_the_preview_twice_leads_to_the_own_ideas(client, author):
    IdeaFactory(author=author, pool=True, state="draft")
    preview = reverse("ideas:preview", args=["speicher"])
    client.post(preview)
    assert client.post(preview)["Location"] == reverse("ideas:my_ideas")
    assert Idea.objects.count() == 1


def test_page_after_submitting_leads_on_once_the_idea_is_decided(client, author):
    idea = IdeaFactory(author=author, pool=True)
    assert client.get(address("submitted", idea))["Location"] == idea.get_absolute_url()


def test_preview_of_an_incomplete_draft_does_not_submit(client, author):
    IdeaFactory(author=author, pool=True, state="draft", title="")
    response = client.post(reverse("ideas:preview", args=["speicher"]), follow=True)
    assert "Es fehlen noch Angaben." in response.content.decode()
    assert Idea.objects.get().state == "draft"


# --- Similar ideas ---------------------------------------------------------------------------


def test_similar_ideas_are_offered_after_submitting_only(client, author):
    similar = IdeaFactory(
        pool=True,
        title="Mitfahrbänke mit App",
        summary="Wer mitfahren will, wählt am Handy das Ziel.",
    )
    new = reverse("ideas:idea_new", args=["speicher"])
    assert similar.title not in client.get(new).content.decode()
    response = client.post(new, typed(einreichen="ja"))
    assert similar.title in client.get(response["Location"]).content.decode()


def test_joining_a_similar_idea(client, author):
    other = IdeaFactory(pool=True)
    idea = IdeaFactory(author=author, pool=True, state="submitted")
    join = f"{address('join', idea)}?zu={other.number}"
    assert client.get(join).status_code == 200
    assert Idea.objects.get(pk=idea.pk).state == "submitted"
    response = client.post(join)
    idea.refresh_from_db()
    assert response["Location"] == other.get_absolute_url()
    assert (idea.state, idea.merged_into) == ("merged", other)
    assert Follow.objects.filter(idea=other, user=author).count() == 1
    assert Support.objects.filter(idea=other, user=author).count() == 1


@pytest.mark.parametrize("number", ["", "I-2026-999", "x" * 500, "\x00"])
def test_joining_what_is_not_there(client, author, number):
    idea = IdeaFactory(author=author, pool=True, state="submitted")
    assert client.post(address("join", idea), query_params={"zu": number}).status_code == 404


def test_joining_an_idea_that_is_not_public(client, author):
    other = IdeaFactory(pool=True, state="submitted")
    idea = IdeaFactory(author=author, pool=True, state="submitted")
    response = client.post(address("join", idea), query_params={"zu": other.number})
    assert response.status_code == 404


# --- Changing and withdrawing ------------------------------------------------------------------


def test_editing_until_the_submission_ends(client, author):
    idea = IdeaFactory(author=author)
    response = client.post(address("edit", idea), typed(title="Besserer Titel"))
    idea.refresh_from_db()
    assert response["Location"] == idea.get_absolute_url()
    assert (idea.title, idea.state) == ("Besserer Titel", "admitted")
    assert idea.discussion.title == "Besserer Titel"


def test_editing_with_errors_changes_no_text_but_keeps_the_picture(client, author):
    idea = IdeaFactory(author=author, title="Bleibt")
    response = client.post(
        address("edit", idea), typed(title="", summary="Neu", image_1=photo(), alt_1="Eine Bank")
    )
    assert list(response.context["form"].errors) == ["title"]
    idea.refresh_from_db()
    assert (idea.title, idea.summary) == ("Bleibt", "Kurz gesagt.")
    assert [image.alt_text for image in idea.images.all()] == ["Eine Bank"]


def test_published_idea_takes_no_picture_without_description(client, author):
    idea = IdeaFactory(author=author)
    response = client.post(address("edit", idea), typed(image_1=photo()))
    assert response.context["form"].errors == {
        "alt_1": ["Bitte beschreiben Sie in einem Satz, was auf dem Bild zu sehen ist."],
        "image_1": ["Bitte wählen Sie das Bild noch einmal aus."],
    }
    assert idea.images.count() == 0


@pytest.mark.parametrize("phase", ["screening", "voting", "jury", "result"])
def test_editing_after_the_submission_keeps_the_typed_text_on_the_page(client, author, phase):
    idea = IdeaFactory(author=author, competition=CompetitionFactory(phase=phase))
    page = client.post(address("edit", idea), typed(title="Zu spät")).content.decode()
    assert "Diese Idee kann nicht mehr bearbeitet werden." in page
    assert 'value="Zu spät"' in page
    assert Idea.objects.get(pk=idea.pk).title == idea.title
    assert client.get(address("edit", idea))["Location"] == reverse("ideas:my_ideas")
    with pytest.raises(Refused, match="Die Einreichung ist beendet"):
        edit_idea(idea=idea, values={"title": "Zu spät"})


def test_hidden_idea_cannot_be_edited(client, author, hide):
    idea = IdeaFactory(author=author)
    hide(idea)
    page = client.post(address("edit", idea), typed(title="Anders")).content.decode()
    assert "Diese Idee kann nicht mehr bearbeitet werden." in page
    assert Idea.objects.get(pk=idea.pk).title == idea.title
    with pytest.raises(Refused):
        edit_idea(idea=idea, values={"title": "Anders"})


def test_withdrawing_needs_a_reason(client, author):
    idea = IdeaFactory(author=author)
    page = client.post(address("withdraw", idea), {"reason": " "}).content.decode()
    assert 'href="#id_reason"' in page
    assert Idea.objects.get(pk=idea.pk).state == "admitted"
    response = client.post(address("withdraw", idea), {"reason": "Gibt es schon."})
    idea.refresh_from_db()
    assert response["Location"] == reverse("ideas:my_ideas")
    assert (idea.state, idea.withdrawal_reason) == ("withdrawn", "Gibt es schon.")
    assert idea.withdrawn_at is not None


@pytest.mark.parametrize("phase", ["voting", "jury", "result"])
def test_no_withdrawing_once_voting_has_begun(client, author, phase):
    idea = IdeaFactory(author=author, competition=CompetitionFactory(phase=phase))
    response = client.post(address("withdraw", idea), {"reason": "Doch nicht."}, follow=True)
    assert "kann nicht mehr zurückgezogen werden" in response.content.decode()
    assert Idea.objects.get(pk=idea.pk).state == "admitted"
    with pytest.raises(Refused):
        withdraw_idea(idea=idea, reason="Doch nicht.")


def test_entering_a_competition_from_the_pool(client, author):
    idea = IdeaFactory(author=author, pool=True)
    competition = CompetitionFactory()
    assert client.get(address("enter", idea)).status_code == 200
    client.post(address("enter", idea), {"competition": competition.pk})
    number = idea.number
    idea.refresh_from_db()
    assert (idea.competition, idea.number) == (competition, number)
    assert idea.discussion.path == idea.get_absolute_url()


@pytest.mark.parametrize("phase", [None, "announcement", "screening", "result"])
def test_entering_a_competition_that_takes_nothing(client, author, phase):
    idea = IdeaFactory(author=author, pool=True)
    open_one, closed = CompetitionFactory(), CompetitionFactory(phase=phase)
    response = client.post(address("enter", idea), {"competition": closed.pk})
    assert list(response.context["form"].errors) == ["competition"]
    open_one.delete()
    response = client.post(address("enter", idea), {"competition": closed.pk}, follow=True)
    assert "kann gerade an keinem Wettbewerb teilnehmen" in response.content.decode()


@pytest.mark.parametrize("name", ["submitted", "edit", "withdraw", "join", "enter"])
@pytest.mark.parametrize("state", ["submitted", "admitted", "refused"])
def test_somebody_elses_idea_is_not_there(client, author, name, state):
    idea = IdeaFactory(pool=True, state=state)
    assert client.get(address(name, idea)).status_code == 404
    assert client.post(address(name, idea), typed()).status_code in (404, 405)


# --- My ideas ----------------------------------------------------------------------------------


def test_my_ideas_shows_everything_that_is_mine(client, author):
    competition = CompetitionFactory(title="Ideen 2026")
    IdeaFactory(author=author, competition=competition, state="draft", title="Mein Entwurf")
    for state in ("submitted", "admitted", "refused", "withdrawn", "merged"):
        IdeaFactory(author=author, competition=competition, state=state, title=f"Meine {state}")
    followed, supported = IdeaFactory(title="Gefolgt"), IdeaFactory(pool=True, title="Unterstützt")
    Follow.objects.create(idea=followed, user=author)
    Support.objects.create(idea=supported, user=author)
    page = client.get(reverse("ideas:my_ideas")).content.decode()
    for text in (
        "Mein Entwurf", "Weiterschreiben", "Meine submitted", "in Vorprüfung", "Antwort zugesagt bis",
        "Meine admitted", "Meine refused", "Begründung: Das gibt es schon.", "Meine withdrawn",
        "zurückgezogen", "Meine merged", "Aufgegangen in:", "Gefolgt", "Unterstützt",
    ):  # fmt: skip
        assert text in page


@pytest.mark.parametrize("number", [1, 3])
def test_my_ideas_makes_the_same_queries_for_one_and_for_three(
    client, author, number, django_assert_num_queries
):
    competition = CompetitionFactory()
    for _n in range(number):
        IdeaFactory(author=author, competition=competition, state="submitted")
        IdeaFactory(author=author, competition=competition, state="merged")
        other = IdeaFactory()
        Follow.objects.create(idea=other, user=author)
        Support.objects.create(idea=other, user=author)
    with django_assert_num_queries(9):
        client.get(reverse("ideas:my_ideas"))


@pytest.mark.parametrize("number", [1, 3])
def test_submitted_page_makes_the_same_queries_for_one_and_for_three(
    client, author, number, django_assert_num_queries
):
    idea = IdeaFactory(author=author, pool=True, state="submitted", **IDEA)
    for _n in range(number):
        IdeaImageFactory(idea=IdeaFactory(pool=True, **IDEA))
    with django_assert_num_queries(6):
        client.get(address("submitted", idea))
