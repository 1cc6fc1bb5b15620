import time
from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from myk10.moderation.actions import (
    answer_objection,
    dismiss_flag,
    flag_content,
    forget_reporters,
    hide_content,
    object_to_decision,
    restore_content,
)
from myk10.moderation.models import ContentFlag, Decision, Objection
from myk10.notifications.models import Mail, Notification
from myk10.refusal import Refused
from tests.factories import CommentFactory, FlagFactory, StaffFactory, UserFactory


def mails(kind):
    return [mail.recipient for mail in Mail.objects.filter(kind=kind).order_by("pk")]


def hide(target, **fields):
    return hide_content(
        **{"target": target, "moderator": StaffFactory(), "ground": "spam", "reason": "Werbung"}
        | fields
    )


@pytest.fixture
def comment(db):
    return CommentFactory()


def test_visitor_gets_a_receipt_by_mail_without_the_typed_text(comment):
    flag = flag_content(
        target=comment, category="spam", text="Kauft bei mir", reporter_email="eva@example.org"
    )

    mail = Mail.objects.get()
    assert (mail.kind, mail.recipient) == ("flag_received", "eva@example.org")
    assert flag.receipt in mail.subject
    assert "Kauft bei mir" not in mail.body


def test_visitor_without_address_gets_no_mail(comment):
    flag = flag_content(target=comment, category="spam", text="Werbung")

    assert (flag.state, Mail.objects.count()) == ("open", 0)


def test_one_open_flag_a_person(comment):
    reporter = UserFactory()
    first = flag_content(target=comment, category="spam", text="Werbung", reporter=reporter)
    second = flag_content(target=comment, category="other", text="Noch mal", reporter=reporter)

    assert second == first
    assert ContentFlag.objects.count() == 1


def test_hidden_content_cannot_be_flagged(comment):
    hide(comment)

    with pytest.raises(Refused):
        flag_content(target=comment, category="spam", text="Werbung")


def test_dismissing_tells_the_reporter_why(comment):
    flag = FlagFactory(target=comment)

    dismiss_flag(flag=flag, moderator=StaffFactory(), reason="Das ist erlaubte Kritik.")

    mail = Mail.objects.get()
    assert (mail.kind, mail.recipient) == ("flag_decided", flag.reporter_email)
    assert "Der Beitrag bleibt sichtbar." in mail.body
    assert "Das ist erlaubte Kritik." in mail.body


def test_hiding_upholds_every_flag_and_tells_everybody(comment):
    flags = [
        FlagFactory(target=comment, reporter_email="eins@example.org"),
        FlagFactory(
            target=comment, reporter=UserFactory(email="zwei@example.org"), reporter_email=""
        ),
    ]
    other = FlagFactory()

    decision = hide(comment, reason="Der zweite Satz wirbt für einen Laden.")

    comment.refresh_from_db()
    assert comment.hidden_by == decision
    assert set(decision.flags.all()) == set(flags)
    other.refresh_from_db()
    assert other.state == "open"
    assert mails("flag_decided") == ["eins@example.org", "zwei@example.org"]
    assert mails("content_hidden") == [comment.author.email]
    mail = Mail.objects.get(kind="content_hidden")
    assert mail.action_url == f"http://localhost/moderation/{decision.pk}/"
    for part in [
        "Der Inhalt ist Werbung oder Spam.",
        "Der zweite Satz wirbt für einen Laden.",
        "Anlass war eine Meldung.",
        "ein Mensch, keine Maschine",
        "kostenlos Widerspruch",
    ]:
        assert part in mail.body
    news = Notification.objects.get()
    assert (news.user, news.path) == (comment.author, f"/moderation/{decision.pk}/")


@pytest.mark.parametrize(("ground", "reason"), [("spam", "  "), ("", "Werbung"), ("x", "Werbung")])
def test_hiding_needs_ground_and_reason(comment, ground, reason):
    with pytest.raises(Refused):
        hide(comment, ground=ground, reason=reason)


def test_citizens_do_not_moderate(comment):
    citizen = UserFactory()
    flag = FlagFactory(target=comment)

    with pytest.raises(PermissionDenied):
        hide(comment, moderator=citizen)
    with pytest.raises(PermissionDenied):
        dismiss_flag(flag=flag, moderator=citizen, reason="Nein")
    with pytest.raises(PermissionDenied):
        restore_content(target=comment, moderator=citizen, reason="Nein")


