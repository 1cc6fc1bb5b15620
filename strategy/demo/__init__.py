"""The demo's strategy: what the county really has, and what it might look like on this site."""

from myk10.accounts.models import User
from strategy.demo.document import create_document
from strategy.demo.measures import create_measures


def create() -> None:
    """Does nothing for what is there already; the accounts, ideas and forums of the demo must be."""
    create_document(User.objects.by_email("projektbuero@demo.example").get())
    create_measures()
