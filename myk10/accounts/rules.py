"""Who a person is; the rules of every app are made of these."""

import rules


@rules.predicate
def is_projektbuero(user) -> bool:
    return bool(user.is_authenticated and user.is_active and user.is_staff)


@rules.predicate
def is_citizen(user) -> bool:
    """Signing in takes a confirmed address, so a signed-in person has one."""
    return bool(user.is_authenticated and user.is_active)
