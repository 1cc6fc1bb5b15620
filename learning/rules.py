"""The glossary is read by everybody and written by the Projektbüro."""

import rules

from myk10.accounts.rules import is_projektbuero

rules.add_perm("learning", is_projektbuero)
for verb in ("view", "add", "change", "delete"):
    rules.add_perm(f"learning.{verb}_glossaryterm", is_projektbuero)
