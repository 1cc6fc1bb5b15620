"""The agenda as the Projektbüro keeps it: late measures first, each step a deed."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db import models, transaction
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.forms import BaseInlineFormSet
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from forums.admin.queue import QueueFilter
from myk10.accounts.deeds import DeedAdmin
from strategy.actions.measures import create_measure, remove_image
from strategy.admin.measure_candidates import CandidateViews
from strategy.admin.measure_deeds import DEEDS
from strategy.forms.measures import ImageForm, MeasureForm, MilestoneForm
from strategy.models import Measure, MeasureImage, MeasureNote, Milestone


class MeasureQueue(QueueFilter):
    first = gettext_lazy("geplant und in Umsetzung")

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list:
        return [
            ("verzug", _("im Verzug")),
            ("still", _("seit 90 Tagen kein Fortschritt und keine Ampel")),
            ("entwurf", _("noch nicht veröffentlicht")),
            ("alle", _("alle Maßnahmen")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        queues = {
            None: queryset.running,
            "verzug": queryset.late,
            "still": queryset.silent,
            "entwurf": lambda: queryset.filter(published_at=None),
        }
        return queues.get(self.value(), queryset.all)()


class MilestoneInline(admin.TabularInline):
    model = Milestone
    form = MilestoneForm
    extra = 0
    fields = ["title", "due_on", "standing"]
    readonly_fields = ["standing"]

    @admin.display(description=gettext_lazy("Stand"))
    def standing(self, milestone: Milestone) -> str:
        if milestone.reached_on:
            return _("erreicht am {day:%d.%m.%Y}").format(day=milestone.reached_on)
        return _("überfällig") if milestone.pk and milestone.is_late else _("offen")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What the public knows stays; a milestone that does not come is planned anew."""
        known = obj is not None and obj.is_public
        return super().has_delete_permission(request, obj) and not known


class RemovingFormSet(BaseInlineFormSet):
    """Rows go together with their files."""

    def delete_existing(self, obj: Any, commit: bool = True) -> None:
        if commit:
            remove_image(obj)


class ImageInline(admin.TabularInline):
    model = MeasureImage
    form = ImageForm
    formset = RemovingFormSet
    classes = ["collapse"]
    extra = 0
    fields = ["upload", "alt_text", "position", "size"]
    readonly_fields = ["size"]

    @admin.display(description=gettext_lazy("Größe"))
    def size(self, image: MeasureImage) -> str:
        return f"{image.width} × {image.height}" if image.pk else ""


class NoteInline(admin.TabularInline):
    """Read here; notes are written by the deeds alone, which set the state as well."""

    model = MeasureNote
    extra = 0
    fields = ["written_at", "state", "light", "text"]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


WRITTEN = [
    (None, {"fields": ["title", "summary", "profile", "target_vision", "field_of_action", "other_fields"]}),
    (gettext_lazy("Wer, wann, womit"), {"fields": ["responsible", "partners", "starts_on", "ends_on", "costs", "funding"]}),
    (gettext_lazy("Roter Faden"), {"fields": ["origin_shown", "section", "demo_content"]}),
]  # fmt: skip


