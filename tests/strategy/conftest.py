import pytest

from tests.factories import StaffFactory


@pytest.fixture
def office(client):
    """The browser of somebody of the Projektbüro."""
    client.force_login(StaffFactory())
    return client
