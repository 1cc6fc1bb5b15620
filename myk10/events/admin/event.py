"""Events: their dates and seats, who comes, and all that is done with them."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet, URLField
from django.forms import SplitDateTimeField
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from myk10.events.actions.changing import cancel_event, change_event, publish_event
from myk10.events.actions.inviting import draft_invitation
from myk10.events.actions.registering import add_by_office
from myk10.events.admin.forms import EventForm, GuestForm, ReasonForm
from myk10.events.exports import participants_csv
from myk10.events.models import Event
from myk10.events.wording import seats_of
from myk10.refusal import Refused
from myk10.richtext_admin import RichTextAdmin


@admin.register(Event)
class EventAdmin(RichTextAdmin):
    form = EventForm
    list_display = ["title", "starts_at", "state", "registered", "waiting_count"]
    list_filter = ["format"]
    search_fields = ["title", "place"]
    date_hierarchy = "starts_at"
    actions = None
    change_form_template = "admin/events/event/change_form.html"
    fieldsets = [
        (None, {"fields": ["title", "slug", "summary", "text", "path", "demo_content"]}),
        (
            gettext_lazy("Zeit und Ort"),
            {"fields": ["starts_at", "ends_at", "format", "place", "address", "link", "notify"]},
        ),
        (
            gettext_lazy("Plätze und Anmeldung"),
            {
                "fields": [
                    *("seats_on_site", "seats_online"),
                    *("registration_from", "registration_until", "offer_hours"),
                ]
            },
        ),
        (gettext_lazy("Erinnerungen"), {"fields": ["reminder_days", "remind_invited_days"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).with_counts()

    def get_fieldsets(self, request: HttpRequest, obj: Event | None = None) -> list:
        """Of a new event nobody needs to be told."""
        if obj:
            return self.fieldsets
        return [
            (title, {"fields": [name for name in options["fields"] if name != "notify"]})
            for title, options in self.fieldsets
        ]

    def get_prepopulated_fields(self, request: HttpRequest, obj: Event | None = None) -> dict:
        return {} if obj else {"slug": ["title"]}

    def get_readonly_fields(self, request: HttpRequest, obj: Event | None = None) -> list[str]:
        """Published addresses stay."""
        return ["slug"] if obj and obj.published_at else []

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Django leaves the two boxes of a date and its time without labels of their own."""
        if isinstance(db_field, URLField):
            kwargs["assume_scheme"] = "https"
        formfield = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(formfield, SplitDateTimeField):
            for box, part in zip(formfield.widget.widgets, (_("Datum"), _("Uhrzeit")), strict=True):
                box.attrs["aria-label"] = f"{formfield.label}: {part}"
        return formfield

    def has_delete_permission(self, request: HttpRequest, obj: Event | None = None) -> bool:
        """What people know of is cancelled instead."""
        known = obj is not None and (obj.published_at or obj.registrations.exists())
        return super().has_delete_permission(request, obj) and not known

    def save_model(self, request: HttpRequest, obj: Event, form: Any, change: bool) -> None:
        if not change:
            super().save_model(request, obj, form, change)
            return
        names = [name for name in form.changed_data if name != "notify"]
        values = {name: form.cleaned_data[name] for name in names}
        change_event(event=obj, values=values, notify=form.cleaned_data["notify"])

    @admin.display(description=gettext_lazy("Stand"))
    def state(self, event: Event) -> str:
        if event.is_cancelled:
            return _("abgesagt")
        return _("veröffentlicht") if event.published_at else _("Entwurf")

    @admin.display(description=gettext_lazy("Plätze vergeben"))
    def registered(self, event: Event) -> str:
        parts = [f"{seats.taken} / {seats.total or '∞'}" for seats in seats_of(event)]
        return " + ".join(parts)

    @admin.display(description=gettext_lazy("Warteliste"), ordering="waiting")
    def waiting_count(self, event: Event) -> int:
        return event.waiting

    # --- What else can be done -----------------------------------------------------------------

    def get_urls(self) -> list:
        def view(word: str, name: str, function: Any) -> Any:
            wrapped = self.admin_site.admin_view(function)
            return path(f"<int:pk>/{word}/", wrapped, name=f"events_event_{name}")

        return [
            view("veroeffentlichen", "publish", self.publish),
            view("absagen", "cancel", self.cancel),
            view("einladen", "invite", self.invite),
            view("person-eintragen", "add_person", self.add_person),
            view("teilnehmende.csv", "csv", self.csv),
            *super().get_urls(),
        ]

    def publish(self, request: HttpRequest, pk: int) -> HttpResponse:
        event = self._event(request, pk)
        if request.method == "POST":
            publish_event(event=event)
            return self._done(request, event, _("Der Termin ist veröffentlicht."))
        hint = _(
            "Der Termin ist dann für alle zu sehen, und die Anmeldung öffnet zur gesetzten Zeit."
        )
        return self._ask(request, event, _("Termin veröffentlichen"), hint=hint)

    def cancel(self, request: HttpRequest, pk: int) -> HttpResponse:
        event = self._event(request, pk)
        form = ReasonForm(request.POST if request.method == "POST" else None)
        if form.is_valid():
            try:
                cancel_event(event=event, by=request.user, reason=form.cleaned_data["reason"])
                return self._done(request, event, _("Der Termin ist abgesagt. Alle erfahren es."))
            except Refused as refusal:
                form.add_error(None, str(refusal))
        hint = _("Das lässt sich nicht zurücknehmen. Alle Angemeldeten bekommen eine E-Mail.")
        return self._ask(request, event, _("Termin absagen"), form=form, hint=hint)

    def invite(self, request: HttpRequest, pk: int) -> HttpResponse:
        event = self._event(request, pk)
        if request.method == "POST":
            try:
                return redirect(draft_invitation(event=event, by=request.user))
            except Refused as refusal:
                messages.error(request, str(refusal))
                return redirect("admin:events_event_change", pk)
        hint = _(
            "Es entsteht ein Rundschreiben als Entwurf. Text und Empfänger bestimmen Sie dort."
        )
        return self._ask(request, event, _("Einladung schreiben"), hint=hint)

    def add_person(self, request: HttpRequest, pk: int) -> HttpResponse:
        event = self._event(request, pk)
        typed = request.POST if request.method == "POST" else None
        form = GuestForm(typed, event=event, seats=seats_of(event))
        if form.is_valid():
            try:
                person = add_by_office(event=event, **form.values())
                text = _("{name}: {state}, Code {code}.").format(
                    name=person, state=person.get_state_display(), code=person.written_code
                )
                return self._done(request, event, text)
            except Refused as refusal:
                form.add_error(None, str(refusal))
        return self._ask(request, event, _("Person eintragen"), form=form)

    def csv(self, request: HttpRequest, pk: int) -> HttpResponse:
        event = self._event(request, pk)
        response = StreamingHttpResponse(participants_csv(event), content_type="text/csv")
        response["Content-Disposition"] = f'attachment; filename="{event.slug}-teilnehmende.csv"'
        return response

    def _event(self, request: HttpRequest, pk: int) -> Event:
        event = get_object_or_404(Event.objects.with_counts(), pk=pk)
        if not self.has_change_permission(request, event):
            raise PermissionDenied
        return event

    def _done(self, request: HttpRequest, event: Event, text: str) -> HttpResponse:
        self.log_change(request, event, text)
        messages.success(request, text)
        return redirect("admin:events_event_change", event.pk)

    def _ask(
        self,
        request: HttpRequest,
        event: Event,
        title: str,
        *,
        form: forms.Form | None = None,
        hint: str = "",
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "event": event,
            "title": title,
            "subtitle": None,
            "form": form,
            "hint": hint,
            "back": reverse("admin:events_event_change", args=[event.pk]),
        }
        return TemplateResponse(request, "admin/events/event/do.html", context)
