from myk10.notifications.admin.mail import MailAdmin
from myk10.notifications.admin.mailing import MailingAdmin
from myk10.notifications.admin.newsletter import OptOutAdmin, SubscriptionAdmin

__all__ = ["MailAdmin", "MailingAdmin", "OptOutAdmin", "SubscriptionAdmin"]
