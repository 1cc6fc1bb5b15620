from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.defaultfilters import truncatechars
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from myk10.discussions.models import Comment
from myk10.moderation.targets import kind_of


@admin.register(Comment)
class CommentAdmin(admin.ModelAdmin):
    """All comments, newest first, each with its way to be hidden. Nobody edits other people's words."""

    actions = None
    list_display = ["created_at", "decide", "author", "discussion", "excerpt", "is_hidden"]
    list_filter = [("hidden_by", admin.EmptyFieldListFilter), "created_at"]
    list_select_related = ["author", "discussion"]
    search_fields = ["text", "author__display_name", "discussion__title"]
    ordering = ["-created_at", "-pk"]
    fields = ["discussion", "author", "text", "created_at", "edited_at", "deleted_at", "decide"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).filter(deleted_at=None)

    @admin.display(description=gettext_lazy("Text"))
    def excerpt(self, comment: Comment) -> str:
        return truncatechars(comment.text, 150)

    @admin.display(description=gettext_lazy("ausgeblendet"), boolean=True)
    def is_hidden(self, comment: Comment) -> bool:
        return comment.hidden_by_id is not None

    @admin.display(description=gettext_lazy("Bearbeiten"))
    def decide(self, comment: Comment) -> str:
        name, label = ("restore", _("Wieder einblenden")) if comment.hidden_by_id else (
            "hide", _("Ausblenden"),
        )  # fmt: skip
        url = reverse(f"admin:moderation_{name}", args=[kind_of(comment), comment.pk])
        return format_html('<a href="{}">{}</a>', url, label)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Comment | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Comment | None = None) -> bool:
        return False
