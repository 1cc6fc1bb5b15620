"""What people say to a version while it is open for consultation, and what the Projektbüro answers.

Everything that a citizen does locks the version's row, so that the Projektbüro cannot move the dates
of the consultation, or adopt the version, in the middle of it.
"""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from myk10.accounts.models import User
from myk10.clock import database_now
from myk10.numbers import next_number
from myk10.plaintext import plain_text_of
from myk10.refusal import Refused
from myk10.throttle import hit
from strategy.emails import consultation as emails
from strategy.models import Passage, Remark, RemarkSupport, Section, Stance, Version
from strategy.timetable import VERSION

REMARKS_PER_HOUR = 20
PRESSED_TWICE = timedelta(hours=1)


class ConsultationOver(Refused):
    """Nobody is asked about this version any more, or not yet."""


class SectionChanged(Refused):
    """The text is another one than the person had before them."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Dieser Abschnitt wurde geändert, während Sie geschrieben haben. Bitte lesen Sie den "
                "neuen Text. Was Sie geschrieben haben, steht noch da."
            )
        )


@transaction.atomic
def send_remark(
    *,
    version: Version,
    section: Section,
    author: User,
    kind: str,
    text: str,
    proposed: str = "",
    seen_revision: int,
) -> Remark:
    """Publish a remark, a question or a suggestion on a section of a version.

    `seen_revision` is the passage's revision that the author has read. The same words within an hour
    are a button pressed twice. Raises ConsultationOver, SectionChanged, Refused, TooManyAttempts.
    """
    version = _open_for_remarks(version)
    passage = Passage.objects.filter(version=version, section=section).first()
    if passage is None:
        raise Refused(
            _("Diesen Abschnitt gibt es in dieser Fassung nicht mehr. Wählen Sie einen anderen.")
        )
    said = {"kind": kind, "text": _tidy(text), "proposed": _tidy(proposed)}
    own = Remark.objects.filter(version=version, section=section, author=author, withdrawn_at=None)
    if same := own.filter(created_at__gt=timezone.now() - PRESSED_TWICE, **said).first():
        return same
    if passage.revision != seen_revision:
        raise SectionChanged
    original = _original_of(passage, said)
    hit("remark", str(author.pk), limit=REMARKS_PER_HOUR, per=timedelta(hours=1))
    remark = Remark(
        version=version,
        section=section,
        author=author,
        number=_next_number(),
        original=original,
        **said,
    )
    remark.full_clean(exclude=["number"])
    remark.save()
    return remark


def _original_of(passage: Passage, said: dict[str, str]) -> str:
    """What a suggestion changes; empty for remarks and questions."""
    if said["kind"] != Remark.Kind.SUGGESTION:
        return ""
    original = plain_text_of(passage.body)
    if said["proposed"] == _tidy(original):
        raise Refused(
            _(
                "Sie haben am Text noch nichts geändert. Ändern Sie ihn, oder wählen Sie „Anmerkung“."
            )
        )
    return original


def _tidy(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


def _next_number() -> str:
    year = timezone.localdate().year
    return f"K-{year}-{next_number(f'K-{year}'):03d}"


def _open_for_remarks(version: Version) -> Version:
    """The version as it is now, locked; by the database's clock, after the wait for the lock."""
    version = Version.objects.select_for_update(no_key=True).get(pk=version.pk)
    phase = VERSION.phase_at(version, database_now())
    if version.is_adopted or phase is None or phase.name != "consultation":
        raise ConsultationOver(_("Zu dieser Fassung läuft gerade keine Konsultation."))
    return version


@transaction.atomic
def withdraw_remark(*, remark: Remark, author: User) -> None:
    """Take one's own remark back. Its number is not given to another one."""
    _open_for_remarks(remark.version)
    remark = Remark.objects.select_for_update(of=["self"], no_key=True).get(pk=remark.pk)
    if remark.author_id != author.pk or remark.hidden_by_id:
        raise Refused(_("Diese Anmerkung können Sie nicht zurückziehen."))
    if remark.withdrawn_at is None:
        remark.withdrawn_at = timezone.now()
        remark.save(update_fields=["withdrawn_at"])


