"""Resolutions: proposed here, decided by a deed, carried out."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminDateWidget
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from myk10.accounts.deeds import Deed, DeedAdmin, DeedForm
from myk10.accounts.models import User
from myk10.text import plain_line, plain_text
from workgroups.actions.resolutions import (
    ADOPTED,
    Votes,
    carry_out,
    decide_resolution,
    propose_resolution,
    votes_of,
)
from workgroups.models import ConflictOfInterest, Resolution

PROPOSED = ["title", "text", "is_public", "internal_text", "owner", "due_on"]
DECIDED = ["result", "votes_yes", "votes_no", "votes_abstained", "decided_at", "decided_by"]


def _number(label: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=999, required=False)


class DecideForm(DeedForm):
    result = forms.ChoiceField(label=gettext_lazy("Ergebnis"), choices=Resolution.Result.choices)
    yes = _number(gettext_lazy("Ja"))
    no = _number(gettext_lazy("Nein"))
    abstained = _number(gettext_lazy("Enthaltung"))
    text = forms.CharField(
        label=gettext_lazy("Geänderter Wortlaut"),
        help_text=gettext_lazy("Nur bei „geändert angenommen“."),
        max_length=4000,
        required=False,
        validators=[plain_text],
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.row.mode == Resolution.Mode.CIRCULATION:
            for name in ("yes", "no", "abstained"):
                del self.fields[name]

    @property
    def votes(self) -> Votes | None:
        given = [self.cleaned_data.get(name) for name in ("yes", "no", "abstained")]
        return None if given == [None, None, None] else Votes(*(n or 0 for n in given))


class CarryOutForm(DeedForm):
    done_on = forms.DateField(label=gettext_lazy("umgesetzt am"), widget=AdminDateWidget)
    note = forms.CharField(
        label=gettext_lazy("Was daraus wurde"),
        help_text=gettext_lazy("Öffentlich, wenn der Beschluss es ist."),
        max_length=500,
        validators=[plain_line],
    )


def _decide(resolution: Resolution, form: Any, user: User) -> str:
    decided = decide_resolution(
        resolution=resolution,
        result=form.cleaned_data["result"],
        votes=form.votes,
        text=form.cleaned_data["text"],
        decided_by=user,
    )
    return _("{number}: {result}.").format(
        number=decided.number, result=decided.get_result_display()
    )


def _carry_out(resolution: Resolution, form: Any, user: User) -> str:
    carry_out(resolution=resolution, **form.cleaned_data)
    return _("{number} ist umgesetzt.").format(number=resolution.number)


def _votes_in_words(resolution: Resolution) -> str:
    if resolution.mode == Resolution.Mode.MEETING:
        return _("Bitte tragen Sie ein, wie in der Sitzung abgestimmt wurde.")
    votes = votes_of(resolution)
    return _("Im Umlauf: {yes} Ja, {no} Nein, {abstained} Enthaltungen.").format(
        yes=votes.yes, no=votes.no, abstained=votes.abstained
    )


class ResolutionForm(forms.ModelForm):
    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        sitting, first, last = (cleaned.get(n) for n in ("sitting_on", "opens_at", "closes_at"))
        circulates = first and last and first < last and not sitting
        if self.instance.pk is None and not (circulates or (sitting and not (first or last))):
            raise ValidationError(
                _("Eine Sitzung braucht ihren Tag, ein Umlauf Anfang und späteres Ende.")
            )
        return cleaned


class StateFilter(admin.SimpleListFilter):
    title = gettext_lazy("Stand")
    parameter_name = "stand"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list:
        return [
            ("offen", _("noch nicht entschieden")),
            ("faellig", _("Ergebnis einzutragen")),
            ("ueberfaellig", _("Umsetzung überfällig")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() == "offen":
            return queryset.filter(decided_at=None)
        if self.value() == "faellig":
            return queryset.awaiting_decision()
        if self.value() == "ueberfaellig":
            return queryset.late()
        return queryset


class ConflictInline(admin.TabularInline):
    model = ConflictOfInterest
    extra = 0
    fields = readonly_fields = ["membership", "reason", "declared_at"]
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Resolution)
class ResolutionAdmin(DeedAdmin):
    deed_permission = "workgroups.decide_resolution"
    deeds = [
        Deed(
            "entscheiden",
            gettext_lazy("Ergebnis eintragen"),
            _decide,
            lambda resolution: not resolution.is_decided,
            form=DecideForm,
            hint=_votes_in_words,
        ),
        Deed(
            "umsetzen",
            gettext_lazy("Als umgesetzt festhalten"),
            _carry_out,
            lambda resolution: resolution.result in ADOPTED,
            form=CarryOutForm,
        ),
    ]
    form = ResolutionForm
    list_display = ["number", "title", "body", "mode", "result", "decided_at", "due_on"]
    list_display_links = ["number", "title"]
    list_filter = [StateFilter, ("body", admin.RelatedOnlyFieldListFilter), "result", "is_public"]
    list_select_related = ["body"]
    search_fields = ["number", "title"]
    inlines = [ConflictInline]
    actions = None

    def get_fields(self, request: HttpRequest, obj: Resolution | None = None) -> list[str]:
        when = ["sitting_on", "opens_at", "closes_at"]
        if obj is None:
            return ["body", *when, *PROPOSED]
        return ["body", "number", "mode", *when, *PROPOSED, *DECIDED, "done_on", "done_note"]

    def get_readonly_fields(self, request: HttpRequest, obj: Resolution | None = None) -> list[str]:
        if obj is None:
            return []
        fixed = ["body", "number", "mode", *DECIDED, "done_on", "done_note"]
        if obj.is_decided or (obj.opens_at and obj.votes.exists()):
            fixed += ["sitting_on", "opens_at", "closes_at", "title", "text", "internal_text"]
        return fixed

    def get_inlines(self, request: HttpRequest, obj: Resolution | None) -> list:
        return self.inlines if obj else []

    def save_model(self, request: HttpRequest, obj: Resolution, form: Any, change: bool) -> None:
        if change:
            super().save_model(request, obj, form, change)
            return
        proposed = propose_resolution(**form.cleaned_data)
        obj.pk, obj.number = proposed.pk, proposed.number

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Numbers are permanent."""
        return False
