from myk10.notifications.models.mail import ACCOUNT_KIND, Mail
from myk10.notifications.models.mailing import Mailing, OptOut, Subscription
from myk10.notifications.models.notification import DIGEST_KIND, Notification, Preference

__all__ = [
    "ACCOUNT_KIND",
    "DIGEST_KIND",
    "Mail",
    "Mailing",
    "Notification",
    "OptOut",
    "Preference",
    "Subscription",
]
