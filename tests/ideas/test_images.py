from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from ideas.actions.submitting import add_image, discard_draft
from ideas.models import Idea
from myk10.images import clean_picture
from myk10.refusal import Refused
from tests.factories import IdeaFactory, IdeaImageFactory, UserFactory
from tests.ideas.writing import photo, typed

NEW = reverse("ideas:idea_new", args=["speicher"])


@pytest.fixture
def author(db, client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path  # other tests put files into the common one at the same time
    user = UserFactory()
    client.force_login(user)
    return user


def files() -> set[str]:
    return {path.name for path in Path(settings.MEDIA_ROOT, "ideen").glob("*")}


def kept() -> list[tuple[int, str]]:
    return list(Idea.objects.get().images.values_list("position", "alt_text"))


def file(content: bytes, name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "image/jpeg")


def test_three_pictures_with_descriptions(client, author):
    pictures = {f"image_{n}": photo() for n in (1, 2, 3)}
    alts = {f"alt_{n}": f"Bild {n}" for n in (1, 2, 3)}
    client.post(NEW, typed(**pictures, **alts, einreichen="ja"))
    assert Idea.objects.get().state == "submitted"
    assert kept() == [(1, "Bild 1"), (2, "Bild 2"), (3, "Bild 3")]


def test_picture_is_kept_when_the_text_has_errors(client, author):
    page = client.post(
        NEW, typed(title="", image_1=photo(), alt_1="Eine Bank", einreichen="ja")
    ).content.decode()
    image = Idea.objects.get().images.get()
    assert f'src="{reverse("ideas:image", args=[image.pk, "klein"])}"' in page
    assert "Bild 1 austauschen" in page
    client.post(NEW, typed(alt_1="Eine Bank", einreichen="ja"))
    assert Idea.objects.get().state == "submitted"
    assert kept() == [(1, "Eine Bank")]


def test_picture_waits_at_the_draft_for_its_description(client, author):
    response = client.post(NEW, typed(image_1=photo(), einreichen="ja"))
    assert response.context["form"].errors == {
        "alt_1": ["Bitte beschreiben Sie in einem Satz, was auf dem Bild zu sehen ist."]
    }
    assert kept() == [(1, "")]
    client.post(reverse("ideas:preview", args=["speicher"]))
    assert Idea.objects.get().state == "draft"
    client.post(NEW, typed(alt_1="Eine Bank", einreichen="ja"))
    assert (Idea.objects.get().state, kept()) == ("submitted", [(1, "Eine Bank")])


def test_description_without_a_picture_asks_for_the_picture(client, author):
    response = client.post(NEW, typed(alt_2="Eine Bank", einreichen="ja"))
    assert response.context["form"].errors == {
        "image_2": ["Zu dieser Beschreibung fehlt das Bild. Bitte wählen Sie es aus."]
    }


def test_each_bad_file_is_named_and_the_good_one_is_kept(client, author):
    buffer = BytesIO()
    Image.new("1", (5001, 5000)).save(buffer, "PNG")
    response = client.post(
        NEW,
        typed(
            image_1=file(b"<svg onload='alert(1)'/>", "<b>.svg"), alt_1="Ein Plan",
            image_2=photo(), alt_2="Eine Bank",
            image_3=file(buffer.getvalue(), "riesig.png"), alt_3="Zu groß",
            einreichen="ja",
        ),
    )  # fmt: skip
    assert response.context["form"].errors == {
        "image_1": [
            "„<b>.svg“: Diese Datei ist kein vollständiges Bild. Möglich sind JPEG, PNG und WebP."
        ],
        "image_3": [
            "„riesig.png“: Das Bild hat zu viele Bildpunkte (als PNG höchstens 25 Millionen). "
            "Bitte verkleinern Sie es, oder speichern Sie es als JPEG."
        ],
    }
    page = response.content.decode()
    assert "„&lt;b&gt;.svg“" in page
    assert 'value="Ein Plan"' in page
    assert (Idea.objects.get().state, kept()) == ("draft", [(2, "Eine Bank")])


@pytest.mark.parametrize("content", [b"", b"\xff\xd8\xff\xe0 abgeschnitten"])
def test_broken_files_are_refused_when_saving_a_draft_too(client, author, content):
    response = client.post(NEW, typed(image_1=file(content, "kaputt.jpg"), speichern="ja"))
    assert list(response.context["form"].errors) == ["image_1"]
    assert kept() == []


def test_stored_files_have_random_names_and_no_metadata(client, author):
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (50.0, 19.0, 39.0)}
    buffer = BytesIO()
    Image.new("RGB", (60, 40)).save(buffer, "JPEG", exif=exif, xmp=b"<x:xmpmeta>Erika</x:xmpmeta>")
    client.post(
        NEW,
        typed(
            image_1=file(buffer.getvalue(), "../../Erikas Haus.php"), alt_1="Haus", speichern="ja"
        ),
    )
    image = Idea.objects.get().images.get()
    assert "Erika" not in image.large.name + image.small.name
    for stored in (image.large, image.small):
        with stored.open() as opened:
            content = opened.read()
        assert Image.open(BytesIO(content)).format == "WEBP"
        assert b"EXIF" not in content
        assert b"Erika" not in content


def test_replacing_and_removing_pictures(client, author, django_capture_on_commit_callbacks):
    before = files()
    pictures = {f"image_{n}": photo() for n in (1, 2, 3)}
    client.post(NEW, typed(**pictures, alt_1="Alt", alt_2="Zwei", alt_3="Drei", speichern="ja"))
    first = files() - before
    replaced = {"image_1": photo(color="red"), "alt_1": "Neu"}
    with django_capture_on_commit_callbacks(execute=True):
        client.post(
            NEW, typed(**replaced, alt_2="Zwei", remove_2="on", alt_3="Anders", speichern="ja")
        )
    assert kept() == [(1, "Neu"), (3, "Anders")]
    second = files() - before
    assert (len(first), len(second), len(first & second)) == (6, 4, 2)


def test_discarding_a_draft_removes_its_files(client, author, django_capture_on_commit_callbacks):
    before = files()
    client.post(NEW, typed(image_1=photo(), alt_1="Eine Bank", speichern="ja"))
    assert len(files() - before) == 2
    with django_capture_on_commit_callbacks(execute=True):
        discard_draft(draft=Idea.objects.get())
    assert files() == before


def test_there_is_no_fourth_picture(author):
    idea = IdeaFactory(author=author)
    for position in (1, 2, 3):
        IdeaImageFactory(idea=idea, position=position)
    upload = photo()
    with pytest.raises(Refused, match="höchstens drei Bilder"):
        add_image(idea=idea, picture=clean_picture(upload, upload.size), alt_text="Vier")


def test_many_uploads_an_hour_are_refused_and_the_text_is_kept(client, author, monkeypatch):
    monkeypatch.setattr("ideas.forms.PICTURES_PER_HOUR", 1)
    client.post(NEW, typed(image_1=photo(), alt_1="Eins", speichern="ja"))
    response = client.post(
        NEW, typed(alt_1="Eins", image_2=photo("b.jpg"), alt_2="Zwei", speichern="ja")
    )
    assert response.context["form"].errors == {
        "image_2": [
            "„b.jpg“: Das waren sehr viele Versuche in kurzer Zeit. "
            "Bitte versuchen Sie es später noch einmal."
        ]
    }
    assert kept() == [(1, "Eins")]
