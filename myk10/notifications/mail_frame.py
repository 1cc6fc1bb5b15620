"""The HTML of a mail, shown in a frame of a page. Mails carry their styles in themselves, which no
other answer of this site may do; nothing else works in such an answer."""

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.decorators import csp
from django.views.decorators.clickjacking import xframe_options_sameorigin

_POLICY = {
    "default-src": [NONE],
    "style-src": [UNSAFE_INLINE],
    "form-action": [NONE],
    "base-uri": [NONE],
    "frame-ancestors": [SELF],
}


def mail_frame(view):
    """For a view that answers with a mail's HTML; the page shows it in a sandboxed iframe."""
    return csp(_POLICY)(xframe_options_sameorigin(view))
