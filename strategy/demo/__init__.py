"""The demo's strategy: what the county really has, and what it might look like on this site. People in
it are invented."""

from myk10.accounts.models import User
from strategy.demo.consultation import create_consultation
from strategy.demo.debate import create_debate
from strategy.demo.document import create_document
from strategy.demo.measures import create_measures
from strategy.demo.structure import create_structure
from strategy.models import Strategy, Version


def create() -> None:
    """Does nothing where a strategy is; the accounts, ideas and forums of the demo must be there."""
    if Strategy.objects.exists():
        return
    office = User.objects.by_email("projektbuero@demo.example").get()
    people = list(User.objects.filter(email__startswith="person").order_by("email"))
    create_document(office)
    create_debate(people=people, office=office)
    create_consultation(
        over=Version.objects.binding().first(),
        running=Version.objects.in_phase("consultation").filter(adoption=None).first(),
    )
    create_structure()
    create_measures()
