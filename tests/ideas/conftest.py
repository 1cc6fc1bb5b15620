import pytest

from myk10.moderation.actions import hide_content
from tests.factories import StaffFactory


@pytest.fixture
def hide(db):
    """`hide(idea)`: the Projektbüro takes something off the public pages."""
    return lambda target: hide_content(
        target=target, moderator=StaffFactory(), ground="spam", reason="Werbung"
    )


@pytest.fixture
def staff(db):
    return StaffFactory(display_name="Frau Lay")


@pytest.fixture
def office(client, staff):
    """The browser of somebody of the Projektbüro."""
    client.force_login(staff)
    return client
