"""Signed addresses of registrations. Nothing of them is stored; they die with the row that they name.

The ticket's address and the one in its QR code are signed apart: whoever sees the code at the door
cannot open the ticket.
"""

from django.conf import settings
from django.core import signing
from django.urls import reverse

from myk10.events.models import Registration

TICKET = signing.Signer(salt="events.ticket", sep=".")
CODE = signing.Signer(salt="events.code", sep=".")


def ticket_path(registration: Registration) -> str:
    return reverse("events:ticket", args=[TICKET.sign(str(registration.pk))])


def ticket_url(registration: Registration) -> str:
    return settings.SITE_URL + ticket_path(registration)


def code_url(registration: Registration) -> str:
    return settings.SITE_URL + reverse("events:scanned", args=[CODE.sign(str(registration.pk))])


def read_ticket_token(token: str) -> int | None:
    """The registration's id; None for a token that is not ours. The row may be gone by now."""
    return _read(TICKET, token)


def read_code_token(token: str) -> int | None:
    return _read(CODE, token)


def _read(signer: signing.Signer, token: str) -> int | None:
    try:
        return int(signer.unsign(token))
    except (signing.BadSignature, ValueError):
        return None
