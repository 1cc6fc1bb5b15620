import pytest
from django.urls import reverse

from forums.actions.proposing import MOST_PER_PERSON, admit_proposal, propose, refuse_proposal
from forums.actions.tasks import adopt_proposal, note_progress
from forums.models import Forum, Proposal
from myk10.discussions.models import Comment
from myk10.moderation.actions import flag_content, hide_content
from myk10.moderation.models import ContentFlag
from myk10.moderation.targets import flaggable_models
from myk10.refusal import Refused
from tests.factories import (
    CommentFactory,
    ForumFactory,
    ProposalFactory,
    RegistrationFactory,
    StaffFactory,
    UserFactory,
)
from tests.forums.voting import bring_ticket, participant

pytestmark = pytest.mark.django_db

NEW = "/foren/2026/vorschlaege/neu/"
LIST = "/foren/2026/vorschlaege/"
TYPED = {"title": "Bürgerbus am Abend", "text": "Nach acht fährt nichts.", "strand": "projects"}


@pytest.fixture
def forum():
    return ForumFactory(phase="under_way", year=2026)


@pytest.fixture
def office():
    return StaffFactory()


def admitted(forum: Forum, office, **values) -> Proposal:
    proposal = ProposalFactory(forum=forum, state="submitted", **values)
    return admit_proposal(proposal=proposal, decided_by=office)


# --- Proposing ------------------------------------------------------------------------------


def test_a_participant_proposes_and_alone_sees_it_until_it_is_admitted(client, forum, office):
    me = participant(forum)
    client.force_login(me.user)
    answer = client.post(NEW, TYPED, follow=True)
    proposal = Proposal.objects.get()
    assert (proposal.number, proposal.author, proposal.proposed_by) == ("V-2026-001", me.user, me)
    assert answer.redirect_chain == [(proposal.get_absolute_url(), 302)]
    assert "Ihr Vorschlag V-2026-001 ist angekommen" in answer.content.decode()
    assert "Bürgerbus am Abend" in client.get(LIST).content.decode()

    client.logout()
    assert client.get(proposal.get_absolute_url()).status_code == 404
    assert "Bürgerbus am Abend" not in client.get(LIST).content.decode()
    admit_proposal(proposal=proposal, decided_by=office)
    assert client.get(proposal.get_absolute_url()).status_code == 200
    assert "Bürgerbus am Abend" in client.get(LIST).content.decode()


def test_a_guest_proposes_by_the_ticket_and_the_name_is_not_published(client, forum, office):
    guest = RegistrationFactory(event=forum.event, name="Gerda Geheim")
    bring_ticket(client, guest)
    client.post(NEW, TYPED)
    proposal = Proposal.objects.get()
    assert (proposal.author, proposal.proposed_by) == (None, guest)
    assert "Wird geprüft" in client.get(proposal.get_absolute_url()).content.decode()
    admit_proposal(proposal=proposal, decided_by=office)
    client.cookies.clear()
    page = client.get(proposal.get_absolute_url()).content.decode()
    assert "einem Gast des Forums" in page
    assert "Gerda Geheim" not in page


def test_the_same_words_again_are_a_button_pressed_twice(client, forum):
    client.force_login(participant(forum).user)
    client.post(NEW, TYPED)
    client.post(NEW, TYPED)
    assert Proposal.objects.count() == 1


def test_whoever_has_no_seat_learns_how_to_get_one_and_loses_no_text(client, forum):
    client.force_login(UserFactory())
    page = client.post(NEW, TYPED).content.decode()
    assert "Vorschlagen können alle, die für das Forum angemeldet sind." in page
    assert reverse("events:register", args=[forum.event.slug]) in page
    assert "Nach acht fährt nichts." in page
    assert "projects" not in page  # what was chosen is no text to copy
    assert Proposal.objects.count() == 0


def test_a_visitor_is_led_to_the_login_and_back(client, forum):
    page = client.get(NEW).content.decode()
    assert f"{reverse('account_login')}?next={NEW}" in page


def test_faults_are_named_and_what_was_typed_stays(client, forum):
    client.force_login(participant(forum).user)
    page = client.post(NEW, TYPED | {"title": "", "strand": "unfug"}).content.decode()
    assert "Bitte sagen Sie, was getan werden soll." in page
    assert "Nach acht fährt nichts." in page
    for value in ("a\x00b", "x" * 121, "zwei\nZeilen"):
        assert client.post(NEW, TYPED | {"title": value}).status_code == 200
    assert Proposal.objects.count() == 0


def test_the_sixth_proposal_is_refused_and_stays_in_the_form(client, forum):
    me = participant(forum)
    client.force_login(me.user)
    ProposalFactory.create_batch(MOST_PER_PERSON, forum=forum, proposed_by=me)
    page = client.post(NEW, TYPED).content.decode()
    assert "Mehr als fünf Vorschläge je Person nehmen wir nicht an." in page
    assert "Nach acht fährt nichts." in page


def test_after_the_last_day_the_page_says_so_and_loses_no_text(client, forum):
    client.force_login(participant(forum).user)
    Forum.objects.update(proposals_until=forum.event.starts_at)
    page = client.post(NEW, TYPED).content.decode()
    assert "Vorschläge für dieses Forum waren bis" in page
    assert "Nach acht fährt nichts." in page


