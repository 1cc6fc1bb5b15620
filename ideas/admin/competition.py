"""Competitions: their dates and rules, the count, and the order that it gives."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q, QuerySet
from django.forms import ModelForm, SplitDateTimeField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ideas.actions.results import freeze_count
from ideas.admin.competition_form import CompetitionForm
from ideas.models import Competition, Criterion, Juror
from ideas.models.competition import RULE_FIELDS
from ideas.outcome import Outcome
from ideas.timetable import COMPETITION
from myk10.refusal import Refused
from myk10.richtext_admin import RichTextAdmin


class CriterionInline(admin.TabularInline):
    """Criteria belong to the rules: they are frozen together with them."""

    model = Criterion
    extra = 0
    fields = ["name", "explanation", "position"]

    def has_add_permission(self, request: HttpRequest, obj: Competition | None = None) -> bool:
        return super().has_add_permission(request, obj) and not _is_frozen(obj)

    def has_change_permission(self, request: HttpRequest, obj: Competition | None = None) -> bool:
        return super().has_change_permission(request, obj) and not _is_frozen(obj)

    def has_delete_permission(self, request: HttpRequest, obj: Competition | None = None) -> bool:
        return super().has_delete_permission(request, obj) and not _is_frozen(obj)


class JurorInline(admin.TabularInline):
    model = Juror
    extra = 0
    autocomplete_fields = ["user"]

    def has_change_permission(self, request: HttpRequest, obj: Competition | None = None) -> bool:
        """A seat is given or taken, never handed on together with its points."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Competition | None = None) -> bool:
        """Points that were given stay given."""
        scored = obj is not None and obj.jurors.filter(scores__isnull=False).exists()
        return super().has_delete_permission(request, obj) and not scored


def _is_frozen(competition: Competition | None) -> bool:
    return competition is not None and competition.rules_are_frozen


