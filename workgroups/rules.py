"""Who may do what in bodies."""

import rules

from myk10.accounts.models import User
from myk10.accounts.rules import is_citizen, is_projektbuero
from workgroups.models import Application, Body, Membership


def membership_of(user: User, body: Body) -> Membership | None:
    """The seat that the person holds today."""
    if not user.is_authenticated:
        return None
    return body.memberships.current().filter(user=user).first()


@rules.predicate
def is_member(user, body: Body) -> bool:
    return membership_of(user, body) is not None


@rules.predicate
def takes_applications(user, body: Body) -> bool:
    return body.is_open_for_applications


@rules.predicate
def is_own_and_open(user, application: Application) -> bool:
    return application.user_id == user.pk and application.state == Application.State.OPEN


rules.add_perm("workgroups.apply", is_citizen & takes_applications & ~is_member)
rules.add_perm("workgroups.withdraw_application", is_citizen & is_own_and_open)
rules.add_perm("workgroups.show_oneself", is_citizen & is_member)
rules.add_perm("workgroups.see_inside", is_projektbuero | is_member)

# The Projektbüro, in the admin.
rules.add_perm("workgroups", is_projektbuero)
for model in ["body", "membership", "application", "resolution", "conflictofinterest"]:
    for verb in ("view", "add", "change", "delete"):
        rules.add_perm(f"workgroups.{verb}_{model}", is_projektbuero)
rules.add_perm("workgroups.answer_application", is_projektbuero)
rules.add_perm("workgroups.decide_resolution", is_projektbuero)
