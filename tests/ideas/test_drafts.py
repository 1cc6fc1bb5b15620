import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from ideas.actions.submitting import save_draft, submit_idea
from ideas.models import Idea
from tests.factories import CompetitionFactory, IdeaFactory, IdeaImageFactory, UserFactory
from tests.ideas.writing import IDEA, photo, typed

NEW = reverse("ideas:idea_new", args=["speicher"])
AUTOSAVE = reverse("ideas:autosave", args=["speicher"])


@pytest.fixture
def author(db, client):
    user = UserFactory()
    client.force_login(user)
    return user


def close_submission(competition):
    """As if the submission had ended in the meantime."""
    ago = timezone.now() - timedelta(minutes=1)
    type(competition).objects.filter(pk=competition.pk).update(screening_from=ago)


def test_looking_at_the_form_saves_nothing(client, author):
    assert client.get(NEW).status_code == 200
    assert Idea.objects.count() == 0


def test_draft_survives_logout(client, author):
    client.post(NEW, typed(title="Halb fertig", summary="", speichern="ja"))
    client.logout()
    client.force_login(author)
    page = client.get(NEW).content.decode()
    assert 'value="Halb fertig"' in page
    assert "An der Bank steht ein Bildschirm." in page


def test_incomplete_draft_is_saved_without_complaint(client, author):
    response = client.post(NEW, {"title": "Nur ein Titel", "speichern": "ja"})
    assert response.status_code == 302
    assert Idea.objects.get().title == "Nur ein Titel"


def test_there_is_one_draft_per_competition(client, author):
    competition = CompetitionFactory()
    for slug in (competition.slug, "speicher"):
        for title in ("Erst so", "Dann so"):
            client.post(reverse("ideas:idea_new", args=[slug]), {"title": title, "speichern": "ja"})
    drafts = Idea.objects.order_by("pk").values_list("competition", "title")
    assert list(drafts) == [(competition.pk, "Dann so"), (None, "Dann so")]


def test_errors_keep_everything_that_is_right(client, author):
    field = typed()["field_of_action"]
    response = client.post(NEW, typed(title="a\x0bb", einreichen="ja"))
    page = response.content.decode()
    assert response.status_code == 200
    assert "Bitte entfernen Sie Zeilenumbrüche und unsichtbare Steuerzeichen." in page
    draft = Idea.objects.get()
    assert (draft.state, draft.title) == ("draft", "")
    assert (draft.summary, draft.field_of_action_id) == (IDEA["summary"], field)


def test_autosave_skips_forbidden_values_and_keeps_the_others(client, author):
    client.post(AUTOSAVE, typed(title="Erster Titel"))
    response = client.post(AUTOSAVE, typed(title="x\u202ey", summary="Neu.", description="a\x00b"))
    assert response.status_code == 200
    assert list(response.json()) == ["saved"]
    draft = Idea.objects.get()
    assert (draft.title, draft.summary) == ("Erster Titel", "Neu.")
    assert draft.description == IDEA["description"]


def test_autosave_never_removes_pictures(client, author):
    client.post(NEW, typed(image_1=photo(), alt_1="Eine Bank", speichern="ja"))
    client.post(AUTOSAVE, typed(alt_1="Eine grüne Bank", remove_1="on"))
    assert [image.alt_text for image in Idea.objects.get().images.all()] == ["Eine grüne Bank"]


def test_autosave_of_somebody_signed_out_says_so(client, db):
    response = client.post(AUTOSAVE, typed())
    assert response.status_code == 401
    assert Idea.objects.count() == 0


def test_late_autosave_does_not_bring_a_submitted_idea_back_as_a_draft(client, author):
    client.post(NEW, typed(einreichen="ja"))
    client.post(AUTOSAVE, typed())
    assert [idea.state for idea in Idea.objects.all()] == ["submitted"]


def test_pressing_submit_twice_submits_once(client, author):
    first = client.post(NEW, typed(einreichen="ja"))
    second = client.post(NEW, typed(einreichen="ja"))
    assert second["Location"] == first["Location"]
    assert Idea.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_saving_while_submitting_leaves_one_submitted_idea():
    author = UserFactory()
    values = {**IDEA, "field_of_action_id": typed()["field_of_action"]}
    draft = IdeaFactory(author=author, pool=True, state="draft", **IDEA)
    ready = threading.Barrier(6)

    def at_once(act) -> None:
        ready.wait()
        try:
            act()
        finally:
            connection.close()

    def save() -> None:
        save_draft(competition=None, author=author, values=values)

    def submit() -> None:
        submit_idea(draft=draft)

    threads = [threading.Thread(target=at_once, args=[act]) for act in [save, submit] * 3]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [idea.state for idea in Idea.objects.all()] == ["submitted"]


