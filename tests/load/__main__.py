"""Requests per second of list, detail and vote, as ratios to bare views in the same run.

    python -m tests.load [--ideas 2000 --votes 20000 --comments 10000] [--seconds 5] [--rounds 3]

Uses DATABASE_URL if given (the database must be empty), else an embedded PostgreSQL.
"""

import argparse
import os
import statistics
import tempfile
from collections.abc import Callable
from pathlib import Path

from myk10.demo.services import Postgres
from tests.load.client import get, post, rate
from tests.load.site import ENVIRONMENT, site


def main() -> None:
    options = _options()
    with tempfile.TemporaryDirectory(prefix="myk10-load-") as folder:
        server = _database(Path(folder))
        try:
            _measure(options)
        finally:
            if server:
                server.stop()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name, default in (("ideas", 2000), ("votes", 20000), ("comments", 10000), ("users", 10000)):
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--worker-class", default="gthread", choices=["sync", "gthread"])
    return parser.parse_args()


def _database(folder: Path) -> Postgres | None:
    os.environ |= ENVIRONMENT | {"DATA": str(folder), "VISITOR_CACHE_SECONDS": "10"}
    if os.environ.get("DATABASE_URL"):
        return None
    server = Postgres(folder / "postgres")
    server.start()
    server.create_database("myk10")
    os.environ["DATABASE_URL"] = server.url("myk10")
    return server


def _measure(options: argparse.Namespace) -> None:
    import django

    django.setup()
    from django.core.management import call_command

    from myk10.accounts.models import User
    from tests.load.filling import fill, session_key_of

    print("Filling …", flush=True)
    call_command("migrate", verbosity=0)
    call_command("createcachetable")
    fill(ideas=options.ideas, votes=options.votes, comments=options.comments, users=options.users)
    people = list(User.objects.order_by("pk")[:500])
    sessions = [session_key_of(user) for user in people]
    with site({}, worker_class=options.worker_class) as port:
        measurements = _measurements(port, sessions)
        rates: dict[str, list[float]] = {name: [] for name in measurements}
        for number in range(options.rounds + 1):
            for name, (request, wanted) in measurements.items():
                seconds = options.seconds if number else 1  # the first round warms up
                result = rate(port, request, wanted=wanted, seconds=seconds)
                if number:
                    rates[name].append(result)
    _report(rates)


Measurement = tuple[Callable[[int], bytes], int]


def _measurements(port: int, sessions: list[str]) -> dict[str, Measurement]:
    from django.conf import settings
    from django.middleware.csrf import _get_new_csrf_string

    token = _get_new_csrf_string()
    session, csrf = settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME
    cookies = [f"{session}={key}; {csrf}={token}" for key in sessions]
    listing, detail = "/ideen/last/liste/?reihenfolge=zufall&start=7", "/ideen/last/I-2026-001/"

    def vote(number: int) -> bytes:
        """Everybody casts and takes back a vote for the first idea in turn: each request changes a row."""
        person, turn = number % len(cookies), number // len(cookies)
        value = "zuruecknehmen" if turn % 2 else "geben"
        body = f"csrfmiddlewaretoken={token}&stimme={value}"
        return post(f"{detail}stimme/", body, cookies[person])

    return {
        "bare read": (lambda n: get("/bare/read"), 200),
        "list, visitor": (lambda n: get(listing), 200),
        "detail, visitor": (lambda n: get(detail), 200),
        "list, signed in": (lambda n: get(listing, cookies[n % len(cookies)]), 200),
        "detail, signed in": (lambda n: get(detail, cookies[n % len(cookies)]), 200),
        "bare insert": (lambda n: post("/bare/insert"), 200),
        "vote": (vote, 303),
    }


def _report(rates: dict[str, list[float]]) -> None:
    print(f"\n{'':20} {'requests/s':>12} {'min–max':>16} {'ratio to bare':>14}")
    for name, values in rates.items():
        base = rates["bare insert" if name in ("bare insert", "vote") else "bare read"]
        ratios = [value / bare for value, bare in zip(values, base, strict=True)]
        spread = f"{min(values):.0f}–{max(values):.0f}"
        print(
            f"{name:20} {statistics.median(values):12.0f} {spread:>16} {statistics.median(ratios):14.2f}"
        )


if __name__ == "__main__":
    main()
