import pytest
from django.core.mail import EmailMessage, EmailMultiAlternatives, get_connection
from django.urls import NoReverseMatch, reverse

FILE_BACKEND = "django.core.mail.backends.filebased.EmailBackend"


@pytest.fixture
def folder(settings, tmp_path):
    settings.ROOT_URLCONF = "tests.demo.urls"
    settings.EMAIL_FILE_PATH = str(tmp_path)
    return tmp_path


def send(*messages: tuple[str, str]) -> None:
    connection = get_connection(FILE_BACKEND)
    connection.send_messages(
        [
            EmailMessage(subject, body, "buero@demo.example", ["lena@demo.example"])
            for subject, body in messages
        ]
    )
    connection.close()


def links(response) -> list[str]:
    return [
        reverse("demo:mail_detail", args=[m.file, m.position]) for m in response.context["mails"]
    ]


@pytest.mark.django_db
def test_an_empty_mailbox_says_so(client, folder):
    response = client.get("/demo/post/")

    assert response.status_code == 200
    assert "Noch keine Post" in response.text


@pytest.mark.django_db
def test_the_newest_mail_comes_first(client, folder):
    send(("Erste", "a"), ("Zweite", "b"))

    mails = client.get("/demo/post/").context["mails"]

    assert [(mail.subject, mail.recipient) for mail in mails] == [
        ("Zweite", "lena@demo.example"),
        ("Erste", "lena@demo.example"),
    ]


@pytest.mark.django_db
def test_a_mail_is_shown_with_links_that_can_be_followed(client, folder):
    send(("Bitte bestätigen", "Grüße\n\nhttp://localhost/konto/confirm-email/abc/\n<b>x</b>"))

    response = client.get(links(client.get("/demo/post/"))[0])

    assert response.status_code == 200
    assert 'href="http://localhost/konto/confirm-email/abc/"' in response.text
    assert "&lt;b&gt;x&lt;/b&gt;" in response.text


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address", ["/demo/post/gibt-es-nicht/0/", "/demo/post/gibt-es-nicht/999/"]
)
def test_an_unknown_mail_is_not_found(client, folder, address):
    send(("Erste", "a"))

    assert client.get(address).status_code == 404


def test_without_the_demo_there_is_no_mailbox():
    with pytest.raises(NoReverseMatch):
        reverse("demo:mail_list")


def send_whole(html: str = "", calendar: str = "") -> None:
    connection = get_connection(FILE_BACKEND)
    message = EmailMultiAlternatives(
        "Termin", "Als Text", "buero@demo.example", ["lena@demo.example"]
    )
    if html:
        message.attach_alternative(html, "text/html")
    if calendar:
        message.attach("termin.ics", calendar, "text/calendar; method=REQUEST")
    connection.send_messages([message])
    connection.close()


@pytest.mark.django_db
def test_a_designed_mail_is_shown_in_a_frame_that_may_do_nothing(client, folder):
    send_whole(
        "<html><head></head><body style='color: red'><a href='/ideen/'>Hin</a></body></html>"
    )

    page = client.get(links(client.get("/demo/post/"))[0])
    frame = client.get(page.wsgi_request.path + "html/")

    assert 'sandbox="allow-top-navigation-by-user-activation"' in page.text
    assert "Als Text" in page.text
    assert '<head><base target="_top">' in frame.text
    assert "default-src 'none'" in frame["Content-Security-Policy"]
    assert frame["X-Frame-Options"] == "SAMEORIGIN"


@pytest.mark.django_db
def test_an_attachment_can_be_saved(client, folder):
    send_whole(calendar="BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")

    page = client.get(links(client.get("/demo/post/"))[0])
    saved = client.get(page.wsgi_request.path + "anhang/0/")

    assert "termin.ics" in page.text
    assert b"".join(saved.streaming_content).startswith(b"BEGIN:VCALENDAR")
    assert saved["Content-Disposition"] == 'attachment; filename="termin.ics"'
    assert saved["Content-Type"] == "text/calendar"
    assert client.get(page.wsgi_request.path + "anhang/1/").status_code == 404
