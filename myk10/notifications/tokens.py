"""Signed addresses in mails. Nothing of them is stored; they die with the row that they name."""

from typing import Any

from django.conf import settings
from django.core import signing
from django.urls import reverse

from myk10.notifications.kinds import kind_of
from myk10.notifications.models import Mail, Mailing

UNSUBSCRIBE = signing.Signer(salt="unsubscribe")
RECIPIENT = signing.Signer(salt="recipient", sep=".")


def unsubscribe_url_of(mail: Mail) -> str:
    """Ends what the mail came by: mailings to this address, or mails about its topic. Empty where
    a mail answers what its reader has done and nothing can be ended."""
    if mail.mailing or kind_of(mail.kind).is_bulk:
        token = _sign({"mailings": mail.recipient})
    elif mail.user_id and (topic := kind_of(mail.kind).topic):
        token = _sign({"user": mail.user_id, "topic": topic})
    else:
        return ""
    return settings.SITE_URL + reverse("notifications:unsubscribe", args=[token])


def recipient_token(mail: Mail) -> str:
    """Shows the page behind a mail's button who came by it: the reader owns the mail's address."""
    return RECIPIENT.sign(str(mail.pk))


def mail_of_recipient_token(token: str) -> Mail | None:
    try:
        return Mail.objects.filter(pk=int(RECIPIENT.unsign(token))).first()
    except (signing.BadSignature, ValueError):
        return None


def button_url_of(mailing: Mailing, mail: Mail) -> str:
    """Where the mailing belongs to something, such as an event, its page learns who came by it."""
    if not mailing.button_path:
        return ""
    url = settings.SITE_URL + mailing.button_path
    if mail.pk and _belongs_to_something(mailing):
        url += f"{'&' if '?' in url else '?'}einladung={recipient_token(mail)}"
    return url


def _belongs_to_something(mailing: Mailing) -> bool:
    """Its owners have a one-to-one relation to it; this room need not know them."""
    owners = [relation.name for relation in Mailing._meta.related_objects if relation.one_to_one]
    return any(hasattr(mailing, owner) for owner in owners)


def _sign(what: dict[str, Any]) -> str:
    return UNSUBSCRIBE.sign_object(what)


def read_unsubscribe_token(token: str) -> dict[str, Any] | None:
    """{"mailings": address} or {"user": id, "topic": topic}; None for a token that is not ours."""
    try:
        return UNSUBSCRIBE.unsign_object(token)
    except (signing.BadSignature, ValueError):
        return None
