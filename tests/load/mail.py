"""Mails per second of a mailing, as a ratio to bare `smtplib` in the same run.

    python -m tests.load.mail [--mails 10000]

The bare sender gives the same messages, made beforehand, to the same server over one connection. Both
take turns, so that what else the machine does falls on both alike.
"""

import argparse
import smtplib
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from myk10.demo.services import free_port
from tests.load.database import database

TURNS = 10
SERVER = """
import sys, time
from aiosmtpd.controller import Controller
class Sink:
    async def handle_DATA(self, server, session, envelope):
        return "250 OK"
Controller(Sink(), hostname="127.0.0.1", port=int(sys.argv[1])).start()
time.sleep(3600)
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--mails", type=int, default=10_000)
    mails = parser.parse_args().mails
    with (
        tempfile.TemporaryDirectory(prefix="myk10-load-") as folder,
        _server() as port,
        database(Path(folder), EMAIL_URL=f"smtp://127.0.0.1:{port}"),
    ):
        _measure(mails, port)


@contextmanager
def _server() -> Iterator[int]:
    port = free_port()
    process = subprocess.Popen([sys.executable, "-c", SERVER, str(port)])
    try:
        for _attempt in range(100):
            try:
                smtplib.SMTP("127.0.0.1", port).quit()
                break
            except OSError:
                time.sleep(0.1)
        yield port
    finally:
        process.terminate()
        process.wait()


def _measure(mails: int, port: int) -> None:
    import django

    django.setup()
    from django.core.management import call_command

    from myk10.notifications.delivery import deliver_due_mail
    from myk10.notifications.letter import message_of
    from myk10.notifications.models import Mail
    from tests.load.filling import fill_outbox

    call_command("migrate", verbosity=0)
    began = time.perf_counter()
    fill_outbox(mails)
    print(f"{mails} mails written in {time.perf_counter() - began:.1f} s", flush=True)
    made = [
        message_of(mail).message().as_bytes(linesep="\r\n") for mail in Mail.objects.all()[:500]
    ]
    ours, bare = [], []
    for _turn in range(TURNS):
        bare.append(_rate(lambda: _send_bare(made, mails // TURNS, port)))
        ours.append(_rate(lambda: deliver_due_mail(limit=mails // TURNS)))
    left = Mail.objects.exclude(state=Mail.State.SENT).count()
    print(f"not sent: {left}")
    print(f"{'bare smtplib':14} {statistics.median(bare):8.0f} mails/s")
    print(f"{'outbox':14} {statistics.median(ours):8.0f} mails/s")
    ratios = [our / other for our, other in zip(ours, bare, strict=True)]
    print(f"{'ratio':14} {statistics.median(ratios):8.2f} ({min(ratios):.2f}–{max(ratios):.2f})")


def _rate(send) -> float:
    began = time.perf_counter()
    return send() / (time.perf_counter() - began)


def _send_bare(messages: list[bytes], count: int, port: int) -> int:
    with smtplib.SMTP("127.0.0.1", port) as connection:
        for number in range(count):
            text = messages[number % len(messages)]
            connection.sendmail("noreply@localhost", [f"leser{number}@demo.example"], text)
    return count


if __name__ == "__main__":
    main()
