"""What people were told of a competition's phases."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ideas.models.competition import Competition
from ideas.timetable import COMPETITION


class PhaseNotice(models.Model):
    """A phase that was announced, or whose end was. Each is announced once, whatever becomes of the
    dates. `told_until` is the account up to which people have been told: a restart goes on from there.
    """

    class Moment(models.TextChoices):
        OPENING = "opening", _("Beginn")
        CLOSING = "closing", _("Ende naht")

    competition = models.ForeignKey(Competition, models.CASCADE, related_name="phase_notices")
    phase = models.CharField(
        _("Phase"), max_length=20, choices=[(phase.name, phase.label) for phase in COMPETITION]
    )
    moment = models.CharField(_("Anlass"), max_length=10, choices=Moment)
    begun_at = models.DateTimeField(_("begonnen am"), default=timezone.now)
    told_until = models.BigIntegerField(default=0)
    finished_at = models.DateTimeField(_("fertig am"), null=True)

    class Meta:
        verbose_name = _("Hinweis auf eine Phase")
        verbose_name_plural = _("Hinweise auf Phasen")
        constraints = [
            models.UniqueConstraint(
                fields=["competition", "phase", "moment"], name="phase_announced_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.competition}: {self.get_phase_display()}, {self.get_moment_display()}"
