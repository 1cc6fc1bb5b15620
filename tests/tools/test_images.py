import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from PIL import Image, ImageDraw

from myk10.images import MAX_BYTES, clean_picture
from tests.conftest import ROOT

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
HTML = b"<!doctype html><script>alert(document.domain)</script>"


def encoded(image: Image.Image, kind: str = "JPEG", **options) -> bytes:
    buffer = BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def cleaned(content: bytes):
    return clean_picture(BytesIO(content), len(content))


def refusal(content: bytes) -> str:
    with pytest.raises(ValidationError) as caught:
        cleaned(content)
    return caught.value.code


def green(width: int = 60, height: int = 40, mode: str = "RGB") -> Image.Image:
    return Image.new(mode, (width, height), "green")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        SVG,
        b'<?xml version="1.0"?>' + SVG,
        HTML,
        b"%PDF-1.7",
        encoded(green(), "GIF"),
        encoded(green(), "TIFF"),
        encoded(green(200, 200))[:-300],
        encoded(green(200, 200), "PNG")[:-30],
        encoded(green(), "PNG")[:20],
        b"\xff\xd8\xff\xe0" + b"\x00" * 100,
        b"RIFF\x24\x00\x00\x00WEBPVP8 " + b"\x00" * 24,
    ],
    ids=[
        "empty", "svg", "svg with prolog", "html", "pdf", "gif", "tiff", "cut jpeg", "cut png", "png head",
        "jpeg of zeros", "webp of zeros",
    ],
)  # fmt: skip
def test_what_is_no_whole_picture_is_refused(content):
    assert refusal(content) == "not_an_image"


@pytest.mark.parametrize("side", [13_000, 30_000])
def test_too_many_pixels_are_refused_before_they_are_decoded(side):
    content = encoded(Image.new("1", (side, side)), "PNG")
    assert len(content) < MAX_BYTES
    assert refusal(content) == "too_many_pixels"


@pytest.mark.parametrize(
    ("kind", "mode", "width", "height"),
    [
        ("JPEG", "RGB", 8160, 6127),
        ("PNG", "RGBA", 5000, 5000),
        ("PNG", "P", 5000, 5000),
        ("WEBP", "RGBA", 4000, 3000),
    ],
)
def test_the_largest_pictures_leave_the_memory_to_others(tmp_path, kind, mode, width, height):
    """Measured in a process of its own, of which only the maximum is known."""
    path = tmp_path / "gross"
    green(width, height, mode).save(path, kind)
    assert memory_taken_by(path) < 260

    green(width, height + 1, mode).save(path, kind)
    assert refusal(path.read_bytes()) == "too_many_pixels"


def memory_taken_by(path: Path) -> int:
    """Megabytes that cleaning this picture adds to a process."""
    script = f"""
import resource
from pathlib import Path
from myk10.images import clean_picture
def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
before, path = peak(), Path({str(path)!r})
with path.open("rb") as upload:
    clean_picture(upload, path.stat().st_size)
print(peak() - before)
"""
    return int(subprocess.check_output([sys.executable, "-c", script], cwd=ROOT, text=True))


@pytest.mark.parametrize(
    ("kind", "advice"),
    [
        ("PNG", "als PNG höchstens 25 Millionen). Bitte verkleinern Sie es, oder speichern"),
        ("WEBP", "als WebP höchstens 12 Millionen). Bitte verkleinern Sie es, oder speichern"),
        ("JPEG", "als JPEG höchstens 50 Millionen). Bitte verkleinern Sie es."),
    ],
)
def test_refusal_says_what_to_do(kind, advice):
    with pytest.raises(ValidationError) as caught:
        cleaned(encoded(green(7200, 7000), kind))
    assert advice in caught.value.message


def test_too_many_bytes_are_refused():
    with pytest.raises(ValidationError) as caught:
        clean_picture(BytesIO(encoded(green())), MAX_BYTES + 1)
    assert caught.value.code == "too_large"


def test_photo_loses_place_camera_and_all_other_metadata():
    exif = Image.Exif()
    exif[0x010F] = "Kamera von Erika"
    exif[0x8825] = {1: "N", 2: (50.0, 19.0, 39.0), 3: "E", 4: (7.0, 13.0, 24.0)}
    content = encoded(
        green(),
        exif=exif,
        xmp=b"<x:xmpmeta>Haus von Erika</x:xmpmeta>",
        icc_profile=b"Profil",
        comment=b"Notiz",
    )
    assert Image.open(BytesIO(content)).getexif().get_ifd(0x8825)[1] == "N"
    picture = cleaned(content)
    for file in (picture.large, picture.small):
        written = file.read()
        image = Image.open(BytesIO(written))
        assert image.format == "WEBP"
        assert dict(image.getexif()) == {}
        assert set(image.info) <= {"loop", "background", "timestamp", "duration"}
        for trace in (b"EXIF", b"XMP ", b"ICCP", b"Erika", b"Profil", b"Notiz"):
            assert trace not in written


@pytest.mark.parametrize("tail", [HTML, SVG, b"PK\x03\x04"], ids=["html", "svg", "zip"])
def test_what_is_hidden_behind_a_picture_is_gone(tail):
    picture = cleaned(encoded(green()) + tail)
    assert tail not in picture.large.read()
    assert picture.large.name.endswith(".webp")


def test_photo_is_turned_upright():
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was held on its side
    picture = cleaned(encoded(green(60, 40), exif=exif))
    assert (picture.width, picture.height) == (40, 60)


def test_picture_fits_into_both_sizes():
    picture = cleaned(encoded(green(4000, 1000)))
    assert (picture.width, picture.height) == (1600, 400)
    assert Image.open(picture.large).size == (1600, 400)
    assert Image.open(picture.small).size == (640, 160)


def test_small_picture_is_not_blown_up():
    picture = cleaned(encoded(green(60, 40)))
    assert (picture.width, picture.height) == (60, 40)


def test_names_are_random():
    names = {cleaned(encoded(green())).large.name for _n in range(5)}
    assert len(names) == 5


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_kind_of_png_is_read(mode):
    picture = cleaned(encoded(Image.new(mode, (60, 40)), "PNG"))
    assert (picture.width, picture.height) == (60, 40)


def test_jpeg_for_print_is_read():
    picture = cleaned(encoded(Image.new("CMYK", (60, 40))))
    assert Image.open(picture.large).mode == "RGB"


@pytest.mark.parametrize("mode", ["RGBA", "P"])
def test_transparent_parts_stay_transparent(mode):
    drawing = Image.new("RGBA", (60, 40), (0, 0, 0, 0))
    ImageDraw.Draw(drawing).rectangle((0, 0, 29, 39), fill="green")
    content = encoded(drawing if mode == "RGBA" else drawing.quantize(4), "PNG")
    written = Image.open(cleaned(content).large).convert("RGBA")
    assert [written.getpixel((x, 20))[3] for x in (5, 55)] == [255, 0]
