from myk10.events.models.event import Attendance, Event
from myk10.events.models.invitation import Invitation, InvitationDecline, Reminder
from myk10.events.models.registration import Registration

__all__ = ["Attendance", "Event", "Invitation", "InvitationDecline", "Registration", "Reminder"]
