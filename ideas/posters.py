import segno
from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from ideas.models import Idea


def qr_code(idea: Idea) -> SafeString:
    """The idea's address as an SVG for the page itself: black on white in every colour scheme."""
    code = segno.make(settings.SITE_URL + idea.get_absolute_url(), error="m", micro=False)
    title = _("QR-Code: Adresse der Idee {number}").format(number=idea.number)
    svg = code.svg_inline(border=4, dark="#000", light="#fff", title=title, omitsize=True)
    return mark_safe(svg)
