from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from ideas.actions.results import freeze_count
from ideas.models import Competition
from myk10.refusal import Refused


class Command(BaseCommand):
    help = "Zählt eine beendete Abstimmung aus. Der Zeitplan tut das sonst von selbst, jede Minute."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", help="Kürzel des Wettbewerbs in der Adresse")

    def handle(self, *args, slug: str, **options) -> None:
        try:
            count = freeze_count(competition=Competition.objects.get(slug=slug))
        except Competition.DoesNotExist:
            raise CommandError(
                _("Einen Wettbewerb „{slug}“ gibt es nicht.").format(slug=slug)
            ) from None
        except Refused as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write(
            _("Ausgezählt: {votes} Stimmen auf {voters} Stimmzetteln.\nSHA-256: {sha256}").format(
                votes=count.votes, voters=count.voters, sha256=count.sha256
            )
        )
