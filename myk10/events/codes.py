import segno
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from myk10.events.models import Registration
from myk10.events.tokens import code_url


def qr_code(registration: Registration) -> SafeString:
    """Leads the Projektbüro's telephone to the person: black on white in every colour scheme."""
    code = segno.make(code_url(registration), error="m", micro=False)
    title = _("QR-Code für den Eingang, Code {code}").format(code=registration.written_code)
    svg = code.svg_inline(border=4, dark="#000", light="#fff", title=title, omitsize=True)
    return mark_safe(svg)
