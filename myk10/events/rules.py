"""Who may do what with events. Registering is open to everybody."""

import rules

from myk10.accounts.rules import is_projektbuero

for perm in [
    "events",
    "events.view_event",
    "events.add_event",
    "events.change_event",
    "events.delete_event",
    "events.view_registration",
    "events.manage_registrations",
    "events.check_in",
]:
    rules.add_perm(perm, is_projektbuero)
