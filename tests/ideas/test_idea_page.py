import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from ideas.models import Follow, IdeaImage, Support
from myk10.discussions.models import Comment
from tests.factories import (
    AssessmentFactory,
    AwardFactory,
    CommentFactory,
    CompetitionFactory,
    IdeaFactory,
    IdeaImageFactory,
    OfficialAnswerFactory,
    StaffFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def idea_with_everything(competition=None):
    idea = IdeaFactory(competition=competition)
    IdeaImageFactory(idea=idea)
    AssessmentFactory(idea=idea)
    OfficialAnswerFactory(idea=idea)
    CommentFactory(discussion=idea.discussion, parent=CommentFactory(discussion=idea.discussion))
    idea.refresh_from_db()
    return idea


# --- One idea ------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 3])
def test_idea_costs_a_visitor_the_same_for_any_number_of_rows(
    client, django_assert_num_queries, count
):
    idea = idea_with_everything(CompetitionFactory(phase="voting"))
    for _each in range(count):
        OfficialAnswerFactory(idea=idea)
        IdeaFactory(state="merged", competition=idea.competition, merged_into=idea)
        CommentFactory(discussion=idea.discussion)
    address = idea.get_absolute_url()

    with django_assert_num_queries(8):
        response = client.get(address)

    assert response.status_code == 200
    assert not response.cookies
    assert b"csrfmiddlewaretoken" not in response.content


@pytest.mark.parametrize("role", ["citizen", "author"])
def test_idea_costs_a_citizen_at_most_twelve_queries(client, django_assert_max_num_queries, role):
    idea = idea_with_everything(CompetitionFactory(phase="voting"))
    client.force_login(idea.author if role == "author" else UserFactory())
    address = idea.get_absolute_url()

    with django_assert_max_num_queries(12):
        assert client.get(address).status_code == 200


@pytest.mark.parametrize(
    ("state", "visitor", "author", "staff"),
    [
        ("submitted", 404, 200, 200),
        ("admitted", 200, 200, 200),
        ("refused", 404, 200, 200),
        ("withdrawn", 200, 200, 200),
        ("merged", 200, 200, 200),
    ],
)
def test_who_sees_an_idea_in_which_state(client, state, visitor, author, staff):
    idea = IdeaFactory(state=state)
    url = idea.get_absolute_url()

    assert client.get(url).status_code == visitor
    client.force_login(idea.author)
    assert client.get(url).status_code == author
    client.force_login(StaffFactory())
    assert client.get(url).status_code == staff


def test_hidden_idea_is_seen_by_its_author_with_a_notice(client, hide):
    idea = IdeaFactory()
    hide(idea)

    assert client.get(idea.get_absolute_url()).status_code == 404
    client.force_login(UserFactory())
    assert client.get(idea.get_absolute_url()).status_code == 404
    client.force_login(idea.author)
    assert "Diese Idee ist ausgeblendet." in client.get(idea.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("state", "text"),
    [
        ("submitted", "In Vorprüfung"),
        ("refused", "Das gibt es schon."),
        ("withdrawn", "Grund: Hat sich erledigt."),
        ("merged", "Diese Idee ist in einer anderen aufgegangen:"),
    ],
)
def test_idea_says_what_became_of_it(client, state, text):
    idea = IdeaFactory(state=state)
    client.force_login(idea.author)

    assert text in client.get(idea.get_absolute_url()).content.decode()


def test_merged_idea_leads_to_its_target(client):
    idea = IdeaFactory(state="merged")

    page = client.get(idea.get_absolute_url()).content.decode()

    assert f'href="{idea.merged_into.get_absolute_url()}"' in page


def test_idea_under_another_address_is_moved_for_good(client):
    idea = IdeaFactory()

    for name in ("idea_detail", "poster"):
        response = client.get(reverse(f"ideas:{name}", args=["speicher", idea.number]))
        assert response.status_code == 301
        assert response.url == reverse(f"ideas:{name}", args=[idea.slug, idea.number])


def test_numbers_that_no_idea_has_are_404(client):
    assert client.get("/ideen/speicher/I-2026-9999999/").status_code == 404
    assert client.get("/ideen/speicher/I-2026-99999999999/").status_code == 404
    assert client.get("/ideen/speicher/%00/").status_code == 404


def test_text_of_an_idea_is_escaped_and_linked(client):
    idea = IdeaFactory(
        title="<svg onload=alert(1)>{{7*7}}",
        description="Siehe https://example.org/x\n\n<b>fett</b>",
    )

    page = client.get(idea.get_absolute_url()).content.decode()

    assert "<svg onload" not in page
    assert "&lt;svg onload=alert(1)&gt;{{7*7}}" in page
    assert "<b>fett" not in page
    assert 'href="https://example.org/x"' in page


def test_author_whose_account_is_gone_is_named_as_such(client):
    page = client.get(IdeaFactory(author=None).get_absolute_url()).content.decode()

    assert "gelöschtes Konto" in page


def test_award_is_not_told_before_the_result_phase(client):
    early = AwardFactory(idea__competition__phase="jury", reason="Geheime Begründung")
    late = AwardFactory(reason="Öffentliche Begründung")

    assert "Geheime" not in client.get(early.idea.get_absolute_url()).content.decode()
    assert "Öffentliche" in client.get(late.idea.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("answered", "text"), [(True, "Danke, wir prüfen das."), (False, "Antwort zugesagt bis")]
)
def test_idea_shows_the_answer_or_when_it_will_come(client, answered, text):
    idea = IdeaFactory()
    if answered:
        OfficialAnswerFactory(idea=idea)

    assert text in client.get(idea.get_absolute_url()).content.decode()


def test_author_is_offered_what_the_rules_allow(client):
    idea = IdeaFactory(competition__phase="submission")
    client.force_login(idea.author)
    page = client.get(idea.get_absolute_url()).content.decode()
    assert "Idee bearbeiten" in page
    assert "Idee zurückziehen" in page

    in_voting = IdeaFactory(competition__phase="voting", author=idea.author)
    page = client.get(in_voting.get_absolute_url()).content.decode()
    assert "Idee bearbeiten" not in page
    assert "Idee zurückziehen" not in page


def test_author_may_enter_a_competition_only_while_one_takes_ideas(client):
    idea = IdeaFactory(pool=True)
    client.force_login(idea.author)
    assert "Am Wettbewerb teilnehmen" not in client.get(idea.get_absolute_url()).content.decode()

    CompetitionFactory(phase="submission")
    assert "Am Wettbewerb teilnehmen" in client.get(idea.get_absolute_url()).content.decode()


def test_poster_has_a_qr_code_of_the_address(client, settings):
    settings.SITE_URL = "https://mitmachen.example"
    idea = IdeaFactory()

    page = client.get(reverse("ideas:poster", args=[idea.slug, idea.number])).content.decode()

    assert f"<title>QR-Code: Adresse der Idee {idea.number}</title>" in page
    assert f"https://mitmachen.example{idea.get_absolute_url()}" in page


def test_only_published_ideas_have_a_poster(client):
    idea = IdeaFactory(state="submitted")
    client.force_login(idea.author)

    assert client.get(reverse("ideas:poster", args=[idea.slug, idea.number])).status_code == 404


# --- Comments ------------------------------------------------------------------------------


def comment_url(idea):
    return reverse("ideas:comment", args=[idea.slug, idea.number])


def test_comment_is_posted_and_shown(client):
    idea = IdeaFactory()
    client.force_login(UserFactory())

    response = client.post(comment_url(idea), {"text": "Guter Vorschlag!"}, follow=True)

    assert "Guter Vorschlag!" in response.content.decode()
    assert Comment.objects.get().discussion == idea.discussion


def test_refused_comment_keeps_its_text(client):
    idea = IdeaFactory()
    client.force_login(UserFactory())
    text = "x" * 5001

    response = client.post(comment_url(idea), {"text": text})

    assert response.status_code == 200
    assert text in response.content.decode()
    assert not Comment.objects.exists()


def test_comment_of_a_visitor_is_given_back(client):
    response = client.post(comment_url(IdeaFactory()), {"text": "Mühsam getippt"})

    assert response.status_code == 403
    assert "Mühsam getippt" in response.content.decode()


def test_comment_on_an_idea_out_of_sight_is_404(client):
    client.force_login(UserFactory())

    assert (
        client.post(comment_url(IdeaFactory(state="submitted")), {"text": "x"}).status_code == 404
    )


def test_withdrawn_idea_takes_no_comments(client):
    idea = IdeaFactory(state="withdrawn")
    client.force_login(UserFactory())

    response = client.post(comment_url(idea), {"text": "Schade"}, follow=True)

    assert "kann niemand mehr etwas schreiben" in response.content.decode()
    assert not Comment.objects.exists()


def test_comment_address_without_post_leads_to_the_idea(client):
    idea = IdeaFactory()
    client.force_login(UserFactory())

    assert client.get(comment_url(idea)).url == idea.get_absolute_url()


# --- Following and supporting --------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "field", "model"),
    [("follow", "folgen", Follow), ("support", "unterstuetzen", Support)],
)
def test_following_and_supporting_are_set_and_unset_never_toggled(client, name, field, model):
    idea = IdeaFactory(pool=True)
    url = reverse(f"ideas:{name}", args=[idea.slug, idea.number])
    client.force_login(UserFactory())

    for value, expected in [("ja", 1), ("ja", 1), ("nein", 0), ("nein", 0)]:
        response = client.post(url, {field: value})
        assert response.status_code == 303
        assert response.url == f"{idea.get_absolute_url()}#{idea.number}"
        assert model.objects.count() == expected


