"""The companion page's address, as a QR code for the wall and in text beside it."""

import segno
from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from forums.models import Forum


def companion_url(forum: Forum) -> str:
    return settings.SITE_URL + reverse("forums:live", args=[forum.year])


def companion_address(forum: Forum) -> str:
    """As people type it."""
    return companion_url(forum).split("://", 1)[1]


def companion_code(forum: Forum) -> SafeString:
    """An SVG for the page itself: black on white in every colour scheme."""
    code = segno.make(companion_url(forum), error="m", micro=False)
    title = _("QR-Code: Adresse zum Mitmachen beim Forum {year}").format(year=forum.year)
    svg = code.svg_inline(border=4, dark="#000", light="#fff", title=title, omitsize=True)
    return mark_safe(svg)
