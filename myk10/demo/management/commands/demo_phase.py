from datetime import datetime, timedelta
from typing import Any

import pgtrigger
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from ideas.actions.results import freeze_count
from ideas.models import Competition, Count
from ideas.timetable import COMPETITION
from myk10.phases import Phase

BEGAN_AGO = timedelta(hours=1)
FREEZING_TRIGGERS = ("ideas.Competition:rule_is_frozen", "ideas.Count:count_is_frozen")


class Command(BaseCommand):
    help = (
        "Verschiebt die Termine eines Wettbewerbs der Demo so, dass die genannte Phase jetzt läuft. "
        "Ohne Angaben: zeigt die Wettbewerbe und ihre Phasen."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("competition", nargs="?", metavar="wettbewerb", help="Kürzel")
        parser.add_argument("phase", nargs="?", choices=[phase.name for phase in COMPETITION])

    def handle(self, *, competition: str | None, phase: str | None, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Das gibt es nur in der Demo: hier stehen die Termine fest.")
        if not competition or not phase:
            self._list()
            return
        try:
            found = Competition.objects.get(slug=competition)
        except Competition.DoesNotExist as error:
            slugs = ", ".join(Competition.objects.values_list("slug", flat=True))
            raise CommandError(f"Diesen Wettbewerb gibt es nicht. Es gibt: {slugs}") from error
        move_to(found, COMPETITION[phase], timezone.now())
        self.stdout.write(f"{found}: jetzt in der Phase „{COMPETITION[phase].label}“.")

    def _list(self) -> None:
        now = timezone.now()
        for competition in Competition.objects.all():
            phase = COMPETITION.phase_at(competition, now)
            self.stdout.write(
                f"{competition.slug:<24} {phase.name if phase else '-':<14} {competition}"
            )
        names = ", ".join(f"{phase.name} ({phase.label})" for phase in COMPETITION)
        self.stdout.write(f"\nPhasen: {names}")


@transaction.atomic
def move_to(competition: Competition, target: Phase, now: datetime) -> None:
    """Shift all dates alike, so that `target` began shortly ago; give it a date if it has none.

    Going back to the voting phase or before throws the count away, which only a demo may do.
    """
    begins = {span.phase.name: span.begins for span in competition.spans}
    if target.name not in begins:
        begins[target.name] = _between_its_neighbours(begins, target)
    ordered = [begins[phase.name] for phase in COMPETITION if phase.name in begins]
    length = next(
        (later - begins[target.name] for later in ordered if later > begins[target.name]), None
    )
    shift = now - begins[target.name] - (min(BEGAN_AGO, length / 2) if length else BEGAN_AGO)
    for phase in COMPETITION:
        if phase.name in begins:
            setattr(competition, phase.field, begins[phase.name] + shift)
    competition.dates_set_at = now
    with pgtrigger.ignore(*FREEZING_TRIGGERS):
        competition.save()
        if target.name not in ("jury", "result"):
            Count.objects.filter(competition=competition).delete()
    if target.name in ("jury", "result") and competition.voting_from:
        freeze_count(competition=competition)


def _between_its_neighbours(begins: dict[str, datetime], target: Phase) -> datetime:
    order = [phase.name for phase in COMPETITION]
    position = order.index(target.name)
    before = max(begins[name] for name in order[:position] if name in begins)
    after = min(begins[name] for name in order[position:] if name in begins)
    return before + (after - before) / 2
