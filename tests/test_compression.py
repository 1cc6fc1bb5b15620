import gzip
from io import BytesIO

import pytest
from django.core.cache import caches
from django.core.files.base import ContentFile
from PIL import Image

from ideas.actions.submitting import add_image
from myk10.images import clean_picture
from tests.factories import IdeaFactory, UserFactory

pytestmark = pytest.mark.django_db
GZIP = {"Accept-Encoding": "gzip, deflate, br"}


def test_a_page_is_sent_compressed(client):
    plain = client.get("/ideen/")
    response = client.get("/ideen/", headers=GZIP)
    assert response.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(response.content) == plain.content
    assert len(response.content) < len(plain.content) / 2


def test_browsers_that_cannot_unpack_get_it_plain(client, settings):
    settings.VISITOR_CACHE_SECONDS = 60
    assert client.get("/ideen/", headers=GZIP).has_header("Content-Encoding")
    response = client.get("/ideen/")
    assert not response.has_header("Content-Encoding")
    assert "Accept-Encoding" in response.headers["Vary"]


def test_a_visitors_page_that_has_not_changed_is_not_sent_again(client):
    etag = client.get("/ideen/", headers=GZIP).headers["ETag"]
    caches["visitors"].clear()
    again = client.get("/ideen/", headers={**GZIP, "If-None-Match": etag})
    assert (again.status_code, again.content) == (304, b"")


def test_the_length_of_a_page_with_something_private_says_nothing(client):
    client.force_login(UserFactory())
    lengths = {len(client.get("/konto/profil/", headers=GZIP).content) for _time in range(20)}
    assert len(lengths) > 1


def test_pictures_are_sent_as_they_are(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    buffer = BytesIO()
    Image.new("RGB", (90, 60), "green").save(buffer, "JPEG")
    upload = ContentFile(buffer.getvalue())
    picture = clean_picture(upload, upload.size)
    image = add_image(idea=IdeaFactory(pool=True), picture=picture, alt_text="Eine Bank")
    response = client.get(f"/ideen/bilder/{image.pk}/klein.webp", headers=GZIP)
    assert not response.has_header("Content-Encoding")
    assert b"".join(response.streaming_content)[:4] == b"RIFF"
