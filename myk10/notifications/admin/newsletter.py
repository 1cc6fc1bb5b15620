from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from myk10.notifications.models import OptOut, Subscription


class ConfirmedFilter(admin.SimpleListFilter):
    title = gettext_lazy("Zustand")
    parameter_name = "bestaetigt"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list:
        return [("ja", _("bestätigt")), ("nein", _("noch nicht bestätigt"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() is None:
            return queryset
        return queryset.filter(confirmed_at__isnull=self.value() == "nein")


class AddressAdmin(admin.ModelAdmin):
    """People order and end the newsletter themselves; here their wish can only be deleted."""

    search_fields = ["email"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Subscription)
class SubscriptionAdmin(AddressAdmin):
    list_display = ["email", "choice", "asked_at", "confirmed_at"]
    list_filter = [ConfirmedFilter, "municipalities", "fields_of_action"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rows = super().get_queryset(request)
        return rows.prefetch_related("municipalities", "fields_of_action")

    @admin.display(description=gettext_lazy("Auswahl"))
    def choice(self, subscription: Subscription) -> str:
        chosen = [*subscription.municipalities.all(), *subscription.fields_of_action.all()]
        return ", ".join(map(str, chosen)) or _("alles")


@admin.register(OptOut)
class OptOutAdmin(AddressAdmin):
    list_display = ["email", "created_at"]
    ordering = ["-created_at", "-pk"]
