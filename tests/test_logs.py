import io
import json
import logging

import pytest

from myk10 import logs

pytestmark = pytest.mark.django_db


@pytest.fixture
def lines(monkeypatch):
    """What the configured handler writes, as objects."""
    stream = io.StringIO()
    handlers = logging.getLogger().handlers[:]
    logs.configure()
    [handler] = logging.getLogger().handlers
    handler.setStream(stream)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    logging.getLogger().handlers[:] = handlers


def test_request_is_one_line_of_json(client, lines):
    client.get("/impressum/?q=geheim", headers={"X-Request-ID": "abc-12345"})

    [line] = lines()
    assert {key: line[key] for key in ("level", "method", "path", "status", "request_id")} == {
        "level": "INFO",
        "method": "GET",
        "path": "/impressum/",
        "status": 200,
        "request_id": "abc-12345",
    }
    assert line["ms"] > 0
    assert set(line) == {
        "at", "level", "logger", "message", "request_id", "method", "path", "status", "ms",
    }  # fmt: skip


def test_answer_names_the_request(client, lines):
    response = client.get("/impressum/", headers={"X-Request-ID": "böse\nZeile"})

    assert response.headers["X-Request-ID"] == lines()[0]["request_id"]
    assert len(response.headers["X-Request-ID"]) == 32


def test_paths_that_open_something_are_not_written(client, lines):
    client.get("/konto/confirm-email/MTE:geheimer-schluessel/")
    client.get("/konto/password/reset/key/1-geheimer-schluessel/")

    assert "geheim" not in json.dumps(lines())


def test_other_records_carry_the_request(client, lines):
    logging.getLogger("myk10.test").warning("Obacht", extra={"kind": "reply"})

    [line] = lines()
    assert (line["message"], line["kind"], line["request_id"]) == ("Obacht", "reply", "")
