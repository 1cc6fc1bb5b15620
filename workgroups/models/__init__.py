from workgroups.models.body import Body
from workgroups.models.membership import Application, Membership
from workgroups.models.resolution import ConflictOfInterest, Resolution, ResolutionVote

__all__ = [
    "Application",
    "Body",
    "ConflictOfInterest",
    "Membership",
    "Resolution",
    "ResolutionVote",
]
