import pytest
from django.utils import timezone

from myk10.accounts import demo as accounts_demo
from myk10.events import demo
from myk10.events.models import Event

pytestmark = pytest.mark.django_db


def test_the_demo_has_one_of_each():
    accounts_demo.create()
    demo.create()
    demo.create()
    now = timezone.now()
    coming = {event.slug: event for event in Event.objects.upcoming(now).with_counts()}
    assert [event.registration_phase(now) for event in coming.values()] == ["open"] * 2
    workshop = coming["werkstatt-sensoren"]
    assert (workshop.taken_on_site, workshop.waiting) == (12, 4)
    past = Event.objects.past(now).with_counts().get()
    assert (past.confirmed, past.checked_in) == (35, 28)
    assert all(Event.objects.values_list("demo_content", flat=True))
