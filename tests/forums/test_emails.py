import pytest

from forums.actions.companion import answer_question
from forums.actions.documenting import publish_documentation
from forums.actions.proposing import admit_proposal, refuse_proposal
from myk10.notifications.letter import letter_of
from myk10.notifications.models import Mail
from tests.events.conftest import berlin
from tests.factories import (
    ForumFactory,
    ProposalFactory,
    QuestionFactory,
    RegistrationFactory,
    StaffFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def forum():
    return ForumFactory(
        year=2026, title="5. Zukunftsforum", phase="to_document", summary="<p>Kurz.</p>"
    )


@pytest.fixture
def guest(forum):
    return RegistrationFactory(event=forum.event, name="Berta <Beispiel>")


def only_mail() -> Mail:
    return Mail.objects.get()


def test_question_answered(forum, guest):
    question = QuestionFactory(forum=forum, asked_by=guest, text="Fährt der Bus > 22 Uhr?")
    answer_question(question=question, answer="<p>Ja.</p>", answered_by=StaffFactory())
    mail = only_mail()
    assert (mail.recipient, mail.subject) == (
        guest.email,
        "Antwort auf Ihre Frage beim 5. Zukunftsforum",
    )
    assert mail.body.split("\n\n") == [
        "Guten Tag Berta <Beispiel>,",
        "Sie haben beim 5. Zukunftsforum gefragt:",
        "Fährt der Bus > 22 Uhr?",
        "Jetzt gibt es eine schriftliche Antwort. Alle können sie lesen.",
    ]
    assert mail.action_url.endswith(f"/foren/2026/fragen/#frage-{question.pk}")
    assert "weil Sie beim Forum eine Frage gestellt haben" in letter_of(mail).as_text()


def test_a_corrected_answer_is_no_second_mail(forum, guest):
    question = QuestionFactory(forum=forum, asked_by=guest)
    office = StaffFactory()
    question = answer_question(question=question, answer="<p>Ja.</p>", answered_by=office)
    answer_question(
        question=question, answer="<p>Nein.</p>", answered_by=office, seen=question.answered_at
    )
    assert Mail.objects.count() == 1


def test_proposal_admitted(forum, guest):
    forum.vote_from, forum.vote_until = berlin(2026, 9, 1, 8), berlin(2026, 9, 8, 20)
    forum.save()
    proposal = ProposalFactory(
        forum=forum, proposed_by=guest, state="submitted", number="V-2026-001", title="Mehr Busse"
    )
    admit_proposal(proposal=proposal, decided_by=StaffFactory())
    mail = only_mail()
    assert mail.subject == "Ihr Vorschlag V-2026-001 ist zugelassen"
    assert "Ihr Vorschlag V-2026-001 „Mehr Busse“ ist zugelassen." in mail.body
    assert (
        "von Dienstag, 1. September 2026, 8 Uhr bis Dienstag, 8. September 2026, 20 Uhr."
        in mail.body
    )


def test_proposal_refused(forum, guest):
    proposal = ProposalFactory(
        forum=forum, proposed_by=guest, state="submitted", number="V-2026-001"
    )
    refuse_proposal(proposal=proposal, decided_by=StaffFactory(), reason="Das gibt es schon.")
    mail = only_mail()
    assert mail.subject == "Ihr Vorschlag V-2026-001 wurde nicht zugelassen"
    assert "Der Grund:\n\nDas gibt es schon.\n\n" in mail.body


def test_documented(forum, guest):
    publish_documentation(forum=forum, published_by=StaffFactory())
    mail = only_mail()
    assert mail.subject == "Nachzulesen: 5. Zukunftsforum"
    assert mail.body.startswith(
        "Guten Tag Berta <Beispiel>,\n\nSie können jetzt nachlesen, was beim 5. Zukunftsforum"
    )
    assert mail.action_url.endswith("/foren/2026/dokumentation/")


def test_whoever_was_forgotten_gets_no_mail(forum):
    nameless = RegistrationFactory(event=forum.event, name="", email="")
    question = QuestionFactory(forum=forum, asked_by=nameless)
    answer_question(question=question, answer="<p>Ja.</p>", answered_by=StaffFactory())
    assert not Mail.objects.exists()
