"""Files for downloading: known by their content alone, capped in size, under random names."""

import secrets
from typing import Any
from zipfile import BadZipFile, ZipFile

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _

from myk10.images import clean_picture

MAX_BYTES = 20 * 1024 * 1024
PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF")
PARTS_OF_OFFICE = {
    "word/document.xml": "docx",
    "xl/workbook.xml": "xlsx",
    "ppt/presentation.xml": "pptx",
}
OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
OPEN_DOCUMENTS = {"text": "odt", "spreadsheet": "ods", "presentation": "odp"}
# By the ending of the stored name, which we choose.
CONTENT_TYPES = {
    "pdf": "application/pdf",
    "webp": "image/webp",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
} | {ending: OPEN_DOCUMENT + kind for kind, ending in OPEN_DOCUMENTS.items()}


def clean_download(upload: Any) -> ContentFile:
    """The file to keep: pictures made anew, PDF and office files as they are.

    Raises ValidationError for whatever is something else than that, whatever it is called.
    """
    if upload.size > MAX_BYTES:
        raise ValidationError(_("Die Datei ist größer als 20 MB."), "too_large")
    head = upload.read(8)
    upload.seek(0)
    if head.startswith(PICTURES):
        return clean_picture(upload, upload.size).large
    ending = _ending_of(upload, head)
    upload.seek(0)
    return ContentFile(upload.read(), name=f"{secrets.token_hex(16)}.{ending}")


def _ending_of(upload: Any, head: bytes) -> str:
    if head.startswith(b"%PDF-"):
        return "pdf"
    if head.startswith(b"PK\x03\x04") and (ending := _office_ending(upload)):
        return ending
    raise ValidationError(
        _(
            "Diese Datei können wir nicht annehmen. Möglich sind PDF, Bilder (JPEG, PNG, WebP) und "
            "Office-Dateien ohne Makros (docx, xlsx, pptx, odt, ods, odp)."
        ),
        "unknown_content",
    )


def _office_ending(upload: Any) -> str:
    """Empty for any other archive, and for files with macros."""
    try:
        with ZipFile(upload) as archive:
            names = set(archive.namelist())
            if any(name.lower().endswith("vbaproject.bin") for name in names):
                return ""
            if "mimetype" in names:
                with archive.open("mimetype") as file:
                    kind = file.read(100).decode("ascii").strip()
                return OPEN_DOCUMENTS.get(kind.removeprefix(OPEN_DOCUMENT), "")
    except (BadZipFile, ValueError, NotImplementedError, RuntimeError, OSError):
        return ""
    if "[Content_Types].xml" not in names:
        return ""
    return next((ending for part, ending in PARTS_OF_OFFICE.items() if part in names), "")
