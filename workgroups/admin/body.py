from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from myk10.refusal import Refused
from myk10.richtext_admin import RichTextAdmin
from workgroups.actions.membership import refuse_second_seat
from workgroups.models import Body, Membership

ENDING_SOON_DAYS = 60


class MembershipForm(forms.ModelForm):
    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        seat = Membership(pk=self.instance.pk, body=cleaned.get("body") or self.instance.body)
        for field in ("user", "from_on", "until_on"):
            setattr(seat, field, cleaned.get(field, getattr(self.instance, field)))
        if seat.body_id and seat.from_on:
            try:
                refuse_second_seat(seat)
            except Refused as refusal:
                raise ValidationError(str(refusal)) from refusal
        return cleaned


class TermFilter(admin.SimpleListFilter):
    title = gettext_lazy("Mitgliedschaft")
    parameter_name = "zeit"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list:
        return [
            ("jetzt", _("Mitglied")),
            ("endet", _("endet in {n} Tagen oder früher").format(n=ENDING_SOON_DAYS)),
            ("vorbei", _("ausgeschieden")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() == "jetzt":
            return queryset.current()
        if self.value() == "endet":
            return queryset.ending_within(ENDING_SOON_DAYS)
        if self.value() == "vorbei":
            return queryset.filter(until_on__lt=timezone.localdate())
        return queryset


class MembershipInline(admin.TabularInline):
    """Who works here now; those who left are in the list of memberships."""

    model = Membership
    form = MembershipForm
    extra = 0
    fields = [
        *("user", "name", "affiliation", "role", "may_vote", "stands_in_for"),
        *("from_on", "until_on"),
    ]
    autocomplete_fields = ["user", "stands_in_for"]
    can_delete = False

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).current().by_role()


@admin.register(Body)
class BodyAdmin(RichTextAdmin):
    list_display = ["name", "kind", "members", "term_from", "term_until", "takes_applications"]
    list_filter = ["kind", "takes_applications"]
    search_fields = ["name", "short_name"]
    prepopulated_fields = {"slug": ["name"]}
    formfield_overrides = {models.ManyToManyField: {"widget": forms.CheckboxSelectMultiple}}
    inlines = [MembershipInline]
    actions = None

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).with_member_count().highest_first()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A body that has worked stays; its term ends."""
        return False

    @admin.display(description=gettext_lazy("Mitglieder"), ordering="member_count")
    def members(self, body: Body) -> int:
        return body.member_count


@admin.register(Membership)
class MembershipAdmin(admin.ModelAdmin):
    form = MembershipForm
    list_display = ["name", "body", "role", "may_vote", "from_on", "until_on"]
    list_filter = [TermFilter, ("body", admin.RelatedOnlyFieldListFilter), "role"]
    list_select_related = ["body"]
    search_fields = ["name", "affiliation"]
    autocomplete_fields = ["user", "body", "stands_in_for"]
    readonly_fields = ["shown_publicly"]
    actions = None

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Who was a member stays on record; the membership ends."""
        return False
