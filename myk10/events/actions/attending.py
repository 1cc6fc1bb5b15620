from django.db import transaction
from django.utils.translation import gettext as _

from myk10 import clock
from myk10.accounts.models import User
from myk10.events.actions.seats import lock_event, registration_of
from myk10.events.models import Registration
from myk10.refusal import Refused


@transaction.atomic
def check_in(*, registration: Registration, by: User) -> tuple[Registration, bool]:
    """Note that the person has arrived; True the first time. Again is harmless and keeps the time."""
    registration = registration_of(lock_event(registration.event_id), registration)
    if registration.checked_in_at:
        return registration, False
    if registration.event.is_cancelled:
        raise Refused(_("Die Veranstaltung ist abgesagt."))
    if registration.state != Registration.State.CONFIRMED:
        raise Refused(
            _("{name} hat keinen Platz: {state}.").format(
                name=registration, state=registration.get_state_display()
            )
        )
    registration.checked_in_at, registration.checked_in_by = clock.database_now(), by
    registration.save(update_fields=["checked_in_at", "checked_in_by"])
    return registration, True


@transaction.atomic
def undo_check_in(*, registration: Registration) -> Registration:
    registration = registration_of(lock_event(registration.event_id), registration)
    registration.checked_in_at = registration.checked_in_by = None
    registration.save(update_fields=["checked_in_at", "checked_in_by"])
    return registration
