import pgtrigger
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from forums.querysets import ForumQuerySet
from forums.timetable import FORUM
from myk10.events.models import Event
from myk10.phases import Phase, Span
from myk10.richtext import RichTextField
from myk10.text import plain_line

APPROVED_MINUTES_STAY = pgtrigger.Trigger(
    name="approved_minutes_stay",
    operation=pgtrigger.Update,
    when=pgtrigger.Before,
    condition=pgtrigger.Condition(
        "OLD.minutes_approved_at IS NOT NULL AND (OLD.minutes IS DISTINCT FROM NEW.minutes "
        "OR OLD.minutes_approved_at IS DISTINCT FROM NEW.minutes_approved_at)"
    ),
    func="RAISE EXCEPTION 'Approved minutes stay as they are.';",
)


class Forum(models.Model):
    """The Zukunftsforum of a project year. Time, place and registration are its event's."""

    year = models.PositiveSmallIntegerField(_("Jahr"), unique=True)
    event = models.OneToOneField(
        Event, models.PROTECT, related_name="forum", verbose_name=_("Termin")
    )
    title = models.CharField(_("Titel"), max_length=120, validators=[plain_line])
    theme = models.CharField(_("Thema"), max_length=200, blank=True, validators=[plain_line])
    text = RichTextField(_("Ankündigung"), blank=True)

    proposals_until = models.DateTimeField(
        _("Vorschläge für Aufgaben bis"),
        null=True,
        blank=True,
        help_text=_("Leer: Vorschläge werden nicht angenommen."),
    )
    vote_from = models.DateTimeField(_("Abstimmung über Vorschläge ab"), null=True, blank=True)
    vote_until = models.DateTimeField(_("Abstimmung über Vorschläge bis"), null=True, blank=True)
    votes_per_person = models.PositiveSmallIntegerField(
        _("Stimmen je Person"), default=3, validators=[MinValueValidator(1)]
    )
    answer_within_days = models.PositiveSmallIntegerField(
        _("Fragen beantworten innerhalb von Tagen"), default=21
    )

    summary = RichTextField(_("Zusammenfassung"), blank=True)
    minutes = RichTextField(_("Niederschrift"), blank=True)
    minutes_approved_at = models.DateTimeField(
        _("Niederschrift freigegeben am"), null=True, editable=False
    )
    minutes_approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    recording_url = models.URLField(_("Aufzeichnung"), max_length=400, blank=True)
    documented_at = models.DateTimeField(_("Dokumentation seit"), null=True, editable=False)
    documented_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    demo_content = models.BooleanField(_("Beispielinhalt"), default=False)

    objects = ForumQuerySet.as_manager()

    class Meta:
        verbose_name = _("Zukunftsforum")
        verbose_name_plural = _("Zukunftsforen")
        ordering = ["-year"]
        triggers = [APPROVED_MINUTES_STAY]
        constraints = [
            models.CheckConstraint(
                name="forum_vote_is_whole",
                condition=Q(vote_from=None, vote_until=None)
                | Q(vote_from__isnull=False, vote_until__gt=F("vote_from")),
                violation_error_message=_("Eine Abstimmung braucht Anfang und späteres Ende."),
            ),
            models.CheckConstraint(
                name="forum_documentation_has_summary",
                condition=Q(documented_at=None) | ~Q(summary=""),
            ),
            models.CheckConstraint(
                name="forum_approves_minutes_that_exist",
                condition=Q(minutes_approved_at=None) | ~Q(minutes=""),
            ),
            models.CheckConstraint(
                name="forum_quota_positive", condition=Q(votes_per_person__gte=1)
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("forums:forum", args=[self.year])

    def clean(self) -> None:
        if bool(self.vote_from) != bool(self.vote_until):
            missing = "vote_until" if self.vote_from else "vote_from"
            raise ValidationError({missing: _("Eine Abstimmung braucht Anfang und Ende.")})
        if self.vote_from and self.vote_until and self.vote_until <= self.vote_from:
            raise ValidationError({"vote_until": _("Das Ende muss nach dem Anfang liegen.")})

    @cached_property
    def phase(self) -> Phase | None:
        """The phase at the moment of the first look; one request sees one phase."""
        return FORUM.phase_at(self, timezone.now())

    @property
    def phase_name(self) -> str:
        return self.phase.name if self.phase else ""

    @property
    def spans(self) -> list[Span]:
        return FORUM.spans(self)

    def has_begun(self, phase: str) -> bool:
        return FORUM.has_begun(self, phase, timezone.now())

    @property
    def takes_questions(self) -> bool:
        return not (self.event.is_cancelled or self.has_begun("to_document"))

    @property
    def takes_feedback(self) -> bool:
        """From the last item of the programme on, until the documentation is there."""
        if self.event.is_cancelled or self.has_begun("documented"):
            return False
        last = self.programme.order_by("-starts_at").first()
        return timezone.now() >= min(
            last.starts_at if last else self.event.ends_at, self.event.ends_at
        )

    @property
    def takes_proposals(self) -> bool:
        return bool(self.proposals_until and timezone.now() < self.proposals_until)

    @property
    def is_voting(self) -> bool:
        return bool(self.vote_from and self.vote_from <= timezone.now() < self.vote_until)

    @property
    def vote_is_over(self) -> bool:
        return bool(self.vote_until and self.vote_until <= timezone.now())


class ProgrammeItem(models.Model):
    """A Programmpunkt. Without a track it concerns everybody; tracks run side by side."""

    class Kind(models.TextChoices):
        WELCOME = "welcome", _("Begrüßung")
        TALK = "talk", _("Vortrag")
        PANEL = "panel", _("Gespräch")
        WORKSHOP = "workshop", _("Workshop")
        MARKET = "market", _("Markt der Möglichkeiten")
        BREAK = "break", _("Pause")
        CLOSING = "closing", _("Abschluss")

    forum = models.ForeignKey(Forum, models.CASCADE, related_name="programme")
    kind = models.CharField(_("Art"), max_length=10, choices=Kind, default=Kind.TALK)
    title = models.CharField(_("Titel"), max_length=150, validators=[plain_line])
    starts_at = models.DateTimeField(_("Beginn"))
    ends_at = models.DateTimeField(_("Ende"))
    track = models.CharField(
        _("Reihe"),
        max_length=60,
        blank=True,
        validators=[plain_line],
        help_text=_("Leer: für alle. Gleichzeitige Angebote bekommen verschiedene Reihen."),
    )
    room = models.CharField(_("Raum"), max_length=80, blank=True, validators=[plain_line])
    speakers = models.CharField(_("Mit"), max_length=250, blank=True, validators=[plain_line])
    text = models.CharField(_("Worum es geht"), max_length=500, blank=True, validators=[plain_line])

    class Meta:
        verbose_name = _("Programmpunkt")
        verbose_name_plural = _("Programm")
        ordering = ["starts_at", "track", "pk"]
        constraints = [
            models.CheckConstraint(
                name="programme_item_ends_after_it_starts",
                condition=Q(starts_at__lt=F("ends_at")),
                violation_error_message=_("Das Ende muss nach dem Beginn liegen."),
            )
        ]

    def __str__(self) -> str:
        return self.title