def test_second_decision_is_told(comment):
    flag = FlagFactory(target=comment)
    hide(comment)

    with pytest.raises(Refused, match="inzwischen schon ausgeblendet"):
        hide(comment)
    with pytest.raises(Refused, match="inzwischen entschieden"):
        dismiss_flag(flag=flag, moderator=StaffFactory(), reason="Zu spät")


def test_restoring_tells_the_author(comment):
    hide(comment)

    restore_content(target=comment, moderator=StaffFactory(), reason="Ein Irrtum.")

    comment.refresh_from_db()
    assert comment.hidden_by is None
    assert mails("content_restored") == [comment.author.email]
    with pytest.raises(Refused):
        restore_content(target=comment, moderator=StaffFactory(), reason="Noch mal")


def test_author_objects_once(comment):
    decision = hide(comment)

    objection = object_to_decision(decision=decision, author=comment.author, text="Stimmt nicht.")

    assert (objection.state, objection.author) == ("open", comment.author)
    with pytest.raises(Refused, match="schon Widerspruch"):
        object_to_decision(decision=decision, author=comment.author, text="Noch mal.")


def test_others_do_not_object(comment):
    with pytest.raises(PermissionDenied):
        object_to_decision(decision=hide(comment), author=UserFactory(), text="Nein.")


def test_objections_end_after_six_months(comment):
    decision = hide(comment)

    with (
        time_machine.travel(timezone.now() + timedelta(days=184), tick=False),
        pytest.raises(Refused, match="Frist"),
    ):
        object_to_decision(decision=decision, author=comment.author, text="Doch.")


def test_upheld_objection_restores(comment):
    decision = hide(comment)
    objection = object_to_decision(decision=decision, author=comment.author, text="Doch.")

    answer_objection(
        objection=objection, moderator=StaffFactory(), upheld=True, answer="Sie haben recht."
    )

    comment.refresh_from_db()
    objection.refresh_from_db()
    assert (comment.hidden_by, objection.state) == (None, "upheld")
    assert mails("objection_answered") == [comment.author.email]
    assert mails("content_restored") == []
    assert Decision.objects.filter(kind="restore").count() == 1


def test_rejected_objection_leaves_it_hidden(comment):
    decision = hide(comment)
    objection = object_to_decision(decision=decision, author=comment.author, text="Doch.")

    answer_objection(objection=objection, moderator=StaffFactory(), upheld=False, answer="Nein.")

    comment.refresh_from_db()
    assert comment.hidden_by == decision
    with pytest.raises(Refused, match="zurückgewiesen"):
        answer_objection(objection=objection, moderator=StaffFactory(), upheld=True, answer="Doch")


def test_restoring_answers_the_open_objection(comment):
    decision = hide(comment)
    objection = object_to_decision(decision=decision, author=comment.author, text="Doch.")

    restore_content(target=comment, moderator=StaffFactory(), reason="Ein Irrtum.")

    objection.refresh_from_db()
    assert (objection.state, objection.answer) == ("upheld", "Ein Irrtum.")


def test_objection_is_void_once_restored(comment):
    decision = hide(comment)
    restore_content(target=comment, moderator=StaffFactory(), reason="Ein Irrtum.")

    with pytest.raises(Refused, match="nicht nötig"):
        object_to_decision(decision=decision, author=comment.author, text="Doch.")


def test_flag_about_what_is_gone_can_be_dismissed(comment):
    flag = FlagFactory(target=comment)
    comment.delete()
    flag = ContentFlag.objects.get()

    dismiss_flag(flag=flag, moderator=StaffFactory(), reason="Schon gelöscht.")

    with pytest.raises(Refused):
        hide(comment)


@pytest.mark.parametrize(
    "change",
    [
        lambda decision: Decision.objects.update(reason="Anders"),
        lambda decision: Decision.objects.all().delete(),
        lambda decision: ContentFlag.objects.update(state="dismissed"),
    ],
)
def test_database_refuses_to_change_what_was_decided(comment, change):
    FlagFactory(target=comment)
    decision = hide(comment)
    type(comment).objects.update(hidden_by=None)

    with pytest.raises(DatabaseError), transaction.atomic():
        change(decision)


def test_database_refuses_to_change_an_answer(comment):
    objection = object_to_decision(decision=hide(comment), author=comment.author, text="Doch.")
    answer_objection(objection=objection, moderator=StaffFactory(), upheld=False, answer="Nein.")

    with pytest.raises(DatabaseError), transaction.atomic():
        Objection.objects.update(state="upheld")


