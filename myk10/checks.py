"""What `manage.py check --deploy` finds wrong with the environment."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Tags, Warning, register


@register(Tags.security, deploy=True)
def proxies_are_counted(**kwargs: Any) -> list[CheckMessage]:
    """The web server speaks plain HTTP: without a proxy that is believed, no request is ever HTTPS."""
    if not settings.SECURE_SSL_REDIRECT or settings.TRUSTED_PROXIES:
        return []
    return [
        Warning(
            "SITE_URL is https://, but TRUSTED_PROXIES is 0: every page would redirect to itself.",
            hint="Set TRUSTED_PROXIES to the number of reverse proxies in front, usually 1, and "
            "let the first one set X-Forwarded-Proto.",
            id="myk10.W001",
        )
    ]