@transaction.atomic
def set_remark_support(*, remark: Remark, user: User, supporting: bool) -> None:
    _open_for_remarks(remark.version)
    remark = Remark.objects.select_for_update(of=["self"], no_key=True).get(pk=remark.pk)
    if not remark.is_public:
        raise Refused(_("Diese Anmerkung ist nicht mehr öffentlich."))
    if remark.author_id == user.pk:
        raise Refused(_("Das ist Ihre eigene Anmerkung. Unterstützen können sie andere."))
    if supporting:
        RemarkSupport.objects.get_or_create(remark=remark, user=user)
    else:
        RemarkSupport.objects.filter(remark=remark, user=user).delete()


@transaction.atomic
def set_stance(*, version: Version, section: Section, user: User, value: str | None) -> None:
    """Where somebody sees the section: one of Stance.Value, or None to take it back."""
    version = _open_for_remarks(version)
    own: dict[str, Any] = {"version": version, "section": section, "user": user}
    if value is None:
        Stance.objects.filter(**own).delete()
        return
    if value not in Stance.Value:
        raise ValueError(f"{value} is no stance.")
    if not version.passages.filter(section=section).exists():
        raise Refused(_("Diesen Abschnitt gibt es in dieser Fassung nicht mehr."))
    Stance.objects.update_or_create(**own, defaults={"value": value})


# --- The Projektbüro -----------------------------------------------------------------------


@transaction.atomic
def answer_remark(
    *,
    remark: Remark,
    decision: str,
    answer: str,
    change: str = "",
    answered_by: User,
    seen: datetime | None = None,
) -> Remark:
    """Publish the answer, with the decision about a suggestion, and tell the author.

    `seen`: when the answer was given that is replaced (None: there was none). Raises Refused when
    somebody has answered since. Every earlier answer stays in the history.
    """
    remark = Remark.objects.select_for_update(of=["self"], no_key=True).get(pk=remark.pk)
    if remark.answered_at != seen:
        raise Refused(
            _(
                "Inzwischen hat jemand anderes geantwortet. Bitte sehen Sie sich die Antwort an. "
                "Wenn Sie noch einmal speichern, ersetzt Ihr Text sie."
            )
        )
    if remark.withdrawn_at:
        raise Refused(_("{number} ist zurückgezogen.").format(number=remark.number))
    if not answer.strip():
        raise Refused(_("Bitte begründen Sie die Entscheidung."))
    if decision not in decisions_for(remark):
        raise Refused(_("Diese Entscheidung passt nicht zur Art der Anmerkung."))
    told = (decision, _tidy(answer), change) != (remark.decision, remark.answer, remark.change)
    remark.decision, remark.answer, remark.change = Remark.Decision(decision), _tidy(answer), change
    remark.answered_at, remark.answered_by = timezone.now(), answered_by
    remark.full_clean()
    remark.save()
    if told:
        emails.answered(remark)
    return remark


def decisions_for(remark: Remark) -> list[Remark.Decision]:
    if remark.kind == Remark.Kind.SUGGESTION:
        return [Remark.Decision.ADOPTED, Remark.Decision.PARTLY, Remark.Decision.NOT_ADOPTED]
    return [Remark.Decision.ANSWERED]


# --- Accounts that go ----------------------------------------------------------------------


@transaction.atomic
def forget_author(*, user: User, keep_texts: bool) -> None:
    """Unlink somebody's remarks; keep their texts without a name, or empty them.

    Support and stances are taken back where people are still asked; elsewhere they stay counted, without
    a person. An emptied remark that nobody has answered is withdrawn;
    an answered one keeps its place beside the answer, which is the county's.
    """
    running = Version.objects.in_phase("consultation")
    RemarkSupport.objects.filter(user=user, remark__version__in=running).delete()
    Stance.objects.filter(user=user, version__in=running).delete()
    remarks = Remark.objects.filter(author=user)
    if not keep_texts:
        gone = _("gelöscht")
        remarks.update(text=gone)
        remarks.filter(kind=Remark.Kind.SUGGESTION).update(proposed=gone)
        unanswered = remarks.filter(decision=Remark.Decision.OPEN, withdrawn_at=None)
        unanswered.update(withdrawn_at=timezone.now())
    remarks.update(author=None)
