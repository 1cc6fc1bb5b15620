"""The form of a forum. A new one asks for date, place and seats as well, which are its event's."""

from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminSplitDateTime
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from forums.actions.announcing import event_for
from myk10.events.models import Event
from myk10.plaintext import plain_text_of

EVENT_FIELDS = [
    *("summary", "starts_at", "ends_at", "format", "place", "address", "link"),
    *("seats_on_site", "seats_online", "registration_from", "registration_until"),
]
PREFIX = "event_"
DAYS = gettext_lazy("Datum"), gettext_lazy("Uhrzeit")


def label_boxes(field: forms.Field) -> forms.Field:
    """Django leaves the two boxes of a date and its time without labels of their own."""
    if isinstance(field, forms.SplitDateTimeField):
        for box, part in zip(field.widget.widgets, DAYS, strict=True):
            box.attrs["aria-label"] = f"{field.label}: {part}"
    return field


def _event_field(db_field: models.Field, **kwargs: Any) -> forms.Field:
    if isinstance(db_field, models.DateTimeField):
        kwargs |= {"form_class": forms.SplitDateTimeField, "widget": AdminSplitDateTime}
    if isinstance(db_field, models.URLField):
        kwargs["assume_scheme"] = "https"
    return label_boxes(db_field.formfield(**kwargs))


EventFieldsForm = type(
    "EventFieldsForm",
    (forms.Form,),
    {
        PREFIX + name: field
        for name, field in forms.fields_for_model(
            Event, EVENT_FIELDS, formfield_callback=_event_field
        ).items()
    },
)


class NewForumForm(EventFieldsForm, forms.ModelForm):  # type: ignore[misc, valid-type]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.event = Event()
        # A forum has the phase "registration" from this day on.
        opens = self.fields[PREFIX + "registration_from"]
        opens.required, opens.help_text = True, ""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        year, title = cleaned.get("year"), cleaned.get("title")
        if not year or not title:
            return cleaned
        values = {name: cleaned.get(PREFIX + name) for name in EVENT_FIELDS}
        event = event_for(year=year, title=title, values=values)
        missing = [name for name in EVENT_FIELDS if PREFIX + name in self.errors]
        try:
            event.full_clean(exclude=missing, validate_constraints=not missing)
        except ValidationError as error:
            self._complain(error)
        self.event = event
        return cleaned

    def _complain(self, error: ValidationError) -> None:
        for name, problems in error.error_dict.items():
            if PREFIX + name in self.fields:
                self.add_error(PREFIX + name, problems)
            elif name in ("slug", "path"):
                self.add_error("year", _("Für dieses Jahr gibt es schon einen Termin."))
            else:
                self.add_error(None, problems)


class ForumForm(forms.ModelForm):
    """The form of a forum that exists."""

    def clean(self) -> dict[str, Any]:
        typed = self.data.get("minutes")
        if typed and self.instance.minutes_approved_at and typed != self.instance.minutes:
            text = _(
                "Die Niederschrift ist inzwischen freigegeben und bleibt, wie sie ist. "
                "Das hatten Sie geschrieben: {typed}"
            )
            self.add_error(None, text.format(typed=plain_text_of(typed)))
        return super().clean() or {}
