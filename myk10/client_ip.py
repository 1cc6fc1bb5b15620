import ipaddress

from django.conf import settings
from django.http import HttpRequest

UNKNOWN = "0.0.0.0"  # noqa: S104 - a value, nothing listens here


def client_ip(request: HttpRequest) -> str:
    """The address the request came from, as far as it can be believed.

    Each proxy appends the address it sees to X-Forwarded-For, so with `TRUSTED_PROXIES` proxies of
    our own the entry that many places from the right is true; everything left of it is what the
    client claims.
    """
    entries = request.headers.get("x-forwarded-for", "").split(",")
    count = settings.TRUSTED_PROXIES
    claimed = entries[-count] if 0 < count <= len(entries) else ""
    return _address(claimed) or _address(request.META.get("REMOTE_ADDR", "")) or UNKNOWN


def _address(text: str) -> str:
    try:
        return str(ipaddress.ip_address(text.strip()))
    except ValueError:
        return ""
