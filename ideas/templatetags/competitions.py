"""How the time of a competition is shown."""

from datetime import datetime

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ideas.next_step import next_step
from ideas.pictures import last_day
from myk10.templatetags.texts import long_date, long_moment

register = template.Library()
register.simple_tag(next_step)


@register.filter
def time_left(ends: datetime | None) -> str:
    """“noch 12 Tage”, “noch bis morgen, 18 Uhr”, “nur noch heute, bis 18 Uhr”; empty without an end."""
    if not ends:  # None, or "" where the template finds no phase
        return ""
    days = (last_day(ends) - timezone.localdate()).days
    if days < 0:
        return _("beendet")
    if days == 0:
        return _("nur noch heute{clock}").format(clock=_clock(ends))
    if days == 1:
        return _("noch bis morgen{clock}").format(clock=_clock(ends))
    return ngettext("noch {days} Tag", "noch {days} Tage", days).format(days=days)


def _clock(ends: datetime) -> str:
    local = timezone.localtime(ends)
    if not (local.hour or local.minute):
        return ""
    shown = date_format(local, "G:i" if local.minute else "G")
    return _(", bis {time} Uhr").format(time=shown)


@register.filter
def until(ends: datetime | None) -> str:
    """“Sonntag, 29. November 2026, 18 Uhr”; without a time where the whole day counts."""
    if not ends:  # None, or "" where the template finds no phase
        return ""
    local = timezone.localtime(ends)
    return long_moment(ends) if local.hour or local.minute else long_date(last_day(ends))
