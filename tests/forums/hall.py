"""People in the hall, in tests."""

from datetime import timedelta

from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from forums.models import Forum
from myk10.events.models import Event, Registration
from myk10.events.tokens import TICKET
from tests.factories import RegistrationFactory


def guest(forum: Forum, **values) -> Registration:
    return RegistrationFactory(event=forum.event, **values)


def phone_of(registration: Registration, forum: Forum) -> Client:
    """A browser in which the ticket's link was opened and the button pressed."""
    client = Client()
    client.post(reverse("forums:join", args=[forum.year]), {"karte": token_of(registration)})
    return client


def token_of(registration: Registration) -> str:
    return TICKET.sign(str(registration.pk))


def live(forum: Forum) -> str:
    return reverse("forums:live", args=[forum.year])


def parts(forum: Forum, version: str = "") -> str:
    return reverse("forums:live_parts", args=[forum.year]) + f"?stand={version}"


def text_of(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def shown_messages(client: Client, address: str) -> list[str]:
    return [str(message) for message in client.get(address).context["messages"]]


def end(forum: Forum) -> None:
    now = timezone.now()
    Event.objects.filter(pk=forum.event_id).update(
        starts_at=now - timedelta(hours=3), ends_at=now - timedelta(minutes=1)
    )


def cookies_of(client: Client) -> set[str]:
    return set(client.cookies) & {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME}
