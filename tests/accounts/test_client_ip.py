import pytest
from django.test import RequestFactory

from myk10.client_ip import client_ip


def ip(settings, proxies, forwarded=None, remote="192.0.2.1"):
    settings.TRUSTED_PROXIES = proxies
    headers = {"x-forwarded-for": forwarded} if forwarded is not None else {}
    return client_ip(RequestFactory().get("/", headers=headers, REMOTE_ADDR=remote))


@pytest.mark.parametrize(
    ("proxies", "forwarded", "expected"),
    [
        (0, None, "192.0.2.1"),
        (0, "203.0.113.5", "192.0.2.1"),
        (1, None, "192.0.2.1"),
        (1, "203.0.113.5", "203.0.113.5"),
        (1, "6.6.6.6, 203.0.113.5", "203.0.113.5"),
        (2, "6.6.6.6, 203.0.113.5, 10.0.0.1", "203.0.113.5"),
        (2, "203.0.113.5", "192.0.2.1"),
        (1, "6.6.6.6, unsinn", "192.0.2.1"),
        (1, "2001:DB8:1:2:3:4:5:6", "2001:db8:1:2::"),
        (1, "2001:db8:1:2:ffff::", "2001:db8:1:2::"),
        (1, "2001:db8:1:3::", "2001:db8:1:3::"),
        (1, "fe80::1%eth0", "fe80::"),
        (1, "::ffff:203.0.113.5", "203.0.113.5"),
    ],
)
def test_only_the_entries_of_our_proxies_are_believed(settings, proxies, forwarded, expected):
    assert ip(settings, proxies, forwarded) == expected


def test_without_any_address_there_is_still_an_answer(settings):
    assert ip(settings, 0, remote="") == "0.0.0.0"
