"""Remarks, support, stances and answers: what is true whoever asks, and when."""

from datetime import timedelta

import pytest
from django.utils import timezone

from myk10.home.actions import delete_account
from myk10.home.personal_data import sections_about
from myk10.moderation.actions import hide_content
from myk10.moderation.targets import flaggable_models
from myk10.notifications.models import Mail, Notification
from myk10.notifications.wanted import reason_not_to_send
from myk10.refusal import Refused
from myk10.throttle import TooManyAttempts
from strategy.actions import consultation
from strategy.actions.consultation import (
    ConsultationOver,
    SectionChanged,
    answer_remark,
    send_remark,
    set_remark_support,
    set_stance,
    withdraw_remark,
)
from strategy.models import Passage, Remark, Stance, Version
from strategy.remarks_of import RemarkCounts, counts_by_section, stances_of
from tests.factories import StaffFactory, UserFactory
from tests.strategy.factories import PassageFactory, RemarkFactory, VersionFactory
from tests.strategy.test_models import adopt

pytestmark = pytest.mark.django_db


@pytest.fixture
def passage():
    return PassageFactory(body="<p>Der Bus kommt <b>auf</b> Bestellung.</p>")


def send(passage, **values) -> Remark:
    values = {"author": None, "kind": "remark", "text": "Auch abends?", "seen_revision": 1} | values
    values["author"] = values["author"] or UserFactory()
    return send_remark(version=passage.version, section=passage.section, **values)


# --- Writing --------------------------------------------------------------------------------


def test_remarks_are_numbered_by_year(passage):
    year = timezone.localdate().year
    assert [send(passage).number for _ in range(2)] == [f"K-{year}-001", f"K-{year}-002"]


def test_a_suggestion_keeps_the_text_that_its_author_read(passage):
    remark = send(passage, kind="suggestion", proposed="Der Bus kommt stündlich.\r\n")
    Passage.objects.filter(pk=passage.pk).update(body="<p>Ganz anders.</p>", revision=2)
    remark.refresh_from_db()
    assert (remark.original, remark.proposed) == (
        "Der Bus kommt auf Bestellung.",
        "Der Bus kommt stündlich.",
    )


def test_the_same_words_again_are_a_button_pressed_twice(passage):
    author = UserFactory()
    first = send(passage, author=author)
    assert send(passage, author=author) == first
    assert send(passage, author=author, text="Und sonntags?") != first
    assert send(passage) != first


def test_the_same_words_after_the_remark_was_withdrawn_are_a_new_one(passage):
    author = UserFactory()
    first = send(passage, author=author)
    withdraw_remark(remark=first, author=author)
    assert send(passage, author=author) != first


def test_a_section_that_changed_meanwhile_is_to_be_read_first(passage):
    Passage.objects.filter(pk=passage.pk).update(revision=2)
    with pytest.raises(SectionChanged):
        send(passage)
    assert send(passage, seen_revision=2).section == passage.section


def test_a_suggestion_that_changes_nothing_is_refused(passage):
    with pytest.raises(Refused, match="noch nichts geändert"):
        send(passage, kind="suggestion", proposed=" Der Bus kommt auf Bestellung. ")


def test_a_section_that_the_version_leaves_out_takes_no_remarks(passage):
    section, version = passage.section, passage.version
    passage.delete()
    with pytest.raises(Refused, match="nicht mehr"):
        send_remark(
            version=version,
            section=section,
            author=UserFactory(),
            kind="remark",
            text="Schade.",
            seen_revision=1,
        )


@pytest.mark.parametrize("phase", [None, "published", "evaluation"])
def test_outside_the_consultation_nothing_is_taken(phase):
    passage = PassageFactory(version=VersionFactory(phase=phase))
    remark = RemarkFactory(passage=passage)
    user = UserFactory()
    attempts = [
        lambda: send(passage),
        lambda: set_remark_support(remark=remark, user=user, supporting=True),
        lambda: set_stance(
            version=passage.version, section=passage.section, user=user, value="digital"
        ),
        lambda: withdraw_remark(remark=remark, author=remark.author),
    ]
    for attempt in attempts:
        with pytest.raises(ConsultationOver):
            attempt()


def test_an_adopted_version_takes_nothing_whatever_its_dates_say(passage):
    adopt(passage.version)
    with pytest.raises(ConsultationOver):
        send(passage)


