"""A PostgreSQL of its own stops while the site runs, and comes back."""

import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from http.client import HTTPResponse
from pathlib import Path

import pytest

from myk10.demo.services import Postgres
from tests.conftest import ROOT
from tests.serving import for_real, serving

STATIC = {"STATIC_STORAGE": "django.contrib.staticfiles.storage.StaticFilesStorage"}


@pytest.fixture
def postgres(tmp_path) -> Iterator[Postgres]:
    server = Postgres(tmp_path / "postgres", durable=False)
    server.start()
    server.create_database("myk10")
    yield server
    server.stop()


@pytest.fixture
def site(postgres, tmp_path) -> Iterator[str]:
    (tmp_path / "static").mkdir()
    manage(tmp_path, postgres, "migrate", "--verbosity=0")
    manage(tmp_path, postgres, "createcachetable")
    with serving(tmp_path, postgres.url("myk10"), **STATIC) as address:
        yield address


def manage(data: Path, postgres: Postgres, *command: str) -> None:
    environment = for_real(data, DATABASE_URL=postgres.url("myk10"), **STATIC)
    subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=environment, check=True)


def answer(address: str, **headers: str) -> tuple[int, HTTPResponse, str]:
    request = urllib.request.Request(address, headers=headers)
    try:
        response = urllib.request.urlopen(request)
    except urllib.error.HTTPError as refusal:
        response = refusal
    with response:
        return response.status, response.headers, response.read().decode()


PAGES = ("/ideen/", "/impressum/", "/konto/login/", "/healthz", "/readyz")
RUNNING = dict.fromkeys(PAGES, 200)


def statuses(site: str) -> dict[str, int]:
    return {page: answer(site + page)[0] for page in PAGES}


def test_a_stopped_database_is_a_designed_503_until_it_is_back(postgres, site):
    assert statuses(site) == RUNNING

    postgres.stop()
    assert statuses(site) == dict.fromkeys(PAGES, 503) | {"/healthz": 200}
    for headers in ({}, {"Cookie": "sitzung=abcdefghijklmnopqrstuvwxyz012345"}):
        status, told, page = answer(f"{site}/ideen/", **headers)
        assert (status, told["Retry-After"]) == (503, "30")
        assert "Wir sind gleich wieder da." in page
        assert 'href="/impressum/"' in page

    postgres.start()
    assert statuses(site) == RUNNING
