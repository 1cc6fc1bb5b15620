from django.db import models
from django.utils.translation import gettext_lazy as _


class Municipality(models.Model):
    """One of the ten towns and Verbandsgemeinden of the county.

    `column` and `row` place it on the schematic tile map, which needs no boundary data.
    """

    class Kind(models.TextChoices):
        TOWN = "town", _("Stadt")
        UNION = "union", _("Verbandsgemeinde")

    name = models.CharField(_("Name"), max_length=60, unique=True)
    slug = models.SlugField(_("Kürzel in Adressen"), unique=True)
    kind = models.CharField(_("Art"), max_length=10, choices=Kind)
    seat = models.CharField(_("Verwaltungssitz"), max_length=60)
    key = models.CharField(_("amtlicher Schlüssel"), max_length=12, unique=True)
    inhabitants = models.PositiveIntegerField(_("Einwohner"))
    inhabitants_year = models.PositiveSmallIntegerField(_("Stand der Einwohnerzahl"))
    column = models.PositiveSmallIntegerField(_("Spalte auf der Karte"))
    row = models.PositiveSmallIntegerField(_("Zeile auf der Karte"))

    class Meta:
        verbose_name = _("Gemeinde")
        verbose_name_plural = _("Gemeinden")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["column", "row"], name="municipality_has_own_tile")
        ]

    def __str__(self) -> str:
        return self.name


class FieldOfAction(models.Model):
    name = models.CharField(_("Name"), max_length=60, unique=True)
    slug = models.SlugField(_("Kürzel in Adressen"), unique=True)
    position = models.PositiveSmallIntegerField(_("Reihenfolge"), default=0)

    class Meta:
        verbose_name = _("Handlungsfeld")
        verbose_name_plural = _("Handlungsfelder")
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name
