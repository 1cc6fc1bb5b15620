from workgroups.models.body import Body
from workgroups.models.membership import Application, Membership

__all__ = ["Application", "Body", "Membership"]
