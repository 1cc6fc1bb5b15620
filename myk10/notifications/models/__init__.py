from myk10.notifications.models.mail import ACCOUNT_KIND, Mail
from myk10.notifications.models.mailing import (
    MAILING_KIND,
    MAILING_TEST_KIND,
    Mailing,
    OptOut,
    Subscription,
)
from myk10.notifications.models.notification import DIGEST_KIND, Notification, Preference

__all__ = [
    "ACCOUNT_KIND",
    "DIGEST_KIND",
    "MAILING_KIND",
    "MAILING_TEST_KIND",
    "Mail",
    "Mailing",
    "Notification",
    "OptOut",
    "Preference",
    "Subscription",
]
