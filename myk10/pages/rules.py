import rules

from myk10.accounts.rules import is_projektbuero

rules.add_perm("pages", is_projektbuero)
rules.add_perm("pages.view_page", is_projektbuero)
rules.add_perm("pages.change_page", is_projektbuero)
