import pytest

from tests.factories import StaffFactory


@pytest.fixture
def office(client):
    client.force_login(StaffFactory())
    return client
