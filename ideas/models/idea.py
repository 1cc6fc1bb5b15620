import secrets
from typing import TYPE_CHECKING

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ideas.models.competition import POOL_SLUG, Competition
from ideas.querysets import IdeaQuerySet
from myk10.discussions.models import Discussion
from myk10.moderation.models import Decision
from myk10.region.models import FieldOfAction, Municipality
from myk10.text import plain_line, plain_text

if TYPE_CHECKING:
    from ideas.models.results import Award

MAX_IMAGES = 3


# What lists show in each of their orders; see IdeaQuerySet.
_PUBLISHED = Q(state="admitted", hidden_by__isnull=True)
_ORDERS = [
    models.Index("competition", *order, condition=_PUBLISHED, name=name)
    for name, order in {
        "idea_random_order": ["shuffle", "id"],
        "idea_newest_first": [F("admitted_at").desc(), F("id").desc()],
        "idea_by_title": ["sorted_title", "id"],
        "idea_most_supported": [
            F("support_count").desc(),
            F("admitted_at").desc(),
            F("id").desc(),
        ],
    }.items()
]
_ORDERS.append(  # of all competitions, for the front page and the feed
    models.Index(
        F("admitted_at").desc(), F("id").desc(), condition=_PUBLISHED, name="idea_newest_of_all"
    )
)

SUPPORT_IS_COUNTED = pgtrigger.Trigger(
    name="support_is_counted",
    operation=pgtrigger.Insert | pgtrigger.Delete,
    when=pgtrigger.After,
    func="""
        IF TG_OP = 'INSERT' THEN
            UPDATE ideas_idea SET support_count = support_count + 1 WHERE id = NEW.idea_id;
        ELSE
            UPDATE ideas_idea SET support_count = support_count - 1 WHERE id = OLD.idea_id;
        END IF;
        RETURN NULL;
    """,
)
# An idea that is saved as it was read a moment ago must not bring an old count back.
ONLY_SUPPORT_IS_COUNTED = pgtrigger.Trigger(
    name="only_support_is_counted",
    operation=pgtrigger.Update,
    when=pgtrigger.Before,
    condition=pgtrigger.Condition(
        "pg_trigger_depth() = 0 AND OLD.support_count IS DISTINCT FROM NEW.support_count"
    ),
    func="NEW.support_count = OLD.support_count; RETURN NEW;",
)


def random_position() -> int:
    return secrets.randbelow(2**31)


