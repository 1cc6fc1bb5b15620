"""The demo from start to end, as `make demo` runs it."""

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from myk10.demo.services import free_port

ROOT = Path(__file__).resolve().parent.parent.parent
READY = "Beenden: Strg+C"
GONE_WITHIN_SECONDS = 30


class Demo:
    def __init__(self, data: Path, port: int) -> None:
        self.address = f"http://localhost:{port}"
        self.process = subprocess.Popen(
            [sys.executable, "-m", "myk10.demo", "--port", str(port), "--data", str(data)],
            cwd=ROOT,
            env={
                "PATH": os.environ["PATH"],
                "HOME": str(data),
                "STATIC_STORAGE": os.environ["STATIC_STORAGE"],  # compressing is tried by hand
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.output: list[str] = []

    def read_until(self, text: str) -> None:
        for line in self.process.stdout:
            self.output.append(line)
            if text in line:
                return
        pytest.fail("".join(self.output))

    def children(self) -> list[psutil.Process]:
        return psutil.Process(self.process.pid).children(recursive=True)

    def get(self, path: str) -> int:
        with urllib.request.urlopen(self.address + path, timeout=20) as response:
            return response.status

    def end(self, signum: int) -> str:
        self.process.send_signal(signum)
        output, _ = self.process.communicate(timeout=60)
        return "".join(self.output) + output


@contextmanager
def demo(data: Path, port: int) -> Iterator[Demo]:
    running = Demo(data, port)
    try:
        yield running
    finally:
        if running.process.poll() is None:
            running.end(signal.SIGTERM)
        running.process.stdout.close()


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo")


def test_it_serves_revives_and_ends_with_everything_it_started(data):
    port = free_port()
    with demo(data, port) as first:
        first.read_until(READY)
        assert [first.get(path) for path in ("/", "/ideen/", "/demo/post/")] == [200, 200, 200]
        assert "buergerin@demo.example" in "".join(first.output)

        started = first.children()
        worker = next(child for child in started if "worker" in child.cmdline())
        worker.kill()
        first.read_until("Postversand hat sich beendet und wird neu gestartet")

        with demo(data, port) as second:
            assert second.process.wait(timeout=60) == 1
            assert "läuft schon eine Demo" in second.process.stdout.read()

        started += first.children()
        assert "Alles ist gespeichert" in first.end(signal.SIGINT)
        assert first.process.returncode == 0
        assert [child for child in started if child.is_running()] == []


def test_after_being_killed_it_leaves_nothing_and_starts_again(data):
    port = free_port()
    with demo(data, port) as killed:
        killed.read_until(READY)
        orphans = killed.children()
        killed.process.kill()
        killed.process.wait()

        with demo(data, port) as following:
            following.read_until(READY)
            _, alive = psutil.wait_procs(orphans, timeout=GONE_WITHIN_SECONDS)
            assert alive == []
            assert following.get("/readyz") == 200


def test_a_port_that_is_taken_is_named(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with demo(tmp_path, port) as refused:
            assert refused.process.wait(timeout=60) == 1
            assert f"Der Port {port} ist nicht frei" in refused.process.stdout.read()
