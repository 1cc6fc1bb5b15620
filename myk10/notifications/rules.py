import rules

from myk10.accounts.rules import is_projektbuero

rules.add_perm("notifications", is_projektbuero)
rules.add_perm("notifications.view_mail", is_projektbuero)
rules.add_perm("notifications.resend_mail", is_projektbuero)
