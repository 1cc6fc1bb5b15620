import rules

from myk10.accounts.rules import is_projektbuero

for perm in [
    "notifications",
    "notifications.view_mail",
    "notifications.resend_mail",
    "notifications.view_mailing",
    "notifications.add_mailing",
    "notifications.change_mailing",
    "notifications.send_mailing",
    "notifications.view_subscription",
    "notifications.delete_subscription",
    "notifications.view_optout",
    "notifications.delete_optout",
]:
    rules.add_perm(perm, is_projektbuero)
