"""Pictures that people upload: checked by content, made anew without metadata, capped in size."""

import secrets
import warnings
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

MAX_BYTES = 10 * 1024 * 1024
# In millions. What a decoder fills of the memory: a JPEG is made smaller as it is read, a PNG is held
# whole and copied once, a WebP is held five times over by its library.
MAX_MEGAPIXELS = {"JPEG": 50, "PNG": 25, "WEBP": 12}
LARGE, SMALL = 1600, 640  # longest side in pixels


@dataclass(frozen=True)
class Picture:
    """A cleaned picture in two sizes, under a random name."""

    large: ContentFile
    small: ContentFile
    width: int
    height: int


def clean_picture(upload: BinaryIO, size: int) -> Picture:
    """Decode the upload and encode it again as WebP, upright and without metadata.

    Raises ValidationError for anything that is not a whole JPEG, PNG or WebP picture within the limits.
    """
    if size > MAX_BYTES:
        raise ValidationError(
            _("Das Bild ist größer als 10 MB. Bitte verkleinern Sie es."), "too_large"
        )
    image = _decode(upload)
    name = secrets.token_hex(16)
    small = image.copy()
    small.thumbnail((SMALL, SMALL))
    return Picture(
        large=ContentFile(_webp(image), name=f"{name}.webp"),
        small=ContentFile(_webp(small), name=f"{name}-klein.webp"),
        width=image.width,
        height=image.height,
    )


def _decode(upload: BinaryIO) -> Image.Image:
    """The picture as it is kept large; on the way no more copies of the whole than needed."""
    try:
        image = _open(upload)
        image.draft("RGB", (LARGE, LARGE))  # a JPEG is decoded no larger than needed
        image.load()
        if image.mode not in ("RGB", "RGBA", "CMYK"):  # palettes cannot be blended
            image = image.convert("RGBA" if image.has_transparency_data else "RGB")
        image.thumbnail((LARGE, LARGE), reducing_gap=2.0)
        upright = ImageOps.exif_transpose(image)
    except ValidationError:
        raise
    except Exception as error:  # Pillow raises many kinds for broken files, struct.error among them
        raise ValidationError(
            _("Diese Datei ist kein vollständiges Bild. Möglich sind JPEG, PNG und WebP."),
            "not_an_image",
        ) from error
    image = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
    image.info.clear()  # the encoder would carry colour profiles and XMP over
    return image


def _open(upload: BinaryIO) -> Image.Image:
    """Read the head of the file only, and refuse pictures that would fill the memory."""
    try:
        with warnings.catch_warnings():
            # Pillow's limits are higher than ours: it warns first and refuses twice as many.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            image = Image.open(upload, formats=tuple(MAX_MEGAPIXELS))
    except Image.DecompressionBombError:
        raise _too_many_pixels(max(MAX_MEGAPIXELS.values())) from None
    limit = MAX_MEGAPIXELS[str(image.format)]
    if image.width * image.height > limit * 1_000_000:
        raise _too_many_pixels(limit, str(image.format))
    return image


def _too_many_pixels(limit: int, kind: str = "JPEG") -> ValidationError:
    advice = _("Bitte verkleinern Sie es.")
    if kind != "JPEG":
        advice = _("Bitte verkleinern Sie es, oder speichern Sie es als JPEG.")
    text = _("Das Bild hat zu viele Bildpunkte (als {kind} höchstens {limit} Millionen). {advice}")
    kind = kind.replace("WEBP", "WebP")
    return ValidationError(text.format(kind=kind, limit=limit, advice=advice), "too_many_pixels")


def _webp(image: Image.Image) -> bytes:
    buffer = BytesIO()
    image.save(buffer, "WEBP", quality=80, method=4)
    return buffer.getvalue()
