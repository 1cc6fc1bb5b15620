from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from myk10.events.actions.registering import cancel_registration
from myk10.events.models import Registration
from myk10.refusal import Refused


@admin.register(Registration)
class RegistrationAdmin(admin.ModelAdmin):
    """Read here; registrations change through the actions alone."""

    list_display = ["name", "event", "attendance", "state", "written_code", "created_at"]
    list_filter = ["state", "attendance", ("event", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["event"]
    search_fields = ["name", "email", "code"]
    search_help_text = gettext_lazy("Name, E-Mail-Adresse oder Code")
    actions = None
    change_form_template = "admin/events/registration/change_form.html"
    fields = [
        "event", "attendance", "name", "email", "needs", "written_code", "state", "created_at",
        "confirmed_at", "waitlisted_at", "offered_at", "offer_expires_at", "cancelled_at",
        "checked_in_at", "checked_in_by",
    ]  # fmt: skip

    @admin.display(description=gettext_lazy("Code"), ordering="code")
    def written_code(self, registration: Registration) -> str:
        return registration.written_code

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_urls(self) -> list:
        cancel = self.admin_site.admin_view(self.cancel)
        return [
            path("<int:pk>/abmelden/", cancel, name="events_registration_cancel"),
            *super().get_urls(),
        ]

    def cancel(self, request: HttpRequest, pk: int) -> HttpResponse:
        registration = get_object_or_404(Registration.objects.select_related("event"), pk=pk)
        back = reverse("admin:events_registration_change", args=[pk])
        if request.method == "POST" and request.user.has_perm("events.manage_registrations"):
            try:
                kept = cancel_registration(registration=registration, by_office=True)
            except Refused as refusal:
                messages.error(request, str(refusal))
                return redirect(back)
            messages.success(request, _("{name} ist abgemeldet.").format(name=registration))
            return redirect(back if kept else "admin:events_registration_changelist")
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "event": registration.event,
            "title": _("{name} abmelden").format(name=registration),
            "subtitle": None,
            "hint": _("Der Platz geht an die nächste Person. Die abgemeldete bekommt eine E-Mail."),
            "back": back,
        }
        return TemplateResponse(request, "admin/events/event/do.html", context)