@admin.register(Measure)
class MeasureAdmin(CandidateViews, DeedAdmin):
    form = MeasureForm
    deeds = DEEDS
    deed_permission = "strategy.run_measure"
    change_list_template = "admin/strategy/measure/change_list.html"
    list_display = ["number", "title", "field_of_action", "state", "light_shown", "span", "since"]
    list_display_links = ["number", "title"]
    list_filter = [MeasureQueue, "field_of_action", "target_vision", "state", "light"]
    list_select_related = ["field_of_action"]
    search_fields = ["number", "title", "responsible"]
    actions = None
    inlines = [MilestoneInline, ImageInline, NoteInline]
    formfield_overrides = {models.ManyToManyField: {"widget": forms.CheckboxSelectMultiple}}
    readonly_fields = ["number", "origin_shown", "standing"]

    def get_ordering(self, request: HttpRequest) -> list[Any]:
        """Late ones first, then by the day since which nobody has said anything."""
        is_running = ~Q(state__in=["done", "dropped"])
        is_late = Q(ends_on__lt=timezone.localdate()) | Q(light="red")
        urgency = Case(
            When(is_late & is_running, then=0),
            When(is_running, then=1),
            default=Value(2),
            output_field=IntegerField(),
        )
        return [urgency.asc(), "state_set_at", "number"]

    # --- The list ------------------------------------------------------------------------------

    @admin.display(description=gettext_lazy("Ampel"), ordering="light")
    def light_shown(self, measure: Measure) -> str | SafeString:
        if measure.is_settled:
            return "–"
        if measure.is_late:
            return format_html('<strong class="overdue">{}</strong>', measure.standing.label)
        return str(measure.standing.label)

    @admin.display(description=gettext_lazy("Zeit"), ordering="starts_on")
    def span(self, measure: Measure) -> str:
        return measure.span

    @admin.display(description=gettext_lazy("Stand vom"), ordering="state_set_at")
    def since(self, measure: Measure) -> str:
        day = f"{timezone.localtime(measure.state_set_at):%d.%m.%Y}"
        return day if measure.is_public else _("{day} (Entwurf)").format(day=day)

    # --- The form ------------------------------------------------------------------------------

    def get_fieldsets(self, request: HttpRequest, obj: Measure | None = None) -> list:
        if obj is None:
            return [*WRITTEN[:2], (WRITTEN[2][0], {"fields": ["section", "demo_content"]})]
        return [(None, {"fields": ["number", "standing"]}), *WRITTEN]

    def get_inlines(self, request: HttpRequest, obj: Measure | None) -> list:
        return self.inlines if obj else []

    @admin.display(description=gettext_lazy("Herkunft"))
    def origin_shown(self, measure: Measure) -> str | SafeString:
        if source := measure.idea or measure.task:
            return format_html(
                '{}: <a href="{}">{}</a>', measure.origin.label, source.get_absolute_url(), source
            )
        return str(measure.origin.label)

    @admin.display(description=gettext_lazy("Stand"))
    def standing(self, measure: Measure) -> str:
        parts = [str(measure.get_state_display())]
        if not measure.is_settled:
            parts.append(str(measure.standing.label))
        if not measure.is_public:
            parts.append(_("noch nicht veröffentlicht"))
        return ", ".join(parts) + (f": {measure.state_reason}" if measure.state_reason else "")

    @transaction.atomic
    def save_model(self, request: HttpRequest, obj: Measure, form: Any, change: bool) -> None:
        if change:
            super().save_model(request, obj, form, change)
            return
        measure = create_measure(**form.cleaned_data)
        obj.pk, obj.number = measure.pk, measure.number

    def has_delete_permission(self, request: HttpRequest, obj: Measure | None = None) -> bool:
        """Numbers are permanent."""
        return False

    def render_change_form(
        self, request: HttpRequest, context: dict, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        if measure := context.get("original"):
            context["links"] = [(measure.get_absolute_url(), _("Seite der Maßnahme"))]
        return super().render_change_form(request, context, *args, **kwargs)

    def get_urls(self) -> list:
        name = "strategy_measure_candidates"
        view, make = map(self.admin_site.admin_view, (self.candidates, self.make))
        return [
            path("herkunft/", view, name=name),
            path("herkunft/<slug:kind>/<int:pk>/", make, name="strategy_measure_make"),
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        links = [
            (
                reverse("admin:strategy_measure_candidates"),
                _("Gewinnerideen und Aufgaben ohne Maßnahme"),
            ),
            (reverse("strategy:measures"), _("Seite der Umsetzungsagenda")),
        ]
        return super().changelist_view(request, {"links": links, **(extra_context or {})})