def test_ideas_of_a_competition_cannot_be_supported(client):
    idea = IdeaFactory()
    client.force_login(UserFactory())

    response = client.post(
        reverse("ideas:support", args=[idea.slug, idea.number]),
        {"unterstuetzen": "ja"},
        follow=True,
    )

    assert "Nur Ideen im Ideenspeicher können unterstützt werden." in response.content.decode()
    assert not Support.objects.exists()


# --- Images --------------------------------------------------------------------------------


@pytest.fixture
def image(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    image = IdeaImage(idea=IdeaFactory(), position=1, width=8, height=8, alt_text="Bank")
    image.large.save("gross.webp", ContentFile(b"large"), save=False)
    image.small.save("klein.webp", ContentFile(b"small"), save=True)
    return image


def image_url(image, size="klein"):
    return reverse("ideas:image", args=[image.pk, size])


def test_image_of_a_published_idea_may_be_kept(client, image):
    response = client.get(image_url(image))

    assert b"".join(response.streaming_content) == b"small"
    assert response["Content-Type"] == "image/webp"
    assert response["Cache-Control"] == "public, max-age=3600"


def test_image_of_an_unpublished_idea_is_for_its_author(client, image):
    image.idea.state, image.idea.admitted_at = "submitted", None
    image.idea.save()

    assert client.get(image_url(image)).status_code == 404
    client.force_login(image.idea.author)
    response = client.get(image_url(image, "gross"))
    assert b"".join(response.streaming_content) == b"large"
    assert response["Cache-Control"] == "private, no-store"


def test_image_that_is_not_there_is_404(client, image):
    assert client.get(image_url(image, "riesig")).status_code == 404
    image.small.storage.delete(image.small.name)
    assert client.get(image_url(image)).status_code == 404
