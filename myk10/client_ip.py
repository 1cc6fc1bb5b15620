import ipaddress

from django.conf import settings
from django.http import HttpRequest

IPV6_NETWORK_BITS = 64
UNKNOWN = "0.0.0.0"  # noqa: S104 - a value, nothing listens here


def client_ip(request: HttpRequest) -> str:
    """The address the request came from, as far as it can be believed.

    Each proxy appends the address it sees to X-Forwarded-For, so with `TRUSTED_PROXIES` proxies of
    our own the entry that many places from the right is true; everything left of it is what the
    client claims. Of an IPv6 address it is the network: a household gets a whole /64, so one person
    could have a new address for every attempt.
    """
    entries = request.headers.get("x-forwarded-for", "").split(",")
    count = settings.TRUSTED_PROXIES
    claimed = entries[-count] if 0 < count <= len(entries) else ""
    return _address(claimed) or _address(request.META.get("REMOTE_ADDR", "")) or UNKNOWN


def _address(text: str) -> str:
    try:
        address = ipaddress.ip_address(text.strip())
    except ValueError:
        return ""
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(
        ipaddress.ip_network((int(address), IPV6_NETWORK_BITS), strict=False).network_address
    )
