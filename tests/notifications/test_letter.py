"""What a reader gets: plain text and HTML that say the same, and why."""

import re
from email import message_from_bytes, policy

import pytest

from myk10.notifications import kinds
from myk10.notifications.kinds import MailKind
from myk10.notifications.letter import letter_of, message_of
from myk10.notifications.models import Mailing
from myk10.notifications.topics import Topic
from tests.factories import MailFactory, UserFactory

pytestmark = pytest.mark.django_db
kinds.register(MailKind("test_topic", "Weil Sie folgen.", topic=Topic.FOLLOWED_IDEA))


def sent(mail):
    return message_from_bytes(message_of(mail).message().as_bytes(), policy=policy.default)


def plain(mail) -> str:
    return sent(mail).get_body(("plain",)).get_content()


def html(mail) -> str:
    return sent(mail).get_body(("html",)).get_content()


def test_both_forms_hold_text_action_and_reason():
    mail = MailFactory(
        body="Guten Tag,\n\nZeile <b> & mehr.",
        action_label="Zur Idee",
        action_url="http://localhost/ideen/1/",
    )

    assert plain(mail) == (
        "Guten Tag,\n\nZeile <b> & mehr.\n\n"
        "Zur Idee:\nhttp://localhost/ideen/1/\n\n"
        "Freundliche Grüße\nIhr Projektbüro MYK10\n\n"
        "-- \n"
        "Sie erhalten diese E-Mail zur Probe.\n\n"
        "Landkreis Mayen-Koblenz, Projektbüro MYK10\n"
        "http://localhost\n"
        "Impressum: http://localhost/impressum/\n"
        "Datenschutz: http://localhost/datenschutz/\n"
    )
    page = html(mail)
    assert "Zeile &lt;b&gt; &amp; mehr." in page
    assert re.search(r'<a href="http://localhost/ideen/1/"[^>]*>Zur Idee</a>', page)
    assert "Sie erhalten diese E-Mail zur Probe." in page


def test_styles_stand_in_the_elements():
    page = html(MailFactory())

    assert re.search(r"<h1 style=\"[^\"]*font-size: 22px", page)
    assert "@media (prefers-color-scheme: dark)" in page
    assert " class=" in page  # the rules for dark mode need them
    assert "<script" not in page
    assert re.findall(r"(?:src|background)=", page) == []  # nothing is fetched on reading


def test_topic_leads_to_the_settings_and_can_be_ended_by_one_click():
    user = UserFactory()
    mail = MailFactory(kind="test_topic", user=user, for_account=True, recipient=user.email)

    letter, message = letter_of(mail), sent(mail)

    assert letter.settings_url == "http://localhost/benachrichtigungen/einstellungen/"
    assert letter.unsubscribe_url.startswith("http://localhost/abbestellen/")
    assert message["List-Unsubscribe"].strip() == f"<{letter.unsubscribe_url}>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert letter.unsubscribe_url in plain(mail)


def test_what_somebody_asked_for_cannot_be_ended():
    message = sent(MailFactory())

    assert message["List-Unsubscribe"] is None
    assert "abbestellen" not in message.get_body(("plain",)).get_content()


@pytest.mark.parametrize("method", ["REQUEST", "CANCEL"])
def test_calendar_file_says_what_it_wants(method):
    mail = MailFactory(calendar=f"BEGIN:VCALENDAR\r\nMETHOD:{method}\r\nEND:VCALENDAR\r\n")

    [file] = list(sent(mail).iter_attachments())

    assert file.get_filename() == "termin.ics"
    assert file.get_content_type() == "text/calendar"
    assert file["Content-Type"].params["method"] == method
    assert f"METHOD:{method}" in file.get_content()


def test_mailing_gives_its_text_to_each_of_its_mails():
    mailing = Mailing.objects.create(
        subject="Einladung",
        text="<p>Kommen Sie!</p><ul><li><p>Bus</p></li></ul>",
        button_label="Anmelden",
        button_path="/termine/",
        audiences=["subscribers"],
    )
    mail = MailFactory(kind="mailing", mailing=mailing, audience="subscribers", body="")

    assert plain(mail).startswith("Kommen Sie!\n\n- Bus\n\nAnmelden:\nhttp://localhost/termine/")
    assert "weil Sie unseren Newsletter bestellt haben" in plain(mail)
    assert "Kommen Sie!</p>" in html(mail)
    assert sent(mail)["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
