"""Who would like to join, the oldest first."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from myk10.accounts.deeds import Deed, DeedAdmin, DeedForm
from myk10.accounts.models import User
from myk10.text import plain_text
from workgroups.actions.membership import accept_application, decline_application
from workgroups.models import Application, Membership


class AcceptForm(DeedForm):
    role = forms.ChoiceField(
        label=gettext_lazy("Rolle"),
        choices=Membership.Role.choices,
        initial=Membership.Role.MEMBER,
    )
    may_vote = forms.BooleanField(
        label=gettext_lazy("stimmberechtigt"), required=False, initial=True
    )
    answer = forms.CharField(
        label=gettext_lazy("Ein Gruß zur Aufnahme"),
        help_text=gettext_lazy("Steht in der E-Mail. Er kann leer bleiben."),
        max_length=2000,
        required=False,
        validators=[plain_text],
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class DeclineForm(DeedForm):
    answer = forms.CharField(
        label=gettext_lazy("Antwort"),
        help_text=gettext_lazy(
            "Die Person liest sie. Nennen Sie den Grund und was sie sonst tun kann."
        ),
        max_length=2000,
        validators=[plain_text],
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={
            "required": gettext_lazy("Bitte schreiben Sie, warum es diesmal nicht geht.")
        },
    )


def _accept(application: Application, form: Any, user: User) -> str:
    accept_application(application=application, answered_by=user, **form.cleaned_data)
    return _("{name} ist jetzt Mitglied.").format(name=application.name)


def _decline(application: Application, form: Any, user: User) -> str:
    decline_application(application=application, answered_by=user, **form.cleaned_data)
    return _("Die Antwort an {name} ist unterwegs.").format(name=application.name)


def _is_open(application: Application) -> bool:
    return application.state == Application.State.OPEN


@admin.register(Application)
class ApplicationAdmin(DeedAdmin):
    deed_permission = "workgroups.answer_application"
    deeds = [
        Deed("aufnehmen", gettext_lazy("Aufnehmen"), _accept, _is_open, form=AcceptForm),
        Deed("absagen", gettext_lazy("Absagen"), _decline, _is_open, form=DeclineForm),
    ]
    list_display = ["name", "body", "sent_at", "state"]
    list_filter = ["state", ("body", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["body"]
    search_fields = ["name", "text"]
    ordering = ["sent_at"]
    actions = None
    fields = readonly_fields = [
        *("body", "name", "affiliation", "text", "sent_at"),
        *("state", "answer", "answered_at", "answered_by"),
    ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
