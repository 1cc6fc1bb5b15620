"""Starting, watching and stopping the processes of the demo."""

import os
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from myk10.demo.services import ServiceError, end_with_parent, tail

LIVES_AT_LEAST_SECONDS = 20
DEATHS_IN_A_ROW = 3


class Service(Protocol):
    name: str
    log: Path
    process: subprocess.Popen[bytes] | None

    def start(self) -> None: ...
    def stop(self) -> None: ...


class Program:
    """A command that runs until it is stopped, with its output in a file."""

    def __init__(
        self, name: str, command: list[str], log: Path, *, orphan_signal: int = signal.SIGTERM
    ) -> None:
        self.name = name
        self.command = command
        self.log = log
        self.orphan_signal = orphan_signal
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(
                self.command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,  # Ctrl-C is for us alone; we stop things in their order
                preexec_fn=end_with_parent(self.orphan_signal),
            )

    def stop(self) -> None:
        if self.process is None:
            return
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(timeout=25)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self._end_what_is_left_of_the_group()

    def _end_what_is_left_of_the_group(self) -> None:
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            return


class Supervisor:
    """Keeps services running, and stops them in the reverse order of their start."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self.say = say
        self.services: list[Service] = []
        self.started_at: dict[str, float] = {}
        self.deaths: dict[str, int] = {}

    def start(self, service: Service) -> None:
        if service not in self.services:
            self.services.append(service)
        self.started_at[service.name] = time.monotonic()
        service.start()

    def watch(self) -> None:
        """Returns never: restarts what dies, raises ServiceError if something keeps dying."""
        while True:
            for service in self.services:
                if service.process is None or service.process.poll() is not None:
                    self._revive(service)
            time.sleep(0.5)

    def stop(self) -> None:
        for service in self.services:
            if isinstance(service, Program) and service.process and service.process.poll() is None:
                service.process.terminate()
        for service in reversed(self.services):
            service.stop()

    def _revive(self, service: Service) -> None:
        lived = time.monotonic() - self.started_at[service.name]
        deaths = 1 if lived > LIVES_AT_LEAST_SECONDS else self.deaths.get(service.name, 0) + 1
        self.deaths[service.name] = deaths
        if deaths >= DEATHS_IN_A_ROW:
            raise ServiceError(f"{service.name} beendet sich immer wieder:\n{tail(service.log)}")
        self.say(f"{service.name} hat sich beendet und wird neu gestartet ({service.log}).")
        self.start(service)