def test_the_databases_clock_decides(passage, monkeypatch):
    """The web server's clock may be slow; the request may have waited for the lock."""
    end = passage.version.evaluation_from
    monkeypatch.setattr(consultation, "database_now", lambda: end)
    with pytest.raises(ConsultationOver):
        send(passage)
    monkeypatch.setattr(consultation, "database_now", lambda: end - timedelta(seconds=1))
    assert send(passage).pk


def test_nobody_writes_without_end(passage):
    author = UserFactory()
    for number in range(consultation.REMARKS_PER_HOUR):
        send(passage, author=author, text=f"Text {number}")
    with pytest.raises(TooManyAttempts):
        send(passage, author=author, text="Noch einer")


# --- Support, withdrawal, stances -----------------------------------------------------------


def test_support_is_set_and_unset_never_toggled(passage):
    remark, user = RemarkFactory(passage=passage), UserFactory()
    for supporting, count in [(True, 1), (True, 1), (False, 0), (False, 0)]:
        set_remark_support(remark=remark, user=user, supporting=supporting)
        remark.refresh_from_db()
        assert remark.support_count == count


def test_nobody_supports_their_own_or_what_is_gone(passage):
    remark = RemarkFactory(passage=passage)
    with pytest.raises(Refused, match="eigene"):
        set_remark_support(remark=remark, user=remark.author, supporting=True)
    withdraw_remark(remark=remark, author=remark.author)
    with pytest.raises(Refused, match="nicht mehr öffentlich"):
        set_remark_support(remark=remark, user=UserFactory(), supporting=True)


def test_only_the_author_withdraws(passage):
    remark = RemarkFactory(passage=passage)
    with pytest.raises(Refused):
        withdraw_remark(remark=remark, author=UserFactory())
    withdraw_remark(remark=remark, author=remark.author)
    assert list(Remark.objects.published()) == []


def test_one_stance_each_that_can_be_changed_and_taken_back(passage):
    user = UserFactory()
    at = {"version": passage.version, "section": passage.section, "user": user}
    for value in ("digital", "digital", "both"):
        set_stance(**at, value=value)
    assert list(Stance.objects.values_list("value", flat=True)) == ["both"]
    assert stances_of(user, passage.version) == {f"{passage.section_id}-both"}
    set_stance(**at, value=None)
    assert not Stance.objects.exists()


def test_counts_of_all_sections_take_one_query(passage, django_assert_num_queries):
    version = passage.version
    empty = PassageFactory(version=version)
    RemarkFactory.create_batch(2, passage=passage)
    RemarkFactory(passage=passage, withdrawn_at=timezone.now())
    older = PassageFactory(section=passage.section, version=VersionFactory(phase="evaluation"))
    RemarkFactory(passage=older)
    for value in ("digital", "digital", "both", "analogue", "digital"):
        set_stance(version=version, section=passage.section, user=UserFactory(), value=value)
    with django_assert_num_queries(1):
        counts = counts_by_section(version)
    assert counts == {
        passage.section_id: RemarkCounts(remarks=2, elsewhere=1, digital=3, both=1, analogue=1),
        empty.section_id: RemarkCounts(),
    }


@pytest.mark.parametrize(("number", "shown"), [(4, False), (5, True)])
def test_small_numbers_of_stances_are_not_shown(number, shown):
    assert RemarkCounts(digital=number).shows_stances is shown


# --- Answers --------------------------------------------------------------------------------


def answer(remark, **values) -> Remark:
    values = {"decision": "adopted", "answer": "Gute Idee.", "change": "Satz 1"} | values
    values.setdefault("answered_by", StaffFactory())
    return answer_remark(remark=remark, **values)


@pytest.fixture
def suggestion(passage):
    return RemarkFactory(passage=passage, kind="suggestion")


def test_the_author_is_told_of_decision_reason_and_change(suggestion):
    answer(suggestion, decision="partly")
    mail = Mail.objects.get()
    assert (mail.user, mail.subject) == (
        suggestion.author,
        f"Antwort auf {suggestion.number}: teilweise übernommen",
    )
    assert "Gute Idee." in mail.body
    assert "Was sich im Text ändert: Satz 1" in mail.body
    assert Notification.objects.get().path == f"{suggestion.get_absolute_url()}#antwort"
    assert reason_not_to_send(mail) == ""


