"""What people get of a mailing: headers, both texts, and the way out."""

import email
from email import policy

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from myk10.notifications.actions.fan_out import write_mails
from myk10.notifications.delivery import deliver_due_mail
from myk10.notifications.letter import letter_of
from myk10.notifications.models import Mail, Mailing, OptOut, Subscription
from myk10.notifications.tokens import newsletter_url
from tests.factories import MailingFactory, SubscriptionFactory

pytestmark = pytest.mark.django_db

DANGEROUS = (
    '<p onclick="x()">Guten Tag <script>alert(1)</script><img src="https://spy.example/1.gif">'
    '<a href="javascript:alert(1)">klick</a></p><style>p {display: none}</style>'
)


def letter_to(reader: Subscription, **fields):
    mailing = MailingFactory(**fields)
    return letter_of(
        Mail(kind="mailing", mailing=mailing, recipient=reader.email, audience=mailing.audiences[0])
    )


def received(smtp_server):
    (envelope,) = smtp_server.messages
    return email.message_from_bytes(envelope.content, policy=policy.default)


def test_what_staff_paste_is_cleaned():
    mailing = MailingFactory.build(text=DANGEROUS)
    mailing.full_clean()

    assert mailing.text == "<p>Guten Tag <a>klick</a></p>" or "script" not in mailing.text
    for trace in ("script", "onclick", "img", "javascript", "style"):
        assert trace not in mailing.text


@pytest.mark.parametrize("subject", ["Hallo\r\nBcc: alle@example.org", "Hallo\nDu", "Hallo\0"])
def test_a_subject_is_one_line(subject):
    with pytest.raises(ValidationError) as refused:
        MailingFactory.build(subject=subject).full_clean()

    assert "subject" in refused.value.message_dict


@pytest.mark.parametrize(
    ("label", "path"),
    [
        ("Zum Forum", ""),
        ("", "/foren/"),
        ("Zum Forum", "https://evil.example/"),
        ("Zum Forum", "//evil.example/"),
        ("Zum Forum", "javascript:alert(1)"),
    ],
)
def test_a_button_is_whole_and_leads_to_this_site(label, path):
    with pytest.raises(ValidationError):
        MailingFactory.build(button_label=label, button_path=path).full_clean()


def test_a_newsletter_leads_to_its_settings():
    reader = SubscriptionFactory()

    letter = letter_to(reader, button_label="Zum Forum", button_path="/foren/")

    assert letter.settings_url == newsletter_url(reader)
    assert letter.action_url == "http://localhost/foren/" or letter.action_url.endswith("/foren/")
    for text in (letter.as_text(), letter.as_html()):
        assert "weil Sie unseren Newsletter bestellt haben" in text
        assert newsletter_url(reader) in text
        assert letter.unsubscribe_url in text


def test_both_parts_say_the_same():
    letter = letter_to(
        SubscriptionFactory(),
        text="<h2>Programm</h2><ul><li><p>Rückblick &amp; Fragen</p></li></ul>",
    )

    assert letter.text == "Programm\n\n- Rückblick & Fragen"
    assert "Rückblick &amp; Fragen" in letter.as_html()


@pytest.mark.django_db(transaction=True)
def test_one_click_ends_it_without_cookie_or_token(smtp_server):
    SubscriptionFactory(email="eva@example.org")
    write_mails(MailingFactory(released=True))
    deliver_due_mail()
    message = received(smtp_server)
    link = message["List-Unsubscribe"].strip("<>")

    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]

    path = link.split("://", 1)[1].split("/", 1)[1]
    mail_program = Client(enforce_csrf_checks=True)
    assert mail_program.get(f"/{path}").status_code == 200
    assert Subscription.objects.count() == 1  # scanners open links
    answer = mail_program.post(f"/{path}", {"List-Unsubscribe": "One-Click"})

    assert answer.status_code == 200
    assert not answer.cookies
    assert Subscription.objects.count() == 0
    assert OptOut.objects.get().email == "eva@example.org"
    assert mail_program.post(f"/{path}").status_code == 200  # twice is no error


@pytest.mark.django_db(transaction=True)
def test_a_mail_carries_one_subject(smtp_server):
    SubscriptionFactory()
    Mailing.objects.create(
        subject="Zukunftsforum – für alle", text="<p>Hallo</p>", audiences=["subscribers"]
    )
    mailing = Mailing.objects.get()
    Mailing.objects.filter(pk=mailing.pk).update(
        released_at=mailing.created_at, send_at=mailing.created_at
    )

    write_mails(mailing)
    deliver_due_mail()

    assert received(smtp_server)["Subject"] == "Zukunftsforum – für alle"
