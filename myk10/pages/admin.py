from django.contrib import admin
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils import timezone

from myk10.pages.models import Page
from myk10.richtext_admin import RichTextAdmin


@admin.register(Page)
class PageAdmin(RichTextAdmin):
    """The pages that every footer links to: edited here, neither added nor removed."""

    list_display = ["title", "slug", "updated_at"]
    fields = ["title", "description", "body", "slug", "updated_at"]
    readonly_fields = ["slug", "updated_at"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Page | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Page, form: ModelForm, change: bool) -> None:
        obj.updated_at = timezone.now()
        super().save_model(request, obj, form, change)
