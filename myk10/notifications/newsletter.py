"""The kinds of mail and the audiences that need no other app: accounts and the newsletter."""

from django.utils.translation import gettext_lazy as _

from myk10.notifications.audiences import Audience
from myk10.notifications.kinds import MailKind
from myk10.notifications.models import (
    ACCOUNT_KIND,
    MAILING_KIND,
    MAILING_TEST_KIND,
    Mail,
    Subscription,
)
from myk10.region.models import FieldOfAction, Municipality


def _still_to_confirm(mail: Mail) -> bool:
    return Subscription.objects.by_email(mail.recipient).filter(confirmed_at=None).exists()


KINDS = [
    MailKind(ACCOUNT_KIND, _("Sie erhalten diese E-Mail, weil jemand auf unserer Website Ihre Adresse angegeben hat.")),
    MailKind("newsletter_confirm", _("Sie erhalten diese E-Mail, weil jemand mit Ihrer Adresse unseren Newsletter bestellt hat. Ohne Ihre Bestätigung bekommen Sie ihn nicht."), still_wanted=_still_to_confirm),
    MailKind("newsletter_known", _("Sie erhalten diese E-Mail, weil jemand mit Ihrer Adresse unseren Newsletter bestellt hat. Sie bekommen ihn schon.")),
    MailKind(MAILING_KIND, _("Sie erhalten diese E-Mail vom Projektbüro MYK10.")),
    MailKind(MAILING_TEST_KIND, _("Sie erhalten diese E-Mail zur Probe.")),
]  # fmt: skip


def _municipalities() -> list[tuple[str, str]]:
    return [(place.slug, place.name) for place in Municipality.objects.all()]


def _fields() -> list[tuple[str, str]]:
    return [(field.slug, field.name) for field in FieldOfAction.objects.all()]


AUDIENCES = [
    Audience(
        "subscribers",
        _("Alle, die den Newsletter bestellt haben"),
        _("Sie erhalten diese E-Mail, weil Sie unseren Newsletter bestellt haben."),
        people=lambda _value: Subscription.objects.confirmed(),
        by_subscription=True,
    ),
    Audience(
        "municipality",
        _("Newsletter zu einer Gemeinde"),
        _("Sie erhalten diese E-Mail, weil Sie unseren Newsletter bestellt haben ({choice})."),
        people=lambda slug: Subscription.objects.interested_in_municipality(slug),
        choices=_municipalities,
        by_subscription=True,
    ),
    Audience(
        "field",
        _("Newsletter zu einem Handlungsfeld"),
        _("Sie erhalten diese E-Mail, weil Sie unseren Newsletter bestellt haben ({choice})."),
        people=lambda slug: Subscription.objects.interested_in_field(slug),
        choices=_fields,
        by_subscription=True,
    ),
]
