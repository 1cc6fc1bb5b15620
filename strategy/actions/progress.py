"""How a measure goes on: progress, milestones, and its end. Followers hear of milestones, of the end,
and of the light that turns red; of nothing else."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from forums.actions.tasks import hand_in_achievement
from forums.models import Achievement
from myk10.accounts.models import User
from myk10.refusal import Refused
from strategy.emails import measures as emails
from strategy.models import Measure, MeasureNote, Milestone

RUNNING = (Measure.State.PLANNED, Measure.State.UNDER_WAY)


@transaction.atomic
def note_progress(
    *,
    measure: Measure,
    state: str,
    light: str,
    text: str,
    written_by: User | None,
    reason: str = "",
) -> MeasureNote:
    """Say where a measure stands. Dated and public; any light but green needs a reason."""
    measure = _running(measure)
    if state not in RUNNING:
        raise Refused(
            _("Abgeschlossen oder eingestellt wird eine Maßnahme in einem eigenen Schritt.")
        )
    if light != Measure.Light.GREEN and not reason.strip():
        raise Refused(_("Bitte begründen Sie, warum die Ampel nicht auf Grün steht."))
    turned_red = light == Measure.Light.RED != measure.light
    note = _write(
        measure, text, state, light, reason if light != Measure.Light.GREEN else "", written_by
    )
    if turned_red:
        emails.late(measure, note)
    return note


@transaction.atomic
def finish_measure(
    *, measure: Measure, text: str, finished_on: date, written_by: User | None
) -> MeasureNote:
    """It is done; `text` says what came of it."""
    measure = _running(measure)
    if finished_on > timezone.localdate():
        raise Refused(_("Abgeschlossen wird eine Maßnahme nicht in der Zukunft."))
    measure.finished_on = finished_on
    note = _write(measure, text, Measure.State.DONE, Measure.Light.GREEN, text[:500], written_by)
    emails.finished(measure)
    return note


@transaction.atomic
def drop_measure(*, measure: Measure, reason: str, written_by: User | None) -> MeasureNote:
    """The county gives it up, and says why."""
    measure = _running(measure)
    note = _write(measure, reason, Measure.State.DROPPED, Measure.Light.GREEN, reason, written_by)
    emails.dropped(measure)
    return note


def _running(measure: Measure) -> Measure:
    """The measure as it is now, locked. Raises Refused once it has ended."""
    measure = Measure.objects.select_for_update(of=["self"]).get(pk=measure.pk)
    if measure.is_settled:
        raise Refused(
            _("{number} ist {state}.").format(
                number=measure.number, state=measure.get_state_display()
            )
        )
    return measure


def _write(
    measure: Measure, text: str, state: str, light: str, reason: str, written_by: User | None
) -> MeasureNote:
    text, now = text.strip(), timezone.now()
    if not text:
        raise Refused(_("Bitte schreiben Sie, was geschehen ist."))
    measure.state, measure.light, measure.state_set_at = state, light, now
    measure.state_reason = " ".join(reason.split())
    measure.full_clean()
    measure.save()
    return MeasureNote.objects.create(
        measure=measure, text=text, state=state, light=light, written_at=now, written_by=written_by
    )


# --- Milestones -----------------------------------------------------------------------------


@transaction.atomic
def reach_milestone(*, milestone: Milestone, reached_on: date, note: str = "") -> Milestone:
    """Followers are told. A milestone is reached once."""
    milestone = _open(milestone)
    if reached_on > timezone.localdate():
        raise Refused(_("Erreicht wird ein Meilenstein nicht in der Zukunft."))
    milestone.reached_on, milestone.note = reached_on, note.strip()
    milestone.full_clean()
    milestone.save()
    emails.milestone_reached(milestone)
    return milestone


@transaction.atomic
def replan_milestone(
    *, milestone: Milestone, due_on: date, note: str, written_by: User | None
) -> Milestone:
    """Another day for a milestone that was or will be missed. The measure's notes keep the old one."""
    milestone = _open(milestone)
    if not note.strip():
        raise Refused(_("Bitte schreiben Sie, warum der Meilenstein neu geplant wird."))
    text = _("Meilenstein „{title}“ neu geplant: {new} statt {old}. {note}").format(
        title=milestone.title,
        new=date_format(due_on, "j. F Y"),
        old=date_format(milestone.due_on, "j. F Y"),
        note=note.strip(),
    )
    milestone.due_on, milestone.note = due_on, note.strip()
    milestone.full_clean()
    milestone.save()
    measure = milestone.measure
    MeasureNote.objects.create(
        measure=measure, text=text, state=measure.state, light=measure.light, written_by=written_by
    )
    return milestone


def _open(milestone: Milestone) -> Milestone:
    rows = Milestone.objects.select_for_update().select_related("measure")
    milestone = rows.get(pk=milestone.pk)
    if milestone.reached_on:
        raise Refused(
            _("Der Meilenstein „{title}“ ist schon erreicht.").format(title=milestone.title)
        )
    return milestone


# --- The next forum -------------------------------------------------------------------------


@transaction.atomic
def hand_to_forum(*, measure: Measure, milestone: Milestone | None = None) -> Achievement:
    """Let the next forum present a finished measure, or a milestone that it has reached; each once."""
    if not measure.is_public:
        raise Refused(_("Erst veröffentlichen: Das Forum zeigt, was alle nachlesen können."))
    achieved_on = milestone.reached_on if milestone else measure.finished_on
    if achieved_on is None:
        raise Refused(_("Das ist noch nicht erreicht."))
    path = milestone.get_absolute_url() if milestone else measure.get_absolute_url()
    if Achievement.objects.filter(path=path).exists():
        raise Refused(_("Das ist schon an ein Forum übergeben."))
    achievement = hand_in_achievement(
        title=(f"{measure.title}: {milestone.title}" if milestone else measure.title)[:150],
        text=(milestone.note if milestone else measure.state_reason)[:500] or measure.summary,
        strand="projects",
        path=path,
        achieved_on=achieved_on,
    )
    if achievement is None:
        raise Refused(_("Es ist noch kein Forum angekündigt, dem man das übergeben kann."))
    return achievement
