"""PDF that everybody can read: tagged, as PDF/UA-1 (ISO 14289-1) demands of a public body.

A document is a Typst file in templates/pdf/. What it shows comes as data, never as Typst code, so no
text that anybody typed can do anything in it.
"""

import json
import unicodedata
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any

import typst
from django.conf import settings
from django.utils import timezone

FOLDER = settings.BASE_DIR / "templates" / "pdf"
FONTS = settings.BASE_DIR / "static" / "build" / "fonts"
UNSHOWN = "□"


def pdf(name: str, data: Mapping[str, Any], *, at: datetime | None = None) -> bytes:
    """The document templates/pdf/<name>.typ with the data, which must be fit for JSON.

    The same data and moment `at` give the same bytes. A character that our fonts lack (an emoji, say)
    is shown as □: the standard allows no gap.
    """
    moment = at or timezone.now()
    return typst.compile(
        str(FOLDER / f"{name}.typ"),
        root=str(FOLDER),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(_shown(data))},
        pdf_standards=["ua-1"],
        timestamp=int(moment.timestamp()),
    )


def _shown(data: Any) -> Any:
    if isinstance(data, str):
        return "".join(
            character if character in _covered() else UNSHOWN
            for character in unicodedata.normalize("NFC", data)
        )
    if isinstance(data, Mapping):
        return {key: _shown(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [_shown(value) for value in data]
    return data


@cache
def _covered() -> frozenset[str]:
    """What all fonts of our documents can show; build_assets.py writes it down."""
    return frozenset((FONTS / "covered.txt").read_text("utf-8")) | {"\n", "\t"}
