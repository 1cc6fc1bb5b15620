import re
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from myk10.moderation.actions import answer_objection, hide_content, object_to_decision
from myk10.moderation.forms import FLAGS_PER_HOUR
from myk10.moderation.models import ContentFlag, Objection
from myk10.moderation.targets import flaggable_models
from myk10.moderation.transparency import in_words
from myk10.notifications.models import Mail
from tests.factories import CommentFactory, FlagFactory, StaffFactory, UserFactory

pytestmark = pytest.mark.django_db
NOON = timezone.make_aware(timezone.datetime(2026, 11, 5, 12))


@pytest.fixture
def comment():
    return CommentFactory(text="Kauft jetzt!")


@pytest.fixture
def send(client, comment):
    """Opens the flag form, fills it in for some seconds, and sends it."""

    def fill_in(seconds=20, address="192.0.2.1", **fields):
        url = f"/melden/kommentar/{comment.pk}/"
        with time_machine.travel(NOON, tick=False) as clock:
            begun = client.get(url).context["form"].initial["begun"]
            clock.shift(seconds)
            data = {"category": "spam", "text": "Werbung", "begun": begun} | fields
            return client.post(url, data, REMOTE_ADDR=address)

    return fill_in


def test_content_that_can_be_flagged_is_found_by_its_key():
    assert set(flaggable_models()) == {
        *("anmerkung", "beitrag", "frage", "idee", "kommentar", "vorschlag"),
    }


def test_visitor_flags_and_reads_the_receipt(send):
    page = send(email="eva@example.org").content.decode()

    flag = ContentFlag.objects.get()
    assert flag.receipt in page
    assert (flag.category, flag.text, flag.reporter_email) == ("spam", "Werbung", "eva@example.org")
    assert Mail.objects.get().recipient == "eva@example.org"


def test_signed_in_person_is_asked_for_no_address(send, client):
    user = UserFactory()
    client.force_login(user)

    send(email="andere@example.org")

    flag = ContentFlag.objects.get()
    assert (flag.reporter, flag.reporter_email) == (user, "")


def test_flag_form_shows_the_text_and_is_never_kept(client, comment):
    response = client.get(f"/melden/kommentar/{comment.pk}/")

    assert "Kauft jetzt!" in response.content.decode()
    assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"category": ""}, "Bitte wählen Sie"),
        ({"text": ""}, "Dieses Feld"),
        ({"text": "a\x0bb"}, "Steuerzeichen"),
        ({"text": "x" * 3001}, "3000"),
        ({"email": "keine"}, "E-Mail-Adresse"),
        ({"begun": ""}, "zu lange offen"),
        ({"begun": "gefälscht"}, "zu lange offen"),
        ({"seconds": 1}, "sehr schnell"),
        ({"seconds": 13 * 3600}, "zu lange offen"),
    ],
)
def test_bad_input_is_explained_and_kept(send, fields, error):
    page = send(**fields).content.decode()

    assert error in page
    assert ContentFlag.objects.count() == 0


def test_form_left_open_too_long_can_be_sent_again(send, client, comment):
    page = send(seconds=13 * 3600).content.decode()
    begun = re.search(r'name="begun" value="([^"]+)"', page).group(1)
    with time_machine.travel(NOON + timedelta(hours=13, minutes=1), tick=False):
        client.post(
            f"/melden/kommentar/{comment.pk}/",
            {"category": "spam", "text": "Werbung", "begun": begun},
        )

    assert ContentFlag.objects.count() == 1


def test_machine_gets_a_receipt_and_nothing_happens(send):
    page = send(website="https://spam.example").content.decode()

    assert "Ihre Vorgangsnummer" in page
    assert ContentFlag.objects.count() == 0


def test_number_of_flags_an_hour_is_limited(send):
    for _number in range(FLAGS_PER_HOUR):
        send()

    assert "später noch einmal" in send().content.decode()
    assert ContentFlag.objects.count() == FLAGS_PER_HOUR