def test_answering_again_keeps_the_earlier_answer_and_tells_anew(suggestion):
    first = answer(suggestion, decision="not_adopted", answer="Zu teuer.", change="")
    second = answer(first, decision="adopted", answer="Doch.", seen=first.answered_at)
    history = suggestion.pgh_event_model.objects.order_by("pgh_id")
    assert list(history.values_list("decision", "answer")) == [
        ("not_adopted", "Zu teuer."),
        ("adopted", "Doch."),
    ]
    assert [reason_not_to_send(mail) for mail in Mail.objects.order_by("pk")] == [
        "Der Anlass hat sich erledigt.",
        "",
    ]
    answer(second, decision="adopted", answer="Doch.", seen=second.answered_at)
    assert Mail.objects.count() == 2


def test_two_who_answer_at_once_lose_nothing(suggestion):
    first = answer(suggestion, answer="Die erste")
    with pytest.raises(Refused, match="jemand anderes"):
        answer(suggestion, answer="Die zweite")
    first.refresh_from_db()
    assert first.answer == "Die erste"


@pytest.mark.parametrize(
    ("kind", "decision"),
    [("suggestion", "answered"), ("remark", "adopted"), ("question", "open"), ("remark", "")],
)
def test_the_decision_fits_the_kind(passage, kind, decision):
    with pytest.raises(Refused, match="passt nicht"):
        answer(RemarkFactory(passage=passage, kind=kind), decision=decision)


def test_an_answer_has_a_reason(suggestion):
    with pytest.raises(Refused, match="begründen"):
        answer(suggestion, answer=" \n ")


def test_what_was_withdrawn_is_not_answered(suggestion):
    withdraw_remark(remark=suggestion, author=suggestion.author)
    with pytest.raises(Refused, match="zurückgezogen"):
        answer(suggestion)


def test_the_answer_to_a_hidden_remark_is_not_sent(suggestion):
    answer(suggestion)
    staff = StaffFactory()
    hide_content(target=suggestion, ground="spam", reason="Werbung", moderator=staff)
    mail = Mail.objects.get(kind="remark_answered")
    assert reason_not_to_send(mail) == "Der Anlass hat sich erledigt."
    assert flaggable_models()["anmerkung"] is Remark


# --- Accounts that go -----------------------------------------------------------------------


def test_texts_stay_without_a_name(suggestion):
    delete_account(user=suggestion.author, keep_texts=True)
    suggestion.refresh_from_db()
    assert (suggestion.author, suggestion.proposed) == (None, "Der Bus kommt auch am Wochenende.")
    assert suggestion.is_public


def test_texts_go_and_what_was_answered_keeps_its_answer(passage):
    author = UserFactory()
    open_one = RemarkFactory(passage=passage, author=author)
    answered = RemarkFactory(
        passage=passage, author=author, kind="suggestion", decision="adopted", answer="Danke."
    )
    delete_account(user=author, keep_texts=False)
    open_one.refresh_from_db()
    answered.refresh_from_db()
    assert (open_one.text, open_one.is_public) == ("gelöscht", False)
    assert (answered.text, answered.proposed, answered.answer, answered.is_public) == (
        "gelöscht",
        "gelöscht",
        "Danke.",
        True,
    )
    assert answered.original == "Der Bus kommt auf Bestellung."


@pytest.mark.parametrize(("is_over", "kept"), [(False, 0), (True, 1)])
def test_support_and_stances_are_taken_back_only_while_people_are_asked(passage, is_over, kept):
    remark, user = RemarkFactory(passage=passage), UserFactory()
    set_remark_support(remark=remark, user=user, supporting=True)
    set_stance(version=passage.version, section=passage.section, user=user, value="both")
    if is_over:
        end = timezone.now() - timedelta(seconds=1)
        Version.objects.filter(pk=passage.version_id).update(evaluation_from=end)
    delete_account(user=user, keep_texts=True)
    remark.refresh_from_db()
    assert (remark.support_count, Stance.objects.filter(user=None).count()) == (kept, kept)


def test_the_export_speaks_german(passage):
    user = UserFactory()
    send(passage, author=user)
    set_remark_support(remark=RemarkFactory(passage=passage), user=user, supporting=True)
    set_stance(version=passage.version, section=passage.section, user=user, value="both")
    sections = {s.key: s for s in sections_about(user) if s.key.startswith("strategy.")}
    labels = {value.label for s in sections.values() for row in s.rows for value in row.values}
    assert {s.label for s in sections.values()} == {
        "Anmerkungen",
        "Unterstützungen von Anmerkungen",
        "Einschätzungen von Abschnitten",
    }
    assert labels & {"version", "section", "remark", "created at"} == set()
