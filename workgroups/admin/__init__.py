from workgroups.admin.application import ApplicationAdmin
from workgroups.admin.body import BodyAdmin, MembershipAdmin
from workgroups.admin.resolution import ResolutionAdmin

__all__ = ["ApplicationAdmin", "BodyAdmin", "MembershipAdmin", "ResolutionAdmin"]
