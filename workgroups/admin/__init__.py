from workgroups.admin.application import ApplicationAdmin
from workgroups.admin.body import BodyAdmin, MembershipAdmin

__all__ = ["ApplicationAdmin", "BodyAdmin", "MembershipAdmin"]