@pghistory.track(
    pghistory.UpdateEvent(
        "decided", condition=pghistory.AnyChange("state", "merged_into", "hidden_by", "competition")
    ),
    fields=[
        "state",
        "decision_reason",
        "withdrawal_reason",
        "merged_into",
        "hidden_by",
        "competition",
    ],
)
class Idea(models.Model):
    """An idea, from the draft on. `state` is what people decided; the phase is its competition's."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Entwurf")
        SUBMITTED = "submitted", _("in Vorprüfung")
        ADMITTED = "admitted", _("zugelassen")
        REFUSED = "refused", _("nicht zugelassen")
        WITHDRAWN = "withdrawn", _("zurückgezogen")
        MERGED = "merged", _("zusammengeführt")

    competition = models.ForeignKey(
        Competition,
        models.PROTECT,
        related_name="ideas",
        null=True,
        blank=True,
        verbose_name=_("Wettbewerb"),
        help_text=_("Leer: die Idee liegt im Ideenspeicher."),
    )
    number = models.CharField(_("Nummer"), max_length=20, unique=True, null=True, editable=False)  # noqa: DJ001
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="ideas",
        verbose_name=_("eingereicht von"),
    )
    title = models.CharField(_("Titel"), max_length=100, blank=True, validators=[plain_line])
    summary = models.CharField(
        _("Kurz gesagt"), max_length=250, blank=True, validators=[plain_line]
    )
    description = models.TextField(
        _("Beschreibung"), max_length=8000, blank=True, validators=[plain_text]
    )
    field_of_action = models.ForeignKey(
        FieldOfAction, models.PROTECT, null=True, blank=True, verbose_name=_("Handlungsfeld")
    )
    municipality = models.ForeignKey(
        Municipality,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("Gemeinde"),
        help_text=_("Leer: die Idee gilt kreisweit."),
    )
    will_help = models.BooleanField(_("hilft bei der Umsetzung mit"), default=False)

    state = models.CharField(
        _("Stand"), max_length=10, choices=State, default=State.DRAFT, editable=False
    )
    created_at = models.DateTimeField(auto_now_add=True)
    saved_at = models.DateTimeField(_("gespeichert"), auto_now=True)
    submitted_at = models.DateTimeField(_("eingereicht"), null=True, editable=False)
    answer_due_at = models.DateTimeField(_("Antwort zugesagt bis"), null=True, editable=False)
    admitted_at = models.DateTimeField(_("zugelassen"), null=True, editable=False)
    decided_at = models.DateTimeField(_("entschieden"), null=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False
    )
    decision_reason = models.TextField(_("Begründung"), max_length=2000, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(_("zurückgezogen"), null=True, editable=False)
    withdrawal_reason = models.CharField(
        _("Grund"), max_length=500, blank=True, editable=False, validators=[plain_line]
    )
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="merged_ideas", editable=False
    )
    shortlisted_at = models.DateTimeField(_("auf der Jury-Liste seit"), null=True, editable=False)
    hidden_by = models.ForeignKey(Decision, models.PROTECT, null=True, editable=False)
    discussion = models.OneToOneField(Discussion, models.PROTECT, null=True, editable=False)

    # Where the idea stands in the one random order that every visitor enters at another place.
    shuffle = models.PositiveIntegerField(default=random_position, editable=False)
    # The number of Support rows; the database counts it (SUPPORT_IS_COUNTED).
    support_count = models.PositiveIntegerField(
        _("Menschen dafür"), default=0, editable=False, db_default=0
    )
    # As in a German dictionary (DIN 5007): ä is sorted like a. A column, because the database reads
    # an order from the index alone only where the index has columns.
    sorted_title = models.GeneratedField(
        expression=Func(Lower("title"), Value("äöüß"), Value("aous"), function="translate"),
        output_field=models.CharField(max_length=100),
        db_persist=True,
    )
    search = models.GeneratedField(
        expression=SearchVector("title", weight="A", config="german")
        + SearchVector("summary", weight="B", config="german")
        + SearchVector("description", weight="C", config="german"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = IdeaQuerySet.as_manager()

    class Meta:
        triggers = [ONLY_SUPPORT_IS_COUNTED]
        verbose_name = _("Idee")
        verbose_name_plural = _("Ideen")
        ordering = ["-submitted_at", "-pk"]
        indexes = [
            GinIndex(fields=["search"], name="idea_search"),
            *_ORDERS,
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["author", "competition"],
                condition=Q(state="draft"),
                nulls_distinct=False,
                name="one_draft_per_author_and_competition",
            ),
            models.CheckConstraint(
                name="idea_number_from_submission_on",
                condition=Q(state="draft", number__isnull=True, submitted_at__isnull=True)
                | (~Q(state="draft") & Q(number__isnull=False, submitted_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="idea_refusal_has_reason",
                condition=~Q(state="refused")
                | (Q(decided_at__isnull=False) & ~Q(decision_reason="")),
            ),
            models.CheckConstraint(
                name="idea_admission_has_date",
                condition=~Q(state="admitted")
                | Q(decided_at__isnull=False, admitted_at__isnull=False),
            ),
            models.CheckConstraint(
                name="idea_withdrawal_has_reason",
                condition=~Q(state="withdrawn")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawal_reason="")),
            ),
            models.CheckConstraint(
                name="idea_merged_into_another",
                condition=~Q(state="merged")
                | (Q(merged_into__isnull=False) & ~Q(merged_into=F("pk"))),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number or _('Entwurf')} {self.title}".strip()

    def get_absolute_url(self) -> str:
        if self.number is None:  # a draft: the form that its author writes it in
            return reverse("ideas:idea_new", args=[self.slug])
        return reverse("ideas:idea_detail", args=[self.slug, self.number])

    @property
    def slug(self) -> str:
        """The part of the address that says where the idea lives."""
        return self.competition.slug if self.competition else POOL_SLUG

    @property
    def is_public(self) -> bool:
        return self.state == self.State.ADMITTED and self.hidden_by_id is None

    @property
    def public_award(self) -> "Award | None":
        """The award, which nobody learns of before the competition's result phase."""
        if self.competition and self.competition.phase_name == "result":
            return getattr(self, "award", None)
        return None

    @property
    def place(self) -> str:
        return self.municipality.name if self.municipality else _("kreisweit")


class IdeaImage(models.Model):
    """A picture of an idea; at most three, which the positions ensure.

    Only at a draft may the description still be missing: `submit_idea` asks for it.
    """

    idea = models.ForeignKey(Idea, models.CASCADE, related_name="images")
    position = models.PositiveSmallIntegerField()
    large = models.FileField(upload_to="ideen/")
    small = models.FileField(upload_to="ideen/")
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    alt_text = models.CharField(
        _("Bildbeschreibung"),
        max_length=200,
        blank=True,
        validators=[plain_line],
        help_text=_("Was ist zu sehen? Für Menschen, die das Bild nicht sehen können."),
    )

    class Meta:
        verbose_name = _("Bild")
        verbose_name_plural = _("Bilder")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["idea", "position"], name="image_position_taken_once"),
            models.CheckConstraint(
                name="at_most_three_images", condition=Q(position__range=(1, MAX_IMAGES))
            ),
        ]

    def __str__(self) -> str:
        return self.alt_text


class Follow(models.Model):
    """Somebody wants to hear what becomes of an idea."""

    idea = models.ForeignKey(Idea, models.CASCADE, related_name="follows")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="followed_ideas"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["idea", "user"], name="followed_once")]

    def __str__(self) -> str:
        return f"{self.user} → {self.idea}"


class Support(models.Model):
    """Somebody backs an idea of the standing pool. In competitions votes take its place."""

    idea = models.ForeignKey(Idea, models.CASCADE, related_name="supports")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="supported_ideas"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        triggers = [SUPPORT_IS_COUNTED]
        constraints = [models.UniqueConstraint(fields=["idea", "user"], name="supported_once")]

    def __str__(self) -> str:
        return f"{self.user} → {self.idea}"
