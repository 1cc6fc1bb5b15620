from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from myk10.accounts import demo as accounts_demo


class Command(BaseCommand):
    help = "Legt die Beispieldaten an, wenn die Datenbank noch keine hat."

    @transaction.atomic
    def handle(self, **options: Any) -> None:
        if accounts_demo.exists():
            self.stdout.write("Die Beispieldaten sind schon da.")
            return
        for app in apps.get_app_configs():
            name = f"{app.name}.demo"
            if app.name == "myk10" or find_spec(name) is None:
                continue
            import_module(name).create()
            self.stdout.write(f"Beispieldaten angelegt: {app.verbose_name}")
        if not accounts_demo.exists():
            raise CommandError("Die Konten der Demo fehlen.")
