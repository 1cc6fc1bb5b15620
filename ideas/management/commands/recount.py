from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from ideas.models import Competition, Count
from ideas.recounting import Recount, recount


class Command(BaseCommand):
    help = (
        "Zählt einen ausgezählten Wettbewerb nach: veröffentlichtes Ergebnis, Stimmzettel, Stimmen "
        "und Vorgänge. Endet mit 1, wenn etwas nicht übereinstimmt."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", help="Kürzel des Wettbewerbs in der Adresse")

    def handle(self, *args, slug: str, **options) -> None:
        try:
            result = recount(Competition.objects.get(slug=slug))
        except Competition.DoesNotExist:
            raise CommandError(
                _("Einen Wettbewerb „{slug}“ gibt es nicht.").format(slug=slug)
            ) from None
        except Count.DoesNotExist:
            raise CommandError(
                _("„{slug}“ ist noch nicht ausgezählt: manage.py freeze_count {slug}").format(
                    slug=slug
                )
            ) from None
        self._print_table(result)
        if result.differences:
            raise CommandError(
                _("Es gibt Abweichungen:") + "".join(f"\n  {line}" for line in result.differences)
            )
        self.stdout.write(self.style.SUCCESS(_("Alles stimmt überein.")))

    def _print_table(self, result: Recount) -> None:
        heads = [_("Idee"), _("Ergebnis"), _("Stimmzettel"), _("Stimmen"), _("Vorgänge")]
        rows = [
            [
                row.number,
                row.published,
                row.ballots,
                row.rows,
                row.record,
                "" if row.agrees else "!",
            ]
            for row in result.rows
        ]
        for cells in [[*heads, ""], *rows]:
            first, *numbers, mark = (str(cell) for cell in cells)
            self.stdout.write(f"{first:<14}" + "".join(f"{n:>12}" for n in numbers) + f"  {mark}")
        self.stdout.write(
            _("\nAbstimmende: {voters}\nStimmen:     {votes}\nSHA-256:     {sha256}").format(
                voters=result.count.voters, votes=result.count.votes, sha256=result.sha256
            )
        )
