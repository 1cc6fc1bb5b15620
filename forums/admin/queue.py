"""How work queues filter, and how they say that something is late."""

from datetime import date
from typing import Any

from django.contrib import admin
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext


class QueueFilter(admin.SimpleListFilter):
    """What is to be done comes first; everything else is one click away."""

    title = gettext_lazy("Arbeitsvorrat")
    parameter_name = "vorrat"
    first: Any

    def choices(self, changelist: Any) -> list:
        choices = list(super().choices(changelist))
        choices[0]["display"] = self.first
        return choices


def due_in_words(day: date) -> str:
    days = (day - timezone.localdate()).days
    if days < 0:
        late = ngettext("seit {n} Tag überfällig", "seit {n} Tagen überfällig", -days)
        return format_html('<strong class="overdue">{}</strong>', late.format(n=-days))
    if not days:
        return _("heute fällig")
    return ngettext("noch {n} Tag", "noch {n} Tage", days).format(n=days)
