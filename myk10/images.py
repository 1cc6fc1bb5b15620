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
MAX_PIXELS = 50_000_000
LARGE, SMALL = 1600, 640  # longest side in pixels
_FORMATS = ("JPEG", "PNG", "WEBP")


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
    large = _fitted(image, LARGE)
    small = _fitted(large, SMALL)
    return Picture(
        large=ContentFile(_webp(large), name=f"{name}.webp"),
        small=ContentFile(_webp(small), name=f"{name}-klein.webp"),
        width=large.width,
        height=large.height,
    )


def _decode(upload: BinaryIO) -> Image.Image:
    try:
        image = _open(upload)
        image.draft("RGB", (LARGE, LARGE))  # a JPEG is decoded no larger than needed
        image.load()
        if max(image.size) > 2 * LARGE:
            image.thumbnail((2 * LARGE, 2 * LARGE), reducing_gap=1.0)
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
            image = Image.open(upload, formats=_FORMATS)
        too_many = image.width * image.height > MAX_PIXELS
    except Image.DecompressionBombError:
        too_many = True
    if too_many:
        raise ValidationError(
            _(
                "Das Bild hat zu viele Bildpunkte (höchstens 50 Millionen). Bitte verkleinern Sie es."
            ),
            "too_many_pixels",
        )
    return image


def _fitted(image: Image.Image, longest: int) -> Image.Image:
    copy = image.copy()
    copy.thumbnail((longest, longest))
    return copy


def _webp(image: Image.Image) -> bytes:
    buffer = BytesIO()
    image.save(buffer, "WEBP", quality=80, method=4)
    return buffer.getvalue()