def test_people_can_leave_and_decisions_stay(comment):
    moderator, reporter = StaffFactory(), UserFactory()
    flag_content(target=comment, category="spam", text="Werbung", reporter=reporter)
    hide(comment, moderator=moderator)

    for person in (moderator, reporter, comment.author):
        person.delete()

    decision = Decision.objects.get()
    assert (decision.decided_by, decision.author, decision.reason) == (None, None, "Werbung")
    assert ContentFlag.objects.get().reporter is None


def test_reporters_addresses_are_forgotten(comment):
    open_flag, decided = FlagFactory(), FlagFactory(target=comment)
    hide(comment)

    with time_machine.travel(timezone.now() + timedelta(days=184), tick=False):
        assert forget_reporters() == 1

    open_flag.refresh_from_db()
    decided.refresh_from_db()
    assert (open_flag.reporter_email, decided.reporter_email) == ("melderin@example.org", "")


def at_once(*jobs):
    """Run the jobs in threads of their own that begin together; what each returned or raised."""
    barrier, outcomes = Barrier(len(jobs)), []

    def run(job):
        barrier.wait()
        try:
            outcomes.append(job())
        except Refused as refusal:
            outcomes.append(refusal)
        connection.close()

    threads = [Thread(target=run, args=[job]) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


@pytest.mark.django_db(transaction=True)
def test_two_moderators_hiding_at_once_make_one_decision():
    comment, moderators = CommentFactory(), StaffFactory.create_batch(4)
    FlagFactory(target=comment)

    outcomes = at_once(
        *(
            lambda moderator=moderator: hide(comment, moderator=moderator)
            for moderator in moderators
        )
    )

    assert sum(isinstance(outcome, Decision) for outcome in outcomes) == 1
    assert sum(isinstance(outcome, Refused) for outcome in outcomes) == 3
    assert Decision.objects.count() == 1
    assert len(mails("content_hidden")) == 1


@pytest.mark.django_db(transaction=True)
def test_dismissing_waits_for_hiding_and_is_told():
    comment, moderator = CommentFactory(), StaffFactory()
    flag = FlagFactory(target=comment)
    outcomes = []

    def dismiss():
        try:
            dismiss_flag(flag=flag, moderator=moderator, reason="Erlaubt")
        except Refused as refusal:
            outcomes.append(str(refusal))
        connection.close()

    thread = Thread(target=dismiss)
    with transaction.atomic():
        hide(comment, moderator=moderator)
        thread.start()
        wait_until_somebody_waits()
    thread.join()

    flag.refresh_from_db()
    assert flag.state == "upheld"
    assert outcomes == [
        f"Über die Meldung {flag.receipt} wurde inzwischen entschieden: Inhalt ausgeblendet."
    ]
    assert len(mails("flag_decided")) == 1


def wait_until_somebody_waits():
    deadline = time.monotonic() + 10
    with connection.cursor() as cursor:
        while time.monotonic() < deadline:
            cursor.execute("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted)")
            if cursor.fetchone()[0]:
                return
            time.sleep(0.01)
    pytest.fail("Nobody waited for the lock.")


@pytest.mark.django_db(transaction=True)
def test_two_answers_at_once_leave_one():
    comment, moderators = CommentFactory(), StaffFactory.create_batch(2)
    objection = object_to_decision(decision=hide(comment), author=comment.author, text="Doch.")

    outcomes = at_once(
        *(
            lambda moderator=moderator: answer_objection(
                objection=objection, moderator=moderator, upheld=True, answer="Ja."
            )
            for moderator in moderators
        )
    )

    assert sum(isinstance(outcome, Refused) for outcome in outcomes) == 1
    assert Decision.objects.filter(kind="restore").count() == 1


@pytest.mark.django_db(transaction=True)
def test_objecting_twice_at_once_makes_one_objection():
    comment = CommentFactory()
    decision = hide(comment)

    outcomes = at_once(
        *[lambda: object_to_decision(decision=decision, author=comment.author, text="Doch.")] * 3
    )

    assert sum(isinstance(outcome, Objection) for outcome in outcomes) == 1
    assert Objection.objects.count() == 1


@pytest.mark.django_db
def test_author_is_told_the_day_as_it_is_here():
    comment, moderator = CommentFactory(), StaffFactory()
    with time_machine.travel(datetime(2026, 11, 23, 23, 30, tzinfo=UTC), tick=False):
        hide_content(target=comment, moderator=moderator, ground="insulting", reason="x")
    assert "Dienstag, 24. November 2026" in Mail.objects.get(kind="content_hidden").body
