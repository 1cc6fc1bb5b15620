"""Who may do what with forums. Participants are known by their registration, not by an account."""

import rules

from myk10.accounts.rules import is_projektbuero

# The Projektbüro, in the admin and on the stage.
rules.add_perm("forums", is_projektbuero)
for model in (
    "forum programmeitem task tasknote achievement question poll polloption proposal photo download"
).split():
    for verb in ("view", "add", "change", "delete"):
        rules.add_perm(f"forums.{verb}_{model}", is_projektbuero)
rules.add_perm("forums.moderate_forum", is_projektbuero)
rules.add_perm("forums.document_forum", is_projektbuero)
rules.add_perm("forums.decide_proposal", is_projektbuero)
