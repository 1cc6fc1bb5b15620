"""What stays of people who asked, proposed and voted: after a forum, and after their account."""

from datetime import timedelta

import pytest
from django.utils import timezone

from forums.actions.companion import answer_question, ask_question, set_question_support
from forums.actions.prioritising import cast_priority, freeze_priorities
from forums.models import Ballot, Forum, PriorityVote, Proposal, Question
from myk10.events.actions.forgetting import forget_participants
from myk10.events.models import Registration
from myk10.home.actions import delete_account
from myk10.home.data_page import subjects_of
from myk10.home.personal_data import sections_about
from tests.factories import (
    ForumFactory,
    ProposalFactory,
    QuestionFactory,
    RegistrationFactory,
    StaffFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def forum():
    now = timezone.now()
    return ForumFactory(phase="under_way", vote_from=now - HOUR, vote_until=now + HOUR)


@pytest.fixture
def anna():
    return UserFactory(email="anna@example.org", display_name="Anna")


@pytest.fixture
def seat(forum, anna):
    return RegistrationFactory(event=forum.event, name="Anna", email=anna.email, user=anna)


def test_thirty_days_after_the_forum_nobody_is_known(forum):
    guest = RegistrationFactory(event=forum.event, name="Berta", email="berta@example.org")
    question = ask_question(forum=forum, registration=guest, text="Wann?")
    proposal = ProposalFactory(forum=forum, proposed_by=guest)
    cast_priority(proposal=proposal, registration=guest)
    forum.event.registrations.update(checked_in_at=timezone.now())
    type(forum.event).objects.update(
        registration_from=None,
        registration_until=None,
        starts_at=timezone.now() - timedelta(days=31),
        ends_at=timezone.now() - timedelta(days=30, hours=1),
    )
    forget_participants()
    people = [question.asked_by, proposal.proposed_by, Ballot.objects.get().registration]
    assert {person.pk for person in people} == {guest.pk}
    guest.refresh_from_db()
    assert (guest.name, guest.email, guest.user) == ("", "", None)
    assert Question.objects.get().author is None


def test_texts_stay_without_a_name(forum, anna, seat):
    question = ask_question(forum=forum, registration=seat, text="Wann?")
    proposal = ProposalFactory(forum=forum, proposed_by=seat, author=anna, title="Mehr Busse")
    delete_account(user=anna, keep_texts=True)
    question.refresh_from_db()
    proposal.refresh_from_db()
    assert (question.text, question.author) == ("Wann?", None)
    assert (proposal.title, proposal.state, proposal.author) == ("Mehr Busse", "admitted", None)
    assert Registration.objects.get(pk=seat.pk).name == ""


def test_texts_go_as_well(forum, anna, seat):
    open_ = ask_question(forum=forum, registration=seat, text="Wann?")
    answered = ask_question(forum=forum, registration=seat, text="Warum?")
    answer_question(question=answered, answer="<p>Darum.</p>", answered_by=StaffFactory())
    proposal = ProposalFactory(forum=forum, proposed_by=seat, author=anna, title="Mehr Busse")
    other = QuestionFactory(forum=forum)
    delete_account(user=anna, keep_texts=False)
    assert set(Question.objects.values_list("text", flat=True)) == {"gelöscht", other.text}
    assert not Question.objects.filter(pk=open_.pk).exists()
    assert Question.objects.get(pk=answered.pk).answer == "<p>Darum.</p>"
    proposal.refresh_from_db()
    assert (proposal.title, proposal.text, proposal.state) == ("gelöscht", "gelöscht", "refused")
    assert not Proposal.objects.published().exists()


def test_what_was_written_without_the_account_goes_by_its_address(forum, anna):
    guest = RegistrationFactory(event=forum.event, email="Anna@example.org")
    ask_question(forum=forum, registration=guest, text="Wann?")
    delete_account(user=anna, keep_texts=False)
    assert not Question.objects.exists()


def test_open_votes_are_taken_back(forum, anna, seat):
    cast_priority(proposal=ProposalFactory(forum=forum), registration=seat)
    delete_account(user=anna, keep_texts=True)
    assert not PriorityVote.objects.exists()
    assert not Ballot.objects.exists()


@pytest.mark.parametrize("counted", [True, False])
def test_votes_that_are_closed_stay_unlinked(forum, anna, seat, counted):
    cast_priority(proposal=ProposalFactory(forum=forum), registration=seat)
    Forum.objects.update(vote_until=timezone.now() - timedelta(seconds=1))
    forum.refresh_from_db()
    if counted:
        freeze_priorities(forum=forum)
    delete_account(user=anna, keep_texts=False)
    assert PriorityVote.objects.count() == 1
    assert Ballot.objects.get().registration is None
    assert freeze_priorities(forum=forum).voters == 1


def test_the_export_shows_it_in_german(forum, anna, seat):
    question = ask_question(forum=forum, registration=seat, text="Wann?")
    set_question_support(
        question=question, registration=RegistrationFactory(event=forum.event), supporting=True
    )
    ProposalFactory(forum=forum, proposed_by=seat, author=anna, title="Mehr Busse")
    subjects = {subject.heading: subject for subject in subjects_of(sections_about(anna))}
    groups = subjects["Ihre Beiträge zu Zukunftsforen"].groups
    assert [(g.heading, g.entries[0].title) for g in groups] == [
        ("Fragen", "Wann?"),
        ("Vorschläge", "Mehr Busse"),
    ]
    labels = {label for group in groups for entry in group.entries for label, _text in entry.facts}
    assert {"Forum", "gestellt am", "Antwort zugesagt bis", "Nummer", "Warum?"} <= labels
    assert not labels & {"asked by", "proposed by", "task", "discussion"}
