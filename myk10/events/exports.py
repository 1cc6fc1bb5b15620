from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from myk10.events.models import Event
from myk10.spreadsheet import csv_lines


def participants_csv(event: Event) -> Iterator[str]:
    """Everybody but those who have not confirmed; waiting and cancelled people, too."""
    headings = [
        *(_("Name"), _("E-Mail-Adresse"), _("Teilnahme"), _("Stand"), _("Braucht"), _("Code")),
        *(_("Angemeldet am"), _("Eingetroffen am")),
    ]
    people = event.registrations.answered().order_by("state", "name", "pk")
    rows = (
        [
            *(person.name, person.email, person.get_attendance_display()),
            *(person.get_state_display(), person.needs, person.written_code),
            *(_moment(person.created_at), _moment(person.checked_in_at)),
        ]
        for person in people.iterator(chunk_size=500)
    )
    return csv_lines(headings, rows)


def _moment(moment) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}" if moment else ""
