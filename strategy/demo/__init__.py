"""The demo's strategy, made through its own actions. People in it are invented."""

from myk10.accounts.models import User
from strategy.demo.debate import create_debate
from strategy.models import GuidingQuestion


def create() -> None:
    """Does nothing where guiding questions are; the people of the demo must be there."""
    if GuidingQuestion.objects.exists():
        return
    office = User.objects.by_email("projektbuero@demo.example").get()
    people = list(User.objects.filter(email__startswith="person").order_by("email"))
    create_debate(people=people, office=office)
