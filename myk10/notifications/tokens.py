"""Signed addresses in mails. Nothing of them is stored; they die with the row that they name."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core import signing
from django.urls import reverse

from myk10.notifications.kinds import kind_of
from myk10.notifications.models import DIGEST_KIND, Mail, Mailing, Subscription

UNSUBSCRIBE = signing.Signer(salt="unsubscribe")
NEWSLETTER = signing.Signer(salt="newsletter")
NEWSLETTER_CONFIRM = signing.TimestampSigner(salt="newsletter-confirm")
RECIPIENT = signing.Signer(salt="recipient", sep=".")
CONFIRM_WITHIN = timedelta(days=3)


def unsubscribe_url_of(mail: Mail) -> str:
    """Ends what the mail came by: mailings to this address, mails about its topic, or collected
    mails. Empty where a mail answers what its reader has done and nothing can be ended."""
    if mail.mailing or kind_of(mail.kind).is_bulk:
        token = _sign({"mailings": mail.recipient})
    elif mail.user_id and mail.kind == DIGEST_KIND:
        token = _sign({"user": mail.user_id})
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
    """{"mailings": address}, {"user": id, "topic": topic} or, for collected mails, {"user": id}; None for a token that is not ours."""
    try:
        return UNSUBSCRIBE.unsign_object(token)
    except (signing.BadSignature, ValueError):
        return None


def newsletter_url_of(email: str) -> str:
    """Where somebody changes what the newsletter is about; empty for who has not ordered it."""
    subscription = Subscription.objects.confirmed().by_email(email).first()
    return newsletter_url(subscription) if subscription else ""


def newsletter_url(subscription: Subscription) -> str:
    token = NEWSLETTER.sign_object(subscription.pk)
    return settings.SITE_URL + reverse("notifications:newsletter_settings", args=[token])


def confirm_url(subscription: Subscription) -> str:
    token = NEWSLETTER_CONFIRM.sign_object(subscription.pk)
    return settings.SITE_URL + reverse("notifications:newsletter_confirm", args=[token])


def subscription_by_token(token: str) -> Subscription | None:
    """The confirmed subscription that the link belongs to, while it exists."""
    return _named_in(NEWSLETTER, token, {}, confirmed_at__isnull=False)


def subscription_to_confirm(token: str) -> Subscription | None:
    """None once it is confirmed, so that a link works once, and after three days."""
    lasts = {"max_age": CONFIRM_WITHIN}
    return _named_in(NEWSLETTER_CONFIRM, token, lasts, confirmed_at=None)


def _named_in(
    signer: signing.Signer, token: str, options: dict[str, Any], **state: Any
) -> Subscription | None:
    try:
        pk = signer.unsign_object(token, **options)
    except (signing.BadSignature, ValueError):
        return None
    return Subscription.objects.filter(pk=pk, **state).first()
