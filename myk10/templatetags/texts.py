"""How texts, dates and numbers are shown, everywhere alike."""

from datetime import datetime

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from myk10 import text

register = template.Library()


@register.filter
def paragraphs(value: str) -> SafeString:
    return text.paragraphs(value or "")


@register.filter
def long_date(moment: datetime | None) -> str:
    """“Donnerstag, 5. November 2026”"""
    return date_format(_local(moment), "l, j. F Y") if moment else ""


@register.filter
def long_moment(moment: datetime | None) -> str:
    """“Donnerstag, 5. November 2026, 18 Uhr”, with minutes only where there are some.

    Nobody says “0 Uhr”: what begins with a day shows the day alone.
    """
    if not moment:
        return ""
    moment = _local(moment)
    if not (moment.hour or moment.minute):
        return long_date(moment)
    clock = "G" if moment.minute == 0 else "G:i"
    return _("{date}, {time} Uhr").format(
        date=date_format(moment, "l, j. F Y"), time=date_format(moment, clock)
    )


@register.filter
def short_date(moment: datetime | None) -> str:
    """“5. November 2026”"""
    return date_format(_local(moment), "j. F Y") if moment else ""


def _local(moment):
    return timezone.localtime(moment) if isinstance(moment, datetime) else moment
