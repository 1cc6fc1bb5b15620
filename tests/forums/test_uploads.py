"""Files handed in for the documentation: judged by their content, whatever they are called."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from forums.actions.keeping import remove
from forums.models import Download, Photo
from forums.uploads import MAX_BYTES, clean_download
from tests.factories import ForumFactory
from tests.forums.typing import typed

pytestmark = pytest.mark.django_db

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"
PDF = b"%PDF-1.7\n1 0 obj\n"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def jpeg(*, with_place: bool = False) -> bytes:
    buffer = BytesIO()
    picture = Image.new("RGB", (900, 600), "seagreen")
    exif = Image.Exif()
    if with_place:
        exif.get_ifd(0x8825)[1] = "N"
        exif.get_ifd(0x8825)[2] = (50.0, 20.0, 3.0)
        exif[0x010F] = "Kamera von Frau Muster"
    picture.save(buffer, "JPEG", exif=exif)
    return buffer.getvalue()


def archive(**files: str) -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w") as made:
        for name, content in files.items():
            made.writestr(name.replace("__", "/").replace("_DOT_", "."), content)
    return buffer.getvalue()


DOCX = {"[Content_Types].xml": "<Types/>", "word__document_DOT_xml": "<w/>"}


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


@pytest.fixture
def send(office):
    """`send(photos=…)` saves the form of a forum with one new row and returns its errors."""
    forum = ForumFactory()

    def send_(prefix: str, **row) -> list[dict]:
        values = {f"{prefix}-0-{name}": value for name, value in row.items()}
        data = typed(forum, **values) | {f"{prefix}-TOTAL_FORMS": 1}
        if prefix == "photos":
            data |= {"photos-0-position": 1}
        answer = office.post(reverse("admin:forums_forum_change", args=[forum.pk]), data)
        if answer.status_code == 302:
            return []
        sets = answer.context["inline_admin_formsets"]
        return [errors for s in sets for errors in s.formset.errors if errors]

    return send_


def test_a_photo_loses_where_it_was_taken(send, media):
    before = jpeg(with_place=True)
    assert b"Frau Muster" in before
    assert send("photos", upload=upload("saal.jpg", before), alt_text="Der Saal") == []
    photo = Photo.objects.get()
    assert (photo.width, photo.height, photo.alt_text) == (900, 600, "Der Saal")
    for file in (photo.large, photo.small):
        with Image.open(media / file.name) as kept:
            assert (kept.format, dict(kept.getexif())) == ("WEBP", {})
        assert "saal" not in file.name


@pytest.mark.parametrize(
    "content",
    [SVG, HTML, jpeg()[:2000], b"", PDF],
    ids=["svg", "html", "truncated", "empty", "pdf"],
)
def test_only_whole_pictures_are_photos(send, content):
    (errors,) = send("photos", upload=upload("bild.jpg", content), alt_text="Der Saal")
    assert list(errors) == ["upload"]
    assert not Photo.objects.exists()


def test_what_is_wrong_with_a_picture_is_said_in_german(send):
    (errors,) = send("photos", upload=upload("bild.jpg", SVG), alt_text="Der Saal")
    assert errors["upload"] == [
        "Diese Datei ist kein vollständiges Bild. Möglich sind JPEG, PNG und WebP."
    ]


def test_a_photo_needs_a_description_and_a_picture(send):
    (errors,) = send("photos", upload=upload("bild.jpg", jpeg()), alt_text="")
    assert list(errors) == ["alt_text"]
    (errors,) = send("photos", alt_text="Der Saal")
    assert errors["upload"] == ["Bitte wählen Sie ein Bild."]


def test_files_go_with_their_row(send, media, django_capture_on_commit_callbacks):
    send("photos", upload=upload("saal.jpg", jpeg()), alt_text="Der Saal")
    assert len(list((media / "foren").iterdir())) == 2
    with django_capture_on_commit_callbacks(execute=True):
        remove(Photo.objects.get())
    assert list((media / "foren").iterdir()) == []


@pytest.mark.parametrize(
    ("content", "ending"),
    [
        (PDF, "pdf"),
        (archive(**DOCX), "docx"),
        (archive(mimetype="application/vnd.oasis.opendocument.text"), "odt"),
        (jpeg(), "webp"),
    ],
    ids=["pdf", "docx", "odt", "jpeg"],
)
def test_documents_are_kept_under_a_random_name(send, content, ending):
    assert send("downloads", upload=upload("Bericht 2026.exe", content), title="") == []
    download = Download.objects.get()
    assert download.title == "Bericht 2026"
    folder, name = download.file.name.split("/")
    assert (folder, name.rsplit(".", 1)[1], "Bericht" in name) == ("foren", ending, False)


@pytest.mark.parametrize(
    "content",
    [
        SVG,
        HTML,
        b"\n" + PDF,
        b"MZ\x90\x00",
        archive(**{"a.txt": "nur Text"}),
        archive(**DOCX, word__vbaProject_DOT_bin="Makro"),
        archive(**DOCX)[:40],
        archive(mimetype="text/html"),
        jpeg()[:2000],
    ],
    ids="svg html late-pdf exe zip macro cut-zip odd-mimetype cut-jpeg".split(),
)
def test_everything_else_is_refused(send, content):
    (errors,) = send("downloads", upload=upload("Bericht.pdf", content), title="Bericht")
    assert list(errors) == ["upload"]
    assert not Download.objects.exists()


def test_what_is_wrong_with_a_file_is_said_in_german(send):
    (errors,) = send("downloads", upload=upload("Bericht.pdf", HTML), title="Bericht")
    assert errors["upload"][0].startswith("Diese Datei können wir nicht annehmen. Möglich sind PDF")


def test_files_have_a_size():
    large = upload("groß.pdf", PDF)
    large.size = MAX_BYTES + 1
    with pytest.raises(ValidationError, match="größer als 20 MB"):
        clean_download(large)
