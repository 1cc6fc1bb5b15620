"""What a forum sets and what it presents: the tasks of the project year, and what was achieved."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forums.models.forum import Forum
from forums.querysets import TaskQuerySet
from myk10.region.models import FieldOfAction
from myk10.text import plain_line, plain_text


class Strand(models.TextChoices):
    STRATEGY = "strategy", _("Strategie entwickeln")
    PROJECTS = "projects", _("Erste Projekte umsetzen")
    STRUCTURES = "structures", _("Strukturen etablieren")
    LEARNING = "learning", _("Sensibilisieren und Fortbilden")


@pghistory.track(
    pghistory.UpdateEvent("changed", condition=pghistory.AnyChange("state", "due_on")),
    fields=["state", "state_reason", "due_on"],
)
class Task(models.Model):
    """A task that a forum set for the project year that follows. People decide its state; that it
    is late follows from the date."""

    class State(models.TextChoices):
        OPEN = "open", _("offen")
        UNDER_WAY = "under_way", _("in Arbeit")
        DONE = "done", _("erledigt")
        DROPPED = "dropped", _("aufgegeben")

    forum = models.ForeignKey(Forum, models.PROTECT, related_name="tasks", verbose_name=_("Forum"))
    number = models.CharField(_("Nummer"), max_length=20, unique=True, editable=False)
    title = models.CharField(_("Titel"), max_length=150, validators=[plain_line])
    text = models.TextField(
        _("Was zu tun ist"), max_length=3000, blank=True, validators=[plain_text]
    )
    strand = models.CharField(_("Strang"), max_length=12, choices=Strand)
    field_of_action = models.ForeignKey(
        FieldOfAction, models.PROTECT, null=True, blank=True, verbose_name=_("Handlungsfeld")
    )
    responsible = models.CharField(
        _("Verantwortlich"), max_length=120, blank=True, validators=[plain_line]
    )
    due_on = models.DateField(_("Fertig bis"))
    carried_from = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="carried_to",
        verbose_name=_("fortgeführt von"),
    )

    state = models.CharField(_("Stand"), max_length=10, choices=State, default=State.OPEN)
    state_reason = models.CharField(
        _("Begründung"), max_length=500, blank=True, validators=[plain_line]
    )
    state_url = models.CharField(
        _("Nachzulesen unter"), max_length=300, blank=True, validators=[plain_line]
    )
    state_set_at = models.DateTimeField(_("Stand vom"), default=timezone.now)
    state_set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    adopted_at = models.DateTimeField(_("beschlossen am"), default=timezone.now)
    adopted_by = models.CharField(
        _("beschlossen von"),
        max_length=80,
        validators=[plain_line],
        help_text=_("Zum Beispiel: Lenkungsgruppe"),
    )

    objects = TaskQuerySet.as_manager()

    class Meta:
        verbose_name = _("Aufgabe")
        verbose_name_plural = _("Aufgaben")
        ordering = ["-forum__year", "number"]
        constraints = [
            models.CheckConstraint(
                name="task_end_has_reason",
                condition=~Q(state__in=["done", "dropped"]) | ~Q(state_reason=""),
                violation_error_message=_("Bitte begründen Sie diesen Stand."),
            ),
            models.CheckConstraint(
                name="task_not_carried_from_itself",
                condition=Q(carried_from=None) | ~Q(carried_from=F("pk")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("forums:task", args=[self.forum.year, self.number])

    @property
    def is_settled(self) -> bool:
        return self.state in (self.State.DONE, self.State.DROPPED)

    @property
    def is_late(self) -> bool:
        past = not self.is_settled and self.due_on < timezone.localdate()
        return past and not self.is_carried_over

    @property
    def is_carried_over(self) -> bool:
        """Set once more by a later forum, which answers for it from then on."""
        return hasattr(self, "carried_to")


class TaskNote(models.Model):
    """What happened with a task, dated. Public."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="notes")
    text = models.CharField(_("Was geschehen ist"), max_length=1000, validators=[plain_text])
    state = models.CharField(_("Stand seither"), max_length=10, choices=Task.State)
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


class Achievement(models.Model):
    """Something that a forum presents. Other parts of the site hand it in by
    `hand_in_achievement`; `path` is where it is told, and makes it unique."""

    forum = models.ForeignKey(Forum, models.CASCADE, related_name="achievements")
    title = models.CharField(_("Was erreicht wurde"), max_length=150, validators=[plain_line])
    text = models.CharField(_("Erläuterung"), max_length=500, blank=True, validators=[plain_line])
    strand = models.CharField(_("Strang"), max_length=12, choices=Strand)
    path = models.CharField(_("Nachzulesen unter"), max_length=300, blank=True)
    achieved_on = models.DateField(_("am"))

    class Meta:
        verbose_name = _("Erreichtes")
        verbose_name_plural = _("Erreichtes")
        ordering = ["strand", "achieved_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["forum", "path"], condition=~Q(path=""), name="achievement_told_once"
            )
        ]

    def __str__(self) -> str:
        return self.title
