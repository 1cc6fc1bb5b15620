"""`python -m myk10.demo`: the whole site on this machine, with everything that it needs."""

import argparse
import fcntl
import io
import os
import secrets
import signal
import socket
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from myk10.demo.processes import Program, Supervisor
from myk10.demo.running import ENVIRONMENT_FILE, write_environment
from myk10.demo.services import Postgres, Redis, ServiceError, tail

ROOT = Path(__file__).resolve().parent.parent.parent
DATABASE = "myk10"
ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def main() -> None:
    options = _options()
    data = options.data.absolute()
    for folder in (data, data / "log", data / "post"):
        folder.mkdir(parents=True, exist_ok=True)
    for signum in ENDING:
        signal.signal(signum, signal.default_int_handler)
    lock = _lock(data)
    supervisor = Supervisor(say)
    try:
        run(supervisor, data, options.port)
    except KeyboardInterrupt:
        say("\nDie Demo wird beendet …")
    except ServiceError as error:
        sys.exit(f"\nDie Demo wurde abgebrochen. {error}")
    finally:
        for signum in ENDING:
            signal.signal(signum, signal.SIG_IGN)
        supervisor.stop()
        (data / ENVIRONMENT_FILE).unlink(missing_ok=True)
        lock.close()
    say("Alles ist gespeichert. Auf Wiedersehen!")


def run(supervisor: Supervisor, data: Path, port: int) -> None:
    started = time.monotonic()
    say(f"MYK10 wird gestartet. Die Daten liegen in {data}")
    _wait_for_port(port, patience=10 if (data / ENVIRONMENT_FILE).exists() else 0)
    _set_environment(data, port)
    _start_services(supervisor, data)
    write_environment(data)
    _prepare(data)
    with step("Webserver, Postversand und Zeitplan starten"):
        for program in _programs(data, port):
            supervisor.start(program)
        _wait_until_ready(supervisor, port)
    _tell(data, port, time.monotonic() - started)
    supervisor.watch()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make demo", description=__doc__)
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--data", type=Path, default=ROOT / "var")
    return parser.parse_args()


def _lock(data: Path) -> TextIO:
    lock = (data / "lock").open("a")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        sys.exit(
            f"Mit den Daten in {data} läuft schon eine Demo.\n"
            "Beenden Sie diese zuerst, oder starten Sie mit eigenen Daten: "
            "make demo PORT=8001 DATA=var-zwei"
        )
    return lock


def _wait_for_port(port: int, *, patience: float) -> None:
    """After a killed launcher its web server may need a moment to go, hence the patience."""
    deadline = time.monotonic() + patience
    while True:
        try:
            with socket.socket() as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind(("127.0.0.1", port))
            return
        except (OSError, OverflowError) as error:
            if time.monotonic() > deadline:
                raise ServiceError(
                    f"Der Port {port} ist nicht frei ({error}). "
                    "Nehmen Sie einen anderen: make demo PORT=8001"
                ) from error
        time.sleep(0.3)


def _set_environment(data: Path, port: int) -> None:
    os.environ |= {
        "DEMO": "1",
        "DATA": str(data),
        "SITE_URL": f"http://localhost:{port}",
        "DJANGO_SETTINGS_MODULE": "myk10.settings",
        "PYTHONUNBUFFERED": "1",
    }
    os.environ.setdefault("SECRET_KEY", _secret_key(data / "secret_key"))
    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT))


def _secret_key(file: Path) -> str:
    if not file.exists():
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT, 0o600), "w") as new:
            new.write(secrets.token_urlsafe(50))
    return file.read_text()


def _start_services(supervisor: Supervisor, data: Path) -> None:
    if not os.environ.get("DATABASE_URL"):
        with step("PostgreSQL starten"):
            postgres = Postgres(data / "postgres")
            supervisor.start(postgres)
            postgres.create_database(DATABASE)
            os.environ["DATABASE_URL"] = postgres.url(DATABASE)
    if not os.environ.get("REDIS_URL"):
        with step("Redis starten"):
            redis = Redis(data / "redis")
            supervisor.start(redis)
            os.environ["REDIS_URL"] = redis.url


def _prepare(data: Path) -> None:
    import django
    from django.core.management import call_command
    from django.db import connection

    from myk10.demo.static import collect_if_changed

    with step("Anwendung laden"):
        django.setup()
    with step("Datenbank einrichten"):
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
    with step("Beispieldaten anlegen"):
        call_command("demo_data", stdout=io.StringIO())
    with step("Gestaltung und Skripte bereitlegen"):
        collect_if_changed(data / "static.stamp")
    connection.close()


def _programs(data: Path, port: int) -> list[Program]:
    log = data / "log"
    os.environ["BIND"] = f"127.0.0.1:{port}"
    gunicorn = ["gunicorn", "-c", str(ROOT / "deploy" / "gunicorn.conf.py"), "myk10.wsgi"]
    celery = ["celery", "-A", "myk10", "--quiet"]
    worker = [*celery, "worker", "--pool=threads", "--concurrency=2", "--loglevel=INFO"]
    beat = [*celery, "beat", f"--schedule={data / 'beat'}", "--pidfile=", "--loglevel=INFO"]
    return [
        Program("Webserver", _module(gunicorn), log / "web.log", orphan_signal=signal.SIGQUIT),
        Program("Postversand", _module(worker), log / "worker.log"),
        Program("Zeitplan", _module(beat), log / "beat.log"),
    ]


def _module(command: list[str]) -> list[str]:
    return [sys.executable, "-m", *command]


def _wait_until_ready(supervisor: Supervisor, port: int) -> None:
    deadline = time.monotonic() + 60
    while not _answers(f"http://127.0.0.1:{port}/healthz"):
        for service in supervisor.services:
            if service.process is not None and service.process.poll() is not None:
                raise ServiceError(f"{service.name} startet nicht:\n{tail(service.log)}")
        if time.monotonic() > deadline:
            raise ServiceError("Der Webserver antwortet nicht.")
        time.sleep(0.1)


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=5) as response:  # noqa: S310
            return response.status == 200
    except (urllib.error.URLError, OSError):
        return False


def _tell(data: Path, port: int, seconds: float) -> None:
    from myk10.accounts.demo import ACCOUNTS, PASSWORD

    address = f"http://localhost:{port}"
    width = max(len(account.email) for account in ACCOUNTS)
    say(f"\nMYK10 läuft nach {_seconds(seconds)}.")
    say(f"\n  Website     {address}/")
    say(f"  Verwaltung  {address}/verwaltung/")
    say(f"  Post        {address}/demo/post/ (jede E-Mail, die die Demo verschickt)")
    say(f"  Protokolle  {data / 'log'}")
    say(f"\nKonten, alle mit dem Passwort {PASSWORD}:\n")
    for account in ACCOUNTS:
        say(f"  {account.email:<{width}}  {account.role}")
    say("\nPhase eines Wettbewerbs wechseln: .venv/bin/python manage.py demo_phase")
    say("Beenden: Strg+C")


@contextmanager
def step(what: str) -> Iterator[None]:
    started = time.monotonic()
    sys.stdout.write(f"  {what} … ")
    sys.stdout.flush()
    try:
        yield
    except BaseException:
        say("")
        raise
    say(_seconds(time.monotonic() - started))


def _seconds(seconds: float) -> str:
    return f"{seconds:.1f} s".replace(".", ",")


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
