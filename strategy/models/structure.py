"""What the strategy aims at: target visions, goals, and the indicators that measure them."""

from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from myk10.region.models import FieldOfAction
from myk10.text import plain_line, plain_text
from strategy.models.document import Section
from strategy.querysets import TargetVisionQuerySet


class TargetVision(models.Model):
    """A Zielbild: how the county wants to be."""

    title = models.CharField(_("Zielbild"), max_length=80, unique=True, validators=[plain_line])
    slug = models.SlugField(_("Kürzel in Adressen"), unique=True)
    summary = models.CharField(_("In einem Satz"), max_length=250, validators=[plain_line])
    text = models.TextField(_("Beschreibung"), max_length=3000, blank=True, validators=[plain_text])
    position = models.PositiveSmallIntegerField(_("Reihenfolge"), default=0)

    objects = TargetVisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("Zielbild")
        verbose_name_plural = _("Zielbilder")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("strategy:target_vision", args=[self.slug])


class Goal(models.Model):
    target_vision = models.ForeignKey(
        TargetVision, models.PROTECT, related_name="goals", verbose_name=_("Zielbild")
    )
    field_of_action = models.ForeignKey(
        FieldOfAction, models.PROTECT, null=True, blank=True, verbose_name=_("Handlungsfeld")
    )
    section = models.ForeignKey(
        Section,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="goals",
        verbose_name=_("Abschnitt der Strategie"),
    )
    title = models.CharField(_("Ziel"), max_length=150, validators=[plain_line])
    text = models.TextField(_("Erläuterung"), max_length=2000, blank=True, validators=[plain_text])
    position = models.PositiveSmallIntegerField(_("Reihenfolge"), default=0)

    class Meta:
        verbose_name = _("Ziel")
        verbose_name_plural = _("Ziele")
        ordering = ["target_vision", "position", "pk"]

    def __str__(self) -> str:
        return self.title


class Indicator(models.Model):
    goal = models.ForeignKey(
        Goal, models.CASCADE, related_name="indicators", verbose_name=_("Ziel")
    )
    name = models.CharField(_("Was gemessen wird"), max_length=150, validators=[plain_line])
    unit = models.CharField(_("Einheit"), max_length=30, blank=True, validators=[plain_line])
    target_value = models.DecimalField(_("Zielwert"), max_digits=14, decimal_places=2)
    target_on = models.DateField(_("zu erreichen bis"))
    less_is_better = models.BooleanField(
        _("Weniger ist besser"),
        default=False,
        help_text=_("Erreicht ist das Ziel dann, wenn der Wert höchstens so hoch ist."),
    )
    source = models.CharField(_("Quelle"), max_length=200, validators=[plain_line])
    position = models.PositiveSmallIntegerField(_("Reihenfolge"), default=0)

    class Meta:
        verbose_name = _("Kennzahl")
        verbose_name_plural = _("Kennzahlen")
        ordering = ["goal", "position", "pk"]
        constraints = [models.CheckConstraint(name="indicator_has_source", condition=~Q(source=""))]

    def __str__(self) -> str:
        return self.name

    def is_met_by(self, value: Decimal) -> bool:
        if self.less_is_better:
            return value <= self.target_value
        return value >= self.target_value


class IndicatorValue(models.Model):
    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="values")
    measured_on = models.DateField(_("Stand"))
    value = models.DecimalField(_("Wert"), max_digits=14, decimal_places=2)
    note = models.CharField(_("Anmerkung"), max_length=200, blank=True, validators=[plain_line])

    class Meta:
        verbose_name = _("Messwert")
        verbose_name_plural = _("Messwerte")
        ordering = ["measured_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "measured_on"], name="indicator_measured_once_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.measured_on}: {self.value}"
