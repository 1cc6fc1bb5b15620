"""The Umsetzungsagenda: what carries the strategy out, over seven years."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forums.models import Task
from ideas.models import Idea
from myk10.region.models import FieldOfAction
from myk10.richtext import RichTextField
from myk10.text import plain_line, plain_text
from strategy.models.document import Section
from strategy.models.structure import TargetVision
from strategy.quarters import span_in_words
from strategy.querysets import MeasureQuerySet

QUARTERS_BEGIN = [(1, 1), (4, 1), (7, 1), (10, 1)]
QUARTERS_END = [(3, 31), (6, 30), (9, 30), (12, 31)]


def _on_one_of(field: str, days: list[tuple[int, int]]) -> Q:
    condition = Q()
    for month, day in days:
        condition |= Q(**{f"{field}__month": month, f"{field}__day": day})
    return condition


class Origin(models.TextChoices):
    IDEA = "idea", _("prämierte Idee")
    TASK = "task", _("Aufgabe eines Forums")
    SECTION = "section", _("Abschnitt der Strategie")
    OWN = "own", _("Vorschlag der Kreisverwaltung")


@pghistory.track(
    pghistory.UpdateEvent(
        "changed", condition=pghistory.AnyChange("state", "light", "starts_on", "ends_on")
    ),
    fields=["state", "light", "state_reason", "starts_on", "ends_on"],
)
class Measure(models.Model):
    """A Maßnahme of the agenda. Where it comes from (a winning idea, a task of a forum, a section of
    the strategy, or none of them: the county's own) is the Roter Faden."""

    class State(models.TextChoices):
        PLANNED = "planned", _("geplant")
        UNDER_WAY = "under_way", _("in Umsetzung")
        DONE = "done", _("abgeschlossen")
        DROPPED = "dropped", _("eingestellt")

    class Light(models.TextChoices):
        GREEN = "green", _("im Plan")
        YELLOW = "yellow", _("Verzug droht")
        RED = "red", _("im Verzug")

    number = models.CharField(_("Nummer"), max_length=20, unique=True, editable=False)
    title = models.CharField(_("Titel"), max_length=120, validators=[plain_line])
    summary = models.CharField(_("Kurz gesagt"), max_length=250, validators=[plain_line])
    profile = RichTextField(_("Steckbrief"), blank=True)
    target_vision = models.ForeignKey(
        TargetVision,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="measures",
        verbose_name=_("Zielbild"),
    )
    field_of_action = models.ForeignKey(
        FieldOfAction,
        models.PROTECT,
        related_name="measures",
        verbose_name=_("Handlungsfeld"),
        help_text=_("Das wichtigste; in ihm steht die Maßnahme im Zeitplan."),
    )
    other_fields = models.ManyToManyField(
        FieldOfAction, blank=True, related_name="+", verbose_name=_("weitere Handlungsfelder")
    )
    responsible = models.CharField(_("Verantwortlich"), max_length=120, validators=[plain_line])
    partners = models.CharField(
        _("Beteiligte"), max_length=300, blank=True, validators=[plain_line]
    )
    costs = models.DecimalField(
        _("Kosten in Euro"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    funding = models.CharField(
        _("Finanzierung"), max_length=300, blank=True, validators=[plain_line]
    )
    starts_on = models.DateField(_("Beginn"))
    ends_on = models.DateField(_("Ende"))

    idea = models.OneToOneField(
        Idea, models.PROTECT, null=True, editable=False, related_name="measure"
    )
    task = models.OneToOneField(
        Task, models.PROTECT, null=True, editable=False, related_name="measure"
    )
    section = models.ForeignKey(
        Section,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="measures",
        verbose_name=_("Abschnitt der Strategie"),
    )

    state = models.CharField(
        _("Stand"), max_length=10, choices=State, default=State.PLANNED, editable=False
    )
    light = models.CharField(
        _("Ampel"), max_length=6, choices=Light, default=Light.GREEN, editable=False
    )
    state_reason = models.CharField(
        _("Begründung"), max_length=500, blank=True, editable=False, validators=[plain_line]
    )
    state_set_at = models.DateTimeField(_("Stand vom"), default=timezone.now, editable=False)
    finished_on = models.DateField(_("abgeschlossen am"), null=True, editable=False)
    published_at = models.DateTimeField(_("öffentlich seit"), null=True, editable=False)
    created_at = models.DateTimeField(_("angelegt am"), default=timezone.now, editable=False)
    demo_content = models.BooleanField(_("Beispielinhalt"), default=False)

    objects = MeasureQuerySet.as_manager()

    class Meta:
        verbose_name = _("Maßnahme")
        verbose_name_plural = _("Maßnahmen")
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(
                name="measure_ends_after_it_starts",
                condition=Q(starts_on__lt=F("ends_on")),
                violation_error_message=_("Das Ende muss nach dem Beginn liegen."),
            ),
            models.CheckConstraint(
                name="measure_runs_whole_quarters",
                condition=_on_one_of("starts_on", QUARTERS_BEGIN)
                & _on_one_of("ends_on", QUARTERS_END),
                violation_error_message=_("Maßnahmen beginnen und enden mit einem Quartal."),
            ),
            models.CheckConstraint(
                name="measure_trouble_has_reason",
                condition=Q(light="green") & ~Q(state="dropped") | ~Q(state_reason=""),
                violation_error_message=_("Bitte begründen Sie diesen Stand."),
            ),
            models.CheckConstraint(
                name="measure_done_has_date",
                condition=Q(state="done", finished_on__isnull=False)
                | ~Q(state="done") & Q(finished_on=None),
            ),
            models.CheckConstraint(
                name="measure_has_one_origin", condition=Q(idea=None) | Q(task=None)
            ),
            models.CheckConstraint(
                name="measure_costs_not_negative",
                condition=Q(costs=None) | Q(costs__gte=0),
                violation_error_message=_("Kosten können nicht negativ sein."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("strategy:measure", args=[self.number])

    @property
    def is_public(self) -> bool:
        return self.published_at is not None

    @property
    def is_settled(self) -> bool:
        return self.state in (self.State.DONE, self.State.DROPPED)

    @property
    def is_overdue(self) -> bool:
        """It should have ended by now."""
        return not self.is_settled and self.ends_on < timezone.localdate()

    @property
    def is_late(self) -> bool:
        """As `MeasureQuerySet.late`: its end is past, or people say that it is late."""
        return self.is_overdue or (not self.is_settled and self.light == self.Light.RED)

    @property
    def standing(self) -> Light:
        """The light; whatever people have set, it is red once the end is past."""
        return self.Light.RED if self.is_late else self.Light(self.light)

    @property
    def span(self) -> str:
        return span_in_words(self.starts_on, self.ends_on)

    @property
    def origin(self) -> Origin:
        if self.idea_id:
            return Origin.IDEA
        if self.task_id:
            return Origin.TASK
        return Origin.SECTION if self.section_id else Origin.OWN


class Milestone(models.Model):
    measure = models.ForeignKey(Measure, models.CASCADE, related_name="milestones")
    title = models.CharField(_("Meilenstein"), max_length=150, validators=[plain_line])
    due_on = models.DateField(_("geplant bis"))
    reached_on = models.DateField(_("erreicht am"), null=True, blank=True, editable=False)
    note = models.CharField(
        _("Anmerkung"), max_length=500, blank=True, editable=False, validators=[plain_line]
    )

    class Meta:
        verbose_name = _("Meilenstein")
        verbose_name_plural = _("Meilensteine")
        ordering = ["due_on", "pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"{self.measure.get_absolute_url()}#meilenstein-{self.pk}"

    @property
    def is_late(self) -> bool:
        return self.reached_on is None and self.due_on < timezone.localdate()


class MeasureNote(models.Model):
    """What happened with a measure, dated. Public."""

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="notes")
    text = models.TextField(_("Was geschehen ist"), max_length=2000, validators=[plain_text])
    state = models.CharField(_("Stand seither"), max_length=10, choices=Measure.State)
    light = models.CharField(_("Ampel seither"), max_length=6, choices=Measure.Light)
    written_at = models.DateTimeField(_("vom"), default=timezone.now)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("Fortschritt")
        verbose_name_plural = _("Fortschritte")
        ordering = ["-written_at", "-pk"]

    def __str__(self) -> str:
        return self.text[:60]


class MeasureImage(models.Model):
    measure = models.ForeignKey(Measure, models.CASCADE, related_name="images")
    position = models.PositiveSmallIntegerField(_("Reihenfolge"), default=0)
    large = models.FileField(upload_to="massnahmen/")
    small = models.FileField(upload_to="massnahmen/")
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    alt_text = models.CharField(
        _("Bildbeschreibung"),
        max_length=200,
        validators=[plain_line],
        help_text=_("Was ist zu sehen? Für Menschen, die das Bild nicht sehen können."),
    )

    class Meta:
        verbose_name = _("Bild")
        verbose_name_plural = _("Bilder")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.alt_text


class MeasureFollow(models.Model):
    """Somebody wants to hear of a measure's milestones."""

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="follows")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="followed_measures"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("verfolgte Maßnahme")
        verbose_name_plural = _("verfolgte Maßnahmen")
        constraints = [
            models.UniqueConstraint(fields=["measure", "user"], name="measure_followed_once")
        ]

    def __str__(self) -> str:
        return f"{self.user} → {self.measure}"
