"""The strategy document: versions of a tree of sections that keep their identity.

A `Section` is what people remark on, in whatever version they read it. Its text and its place in one
version are a `Passage`. A section that a version leaves out has no passage there; it never goes itself.
"""

import secrets

import pgtrigger
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from myk10.phases import Phase
from myk10.richtext import RichTextField
from myk10.text import plain_line, plain_text
from strategy.querysets import VersionQuerySet
from strategy.timetable import VERSION


class Strategy(models.Model):
    title = models.CharField(_("Titel"), max_length=120, validators=[plain_line])
    summary = models.CharField(
        _("Worum es geht, in einem Satz"), max_length=300, validators=[plain_line]
    )

    class Meta:
        verbose_name = _("Strategie")
        verbose_name_plural = _("Strategien")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("strategy:index")


# Addresses below /strategie/ that are no version's.
RESERVED_SLUGS = {"abschnitt", "debatte", "massnahmen", "zielbilder"}

ADOPTED_STAYS = """
    IF EXISTS (SELECT FROM strategy_adoption WHERE version_id = {row}.{column}) THEN
        RAISE EXCEPTION 'An adopted version of the strategy stays as it is.';
    END IF;
"""


class Version(models.Model):
    """Entwurf while nobody but the Projektbüro sees it or nobody is asked yet, Konsultationsfassung
    from the day on which people are asked, beschlossene Fassung once it has an Adoption."""

    strategy = models.ForeignKey(
        Strategy, models.PROTECT, related_name="versions", verbose_name=_("Strategie")
    )
    title = models.CharField(
        _("Titel"),
        max_length=120,
        validators=[plain_line],
        help_text=_("Zum Beispiel: Entwurf vom September 2022"),
    )
    slug = models.SlugField(_("Kürzel in Adressen"), unique=True)
    based_on = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="successors",
        verbose_name=_("beruht auf"),
    )
    foreword = RichTextField(_("Vorwort"), blank=True)
    published_from = models.DateTimeField(_("Veröffentlicht ab"), null=True, blank=True)
    consultation_from = models.DateTimeField(_("Konsultation ab"), null=True, blank=True)
    evaluation_from = models.DateTimeField(_("Konsultation bis"), null=True, blank=True)
    created_at = models.DateTimeField(_("angelegt am"), default=timezone.now, editable=False)
    demo_content = models.BooleanField(_("Beispielinhalt"), default=False)

    objects = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("Fassung")
        verbose_name_plural = _("Fassungen")
        ordering = ["-created_at", "-pk"]
        constraints = [
            VERSION.in_order(
                "version_phases_in_order",
                _("Erst veröffentlichen, dann fragen; die Konsultation endet nach ihrem Beginn."),
            ),
            models.CheckConstraint(
                name="version_consultation_is_whole",
                condition=Q(consultation_from=None, evaluation_from=None)
                | Q(
                    published_from__isnull=False,
                    consultation_from__isnull=False,
                    evaluation_from__isnull=False,
                ),
                violation_error_message=_(
                    "Eine Konsultation braucht Anfang und Ende, und die Fassung muss vorher "
                    "veröffentlicht sein."
                ),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="adopted_version_stays",
                operation=pgtrigger.Update | pgtrigger.Delete,
                when=pgtrigger.Before,
                func=ADOPTED_STAYS.format(row="OLD", column="id")
                + "IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW;",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("strategy:version", args=[self.slug])

    def clean(self) -> None:
        if self.slug in RESERVED_SLUGS:
            raise ValidationError({"slug": _("Dieses Kürzel gehört einer anderen Seite.")})

    @cached_property
    def phase(self) -> Phase | None:
        """The phase at the moment of the first look; one request sees one phase."""
        return VERSION.phase_at(self, timezone.now())

    @property
    def phase_name(self) -> str:
        return self.phase.name if self.phase else ""

    @property
    def is_public(self) -> bool:
        return self.phase is not None

    @property
    def takes_remarks(self) -> bool:
        return self.phase_name == "consultation" and not self.is_adopted

    @property
    def is_adopted(self) -> bool:
        return hasattr(self, "adoption")

    @property
    def kind(self) -> str:
        if self.is_adopted:
            return _("beschlossene Fassung")
        if self.phase_name in ("consultation", "evaluation"):
            return _("Konsultationsfassung")
        return _("Entwurf")


def random_key() -> str:
    return secrets.token_hex(4)


class Section(models.Model):
    """A section in all its versions. `key` is its permanent anchor in addresses."""

    strategy = models.ForeignKey(Strategy, models.PROTECT, related_name="sections")
    key = models.CharField(max_length=8, unique=True, default=random_key, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("Abschnitt")
        verbose_name_plural = _("Abschnitte")

    def __str__(self) -> str:
        return self.key

    def get_absolute_url(self) -> str:
        """Leads on to the newest version that one may read it in."""
        return reverse("strategy:section", args=[self.key])


class Passage(models.Model):
    """The text and the place of a section in one version. A chapter is a passage without a parent.

    `revision` goes up with each change of a text here; who edits says which one they have seen.
    """

    version = models.ForeignKey(Version, models.CASCADE, related_name="passages")
    section = models.ForeignKey(Section, models.PROTECT, related_name="passages")
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    position = models.PositiveSmallIntegerField(_("Reihenfolge"), default=0)
    title = models.CharField(_("Überschrift"), max_length=150, validators=[plain_line])
    body = RichTextField(_("Text"), blank=True)
    revision = models.PositiveIntegerField(default=1, editable=False)
    edited_at = models.DateTimeField(_("bearbeitet am"), default=timezone.now, editable=False)
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    # Who has the editor open, so that a second person is warned before typing.
    opened_at = models.DateTimeField(null=True, editable=False)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    # Of chapters only. `easy_of` is the digest of the chapter that the text was written for.
    easy_text = RichTextField(_("Zusammenfassung in Leichter Sprache"), blank=True)
    easy_of = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        verbose_name = _("Abschnitt einer Fassung")
        verbose_name_plural = _("Abschnitte der Fassungen")
        ordering = ["version", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["version", "section"], name="section_once_a_version"),
            models.CheckConstraint(
                name="passage_not_in_itself",
                condition=Q(parent=None) | ~Q(parent=models.F("pk")),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="adopted_passage_stays",
                operation=pgtrigger.Update | pgtrigger.Delete,
                when=pgtrigger.Before,
                # Only the accounts of those who wrote it may go.
                func="""
                    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - ARRAY['edited_by_id', 'opened_by_id']
                       = to_jsonb(OLD) - ARRAY['edited_by_id', 'opened_by_id']
                    THEN RETURN NEW; END IF;
                """
                + ADOPTED_STAYS.format(row="OLD", column="version_id")
                + "IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW;",
            ),
            pgtrigger.Trigger(
                name="no_passage_into_adopted",
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("version_id"),
                when=pgtrigger.Before,
                func=ADOPTED_STAYS.format(row="NEW", column="version_id") + "RETURN NEW;",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("strategy:passage", args=[self.version.slug, self.section.key])


class Adoption(models.Model):
    """The decision that made a version binding, with the adopted text and its SHA-256. The database
    refuses to change or delete it, and from then on the version and its passages."""

    version = models.OneToOneField(Version, models.PROTECT, related_name="adoption")
    body = models.CharField(
        _("beschlossen von"),
        max_length=80,
        validators=[plain_line],
        help_text=_("Zum Beispiel: Kreistag"),
    )
    adopted_on = models.DateField(_("beschlossen am"))
    resolution_number = models.CharField(
        _("Nummer des Beschlusses"), max_length=40, validators=[plain_line]
    )
    text = models.TextField(_("beschlossener Text"), editable=False, validators=[plain_text])
    sha256 = models.CharField("SHA-256", max_length=64, editable=False)
    recorded_at = models.DateTimeField(_("eingetragen am"), default=timezone.now, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    class Meta:
        verbose_name = _("Beschluss über eine Fassung")
        verbose_name_plural = _("Beschlüsse über Fassungen")
        constraints = [
            models.CheckConstraint(
                name="adoption_names_its_resolution",
                condition=~Q(body="") & ~Q(resolution_number="") & ~Q(text=""),
            )
        ]
        triggers = [
            pgtrigger.Trigger(
                name="adoption_stays",
                operation=pgtrigger.Update | pgtrigger.Delete,
                when=pgtrigger.Before,
                # Only the account of who recorded it may go.
                func="""
                    IF TG_OP = 'UPDATE' AND NEW.recorded_by_id IS NULL
                       AND to_jsonb(NEW) - 'recorded_by_id' = to_jsonb(OLD) - 'recorded_by_id'
                    THEN RETURN NEW; END IF;
                    RAISE EXCEPTION 'What was adopted stays as it is.';
                """,
            )
        ]

    def __str__(self) -> str:
        return f"{self.version}: {self.body}, {self.resolution_number}"
