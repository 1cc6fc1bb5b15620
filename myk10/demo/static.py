"""Collecting static files only when one of them has changed: compressing them takes a while."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

UNUSED = "django_htmx"  # our own script holds htmx


def collect_if_changed(stamp: Path) -> None:
    fingerprint = _fingerprint()
    collected = Path(settings.STATIC_ROOT).exists()
    if collected and stamp.exists() and stamp.read_text() == fingerprint:
        return
    call_command("collectstatic", verbosity=0, interactive=False, ignore_patterns=[UNUSED])
    stamp.write_text(fingerprint)


def _fingerprint() -> str:
    digest = hashlib.sha256(settings.STORAGES["staticfiles"]["BACKEND"].encode())
    for finder in get_finders():
        for path, storage in finder.list([]):
            status = Path(storage.path(path)).stat()
            digest.update(f"{path}:{status.st_mtime_ns}:{status.st_size}\n".encode())
    return digest.hexdigest()