@admin.register(Competition)
class CompetitionAdmin(RichTextAdmin):
    form = CompetitionForm
    list_display = ["title", "year_shown", "phase_label", "winner_rule", "submitted"]
    list_filter = ["year", "winner_rule"]
    search_fields = ["title"]
    actions = None
    inlines = [CriterionInline, JurorInline]
    change_form_template = "admin/ideas/competition/change_form.html"
    fieldsets = [
        (None, {"fields": ["title", "slug", "year", "summary", "call_text", "demo_content"]}),
        (
            gettext_lazy("Ablauf"),
            {
                "fields": [
                    "announcement_from",
                    "submission_from",
                    "screening_from",
                    "voting_from",
                    "jury_from",
                    "result_from",
                    "answer_within_days",
                ],
                "description": gettext_lazy(
                    "Jede Phase dauert, bis die nächste mit einem Datum beginnt. "
                    "Ohne Datum entfällt eine Phase."
                ),
            },
        ),
        (
            gettext_lazy("Regeln"),
            {
                "fields": [
                    "rules_text",
                    "winner_rule",
                    "vote_weight",
                    "votes_per_person",
                    "winners_count",
                ],
                "description": gettext_lazy(
                    "Öffentlich ab der Ankündigung. Sie stehen fest, sobald die Einreichung beginnt."
                ),
            },
        ),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        handed_in = Count("ideas", filter=~Q(ideas__state="draft"))
        return super().get_queryset(request).annotate(submitted_count=handed_in)

    def get_readonly_fields(
        self, request: HttpRequest, obj: Competition | None = None
    ) -> list[str]:
        if obj is None:
            return []
        announced = ["slug"] if obj.has_begun("announcement") else []
        frozen = [*RULE_FIELDS, "shown_rules", "submission_from"] if _is_frozen(obj) else []
        return announced + frozen

    def get_fieldsets(self, request: HttpRequest, obj: Competition | None = None) -> list:
        """Frozen rules are shown as they are read, not as HTML."""
        fieldsets = super().get_fieldsets(request, obj)
        if not _is_frozen(obj):
            return fieldsets
        shown = {"rules_text": "shown_rules"}
        return [
            (title, options | {"fields": [shown.get(name, name) for name in options["fields"]]})
            for title, options in fieldsets
        ]

    def save_model(
        self, request: HttpRequest, obj: Competition, form: ModelForm, change: bool
    ) -> None:
        if any(phase.field in form.changed_data for phase in COMPETITION):
            obj.dates_set_at = timezone.now()
        super().save_model(request, obj, form, change)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Django leaves the two boxes of a date and its time without labels of their own."""
        formfield = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(formfield, SplitDateTimeField):
            for box, part in zip(formfield.widget.widgets, (_("Datum"), _("Uhrzeit")), strict=True):
                box.attrs["aria-label"] = f"{formfield.label}: {part}"
        return formfield

    def get_prepopulated_fields(self, request: HttpRequest, obj: Competition | None = None) -> dict:
        return {} if obj else {"slug": ["title"]}

    def has_delete_permission(self, request: HttpRequest, obj: Competition | None = None) -> bool:
        """What was announced stays."""
        known = obj is not None and obj.has_begun("announcement")
        return super().has_delete_permission(request, obj) and not known

    @admin.display(description=gettext_lazy("Jahr"), ordering="year")
    def year_shown(self, competition: Competition) -> str:
        return str(competition.year)

    @admin.display(description=gettext_lazy("Regeln"))
    def shown_rules(self, competition: Competition) -> str:
        return mark_safe(competition.rules_text)  # cleaned when it was saved

    @admin.display(description=gettext_lazy("Phase"))
    def phase_label(self, competition: Competition) -> str:
        return str(competition.phase.label) if competition.phase else _("noch nicht angekündigt")

    @admin.display(description=gettext_lazy("Ideen"), ordering="submitted_count")
    def submitted(self, competition: Competition) -> int:
        return competition.submitted_count

    def get_urls(self) -> list:
        def view(word: str, name: str, function: Any) -> Any:
            wrapped = self.admin_site.admin_view(function)
            return path(f"<int:pk>/{word}/", wrapped, name=f"ideas_competition_{name}")

        return [
            view("auszaehlen", "count", self.count_votes),
            view("rangfolge", "standings", self.show_standings),
            *super().get_urls(),
        ]

    def render_change_form(
        self, request: HttpRequest, context: dict, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        competition = context.get("original")
        if competition:
            outcome = Outcome(competition)
            context["can_count"] = self._can_count(outcome)
            context["has_order"] = self._has_order(outcome)
        return super().render_change_form(request, context, *args, **kwargs)

    def _has_order(self, outcome: Outcome) -> bool:
        """Nobody sees votes or points before the votes are counted."""
        begun = outcome.competition.has_begun("jury")
        return begun and outcome.is_ordered and not outcome.is_uncounted

    @staticmethod
    def _can_count(outcome: Outcome) -> bool:
        return outcome.is_uncounted and outcome.competition.has_begun("jury")

    def count_votes(self, request: HttpRequest, pk: int) -> HttpResponse:
        competition = self._competition(request, pk)
        back = reverse("admin:ideas_competition_change", args=[pk])
        if request.method == "POST":
            try:
                freeze_count(competition=competition)
            except Refused as refusal:
                messages.error(request, str(refusal))
                return redirect(back)
            self.log_change(request, competition, _("Abstimmung ausgezählt"))
            messages.success(request, _("Die Abstimmung ist ausgezählt und eingefroren."))
            return redirect("admin:ideas_competition_standings", pk)
        if not self._can_count(Outcome(competition)):
            messages.warning(request, _("Hier gibt es jetzt nichts auszuzählen."))
            return redirect(back)
        context = {
            **self._about(request, competition),
            "title": _("Abstimmung auszählen?"),
            "back": back,
        }
        return TemplateResponse(request, "admin/ideas/competition/count.html", context)

    def show_standings(self, request: HttpRequest, pk: int) -> HttpResponse:
        competition = self._competition(request, pk)
        outcome = Outcome(competition)
        if not self._has_order(outcome):
            messages.warning(request, _("Eine Rangfolge gibt es erst, wenn ausgezählt ist."))
            return redirect("admin:ideas_competition_change", pk)
        scored = Count("scores__idea", distinct=True)
        context = {
            **self._about(request, competition),
            "title": _("Rangfolge: {competition}").format(competition=competition),
            "outcome": outcome,
            "places": outcome.places(outcome.standings[:200]),
            "jurors": competition.jurors.select_related("user").annotate(scored=scored),
            "shortlisted": competition.ideas.filter(shortlisted_at__isnull=False).count(),
        }
        return TemplateResponse(request, "admin/ideas/competition/standings.html", context)

    def _competition(self, request: HttpRequest, pk: int) -> Competition:
        competition = get_object_or_404(Competition, pk=pk)
        if not self.has_change_permission(request, competition):
            raise PermissionDenied
        return competition

    def _about(self, request: HttpRequest, competition: Competition) -> dict[str, Any]:
        return {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "competition": competition,
            "subtitle": None,
        }
