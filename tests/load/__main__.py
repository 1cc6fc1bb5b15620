"""Requests per second of list, detail, chapter of the strategy, and vote, as ratios to bare views in the same run.

    python -m tests.load [--ideas 2000 --votes 20000 --comments 10000] [--seconds 5] [--rounds 3]

Uses DATABASE_URL if given (the database must be empty), else an embedded PostgreSQL. The last two
columns are the processor time that gunicorn and PostgreSQL spent on a request, and its ratio: where the
machine has other things to do, requests per second waver, and these do not.
"""

import argparse
import statistics
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.load.client import get, post, rate
from tests.load.database import database
from tests.load.site import site
from tests.load.spent import spent


@dataclass(frozen=True)
class Result:
    per_second: float
    milliseconds: float  # of processor time of the servers for each request


def main() -> None:
    options = _options()
    with (
        tempfile.TemporaryDirectory(prefix="myk10-load-") as folder,
        database(Path(folder), VISITOR_CACHE_SECONDS="10"),
    ):
        _measure(options)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name, default in (("ideas", 2000), ("votes", 20000), ("comments", 10000), ("users", 10000)):
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--worker-class", default="gthread", choices=["sync", "gthread"])
    return parser.parse_args()


def _measure(options: argparse.Namespace) -> None:
    import django

    django.setup()
    from django.core.management import call_command

    from myk10.accounts.models import User
    from tests.load.filling import fill, fill_strategy, session_key_of

    print("Filling …", flush=True)
    call_command("migrate", verbosity=0)
    call_command("createcachetable")
    fill(ideas=options.ideas, votes=options.votes, comments=options.comments, users=options.users)
    people = list(User.objects.order_by("pk")[:500])
    chapter = fill_strategy(people)
    sessions = [session_key_of(user) for user in people]
    with site({}, worker_class=options.worker_class) as port:
        measurements = _measurements(port, sessions, chapter)
        results: dict[str, list[Result]] = {name: [] for name in measurements}
        for number in range(options.rounds + 1):
            for name, (request, wanted) in measurements.items():
                seconds = options.seconds if number else 1  # the first round warms up
                before = spent()
                count, took = rate(port, request, wanted=wanted, seconds=seconds)
                if number:
                    results[name].append(Result(count / took, 1000 * (spent() - before) / count))
    _report(results)


Measurement = tuple[Callable[[int], bytes], int]


def _measurements(port: int, sessions: list[str], chapter: str) -> dict[str, Measurement]:
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
        "chapter, visitor": (lambda n: get(chapter), 200),
        "list, signed in": (lambda n: get(listing, cookies[n % len(cookies)]), 200),
        "detail, signed in": (lambda n: get(detail, cookies[n % len(cookies)]), 200),
        "chapter, signed in": (lambda n: get(chapter, cookies[n % len(cookies)]), 200),
        "bare insert": (lambda n: post("/bare/insert"), 200),
        "vote": (vote, 303),
    }


def _report(results: dict[str, list[Result]]) -> None:
    print(f"\n{'':18} {'requests/s':>10} {'min–max':>12} {'ratio':>6} {'CPU ms':>7} {'ratio':>6}")
    for name, values in results.items():
        base = results["bare insert" if name in ("bare insert", "vote") else "bare read"]
        pairs = list(zip(values, base, strict=True))
        rates = [value.per_second for value in values]
        ratio = statistics.median(value.per_second / bare.per_second for value, bare in pairs)
        spent = statistics.median(value.milliseconds for value in values)
        spent_ratio = statistics.median(
            bare.milliseconds / value.milliseconds for value, bare in pairs if value.milliseconds
        )
        spread = f"{min(rates):.0f}–{max(rates):.0f}"
        print(
            f"{name:18} {statistics.median(rates):10.0f} {spread:>12} {ratio:6.2f} "
            f"{spent:7.2f} {spent_ratio:6.2f}"
        )


if __name__ == "__main__":
    main()
