from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine

from myk10 import honeypot
from myk10.notifications.models import Mail

BERLIN = ZoneInfo("Europe/Berlin")


def berlin(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=BERLIN)


@pytest.fixture
def at(monkeypatch):
    """`with at(moment):` every clock shows that moment, the database's included."""

    class At(time_machine.travel):
        def __init__(self, moment: datetime) -> None:
            super().__init__(moment, tick=False)
            self.moment = moment

        def __enter__(self):
            self.patch = pytest.MonkeyPatch()
            self.patch.setattr("myk10.clock.database_now", lambda: self.moment)
            return super().start()

        def __exit__(self, *_exc):
            self.patch.undo()
            super().stop()

    return At


@pytest.fixture
def quick_fingers(monkeypatch):
    """Forms may be sent as soon as they are there."""
    monkeypatch.setattr(honeypot, "SECONDS_TO_FILL_IN", 0)


def mails(kind: str) -> list[str]:
    """To whom mails of this kind were written, in the order of the alphabet."""
    recipients = Mail.objects.filter(kind=f"event_{kind}").values_list("recipient", flat=True)
    return sorted(recipients)


def mail(kind: str, to: str) -> Mail:
    return Mail.objects.get(kind=f"event_{kind}", recipient=to)
