"""Does a list cost the same however much there is? `python -m tests.load.growth`

    python -m tests.load.growth [--ideas 1000 100000] [--rounds 40]

Two databases on one PostgreSQL, with ten votes and two accounts for each idea, and a site in front of
each, with nothing kept between requests for visitors. The same pages are asked for in alternation, by
somebody who is signed in; shown is the median time of each and their ratio.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from myk10.demo.services import Postgres
from tests.load.client import Connection, get
from tests.load.site import ENVIRONMENT, ROOT, site

VOTES_PER_IDEA, ACCOUNTS_PER_IDEA = 10, 2
LIST, POOL = "/ideen/last/liste/", "/ideen/speicher/liste/"


@dataclass(frozen=True)
class Filled:
    ideas: int
    url: str
    session: str

    def page(self, part: float) -> int:
        return max(int(self.ideas / 20 * part), 1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--ideas", type=int, nargs=2, default=[1000, 100_000])
    parser.add_argument("--rounds", type=int, default=40)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="myk10-growth-") as folder, ExitStack() as stack:
        server = Postgres(Path(folder) / "postgres")
        stack.callback(server.stop)
        server.start()
        sizes = [_filled(server, ideas, folder) for ideas in options.ideas]
        ports = [
            stack.enter_context(site(_environment(size.url, folder), workers=1)) for size in sizes
        ]
        _measure(sizes, ports, options.rounds)


def _environment(url: str, folder: str) -> dict[str, str]:
    return ENVIRONMENT | {"DATA": folder, "DATABASE_URL": url, "VISITOR_CACHE_SECONDS": "0"}


def _filled(server: Postgres, ideas: int, folder: str) -> Filled:
    """Fills in a process of its own: Django knows one database in each."""
    name = f"ideas_{ideas}"
    server.create_database(name)
    print(f"Filling {ideas} ideas …", flush=True)
    command = [sys.executable, "-W", "ignore", "-m", "tests.load.bulk", str(ideas)]
    environment = os.environ | _environment(server.url(name), folder)
    done = subprocess.run(
        command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True
    )
    return Filled(ideas, server.url(name), done.stdout.strip())


def _pages(size: Filled) -> dict[str, str]:
    random = f"{LIST}?start=37"
    newest = f"{LIST}?reihenfolge=neu"
    pages = {
        "random, first page": random,
        "newest, first page": newest,
        "title, first page": f"{LIST}?reihenfolge=titel",
        "discussed, first page": f"{LIST}?reihenfolge=diskutiert",
        "supported, first page": f"{POOL}?reihenfolge=unterstuetzt",
        "random, a field": f"{random}&feld=mobilitaet",
        "newest, a field and a place": f"{newest}&feld=mobilitaet&gemeinde=mayen",
        "title, a place": f"{LIST}?reihenfolge=titel&gemeinde=mayen",
        "search, a rare word": f"{LIST}?q=Seltenheit",
        "search, a word in every tenth": f"{LIST}?q=Radweg",
    }
    for page in (10, size.page(0.5)):
        where = "page 10" if page == 10 else "middle page"
        for order in ("neu", "titel", "diskutiert", "zufall"):
            pages[f"{order}, {where}"] = f"{LIST}?reihenfolge={order}&start=37&page={page}"
    return pages


def _measure(sizes: list[Filled], ports: list[int], rounds: int) -> None:
    print(f"\n{'':32} {sizes[0].ideas:>9} {sizes[1].ideas:>9}   ratio")
    connections = [Connection(port) for port in ports]
    both = [_pages(size) for size in sizes]
    for name in both[0]:
        times: list[list[float]] = [[], []]
        for number in range(rounds + 5):
            for which in (0, 1) if number % 2 else (1, 0):
                request = get(both[which][name], f"sitzung={sizes[which].session}")
                began = time.perf_counter()
                status = connections[which].exchange(request)
                spent = time.perf_counter() - began
                if status != 200:
                    raise RuntimeError(f"{name}: status {status}")
                if number >= 5:  # the first ones warm up
                    times[which].append(spent * 1000)
        small, large = (statistics.median(each) for each in times)
        print(f"{name:32} {small:6.1f} ms {large:6.1f} ms {large / small:7.2f}", flush=True)


if __name__ == "__main__":
    main()
