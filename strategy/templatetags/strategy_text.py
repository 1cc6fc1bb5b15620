"""How the text of a section is shown."""

import re

from django import template
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

_HEADING = re.compile(r"(</?h)([23])>")


@register.filter
def below_heading(html: str, level: int) -> SafeString:
    """Clean text whose headings stand below a heading of this level, none of them leaving one out."""
    before, first, rest = html.partition("<h2>")
    return mark_safe(_lower(before, level - 2) + _lower(first + rest, level - 1))


def _lower(html: str, by: int) -> str:
    return _HEADING.sub(lambda tag: f"{tag[1]}{min(int(tag[2]) + by, 6)}>", html)
