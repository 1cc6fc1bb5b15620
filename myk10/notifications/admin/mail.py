from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from myk10.notifications.actions.outbox import resend_mail
from myk10.notifications.letter import letter_of
from myk10.notifications.models import Mail
from myk10.notifications.progress import waiting_in_words


@admin.register(Mail)
class MailAdmin(admin.ModelAdmin):
    """The outbox as it is. Nothing is edited here; what did not arrive can be sent once more."""

    list_display = ["created_at", "state", "recipient", "subject", "attempts", "last_error"]
    list_filter = ["state", "mailing"]
    change_list_template = "admin/notifications/mail/change_list.html"
    search_fields = ["recipient", "subject"]
    date_hierarchy = "created_at"
    actions = ["send_again"]
    fields = [
        "kind", "mailing", "recipient", "subject", "shown_body", "state", "attempts", "last_error",
        "next_attempt_at", "claimed_at", "sent_at", "created_at", "message_id",
    ]  # fmt: skip

    @admin.display(description=gettext_lazy("Text"))
    def shown_body(self, mail: Mail) -> str:
        """Account mails open accounts: their links are for their readers alone."""
        return _("(vertraulich)") if mail.is_confidential else letter_of(mail).text

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        return super().changelist_view(request, {"waits_for": waiting_in_words()})

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Mail | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Mail | None = None) -> bool:
        return False

    def has_resend_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("notifications.resend_mail")

    @admin.action(description=gettext_lazy("Erneut senden"), permissions=["resend"])
    def send_again(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        chosen = queryset.filter(state__in=[Mail.State.FAILED, Mail.State.UNCLEAR])
        if not chosen.exists():
            messages.error(
                request, _("Nur gescheiterte und unklare E-Mails können erneut gesendet werden.")
            )
            return None
        if "confirmed" not in request.POST:
            context = {
                **self.admin_site.each_context(request),
                "title": _("E-Mails erneut senden?"),
                "mails": chosen,
                "opts": self.opts,
                "action": request.POST["action"],
                "action_checkbox_name": ACTION_CHECKBOX_NAME,
            }
            return render(request, "admin/notifications/mail/send_again.html", context)
        count = sum(resend_mail(mail=mail) for mail in chosen)
        messages.success(
            request,
            ngettext(
                "{count} E-Mail wird erneut gesendet.",
                "{count} E-Mails werden erneut gesendet.",
                count,
            ).format(count=count),
        )
        return None
