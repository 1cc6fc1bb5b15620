from datetime import timedelta

import rules
from django.utils import timezone

from myk10.accounts.rules import is_projektbuero

# Art. 20(1) DSA: decisions can be objected to for at least six months.
OBJECTION_PERIOD = timedelta(days=183)


@rules.predicate
def is_affected(user, decision) -> bool:
    return user.is_authenticated and decision.author_id == user.pk


@rules.predicate
def can_be_objected_to(user, decision) -> bool:
    return decision.kind == "hide" and timezone.now() < decision.decided_at + OBJECTION_PERIOD


rules.add_perm("moderation", is_projektbuero)
rules.add_perm("moderation.moderate", is_projektbuero)
rules.add_perm("moderation.read_decision", is_affected | is_projektbuero)
rules.add_perm("moderation.object_to_decision", is_affected & can_be_objected_to)
for model in ("contentflag", "decision", "objection"):
    rules.add_perm(f"moderation.view_{model}", is_projektbuero)
