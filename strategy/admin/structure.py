"""Target visions, their goals, and the values of the indicators."""

from django.contrib import admin
from django.db import models

from strategy.models import Goal, Indicator, IndicatorValue, TargetVision

GERMAN_NUMBERS = {models.DecimalField: {"localize": True}}  # 4,5 is a number


class GoalInline(admin.StackedInline):
    model = Goal
    classes = ["collapse"]
    extra = 0
    fields = [("title", "position"), "text", ("field_of_action", "section")]
    show_change_link = True


@admin.register(TargetVision)
class TargetVisionAdmin(admin.ModelAdmin):
    list_display = ["title", "summary", "position"]
    prepopulated_fields = {"slug": ["title"]}
    fields = ["title", "slug", "summary", "text", "position"]
    inlines = [GoalInline]


class IndicatorInline(admin.StackedInline):
    model = Indicator
    extra = 0
    formfield_overrides = GERMAN_NUMBERS
    fields = [
        ("name", "unit", "position"),
        ("target_value", "target_on", "less_is_better"),
        "source",
    ]
    show_change_link = True


@admin.register(Goal)
class GoalAdmin(admin.ModelAdmin):
    list_display = ["title", "target_vision", "field_of_action", "position"]
    list_filter = ["target_vision", "field_of_action"]
    list_select_related = ["target_vision", "field_of_action"]
    search_fields = ["title", "text"]
    inlines = [IndicatorInline]


class ValueInline(admin.StackedInline):
    model = IndicatorValue
    extra = 1
    formfield_overrides = GERMAN_NUMBERS
    fields = ["measured_on", "value", "note"]


@admin.register(Indicator)
class IndicatorAdmin(admin.ModelAdmin):
    """Where new values are entered."""

    formfield_overrides = GERMAN_NUMBERS
    list_display = ["name", "goal", "target_value", "unit", "target_on", "source"]
    list_filter = ["goal__target_vision"]
    list_select_related = ["goal"]
    search_fields = ["name", "goal__title"]
    fields = [
        "goal",
        ("name", "unit"),
        ("target_value", "target_on", "less_is_better"),
        "source",
        "position",
    ]
    inlines = [ValueInline]