def test_a_household_is_one_place_whatever_address_it_takes(send):
    for number in range(FLAGS_PER_HOUR):
        send(address=f"2001:db8:1:2::{number}")

    assert "später noch einmal" in send(address="2001:db8:1:2:ffff::").content.decode()
    send(address="2001:db8:1:3::1")
    assert ContentFlag.objects.count() == FLAGS_PER_HOUR + 1


@pytest.mark.parametrize(
    "path", ["kommentar/999999/", "unbekannt/1/", "kommentar/" + "9" * 40 + "/"]
)
def test_what_does_not_exist_cannot_be_flagged(client, path):
    assert client.get(f"/melden/{path}").status_code == 404


def test_hidden_content_cannot_be_flagged(client, comment):
    hide_content(target=comment, moderator=StaffFactory(), ground="spam", reason="Werbung")

    assert client.get(f"/melden/kommentar/{comment.pk}/").status_code == 404


def test_author_reads_the_reasons_and_objects(client, comment):
    decision = hide_content(
        target=comment, moderator=StaffFactory(), ground="spam", reason="Wirbt für einen Laden."
    )
    client.force_login(comment.author)

    page = client.get(decision.get_absolute_url()).content.decode()
    assert "Wirbt für einen Laden." in page
    response = client.post(decision.get_absolute_url(), {"text": "Das war ein Zitat."})

    assert response.status_code == 302
    objection = Objection.objects.get()
    assert (objection.decision, objection.text) == (decision, "Das war ein Zitat.")
    page = client.get(decision.get_absolute_url()).content.decode()
    assert "Das war ein Zitat." in page
    assert "<textarea" not in page


def test_answer_stands_on_the_page(client, comment):
    moderator = StaffFactory()
    decision = hide_content(target=comment, moderator=moderator, ground="spam", reason="Werbung")
    objection = object_to_decision(decision=decision, author=comment.author, text="Doch")
    answer_objection(objection=objection, moderator=moderator, upheld=False, answer="Bleibt dabei.")
    client.force_login(comment.author)

    assert "Bleibt dabei." in client.get(decision.get_absolute_url()).content.decode()


def test_other_people_do_not_find_a_decision(client, comment):
    decision = hide_content(
        target=comment, moderator=StaffFactory(), ground="spam", reason="Werbung"
    )
    client.force_login(UserFactory())

    assert client.get(decision.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_transparency_counts_in_three_queries(client, django_assert_num_queries, rows):
    moderator = StaffFactory()
    for flag in FlagFactory.create_batch(rows):
        hide_content(target=flag.target, moderator=moderator, ground="spam", reason="Werbung")
    FlagFactory(category="unlawful")

    with django_assert_num_queries(3):
        counts = client.get("/moderation/").context["counts"]

    assert (counts.flags_total, counts.flags_open, counts.flags_upheld) == (rows + 1, 1, rows)
    assert dict(counts.flags)["beleidigend oder herabwürdigend"] == rows
    assert (counts.hidden, counts.hidden_automatically, counts.restored) == (rows, 0, 0)
    assert counts.median is not None


def test_median_is_the_middle(client):
    moderator = StaffFactory()
    for hours in (1, 5, 100):
        flag = FlagFactory(created_at=NOON - timedelta(hours=hours))
        with time_machine.travel(NOON, tick=False):
            hide_content(target=flag.target, moderator=moderator, ground="spam", reason="x")

    assert client.get("/moderation/").context["counts"].median == timedelta(hours=5)


@pytest.mark.parametrize(
    ("duration", "words"),
    [
        (None, "–"),
        (timedelta(seconds=5), "1 Minute"),
        (timedelta(minutes=35), "35 Minuten"),
        (timedelta(hours=5), "5 Stunden"),
        (timedelta(days=3, hours=2), "3 Tage"),
    ],
)
def test_durations_in_words(duration, words):
    assert in_words(duration) == words
