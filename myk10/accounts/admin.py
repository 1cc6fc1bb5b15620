from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from myk10.accounts.forms import clean_display_name
from myk10.accounts.models import User

POWERS = ["is_staff", "is_superuser"]

admin.site.unregister(Group)  # what the Projektbüro may do is written in rules.py


class UserAdminForm(forms.ModelForm):
    def clean_display_name(self) -> str:
        staff = User(pk=self.instance.pk, is_staff=True)
        return clean_display_name(self.cleaned_data["display_name"], owner=staff)

    def clean_email(self) -> str:
        return self.cleaned_data["email"].lower()

    def save(self, commit: bool = True) -> User:
        if not self.instance.pk:
            self.instance.set_unusable_password()
        return super().save(commit)


@admin.register(User)
class UserAdmin(admin.ModelAdmin):
    """New people set their own password: they ask for one on the login page."""

    form = UserAdminForm
    list_display = ["display_name", "municipality", "is_active", "is_staff", "date_joined"]
    list_filter = ["is_active", "is_staff", "municipality"]
    list_select_related = ["municipality"]
    search_fields = ["display_name"]
    ordering = ["-date_joined"]
    fieldsets = [
        (None, {"fields": ["display_name", "email", "municipality", "is_active"]}),
        (_("Rechte"), {"fields": [*POWERS, "second_factor"]}),
        (_("Zeiten"), {"fields": ["date_joined", "last_login"]}),
    ]
    readonly_fields = ["second_factor", "date_joined", "last_login"]

    @admin.display(description=_("zweiter Faktor"), boolean=True)
    def second_factor(self, user: User) -> bool:
        return user.pk is not None and user.has_second_factor

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> list[str]:
        """Only a superuser hands out powers. Changing an address would open somebody's account,
        and with it the votes."""
        fields = [*super().get_readonly_fields(request, obj)]
        if request.user.is_superuser:
            return fields
        fields += POWERS
        if obj:
            fields += ["email"]
        if obj and (obj.is_staff or obj.is_superuser):
            fields += ["is_active"]
        return fields

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Accounts are deleted by their owners, who choose what becomes of their texts."""
        return False


@admin.register(LogEntry)
class LogEntryAdmin(admin.ModelAdmin):
    list_display = ["action_time", "user", "content_type", "object_repr", "action_flag"]
    list_filter = ["action_flag", "content_type"]
    list_select_related = ["user", "content_type"]
    ordering = ["-action_time"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
