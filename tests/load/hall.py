"""300 phones in the hall: how long the companion page's fragments take while people ask and support.

    python -m tests.load.hall [--phones 300] [--seconds 120] [--every 10]

Each phone asks every ten seconds what is new; some ask a question or support one in between. Every
tenth time a phone reads the bare view as well, so that both are measured at the same moments. Uses
DATABASE_URL if given (the database must be empty), else an embedded PostgreSQL.
"""

import argparse
import gzip
import os
import random
import re
import statistics
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

from tests.load.client import Connection, get, post
from tests.load.database import database
from tests.load.site import site

YEAR = 2030
ADDRESS = f"/foren/{YEAR}/live/"
SUPPORT_SHARE, ASK_SHARE, BARE_SHARE = 0.1, 0.02, 0.1  # of the times that a phone asks what is new
QUESTIONS, POLLS = 30, 3


def main() -> None:
    options = _options()
    with (
        tempfile.TemporaryDirectory(prefix="myk10-hall-") as folder,
        database(Path(folder), VISITOR_CACHE_SECONDS="10"),
    ):
        questions, cookies, token = _fill(options.phones)
        with site({}) as port:
            print(f"Load before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores", flush=True)
            hall = HallFullOfPhones(port, options, questions, token)
            hall.run(cookies)
            print(f"Load after: {os.getloadavg()[0]:.1f}")
    hall.report()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--phones", type=int, default=300)
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--every", type=float, default=10)
    return parser.parse_args()


def _fill(phones: int) -> tuple[list[int], list[str], str]:
    """A forum under way, a question list, and for each phone the cookies of a ticket's session."""
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.middleware.csrf import _get_new_csrf_string

    from forums.participant import SESSION_KEY
    from myk10.accounts.sessions import SessionStore
    from tests import factories
    from tests.load.filling import fill

    call_command("migrate", verbosity=0)
    call_command("createcachetable")
    fill(ideas=100, votes=100, comments=100, users=100)
    forum = factories.ForumFactory(phase="under_way", year=YEAR)
    factories.ProgrammeItemFactory.create_batch(8, forum=forum)
    factories.PollFactory.create_batch(POLLS, forum=forum)
    questions = factories.QuestionFactory.create_batch(QUESTIONS, forum=forum, asked_by=None)
    token, cookies = _get_new_csrf_string(), []
    for person in factories.RegistrationFactory.create_batch(phones, event=forum.event):
        session = SessionStore()
        session[SESSION_KEY] = {str(YEAR): person.pk}
        session.create()
        names = (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME)
        cookies.append(f"{names[0]}={session.session_key}; {names[1]}={token}")
    return [question.pk for question in questions], cookies, token


class HallFullOfPhones:
    def __init__(self, port: int, options: argparse.Namespace, questions: list[int], token: str):
        self.port, self.options, self.questions, self.token = port, options, questions, token
        self.took: dict[str, list[float]] = {name: [] for name in ("parts", "deed", "bare")}
        self.answers: Counter[str] = Counter()

    def run(self, cookies: list[str]) -> None:
        self.end = time.perf_counter() + self.options.seconds
        phones = [
            threading.Thread(target=self._phone, args=[number, cookie], daemon=True)
            for number, cookie in enumerate(cookies)
        ]
        for phone in phones:
            phone.start()
        for phone in phones:
            phone.join(timeout=max(self.end + 60 - time.perf_counter(), 0))

    def _phone(self, number: int, cookie: str) -> None:
        chance, connection, version = random.Random(number), Connection(self.port), ""
        time.sleep(chance.random() * self.options.every)
        while time.perf_counter() < self.end:
            next_time = time.perf_counter() + self.options.every
            address = f"{ADDRESS}stand/?stand={version}"
            if self._exchange(connection, "parts", get(address, cookie)) == 200:
                version = _version_in(connection.body) or version
            if chance.random() < SUPPORT_SHARE:
                value = chance.choice(("geben", "zuruecknehmen"))
                path = f"/foren/{YEAR}/fragen/{chance.choice(self.questions)}/stimme/"
                self._send(connection, path, f"stimme={value}", cookie)
            if chance.random() < ASK_SHARE:
                text = f"Frage+{number}+{chance.random()}"
                self._send(connection, f"{ADDRESS}frage/", f"text={text}", cookie)
            if chance.random() < BARE_SHARE:
                self._exchange(connection, "bare", get("/bare/read"))
            time.sleep(max(min(next_time, self.end) - time.perf_counter(), 0))
        connection.close()

    def _send(self, connection: Connection, path: str, body: str, cookie: str) -> None:
        request = post(path, f"csrfmiddlewaretoken={self.token}&{body}", cookie)
        self._exchange(connection, "deed", request)

    def _exchange(self, connection: Connection, name: str, request: bytes) -> int:
        started = time.perf_counter()
        try:
            status = connection.exchange(request)
        except OSError as error:
            self.answers[f"{name} {type(error).__name__}"] += 1
            return 0
        self.took[name].append(1000 * (time.perf_counter() - started))
        self.answers[f"{name} {status}"] += 1
        return status

    def report(self) -> None:
        bare = _percentiles(self.took["bare"])
        print(f"\n{'':8} {'requests':>8} {'p50 ms':>8} {'ratio':>6} {'p95 ms':>8} {'ratio':>6}")
        for name, took in self.took.items():
            p50, p95 = _percentiles(took)
            ratios = p50 / bare[0], p95 / bare[1]
            print(f"{name:8} {len(took):8} {p50:8.1f} {ratios[0]:6.2f} {p95:8.1f} {ratios[1]:6.2f}")
        fine = {"parts 200", "parts 204", "deed 302", "bare 200"}
        wrong = {name: count for name, count in self.answers.items() if name not in fine}
        unchanged = self.answers["parts 204"] / max(len(self.took["parts"]), 1)
        print(f"nothing new: {unchanged:.0%}, errors: {sum(wrong.values())} {wrong or ''}")


def _version_in(body: bytes) -> str:
    html = gzip.decompress(body) if body.startswith(b"\x1f\x8b") else body
    found = re.search(rb"\?stand=([0-9a-f.]+)", html)
    return found.group(1).decode() if found else ""


def _percentiles(took: list[float]) -> tuple[float, float]:
    if len(took) < 2:
        return float("nan"), float("nan")
    hundredths = statistics.quantiles(took, n=100)
    return hundredths[49], hundredths[94]


if __name__ == "__main__":
    main()
