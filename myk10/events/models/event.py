from datetime import datetime

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from myk10.events.querysets import EventQuerySet
from myk10.richtext import RichTextField
from myk10.text import plain_line, plain_text

LONGEST_REMINDER_DAYS = 60
MOST_REMINDERS = 5
RESERVED_SLUGS = ("meine", "anmeldung", "einlass")


class Attendance(models.TextChoices):
    ON_SITE = "on_site", _("vor Ort")
    ONLINE = "online", _("online")


def default_reminder_days() -> list[int]:
    return [7, 1]


def _days_field(**kwargs) -> models.PositiveSmallIntegerField:
    validators = [MaxValueValidator(LONGEST_REMINDER_DAYS)]
    return models.PositiveSmallIntegerField(validators=validators, **kwargs)


def _seats_field(name) -> models.PositiveIntegerField:
    return models.PositiveIntegerField(
        name,
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Leer: ohne Begrenzung"),
    )


def _in_order(earlier: str, later: str) -> Q:
    return (
        Q(**{f"{earlier}__isnull": True})
        | Q(**{f"{later}__isnull": True})
        | Q(**{f"{earlier}__lt": F(later)})
    )


class Event(models.Model):
    """Anything with a date that people register for. Forums, meetings and courses each have one."""

    class Format(models.TextChoices):
        ON_SITE = "on_site", _("vor Ort")
        ONLINE = "online", _("online")
        HYBRID = "hybrid", _("vor Ort und online")

    title = models.CharField(_("Titel"), max_length=120, validators=[plain_line])
    slug = models.SlugField(_("Kürzel in Adressen"), unique=True)
    path = models.CharField(
        _("eigene Seite"),
        max_length=200,
        blank=True,
        validators=[plain_line],
        help_text=_("Eine Seite dieser Website, zum Beispiel /foren/2026/. Leer: unter /termine/"),
    )
    summary = models.CharField(
        _("Worum es geht, in einem Satz"), max_length=250, validators=[plain_line]
    )
    text = RichTextField(_("Text"), blank=True)

    starts_at = models.DateTimeField(_("Beginn"))
    ends_at = models.DateTimeField(_("Ende"))
    format = models.CharField(_("Teilnahme"), max_length=10, choices=Format)
    place = models.CharField(_("Ort"), max_length=120, blank=True, validators=[plain_line])
    address = models.CharField(
        _("Anschrift und Anfahrt"), max_length=250, blank=True, validators=[plain_text]
    )
    link = models.URLField(
        _("Link zur Teilnahme"),
        max_length=400,
        blank=True,
        help_text=_("Sehen nur Menschen, die online angemeldet sind."),
    )
    seats_on_site = _seats_field(_("Plätze vor Ort"))
    seats_online = _seats_field(_("Plätze online"))

    registration_from = models.DateTimeField(
        _("Anmeldung ab"), null=True, blank=True, help_text=_("Leer: ab der Veröffentlichung")
    )
    registration_until = models.DateTimeField(
        _("Anmeldung bis"), null=True, blank=True, help_text=_("Leer: bis zum Beginn")
    )
    reminder_days = ArrayField(
        _days_field(),
        verbose_name=_("Erinnerungen, Tage vorher"),
        default=default_reminder_days,
        size=MOST_REMINDERS,
        blank=True,
        help_text=_(
            "Durch Kommas getrennt, höchstens fünf. Sie kommen zur Uhrzeit des Beginns; "
            "0 heißt: am Morgen des Tages."
        ),
    )
    remind_invited_days = _days_field(
        verbose_name=_("Eingeladene erinnern, Tage vorher"),
        null=True,
        blank=True,
        help_text=_(
            "So viele Tage vor dem Ende der Anmeldung, und nur, wer noch nicht geantwortet hat. "
            "Leer: nicht erinnern"
        ),
    )
    offer_hours = models.PositiveSmallIntegerField(
        _("Frist für freie Plätze, Stunden"),
        default=48,
        validators=[MinValueValidator(1)],
        help_text=_("So lange hält die Warteliste einen frei gewordenen Platz für eine Person."),
    )

    published_at = models.DateTimeField(_("veröffentlicht am"), null=True, blank=True)
    cancelled_at = models.DateTimeField(_("abgesagt am"), null=True, blank=True, editable=False)
    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("abgesagt von"),
    )
    cancellation_reason = models.CharField(
        _("Grund der Absage"), max_length=500, blank=True, editable=False, validators=[plain_text]
    )
    sequence = models.PositiveIntegerField(_("Fassung im Kalender"), default=0, editable=False)
    invited_reminded_at = models.DateTimeField(
        _("Eingeladene erinnert am"), null=True, editable=False
    )
    demo_content = models.BooleanField(_("Beispielinhalt"), default=False)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("Termin")
        verbose_name_plural = _("Termine")
        ordering = ["-starts_at"]
        indexes = [models.Index(fields=["ends_at"], name="events_by_end")]
        constraints = [
            models.CheckConstraint(
                name="event_dates_in_order",
                condition=Q(starts_at__lt=F("ends_at"))
                & _in_order("registration_from", "registration_until")
                & _in_order("registration_from", "starts_at")
                & (Q(registration_until=None) | Q(registration_until__lte=F("starts_at"))),
                violation_error_message=_("Die Daten sind nicht in der richtigen Reihenfolge."),
            ),
            models.CheckConstraint(
                name="event_seats_are_positive",
                condition=(Q(seats_on_site=None) | Q(seats_on_site__gte=1))
                & (Q(seats_online=None) | Q(seats_online__gte=1)),
                violation_error_message=_("Es braucht mindestens einen Platz."),
            ),
            models.CheckConstraint(
                name="event_seats_belong_to_format",
                condition=(~Q(format="online") | Q(seats_on_site=None))
                & (~Q(format="on_site") | Q(seats_online=None)),
                violation_error_message=_("Die Plätze passen nicht zur Art der Teilnahme."),
            ),
            models.CheckConstraint(
                name="event_on_site_has_place",
                condition=Q(format="online") | ~Q(place=""),
                violation_error_message=_("Vor Ort braucht es einen Ort."),
            ),
            models.CheckConstraint(
                name="event_cancellation_has_reason",
                condition=Q(cancelled_at=None, cancellation_reason="")
                | (Q(cancelled_at__isnull=False) & ~Q(cancellation_reason="")),
            ),
            models.CheckConstraint(
                name="event_reminders_are_few_and_near",
                condition=Q(reminder_days__len__lte=MOST_REMINDERS)
                & Q(reminder_days__contained_by=list(range(LONGEST_REMINDER_DAYS + 1))),
            ),
            models.CheckConstraint(
                name="event_path_is_of_this_site",
                condition=Q(path="") | Q(path__startswith="/"),
                violation_error_message=_("Die eigene Seite beginnt mit /."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return self.path or reverse("events:detail", args=[self.slug])

    def clean(self) -> None:
        errors = {**self._dates_out_of_order(), **self._unfit_for_format()}
        if self.slug in RESERVED_SLUGS:
            errors["slug"] = _("Dieses Kürzel hat schon eine andere Bedeutung.")
        if self.path.startswith("//"):
            errors["path"] = _("Bitte eine Seite dieser Website angeben.")
        if errors:
            raise ValidationError(errors)

    def _dates_out_of_order(self) -> dict:
        begins, ends = self.starts_at, self.ends_at
        opens, closes = self.registration_from, self.registration_until
        errors = {}
        if begins and ends and ends <= begins:
            errors["ends_at"] = _("Das Ende muss nach dem Beginn liegen.")
        if begins and closes and closes > begins:
            errors["registration_until"] = _("Die Anmeldung muss vor dem Beginn enden.")
        if begins and opens and opens >= begins:
            errors["registration_from"] = _("Die Anmeldung muss vor dem Beginn öffnen.")
        elif opens and closes and opens >= closes:
            errors["registration_until"] = _("Die Anmeldung muss nach „Anmeldung ab“ enden.")
        return errors

    def _unfit_for_format(self) -> dict:
        errors = {}
        if self.takes_place_on_site and not self.place:
            errors["place"] = _("Bitte geben Sie an, wo die Veranstaltung stattfindet.")
        if self.format and not self.takes_place_on_site and self.seats_on_site:
            errors["seats_on_site"] = _("Eine Veranstaltung nur online hat keine Plätze vor Ort.")
        if self.format and not self.takes_place_online and self.seats_online:
            errors["seats_online"] = _("Eine Veranstaltung nur vor Ort hat keine Plätze online.")
        return errors

    @property
    def takes_place_on_site(self) -> bool:
        return self.format in (self.Format.ON_SITE, self.Format.HYBRID)

    @property
    def takes_place_online(self) -> bool:
        return self.format in (self.Format.ONLINE, self.Format.HYBRID)

    @property
    def attendances(self) -> list[Attendance]:
        """How people can take part."""
        ways = [
            (Attendance.ON_SITE, self.takes_place_on_site),
            (Attendance.ONLINE, self.takes_place_online),
        ]
        return [way for way, offered in ways if offered]

    def seats(self, attendance: str) -> int | None:
        """None: as many as want to come."""
        return self.seats_on_site if attendance == Attendance.ON_SITE else self.seats_online

    @property
    def is_cancelled(self) -> bool:
        return self.cancelled_at is not None

    @property
    def registration_closes_at(self) -> datetime:
        return self.registration_until or self.starts_at

    def registration_phase(self, now: datetime) -> str:
        """ "unpublished", "cancelled", "over", "closed", "before" or "open"."""
        if self.published_at is None or now < self.published_at:
            return "unpublished"
        if self.is_cancelled:
            return "cancelled"
        if self.ends_at <= now:
            return "over"
        if self.registration_closes_at <= now:
            return "closed"
        if self.registration_from and now < self.registration_from:
            return "before"
        return "open"