def test_visitor_is_sent_to_the_login(client, db):
    response = client.get(NEW)
    assert response["Location"] == f"{reverse('account_login')}?next={NEW}"


def test_signed_out_person_gets_the_typed_text_back(client, db):
    response = client.post(NEW, typed(einreichen="ja"))
    assert response.status_code == 403
    assert IDEA["title"] in response.content.decode()
    assert Idea.objects.count() == 0


def test_text_typed_while_the_phase_ended_becomes_a_draft(client, author):
    competition = CompetitionFactory()
    close_submission(competition)
    address = reverse("ideas:idea_new", args=[competition.slug])
    page = client.post(address, typed(einreichen="ja")).content.decode()
    assert "Die Einreichung ist nicht geöffnet. Ihr Entwurf bleibt gespeichert" in page
    assert "In den Ideenspeicher übernehmen" in page
    assert [(idea.state, idea.title) for idea in Idea.objects.all()] == [("draft", IDEA["title"])]


def test_draft_moves_to_the_pool(client, author):
    competition = CompetitionFactory()
    draft = IdeaFactory(author=author, competition=competition, state="draft", **IDEA)
    close_submission(competition)
    address = reverse("ideas:idea_new", args=[competition.slug])
    response = client.post(address, typed(speicher="ja"))
    assert response["Location"] == NEW
    draft.refresh_from_db()
    assert (draft.competition, draft.state) == (None, "draft")


def test_draft_does_not_overwrite_the_one_in_the_pool(client, author):
    competition = CompetitionFactory(phase="screening")
    IdeaFactory(author=author, competition=competition, state="draft")
    IdeaFactory(author=author, pool=True, state="draft", title="Liegt schon da")
    address = reverse("ideas:idea_new", args=[competition.slug])
    page = client.post(address, typed(speicher="ja")).content.decode()
    assert "Im Ideenspeicher liegt schon ein Entwurf von Ihnen." in page
    assert Idea.objects.get(competition=None).title == "Liegt schon da"


@pytest.mark.parametrize(
    ("phase", "told"),
    [
        ("announcement", "Ideen können Sie ab"),
        ("screening", "Die Einreichung endete am"),
        ("voting", "Die Einreichung endete am"),
        ("result", "Die Einreichung endete am"),
    ],
)
def test_outside_the_submission_the_page_shows_the_way_out(client, author, phase, told):
    address = reverse("ideas:idea_new", args=[CompetitionFactory(phase=phase).slug])
    page = client.get(address).content.decode()
    assert told in page
    assert f'href="{NEW}"' in page
    assert "Idee einreichen</span>" not in page


def test_competition_that_is_not_announced_is_not_there(client, author):
    address = reverse("ideas:idea_new", args=[CompetitionFactory(phase=None).slug])
    assert [client.get(address).status_code, client.post(address, typed()).status_code] == [
        404,
        404,
    ]


def test_address_of_a_draft_is_the_form(author):
    assert IdeaFactory(author=author, pool=True, state="draft").get_absolute_url() == NEW


def test_discarding_a_draft_asks_first(client, author):
    IdeaFactory(author=author, pool=True, state="draft")
    address = reverse("ideas:discard", args=["speicher"])
    assert client.get(address).status_code == 200
    assert Idea.objects.count() == 1
    client.post(address)
    assert Idea.objects.count() == 0
    assert client.post(address).status_code == 404


def test_nobody_else_sees_a_draft(client, author):
    IdeaFactory(pool=True, state="draft", title="Fremder Entwurf")
    pages = [
        client.get(NEW),
        client.get(reverse("ideas:my_ideas")),
        client.get(reverse("ideas:preview", args=["speicher"]), follow=True),
    ]
    assert [b"Fremder Entwurf" in page.content for page in pages] == [False, False, False]
    assert client.post(reverse("ideas:discard", args=["speicher"])).status_code == 404
    assert Idea.objects.count() == 1


@pytest.mark.parametrize("number", [1, 3])
def test_form_makes_the_same_queries_for_one_and_for_three_pictures(
    client, author, number, django_assert_num_queries
):
    draft = IdeaFactory(author=author, pool=True, state="draft")
    for position in range(1, number + 1):
        IdeaImageFactory(idea=draft, position=position)
    with django_assert_num_queries(7):
        client.get(NEW)