def test_the_action_refuses_after_the_end_and_without_a_seat(forum):
    stranger = RegistrationFactory()
    with pytest.raises(Refused, match="die für das Forum angemeldet sind"):
        propose(forum=forum, registration=stranger, **TYPED)
    Forum.objects.update(proposals_until=forum.event.starts_at)
    with pytest.raises(Refused, match="gerade nicht angenommen"):
        propose(forum=forum, registration=participant(forum), **TYPED)


# --- Reading --------------------------------------------------------------------------------


def test_a_refused_one_says_why_to_its_author_alone(client, forum, office):
    me = participant(forum)
    proposal = ProposalFactory(forum=forum, state="submitted", proposed_by=me, author=me.user)
    refuse_proposal(proposal=proposal, decided_by=office, reason="Das gibt es schon.")
    assert client.get(proposal.get_absolute_url()).status_code == 404
    client.force_login(me.user)
    assert "Das gibt es schon." in client.get(proposal.get_absolute_url()).content.decode()


def test_the_red_thread_leads_from_the_proposal_to_the_finished_task(client, forum, office):
    proposal = admitted(forum, office)
    task = adopt_proposal(
        proposal=proposal,
        decided_by=office,
        adopted_by="Lenkungsgruppe",
        due_on=forum.event.ends_at.date(),
        reason="Passt zur Strategie.",
    )
    note_progress(task=task, state="done", text="Der Bus fährt.", written_by=office)
    steps = client.get(proposal.get_absolute_url()).context["steps"]
    assert [(step.text, step.url, step.reason) for step in steps] == [
        (f"Vorgeschlagen als {proposal.number}", "", ""),
        (
            f"Als Aufgabe {task.number} beschlossen: Lenkungsgruppe",
            task.get_absolute_url(),
            "Passt zur Strategie.",
        ),
        ("Aufgabe erledigt", task.get_absolute_url(), "Der Bus fährt."),
    ]


def test_the_proposal_of_another_forum_is_not_below_this_one(client, forum, office):
    other = admitted(ForumFactory(phase="under_way"), office)
    assert client.get(reverse("forums:proposal", args=[2026, other.number])).status_code == 404


@pytest.mark.parametrize(("who", "queries"), [("visitor", 4), ("participant", 9)])
def test_the_list_costs_the_same_with_one_and_three(
    client, forum, office, who, queries, django_assert_num_queries
):
    if who == "participant":
        me = participant(forum)
        client.force_login(me.user)
        ProposalFactory(forum=forum, state="submitted", proposed_by=me, author=me.user)
    for _more in range(2):
        for _proposal in range(2 if forum.proposals.published().exists() else 1):
            admitted(forum, office)
        with django_assert_num_queries(queries):
            client.get(LIST)


def test_the_discussion_costs_the_same_with_one_and_three(
    client, forum, office, django_assert_num_queries
):
    proposal = admitted(forum, office)
    for more in (1, 2):
        CommentFactory.create_batch(more, discussion=proposal.discussion)
        with django_assert_num_queries(5):
            client.get(proposal.get_absolute_url())


# --- Talking, flagging, hiding --------------------------------------------------------------


def test_comments_need_an_account_and_keep_what_was_typed(client, forum, office):
    proposal = admitted(forum, office)
    address = f"{proposal.get_absolute_url()}kommentieren/"
    answer = client.post(address, {"text": "Sehr gut, das fehlt."})
    assert (answer.status_code, Comment.objects.count()) == (403, 0)
    assert "Sehr gut, das fehlt." in answer.content.decode()

    client.force_login(UserFactory())
    client.post(address, {"text": "Sehr gut, das fehlt."})
    assert Comment.objects.get().discussion == proposal.discussion
    assert "Sehr gut, das fehlt." in client.get(proposal.get_absolute_url()).content.decode()
    page = client.post(address, {"text": "x" * 5001}).content.decode()
    assert "Ihr Beitrag hat 5001 Zeichen." in page


def test_a_proposal_can_be_flagged_and_the_page_links_there(client, forum, office):
    proposal = admitted(forum, office)
    assert flaggable_models()["vorschlag"] is Proposal
    address = reverse("moderation:flag", args=["vorschlag", proposal.pk])
    assert address in client.get(proposal.get_absolute_url()).content.decode()
    assert "Das hilft allen." in client.get(address).content.decode()
    flag_content(target=proposal, category="insulting", text="Eine Beleidigung.")
    assert ContentFlag.objects.get().target == proposal


@pytest.mark.parametrize("by_account", [True, False])
def test_hidden_it_is_seen_by_its_author_and_the_office_alone(client, forum, office, by_account):
    me = participant(forum)
    author = me.user if by_account else None
    proposal = ProposalFactory(forum=forum, proposed_by=me, author=author, state="submitted")
    admit_proposal(proposal=proposal, decided_by=office)
    proposal.refresh_from_db()
    hide_content(target=proposal, moderator=office, ground="spam", reason="Werbung")
    address = proposal.get_absolute_url()
    assert client.get(address).status_code == 404
    assert proposal.title not in client.get(LIST).content.decode()
    client.force_login(me.user)
    assert "Dieser Vorschlag ist ausgeblendet." in client.get(address).content.decode()
    client.force_login(office)
    assert client.get(address).status_code == 200
