import pytest

from myk10.moderation.actions import hide_content
from tests.factories import StaffFactory


@pytest.fixture
def hide(db):
    """`hide(idea)`: the Projektbüro takes something off the public pages."""
    return lambda target: hide_content(
        target=target, moderator=StaffFactory(), ground="spam", reason="Werbung"
    )
