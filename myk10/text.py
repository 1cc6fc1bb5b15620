"""Text that people type: what it may contain, and how it is shown."""

import hashlib
import re
import unicodedata
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

# Direction overrides and isolates can make a text read differently from what it says.
_BIDI = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_LINK = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)


def _forbidden(character: str, allowed: str) -> bool:
    if character in allowed:
        return False
    return character in _BIDI or unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp")


def plain_line(value: str) -> None:
    """Validator of one-line fields: no line breaks, control characters, direction overrides."""
    if any(_forbidden(character, allowed="") for character in value):
        raise ValidationError(
            _("Bitte entfernen Sie Zeilenumbrüche und unsichtbare Steuerzeichen."), code="control"
        )


def plain_text(value: str) -> None:
    """Validator of longer texts: line breaks and tabs are fine, other control characters are not."""
    if any(_forbidden(character, allowed="\n\r\t") for character in value):
        raise ValidationError(_("Bitte entfernen Sie unsichtbare Steuerzeichen."), code="control")


def one_line(value: str) -> str:
    """The text with every run of white space and control characters made one space (for mail headers)."""
    cleaned = "".join(
        " " if _forbidden(character, allowed="") else character for character in value
    )
    return " ".join(cleaned.split())


def paragraphs(value: str) -> SafeString:
    """What a citizen typed, as HTML: paragraphs, line breaks and http(s) links, all else escaped."""
    blocks = re.split(r"\n\s*\n", value.replace("\r\n", "\n").strip())
    return mark_safe("".join(f"<p>{_inline(block)}</p>" for block in blocks if block.strip()))


def _inline(block: str) -> str:
    parts, position = [], 0
    for match in _LINK.finditer(block):
        address = match.group().rstrip(".,;:!?)'")
        parts.append(_escaped(block[position : match.start()]))
        parts.append(_anchor(address))
        position = match.start() + len(address)
    parts.append(_escaped(block[position:]))
    return "".join(parts)


def _escaped(text: str) -> str:
    return escape(text).replace("\n", "<br>")


def _anchor(address: str) -> str:
    try:
        host = urlsplit(address).hostname
    except ValueError:
        host = None
    if not host:
        return escape(address)
    return f'<a href="{escape(address)}" rel="nofollow ugc noopener">{escape(address)}</a>'


class LongText(forms.CharField):
    """Browsers count a line break as one character and send two; we count like they do."""

    def to_python(self, value: Any) -> str:
        return super().to_python(value).replace("\r\n", "\n")


def sha256_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
