from myk10.events.admin.event import EventAdmin
from myk10.events.admin.registration import RegistrationAdmin

__all__ = ["EventAdmin", "RegistrationAdmin"]
