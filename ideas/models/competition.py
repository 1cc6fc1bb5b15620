import pghistory
import pgtrigger
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from ideas.querysets import CompetitionQuerySet
from ideas.timetable import COMPETITION
from myk10.phases import Phase, Span
from myk10.richtext import RichTextField
from myk10.text import plain_line

RULE_FIELDS = [
    "winner_rule",
    "vote_weight",
    "votes_per_person",
    "winners_count",
    "rules_text",
]
RULE_IS_FROZEN = pgtrigger.Trigger(
    name="rule_is_frozen",
    operation=pgtrigger.Update,
    when=pgtrigger.Before,
    condition=pgtrigger.Condition(
        "OLD.submission_from <= now() AND (NEW.submission_from > now() OR "
        + " OR ".join(f"OLD.{field} IS DISTINCT FROM NEW.{field}" for field in RULE_FIELDS)
        + ")"
    ),
    func="RAISE EXCEPTION 'The rules of a competition are frozen once submission has begun.';",
)


@pghistory.track(pghistory.UpdateEvent("changed"))
class Competition(models.Model):
    """One idea competition. Its phase follows from its dates; see `ideas.timetable`."""

    class WinnerRule(models.TextChoices):
        VOTE = "vote", _("öffentliche Abstimmung")
        JURY = "jury", _("Jury")
        STEERING = "steering", _("Beschluss der Lenkungsgruppe")
        VOTE_AND_JURY = "vote_and_jury", _("Abstimmung und Jury, gewichtet")

    title = models.CharField(_("Titel"), max_length=120, validators=[plain_line])
    slug = models.SlugField(_("Kürzel in Adressen"), unique=True)
    year = models.PositiveSmallIntegerField(_("Jahr"))
    summary = models.CharField(
        _("Worum es geht, in einem Satz"), max_length=250, validators=[plain_line]
    )
    call_text = RichTextField(_("Aufruf"))
    rules_text = RichTextField(_("Regeln"))

    announcement_from = models.DateTimeField(_("Ankündigung ab"))
    submission_from = models.DateTimeField(_("Einreichung ab"))
    screening_from = models.DateTimeField(_("Prüfung ab"), null=True, blank=True)
    voting_from = models.DateTimeField(_("Abstimmung ab"), null=True, blank=True)
    jury_from = models.DateTimeField(_("Jury ab"), null=True, blank=True)
    result_from = models.DateTimeField(_("Ergebnis ab"))

    winner_rule = models.CharField(
        _("So werden Gewinner ermittelt"), max_length=20, choices=WinnerRule
    )
    vote_weight = models.PositiveSmallIntegerField(
        _("Gewicht der Abstimmung in Prozent"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(99)],
        help_text=_("Nur bei „Abstimmung und Jury“; den Rest bis 100 hat die Jury."),
    )
    votes_per_person = models.PositiveSmallIntegerField(
        _("Stimmen je Person"), default=3, validators=[MinValueValidator(1)]
    )
    winners_count = models.PositiveSmallIntegerField(
        _("Zahl der Gewinner"), default=3, validators=[MinValueValidator(1)]
    )
    answer_within_days = models.PositiveSmallIntegerField(
        _("Antwort innerhalb von Tagen"), default=28
    )
    # Whoever moves a phase sets it: what began long before is no news any more.
    dates_set_at = models.DateTimeField(
        _("Termine zuletzt geändert am"), default=timezone.now, editable=False
    )
    demo_content = models.BooleanField(_("Beispielinhalt"), default=False)

    objects = CompetitionQuerySet.as_manager()

    class Meta:
        verbose_name = _("Ideenwettbewerb")
        verbose_name_plural = _("Ideenwettbewerbe")
        ordering = ["-submission_from"]
        triggers = [RULE_IS_FROZEN]
        constraints = [
            COMPETITION.in_order(
                "competition_phases_in_order",
                _(
                    "Jede Phase muss nach der vorigen beginnen: Ankündigung, Einreichung, Prüfung, "
                    "Abstimmung, Jury, Ergebnis."
                ),
            ),
            models.CheckConstraint(
                name="competition_quota_positive",
                condition=Q(votes_per_person__gte=1, winners_count__gte=1),
                violation_error_message=_("Es braucht mindestens eine Stimme und einen Gewinner."),
            ),
            models.CheckConstraint(
                name="competition_weight_belongs_to_rule",
                condition=Q(winner_rule="vote_and_jury", vote_weight__range=(1, 99))
                | (~Q(winner_rule="vote_and_jury") & Q(vote_weight__isnull=True)),
                violation_error_message=_(
                    "Das Gewicht der Abstimmung (1 bis 99) gehört zu „Abstimmung und Jury, gewichtet“; "
                    "bei jeder anderen Regel bleibt es leer."
                ),
            ),
            models.CheckConstraint(
                name="competition_rule_has_its_phase",
                condition=Q(winner_rule="steering")
                | Q(winner_rule="vote", voting_from__isnull=False)
                | Q(winner_rule="jury", jury_from__isnull=False)
                | Q(
                    winner_rule="vote_and_jury", voting_from__isnull=False, jury_from__isnull=False
                ),
                violation_error_message=_(
                    "Zu dieser Regel fehlt ein Datum: Eine Abstimmung braucht „Abstimmung ab“, "
                    "eine Jury „Jury ab“."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("ideas:competition", args=[self.slug])

    def clean(self) -> None:
        if self.slug == POOL_SLUG:
            raise ValidationError({"slug": _("Dieses Kürzel gehört dem Ideenspeicher.")})
        if self.pk:
            self._refuse_changed_rules()
            self._refuse_to_reopen_voting()

    @property
    def rules_are_frozen(self) -> bool:
        """Since submission has begun, as the database knows the competition."""
        return Competition.objects.filter(pk=self.pk, submission_from__lte=timezone.now()).exists()

    def _refuse_changed_rules(self) -> None:
        if not self.rules_are_frozen:
            return
        before = Competition.objects.get(pk=self.pk)
        changed = [field for field in RULE_FIELDS if getattr(before, field) != getattr(self, field)]
        if self.submission_from and self.submission_from > timezone.now():
            changed.append("submission_from")
        if changed:
            message = _("Die Regeln stehen fest, seit die Einreichung begonnen hat.")
            raise ValidationError(dict.fromkeys(changed, message))

    def _refuse_to_reopen_voting(self) -> None:
        if hasattr(self, "count") and not COMPETITION.has_begun(self, "jury", timezone.now()):
            raise ValidationError(
                _("Die Abstimmung ist ausgezählt und kann nicht wieder geöffnet werden.")
            )

    @cached_property
    def phase(self) -> Phase | None:
        """The phase at the moment of the first look; one request sees one phase."""
        return COMPETITION.phase_at(self, timezone.now())

    @property
    def phase_name(self) -> str:
        return self.phase.name if self.phase else ""

    @property
    def spans(self) -> list[Span]:
        return COMPETITION.spans(self)

    @property
    def current_span(self) -> Span | None:
        return next((span for span in self.spans if span.phase == self.phase), None)

    @property
    def submission_until(self):
        return COMPETITION.end_of(self, "submission")

    @property
    def voting_until(self):
        return COMPETITION.end_of(self, "voting")

    @property
    def jury_weight(self) -> int | None:
        return 100 - self.vote_weight if self.vote_weight else None

    @property
    def uses_jury(self) -> bool:
        return self.winner_rule in (self.WinnerRule.JURY, self.WinnerRule.VOTE_AND_JURY)

    def has_begun(self, phase: str) -> bool:
        return COMPETITION.has_begun(self, phase, timezone.now())


# Ideas outside of a competition live under this address.
POOL_SLUG = "speicher"


class Criterion(models.Model):
    """What ideas are assessed by, for the Projektbüro and the jury alike."""

    competition = models.ForeignKey(Competition, models.CASCADE, related_name="criteria")
    name = models.CharField(_("Name"), max_length=80, validators=[plain_line])
    explanation = models.CharField(
        _("Erläuterung"), max_length=250, blank=True, validators=[plain_line]
    )
    position = models.PositiveSmallIntegerField(_("Reihenfolge"), default=0)

    class Meta:
        verbose_name = _("Kriterium")
        verbose_name_plural = _("Kriterien")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["competition", "name"], name="criterion_named_once")
        ]

    def __str__(self) -> str:
        return self.name
