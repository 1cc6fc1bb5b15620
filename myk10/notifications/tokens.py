"""Signed addresses in mails. Nothing of them is stored; they die with the row that they name."""

from typing import Any

from django.conf import settings
from django.core import signing
from django.urls import reverse

from myk10.notifications.kinds import kind_of
from myk10.notifications.models import DIGEST_KIND, Mail

UNSUBSCRIBE = signing.Signer(salt="unsubscribe")


def unsubscribe_url_of(mail: Mail) -> str:
    """Ends what the mail came by: mailings to this address, mails about its topic, or collected
    mails. Empty where a mail answers what its reader has done and nothing can be ended."""
    if mail.mailing:
        token = _sign({"mailings": mail.recipient})
    elif mail.user_id and mail.kind == DIGEST_KIND:
        token = _sign({"user": mail.user_id})
    elif mail.user_id and (topic := kind_of(mail.kind).topic):
        token = _sign({"user": mail.user_id, "topic": topic})
    else:
        return ""
    return settings.SITE_URL + reverse("notifications:unsubscribe", args=[token])


def _sign(what: dict[str, Any]) -> str:
    return UNSUBSCRIBE.sign_object(what)


def read_unsubscribe_token(token: str) -> dict[str, Any] | None:
    """{"mailings": address}, {"user": id, "topic": topic} or, for collected mails, {"user": id}; None for a token that is not ours."""
    try:
        return UNSUBSCRIBE.unsign_object(token)
    except (signing.BadSignature, ValueError):
        return None
