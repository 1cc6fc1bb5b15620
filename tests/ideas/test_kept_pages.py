"""Pages that are drawn once for all readers hold nothing of one person's."""

import pytest
from django.core.cache import caches
from django.template import Context, Template
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ideas.actions.submitting import set_support
from ideas.actions.voting import cast_vote
from ideas.models import Follow, Idea
from myk10 import kept
from myk10.discussions.actions import edit_comment, post_comment
from myk10.kept import Gaps, Whether
from tests.factories import (
    CommentFactory,
    CompetitionFactory,
    IdeaFactory,
    StaffFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def pages(settings):
    settings.VISITOR_CACHE_SECONDS = 60
    return caches["pages"]


@pytest.fixture
def idea():
    return IdeaFactory(competition=CompetitionFactory(phase="voting"))


def client_of(user=None):
    client = Client()
    if user:
        client.force_login(user)
    return client


def list_of(idea):
    return reverse("ideas:idea_list", args=[idea.slug]) + "?start=3"


def page(client, address):
    return client.get(address).content.decode()


def test_a_page_is_drawn_once_for_all_citizens_and_once_for_all_visitors(idea, monkeypatch):
    drawn = []
    draw = kept._drawn
    monkeypatch.setattr(kept, "_drawn", lambda *args: drawn.append(args[1]) or draw(*args))
    for user in (UserFactory(), UserFactory()):
        page(client_of(user), list_of(idea))
    assert drawn == ["ideas/idea_list.html"]

    page(client_of(), list_of(idea))
    assert drawn == ["ideas/idea_list.html"] * 2

    for _each in range(2):
        page(client_of(StaffFactory()), list_of(idea))
    assert drawn == ["ideas/idea_list.html"] * 2


@pytest.mark.parametrize("address_of", [list_of, Idea.get_absolute_url])
def test_nothing_of_the_one_is_on_the_page_of_the_other(idea, address_of):
    """Name, votes, follows, own comments and the token, in what is kept and in what others get."""
    first = UserFactory(display_name="Erika Einzig", email="erika@demo.example")
    cast_vote(idea=idea, user=first)
    Follow.objects.create(idea=idea, user=first)
    CommentFactory(discussion=idea.discussion, author=UserFactory())
    mine = client_of(first)
    before = page(mine, address_of(idea))
    token = mine.cookies["csrf"].value
    assert "Stimme zurücknehmen" in before
    assert "Noch 2 von 3 Stimmen" in before

    after = page(client_of(UserFactory()), address_of(idea))
    for personal in ("Erika", "erika@", "Stimme zurücknehmen", "Sie folgen dieser Idee.", token):
        assert personal not in after
    assert "Noch 3 von 3 Stimmen" in after
    assert page(mine, address_of(idea)).count("Stimme zurücknehmen") == 1

    visitor = client_of()
    visited = page(visitor, address_of(idea))
    assert "csrfmiddlewaretoken" not in visited
    assert "Abmelden" not in visited
    assert not visitor.cookies

    stored = b"".join(caches["pages"]._cache.values())
    for personal in (b"Erika", b"erika@", token.encode()):
        assert personal not in stored


def test_each_person_gets_a_token_that_works(idea):
    first, second = UserFactory(), UserFactory()
    for user in (first, second):
        client = Client(enforce_csrf_checks=True)
        client.force_login(user)
        text = page(client, idea.get_absolute_url())
        token = text.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
        address = reverse("ideas:vote", args=[idea.slug, idea.number])
        answer = client.post(address, {"stimme": "geben", "csrfmiddlewaretoken": token})
        assert (len(token), answer.status_code) == (64, 303)


def test_authors_and_the_office_see_what_others_do_not():
    idea = IdeaFactory(pool=True)
    author = idea.author
    comment = CommentFactory(discussion=idea.discussion, author=UserFactory())
    address = idea.get_absolute_url()
    seen = {}
    for role, user in {
        "other": UserFactory(),
        "author": author,
        "commenter": comment.author,
        "staff": StaffFactory(),
        "visitor": None,
    }.items():
        text = page(client_of(user), address)
        words = ("Idee bearbeiten", ">Bearbeiten<", ">Ausblenden<", "In der Verwaltung öffnen")
        seen[role] = [word for word in words if word in text]

    assert seen == {
        "other": [],
        "author": ["Idee bearbeiten"],
        "commenter": [">Bearbeiten<"],
        "staff": [">Ausblenden<", "In der Verwaltung öffnen"],
        "visitor": [],
    }


def test_what_is_not_public_is_not_kept(pages, hide):
    submitted, hidden = IdeaFactory(state="submitted"), IdeaFactory()
    hide(hidden)
    for idea in (submitted, hidden):
        assert client_of(idea.author).get(idea.get_absolute_url()).status_code == 200
        assert client_of(UserFactory()).get(idea.get_absolute_url()).status_code == 404
    assert not pages._cache


def test_an_idea_that_is_hidden_is_gone_at_once(idea, hide):
    client = client_of(UserFactory())
    assert client.get(idea.get_absolute_url()).status_code == 200
    hide(idea)
    assert client.get(idea.get_absolute_url()).status_code == 404


def test_who_changes_something_sees_it_at_once():
    idea = IdeaFactory(pool=True)
    citizen = UserFactory()
    client, address = client_of(citizen), idea.get_absolute_url()
    page(client, address)

    comment = post_comment(discussion=idea.discussion, author=citizen, text="Ein guter Anfang")
    assert "Ein guter Anfang" in page(client, address)
    edit_comment(comment=comment, author=citizen, text="Ein besserer Anfang")
    assert "Ein besserer Anfang" in page(client, address)
    set_support(idea=idea, user=citizen, supporting=True)
    assert "1 Mensch unterstützt sie." in page(client, address)
    idea.refresh_from_db()
    idea.title = "Ein neuer Titel"
    idea.save()
    assert "Ein neuer Titel" in page(client, address)


def test_a_refused_comment_is_shown_to_its_writer_alone(idea):
    client = client_of(UserFactory())
    answer = client.post(f"{idea.get_absolute_url()}kommentieren/", {"text": "x\x07y"})
    assert "Bitte entfernen Sie unsichtbare Steuerzeichen." in answer.content.decode()
    assert "Steuerzeichen" not in page(client_of(UserFactory()), idea.get_absolute_url())


# --- The tags ------------------------------------------------------------------------------

WHETHER = "{% load kept %}{% whether mine.ids has it %}yes{% otherwise %}no{% endwhether %}"


@pytest.mark.parametrize(("ids", "shown"), [({1}, "yes"), ({2}, "no"), (set(), "no"), (None, "no")])
def test_whether_without_a_gap(ids, shown):
    assert Template(WHETHER).render(Context({"mine": {"ids": ids}, "it": 1})) == shown


def test_whether_leaves_a_gap_while_a_page_is_drawn():
    gaps = Gaps()
    drawn = Template(f"<p>{WHETHER}</p>").render(Context({"gaps": gaps, "it": 1}))
    assert gaps.parts_of(drawn) == ["<p>", Whether("mine.ids", "has", 1, ["yes"], ["no"]), "</p>"]


def test_nobody_is_the_author_of_what_has_none():
    template = Template("{% load kept %}{% whether user.pk is it %}mine{% endwhether %}")
    assert template.render(Context({"user": {"pk": None}, "it": None})) == ""


def test_a_vote_asks_again_whether_the_idea_is_still_in_the_vote(idea):
    client, voter = client_of(UserFactory()), UserFactory()
    voting = reverse("ideas:vote", args=[idea.slug, idea.number])
    client.post(voting, {"stimme": "geben"})
    Idea.objects.filter(pk=idea.pk).update(
        state="withdrawn", withdrawn_at=timezone.now(), withdrawal_reason="Doch nicht"
    )

    answer = client_of(voter).post(voting, {"stimme": "geben"}, follow=True)

    assert "Diese Idee steht nicht zur Abstimmung." in answer.content.decode()
    assert idea.votes.count() == 1


def test_a_second_vote_does_not_ask_for_the_idea(idea, django_assert_num_queries):
    voting = reverse("ideas:vote", args=[idea.slug, idea.number])
    client_of(UserFactory()).post(voting, {"stimme": "geben"})
    client = client_of(UserFactory())
    client.post(voting, {"stimme": "zuruecknehmen"})  # gives the ballot

    with django_assert_num_queries(3):  # session, account, vote
        client.post(voting, {"stimme": "geben"})


def test_numbers_that_are_no_ideas_are_not_kept(pages):
    competition = CompetitionFactory(phase="voting")
    voting = reverse("ideas:vote", args=[competition.slug, "I-2026-999"])
    pages.clear()

    assert client_of(UserFactory()).post(voting, {"stimme": "geben"}).status_code == 404
    assert len(pages._cache) == 0


def test_a_vote_is_possible_as_soon_as_the_idea_is_public():
    idea = IdeaFactory(competition=CompetitionFactory(phase="voting"), state="submitted")
    client = client_of(UserFactory())
    voting = reverse("ideas:vote", args=[idea.slug, idea.number])
    assert client.post(voting, {"stimme": "geben"}).status_code == 404
    Idea.objects.filter(pk=idea.pk).update(
        state="admitted", admitted_at=timezone.now(), decided_at=timezone.now()
    )

    assert client.post(voting, {"stimme": "geben"}).status_code == 303
    assert idea.votes.count() == 1
