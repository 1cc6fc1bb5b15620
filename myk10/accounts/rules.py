"""Who a person is; the rules of every app are made of these."""

import rules
from django.conf import settings


@rules.predicate
def is_projektbuero(user) -> bool:
    """Staff who cannot sign in with a password alone: that makes them citizens like all others."""
    if not (user.is_staff and user.is_active):
        return False
    return not settings.STAFF_NEEDS_SECOND_FACTOR or user.has_second_factor


@rules.predicate
def is_citizen(user) -> bool:
    """Signing in takes a confirmed address, so a signed-in person has one."""
    return bool(user.is_authenticated and user.is_active)


# The Projektbüro, in the admin. The name of an app alone says who sees it there at all.
for perm in [
    "accounts",
    "accounts.view_user",
    "accounts.add_user",
    "accounts.change_user",
    "admin",
    "admin.view_logentry",
    "region",
    "region.view_municipality",
    "region.change_municipality",
    "region.view_fieldofaction",
    "region.add_fieldofaction",
    "region.change_fieldofaction",
]:
    rules.add_perm(perm, is_projektbuero)
