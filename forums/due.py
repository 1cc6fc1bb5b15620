"""What is due before and after a forum: computed from its dates and from what was done, never stored."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from forums.models import Forum, PriorityCount
from myk10.events.reminding import due_at

INVITE_BEFORE = timedelta(weeks=6)
PROGRAMME_BEFORE = timedelta(weeks=3)
DOCUMENT_AFTER = timedelta(weeks=4)


@dataclass(frozen=True)
class Step:
    """`is_done` is known from what is there. None: nobody has to do anything, the date just comes."""

    label: str
    at: datetime
    is_done: bool | None
    now: datetime
    note: str = ""

    @property
    def is_late(self) -> bool:
        return self.is_done is False and self.at < self.now

    @property
    def in_words(self) -> str:
        if self.is_done or (self.is_done is None and self.at <= self.now):
            return _("erledigt") if self.is_done else _("vorbei")
        days = (timezone.localdate(self.at) - timezone.localdate(self.now)).days
        if self.is_late:
            late = ngettext("seit {n} Tag überfällig", "seit {n} Tagen überfällig", -days)
            return late.format(n=-days) if days else _("seit heute überfällig")
        if not days:
            return _("heute")
        return ngettext("in {n} Tag", "in {n} Tagen", days).format(n=days)


def steps(forum: Forum) -> list[Step]:
    """All steps in the order of their dates."""
    now = timezone.now()
    found = [
        Step(str(label), at, is_done, now, note)
        for label, at, is_done, note in [*_before(forum), *_after(forum)]
        if at is not None
    ]
    return sorted(found, key=lambda step: step.at)


def _before(forum: Forum) -> list[tuple]:
    event = forum.event
    opens = event.registration_from or event.published_at
    invited = event.invitations.filter(mailing__released_at__isnull=False).exists()
    missing = _missing_in_programme(forum)
    return [
        (
            _("Termin veröffentlichen"),
            min(filter(None, [event.registration_from, event.starts_at - INVITE_BEFORE])),
            event.published_at is not None,
            "",
        ),
        (_("Einladung verschicken"), event.starts_at - INVITE_BEFORE, invited, ""),
        (_("Programm vollständig"), event.starts_at - PROGRAMME_BEFORE, not missing, missing),
        (_("Anmeldung öffnet"), opens, None, ""),
        (_("Anmeldung schließt"), event.registration_closes_at, None, ""),
        *_reminders(forum),
        (_("Vorschläge für Aufgaben enden"), forum.proposals_until, None, ""),
        (_("Abstimmung über Vorschläge beginnt"), forum.vote_from, None, ""),
        (_("Abstimmung über Vorschläge endet"), forum.vote_until, None, ""),
        (_("Forum beginnt"), event.starts_at, None, ""),
    ]


def _missing_in_programme(forum: Forum) -> str:
    """Empty when people can find their way with it."""
    items = list(forum.programme.all())
    if not items:
        return _("Es gibt noch keinen Programmpunkt.")
    without_room = sum(not item.room for item in items)
    if forum.event.takes_place_on_site and without_room:
        text = ngettext("{n} Programmpunkt ohne Raum", "{n} Programmpunkte ohne Raum", without_room)
        return text.format(n=without_room)
    return ""


def _reminders(forum: Forum) -> list[tuple]:
    event = forum.event
    settled = set(event.reminders.filter(starts_at=event.starts_at).values_list("days", flat=True))
    return [
        (_reminder_name(days), due_at(event, days), True if days in settled else None, "")
        for days in event.reminder_days
    ]


def _reminder_name(days: int) -> str:
    if not days:
        return _("Erinnerung am Morgen")
    text = ngettext("Erinnerung {n} Tag vorher", "Erinnerung {n} Tage vorher", days)
    return text.format(n=days)


def _after(forum: Forum) -> list[tuple]:
    ends = forum.event.ends_at
    waiting = forum.questions.awaiting_answer()
    promised = waiting.first()
    answers = (
        _end_of(promised.answer_due_on)
        if promised
        else ends + timedelta(days=forum.answer_within_days)
    )
    open_questions = waiting.count()
    note = ngettext("{n} Frage ist offen", "{n} Fragen sind offen", open_questions)
    counted = PriorityCount.objects.filter(forum=forum).exists()
    return [
        (_("Abstimmung auszählen"), forum.vote_until, counted, ""),
        (
            _("Offene Fragen beantworten"),
            answers,
            timezone.now() >= ends and not open_questions,
            note.format(n=open_questions) if open_questions else "",
        ),
        (
            _("Niederschrift freigeben"),
            ends + DOCUMENT_AFTER,
            forum.minutes_approved_at is not None,
            "",
        ),
        (
            _("Dokumentation veröffentlichen"),
            ends + DOCUMENT_AFTER,
            forum.documented_at is not None,
            "",
        ),
    ]


def _end_of(day: date) -> datetime:
    return datetime.combine(day, time.max, timezone.get_default_timezone())
