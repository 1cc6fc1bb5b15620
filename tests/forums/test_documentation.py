"""What remains of a forum: public from the day on which it is published, and not a moment before."""

from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from forums.models import Download, Feedback, Forum, Photo, Poll, PollAnswer, PollOption
from tests.factories import (
    ForumFactory,
    QuestionFactory,
    RegistrationFactory,
    StaffFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

PAGE = "/foren/2025/dokumentation/"


@pytest.fixture
def forum():
    return ForumFactory(phase="documented", year=2025)


@pytest.fixture
def photo(forum, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    picture = BytesIO()
    Image.new("RGB", (8, 6)).save(picture, "WEBP")
    return Photo.objects.create(
        forum=forum,
        large=ContentFile(picture.getvalue(), name="gross.webp"),
        small=ContentFile(picture.getvalue(), name="klein.webp"),
        width=8,
        height=6,
        alt_text="Menschen an runden Tischen",
    )


@pytest.fixture
def download(forum, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    file = ContentFile(b"%PDF-1.4", name="0a1b.pdf")
    return Download.objects.create(forum=forum, title="Vortrag: Straße & Weg", file=file)


def withdraw(forum) -> None:
    Forum.objects.filter(pk=forum.pk).update(documented_at=None)


def status(client, address: str) -> int:
    response = client.get(address)
    for closer in response._resource_closers if response.streaming else []:
        closer()  # not the response itself, whose end closes the test's database connection
    return response.status_code


def test_until_it_is_published_only_the_office_sees_any_of_it(client, forum, photo, download):
    addresses = [
        PAGE,
        reverse("forums:photo", args=[2025, photo.pk, "klein"]),
        reverse("forums:download", args=[2025, download.pk]),
    ]
    assert [status(client, address) for address in addresses] == [200, 200, 200]
    withdraw(forum)
    assert [status(client, address) for address in addresses] == [404, 404, 404]
    client.force_login(UserFactory())
    assert [status(client, address) for address in addresses] == [404, 404, 404]
    client.force_login(StaffFactory())
    assert [status(client, address) for address in addresses] == [200, 200, 200]
    assert "Diese Vorschau sieht nur das Projektbüro." in client.get(PAGE).content.decode()


def test_minutes_appear_once_they_are_approved(client, forum):
    Forum.objects.filter(pk=forum.pk).update(minutes="<p>Beginn 17 Uhr.</p>")
    assert "Beginn 17 Uhr." not in client.get(PAGE).content.decode()
    Forum.objects.filter(pk=forum.pk).update(minutes_approved_at=timezone.now())
    assert "Beginn 17 Uhr." in client.get(PAGE).content.decode()


def test_files_are_downloaded_under_their_titles(client, download):
    answer = client.get(reverse("forums:download", args=[2025, download.pk]))
    assert answer["Content-Disposition"] == 'attachment; filename="vortrag-strae-weg.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert b"".join(answer.streaming_content) == b"%PDF-1.4"


def test_photos_are_described_and_kept_by_browsers(client, photo):
    assert 'alt="Menschen an runden Tischen"' in client.get(PAGE).content.decode()
    address = reverse("forums:photo", args=[2025, photo.pk, "gross"])
    answer = client.get(address)
    assert (answer["Content-Type"], answer["Cache-Control"]) == (
        "image/webp",
        "public, max-age=3600",
    )
    assert b"".join(answer.streaming_content).startswith(b"RIFF")
    assert client.get(address.replace("gross", "riesig")).status_code == 404


def test_a_file_that_is_gone_is_not_found(client, download, photo):
    assert "8\xa0Bytes" in client.get(PAGE).content.decode()
    for stored in (download.file, photo.large):
        stored.storage.delete(stored.name)
    assert client.get(PAGE).status_code == 200
    assert client.get(reverse("forums:download", args=[2025, download.pk])).status_code == 404
    assert client.get(reverse("forums:photo", args=[2025, photo.pk, "gross"])).status_code == 404


def test_files_of_another_forum_are_not_below_this_one(client, download, photo):
    ForumFactory(phase="documented", year=2024)
    assert client.get(reverse("forums:download", args=[2024, download.pk])).status_code == 404
    assert client.get(reverse("forums:photo", args=[2024, photo.pk, "gross"])).status_code == 404


def test_closed_polls_are_bars_with_numbers(client, forum):
    poll = Poll.objects.create(forum=forum, question="Was zuerst?", opened_at=timezone.now())
    bus, train, _plane = [PollOption.objects.create(poll=poll, text=t) for t in ("A", "B", "C")]
    for chosen in ([bus], [bus, train]):
        answer = PollAnswer.objects.create(
            poll=poll, registration=RegistrationFactory(event=forum.event)
        )
        answer.options.set(chosen)
    assert client.get(PAGE).context["polls"] == []

    Poll.objects.update(closed_at=timezone.now())
    page = client.get(PAGE)
    ((question, people, bars),) = page.context["polls"]
    assert (question, people) == ("Was zuerst?", 2)
    assert [(drawn.bar.label, drawn.bar.value, drawn.length) for drawn in bars] == [
        ("A", 2, "100.0"),
        ("B", 1, "50.0"),
        ("C", 0, "0.0"),
    ]
    assert '<td class="number">0</td>' in page.content.decode()


def test_feedback_is_shown_as_means_and_its_words_are_not(client, forum):
    Feedback.objects.create(forum=forum, content=4, participation=5, text="Zu kalt im Saal.")
    Feedback.objects.create(forum=forum, content=3)
    page = client.get(PAGE)
    assert [(b.bar.label, b.bar.text, b.length) for b in page.context["feedback_bars"]] == [
        ("Inhalte", "3,5 von 5", "70.0"),
        ("Möglichkeit mitzureden", "5,0 von 5", "100.0"),
    ]
    assert "2 Rückmeldungen, ohne Namen" in page.content.decode()
    assert "Zu kalt im Saal." not in page.content.decode()


def test_all_questions_stand_there_with_their_answers(client, forum):
    now = timezone.now()
    QuestionFactory(forum=forum, text="Wann?", answer="<p>Im Mai.</p>", answered_at=now)
    QuestionFactory(forum=forum, text="Im Saal?", answered_live_at=now)
    other = QuestionFactory(forum=forum, text="Noch offen?")
    QuestionFactory(forum=forum, text="Dasselbe?", merged_into=other)
    page = client.get(PAGE).content.decode()
    for words in ("Wann?", "Im Mai.", "Im Saal beantwortet.", "Noch offen?", "ist zugesagt bis"):
        assert words in page
    assert "Dasselbe?" not in page


def test_it_costs_the_same_with_one_and_three(client, forum, django_assert_num_queries):
    for more in (1, 2):
        for _row in range(more):
            poll = Poll.objects.create(
                forum=forum, question="Was?", opened_at=timezone.now(), closed_at=timezone.now()
            )
            PollOption.objects.create(poll=poll, text="A")
            QuestionFactory(forum=forum)
            Feedback.objects.create(forum=forum, content=3)
        with django_assert_num_queries(7):
            client.get(PAGE)
