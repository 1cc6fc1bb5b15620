"""The queue of proposals: read here and decided by the deeds."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminDateWidget
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from forums.actions.proposing import admit_proposal, refuse_proposal
from forums.actions.tasks import adopt_proposal
from forums.admin.queue import QueueFilter
from forums.models import Proposal
from myk10.accounts.deeds import Deed, DeedAdmin, DeedForm
from myk10.accounts.models import User
from myk10.moderation.targets import moderation_link
from myk10.text import plain_line, plain_text


class ReasonForm(DeedForm):
    reason = forms.CharField(
        label=gettext_lazy("Begründung"),
        help_text=gettext_lazy("Wer den Vorschlag gemacht hat, bekommt sie per E-Mail."),
        max_length=500,
        validators=[plain_text],
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": gettext_lazy("Bitte begründen Sie die Entscheidung.")},
    )


class AdoptForm(DeedForm):
    due_on = forms.DateField(label=gettext_lazy("Fertig bis"), widget=AdminDateWidget)
    responsible = forms.CharField(
        label=gettext_lazy("Verantwortlich"), max_length=120, validators=[plain_line]
    )
    adopted_by = forms.CharField(
        label=gettext_lazy("Beschlossen von"),
        help_text=gettext_lazy("Zum Beispiel: Lenkungsgruppe"),
        max_length=80,
        validators=[plain_line],
    )
    reason = forms.CharField(
        label=gettext_lazy("Begründung"),
        help_text=gettext_lazy("Öffentlich beim Vorschlag. Sie kann leer bleiben."),
        max_length=500,
        required=False,
        validators=[plain_text],
        widget=forms.Textarea(attrs={"rows": 4}),
    )


def _admit(proposal: Proposal, form: Any, user: User) -> str:
    admit_proposal(proposal=proposal, decided_by=user)
    return _("{number} ist zugelassen und öffentlich.").format(number=proposal.number)


def _refuse(proposal: Proposal, form: Any, user: User) -> str:
    refuse_proposal(proposal=proposal, decided_by=user, reason=form.cleaned_data["reason"])
    return _("{number} ist nicht zugelassen. Die Begründung ist unterwegs.").format(
        number=proposal.number
    )


def _adopt(proposal: Proposal, form: Any, user: User) -> str:
    proposal.new_task = adopt_proposal(proposal=proposal, decided_by=user, **form.cleaned_data)
    return _("{number} ist jetzt Aufgabe {task}.").format(
        number=proposal.number, task=proposal.new_task.number
    )


class ProposalQueue(QueueFilter):
    first = gettext_lazy("wartet auf Prüfung")

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list:
        return [("zugelassen", _("zugelassen, noch nicht beschlossen")), ("alle", _("alle"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() == "alle":
            return queryset
        if self.value() == "zugelassen":
            return queryset.filter(state=Proposal.State.ADMITTED)
        return queryset.awaiting_decision()


@admin.register(Proposal)
class ProposalAdmin(DeedAdmin):
    deed_permission = "forums.decide_proposal"
    deeds = [
        Deed(
            "zulassen",
            gettext_lazy("Zulassen"),
            _admit,
            lambda proposal: proposal.state == Proposal.State.SUBMITTED,
            hint=lambda proposal: _(
                "Der Vorschlag wird öffentlich, man kann über ihn diskutieren und abstimmen."
            ),
        ),
        Deed(
            "ablehnen",
            gettext_lazy("Nicht zulassen"),
            _refuse,
            lambda proposal: proposal.state == Proposal.State.SUBMITTED,
            form=ReasonForm,
        ),
        Deed(
            "beschliessen",
            gettext_lazy("Als Aufgabe beschließen"),
            _adopt,
            lambda proposal: proposal.state == Proposal.State.ADMITTED,
            form=AdoptForm,
            hint=lambda proposal: _("Die Aufgabe bekommt eine Nummer und wird öffentlich."),
            leads_to=lambda proposal: reverse(
                "admin:forums_task_change", args=[proposal.new_task.pk]
            ),
        ),
    ]
    list_display = ["number", "title", "forum_year", "strand", "state", "proposed_at"]
    list_display_links = ["number", "title"]
    list_filter = [ProposalQueue, ("forum", admin.RelatedOnlyFieldListFilter), "strand"]
    list_select_related = ["forum"]
    search_fields = ["number", "title"]
    ordering = ["proposed_at", "pk"]
    actions = None
    fields = [
        *("forum", "number", "title", "text", "strand", "field_of_action", "proposed_at"),
        *("state", "decided_at", "decided_by", "decision_reason", "task"),
    ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description=gettext_lazy("Forum"), ordering="forum__year")
    def forum_year(self, proposal: Proposal) -> str:
        return str(proposal.forum.year)

    def render_change_form(
        self, request: HttpRequest, context: dict, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        context["links"] = [moderation_link(context["original"])]
        return super().render_change_form(request, context, *args, **kwargs)
