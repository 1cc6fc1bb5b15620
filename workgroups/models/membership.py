"""Who belongs to a body, from which day to which, and who would like to."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from myk10.text import plain_line, plain_text
from workgroups.models.body import Body
from workgroups.querysets import ApplicationQuerySet, MembershipQuerySet


class Membership(models.Model):
    """A person's seat in a body. It holds from its first to its last day, both included.

    The public reads name, affiliation and photo only where the person has agreed.
    """

    class Role(models.TextChoices):
        CHAIR = "chair", _("Vorsitz")
        DEPUTY = "deputy", _("Stellvertretung")
        SECRETARY = "secretary", _("Schriftführung")
        MEMBER = "member", _("Mitglied")
        GUEST = "guest", _("Gast")

    body = models.ForeignKey(
        Body, models.PROTECT, related_name="memberships", verbose_name=_("Gremium")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="memberships",
        verbose_name=_("Konto"),
    )
    name = models.CharField(
        _("Name"),
        max_length=100,
        validators=[plain_line],
        help_text=_("Wie die Person in der Niederschrift heißt."),
    )
    affiliation = models.CharField(
        _("Funktion oder Einrichtung"), max_length=120, blank=True, validators=[plain_line]
    )
    role = models.CharField(_("Rolle"), max_length=10, choices=Role, default=Role.MEMBER)
    may_vote = models.BooleanField(_("stimmberechtigt"), default=True)
    from_on = models.DateField(_("Mitglied ab"), default=timezone.localdate)
    until_on = models.DateField(
        _("Mitglied bis"), null=True, blank=True, help_text=_("Leer: bis auf Weiteres")
    )
    stands_in_for = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="stand_ins",
        verbose_name=_("vertritt"),
        help_text=_(
            "Wer jemanden vertritt, hat keine eigene Stimme, sondern gibt dessen Stimme ab."
        ),
    )
    shown_publicly = models.BooleanField(
        _("öffentlich genannt"),
        default=False,
        editable=False,
        help_text=_("Das entscheidet die Person selbst."),
    )
    photo = models.FileField(_("Foto"), upload_to="gremien/", blank=True, editable=False)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("Mitgliedschaft")
        verbose_name_plural = _("Mitgliedschaften")
        ordering = ["body", "from_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="membership_dates_in_order",
                condition=Q(until_on=None) | Q(from_on__lte=F("until_on")),
                violation_error_message=_("Der letzte Tag darf nicht vor dem ersten liegen."),
            ),
            models.CheckConstraint(
                name="guests_do_not_vote",
                condition=~Q(role="guest") | Q(may_vote=False),
                violation_error_message=_("Gäste stimmen nicht mit ab."),
            ),
            models.CheckConstraint(
                name="stand_ins_have_no_vote_of_their_own",
                condition=Q(stands_in_for=None) | Q(may_vote=False) & ~Q(stands_in_for=F("pk")),
                violation_error_message=_("Wer jemanden vertritt, hat keine eigene Stimme."),
            ),
            models.UniqueConstraint(
                fields=["body", "user"],
                condition=Q(until_on=None),
                name="one_open_membership_each",
                violation_error_message=_("Diese Person ist schon Mitglied."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.body})"

    @property
    def is_current(self) -> bool:
        today = timezone.localdate()
        return self.from_on <= today and (self.until_on is None or today <= self.until_on)


class Application(models.Model):
    """Somebody would like to join a body."""

    class State(models.TextChoices):
        OPEN = "open", _("wartet auf Antwort")
        ACCEPTED = "accepted", _("aufgenommen")
        DECLINED = "declined", _("nicht aufgenommen")
        WITHDRAWN = "withdrawn", _("zurückgezogen")

    body = models.ForeignKey(
        Body, models.PROTECT, related_name="applications", verbose_name=_("Gremium")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="body_applications",
        verbose_name=_("Konto"),
    )
    name = models.CharField(_("Ihr Name"), max_length=100, validators=[plain_line])
    affiliation = models.CharField(
        _("Funktion oder Einrichtung"), max_length=120, blank=True, validators=[plain_line]
    )
    text = models.TextField(
        _("Warum möchten Sie mitarbeiten?"), max_length=2000, validators=[plain_text]
    )
    sent_at = models.DateTimeField(_("gesendet am"), default=timezone.now, editable=False)
    state = models.CharField(
        _("Stand"), max_length=10, choices=State, default=State.OPEN, editable=False
    )
    answer = models.TextField(_("Antwort"), max_length=2000, blank=True, editable=False)
    answered_at = models.DateTimeField(_("beantwortet am"), null=True, editable=False)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("Bewerbung um Mitarbeit")
        verbose_name_plural = _("Bewerbungen um Mitarbeit")
        ordering = ["sent_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "user"],
                condition=Q(state="open"),
                name="one_open_application_each",
            ),
            models.CheckConstraint(
                name="declined_application_has_answer",
                condition=~Q(state="declined") | ~Q(answer=""),
            ),
            models.CheckConstraint(
                name="application_answer_has_date",
                condition=~Q(state__in=["accepted", "declined"]) | Q(answered_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} → {self.body}"
