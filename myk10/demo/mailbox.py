"""Reads the mails that Django's file backend wrote instead of sending them."""

import email
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path

from django.conf import settings

SEPARATOR = b"\n" + b"-" * 79 + b"\n"  # as django.core.mail.backends.filebased writes it
NEWEST_FILES = 200


@dataclass(frozen=True)
class Attachment:
    name: str
    content_type: str
    content: bytes


@dataclass(frozen=True)
class Mail:
    file: str
    position: int
    message: EmailMessage

    @property
    def subject(self) -> str:
        return self.message["Subject"] or ""

    @property
    def sender(self) -> str:
        return self.message["From"] or ""

    @property
    def recipient(self) -> str:
        return self.message["To"] or ""

    @property
    def sent_at(self) -> datetime | None:
        try:
            moment = parsedate_to_datetime(self.message["Date"])
        except (TypeError, ValueError):
            return None
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)  # "-0000" means UTC

    @property
    def text(self) -> str:
        body = self.message.get_body(("plain", "html"))
        return body.get_content() if body else ""

    @property
    def html(self) -> str:
        body = self.message.get_body(("html",))
        return body.get_content() if body else ""

    @property
    def attachments(self) -> list[Attachment]:
        return [
            Attachment(
                name=part.get_filename() or "anhang",
                content_type=part.get_content_type(),
                content=part.get_payload(decode=True) or b"",
            )
            for part in self.message.iter_attachments()
        ]


def newest() -> list[Mail]:
    """The mails of the newest files, the last one first."""
    return [mail for file in _files()[:NEWEST_FILES] for mail in reversed(list(_mails_in(file)))]


def find(file: str, position: int) -> Mail | None:
    for candidate in _files():
        if candidate.stem == file:
            return next((m for m in _mails_in(candidate) if m.position == position), None)
    return None


def _files() -> list[Path]:
    return sorted(Path(settings.EMAIL_FILE_PATH).glob("*.log"), reverse=True)


def _mails_in(file: Path) -> Iterator[Mail]:
    parts = file.read_bytes().split(SEPARATOR)
    for position, content in enumerate(parts):
        if content.strip():
            message = email.message_from_bytes(content, policy=policy.default)
            yield Mail(file.stem, position, message)
