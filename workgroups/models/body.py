from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from myk10.region.models import FieldOfAction
from myk10.richtext import RichTextField
from myk10.text import plain_line
from workgroups.querysets import BodyQuerySet

# Addresses below /gruppen/ that are no body's.
RESERVED_SLUGS = {"beschluesse"}


class Body(models.Model):
    """A Gremium: a working group, the advisory board, or the steering group."""

    class Kind(models.TextChoices):
        STEERING_GROUP = "steering_group", _("Lenkungsgruppe")
        ADVISORY_BOARD = "advisory_board", _("Expertenbeirat")
        WORKING_GROUP = "working_group", _("Arbeitsgruppe")

    kind = models.CharField(_("Art"), max_length=15, choices=Kind)
    name = models.CharField(_("Name"), max_length=80, unique=True, validators=[plain_line])
    short_name = models.SlugField(
        _("Kürzel in Nummern"),
        max_length=10,
        unique=True,
        help_text=_("Zum Beispiel LG: Die Beschlüsse heißen dann B-LG-2026-03."),
    )
    slug = models.SlugField(_("Kürzel in Adressen"), unique=True)
    summary = models.CharField(
        _("Worum es geht, in einem Satz"), max_length=250, validators=[plain_line]
    )
    mandate = RichTextField(_("Auftrag"))
    fields_of_action = models.ManyToManyField(
        FieldOfAction, blank=True, related_name="bodies", verbose_name=_("Handlungsfelder")
    )
    term_from = models.DateField(_("Amtszeit ab"))
    term_until = models.DateField(
        _("Amtszeit bis"), null=True, blank=True, help_text=_("Leer: auf unbestimmte Zeit")
    )
    takes_applications = models.BooleanField(
        _("nimmt neue Mitglieder auf"),
        default=False,
        help_text=_("Dann kann sich jede angemeldete Person um die Mitarbeit bewerben."),
    )
    demo_content = models.BooleanField(_("Beispielinhalt"), default=False)

    objects = BodyQuerySet.as_manager()

    class Meta:
        verbose_name = _("Gremium")
        verbose_name_plural = _("Gremien")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                name="body_term_in_order",
                condition=Q(term_until=None) | Q(term_from__lt=F("term_until")),
                violation_error_message=_("Die Amtszeit muss nach ihrem Beginn enden."),
            ),
            models.UniqueConstraint(
                fields=["kind"],
                condition=Q(kind="steering_group"),
                name="one_steering_group",
                violation_error_message=_("Es gibt nur eine Lenkungsgruppe."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("workgroups:body", args=[self.slug])

    def clean(self) -> None:
        if self.slug in RESERVED_SLUGS:
            raise ValidationError({"slug": _("Dieses Kürzel gehört einer anderen Seite.")})

    @property
    def is_over(self) -> bool:
        return self.term_until is not None and self.term_until < timezone.localdate()

    @property
    def is_open_for_applications(self) -> bool:
        return self.takes_applications and not self.is_over
