"""The strategy and its versions: what each is, what can be done with it, and the way to its sections."""

import hashlib
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from myk10.accounts.deeds import DeedAdmin
from myk10.plaintext import plain_text_of
from myk10.refusal import Refused
from myk10.templatetags.texts import short_date
from strategy.actions.document import create_version, locked_for_change
from strategy.admin.document_deeds import DEEDS
from strategy.admin.editor import SectionPages
from strategy.models import Passage, Remark, Strategy, Version
from strategy.outline import Outline


@admin.register(Strategy)
class StrategyAdmin(admin.ModelAdmin):
    list_display = ["title", "summary"]
    actions = None

    def add_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """There is one, and it has versions."""
        if Strategy.objects.exists():
            messages.warning(request, _("Es gibt schon eine Strategie; sie hat Fassungen."))
            return redirect("admin:strategy_strategy_changelist")
        return super().add_view(request, *args, **kwargs)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class VersionForm(forms.ModelForm):
    """`seen`: what stood in the version's own fields when the form was opened."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["seen"] = _digest(self.instance)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.instance.pk:
            try:
                self._compare_with(locked_for_change(self.instance))
            except Refused as refusal:
                self._give_back(str(refusal))
        return cleaned

    def _compare_with(self, now: Version) -> None:
        if self.data.get(self.add_prefix("seen")) == _digest(now):
            return
        text = _(
            "Diese Angaben hat inzwischen jemand geändert. Gespeichert ist jetzt der Titel „{title}“ "
            "mit dem Vorwort: {foreword}. Unten steht, was Sie geschrieben haben; wenn Sie noch "
            "einmal sichern, ersetzt es die Änderung."
        )
        foreword = plain_text_of(now.foreword) or "–"
        self.add_error(None, text.format(title=now.title, foreword=foreword))
        self.data = self.data.copy()
        self.data[self.add_prefix("seen")] = _digest(now)

    def _give_back(self, refusal: str) -> None:
        typed = self.data.get("foreword", "")
        if typed and typed != self.instance.foreword:
            typed = plain_text_of(typed)
            refusal += " " + _("Das hatten Sie als Vorwort geschrieben: {typed}").format(
                typed=typed
            )
        self.add_error(None, refusal)


def _digest(version: Version) -> str:
    fields = (version.title, version.slug, version.foreword, str(version.demo_content))
    return hashlib.sha256("\n".join(fields).encode()).hexdigest()


@admin.register(Version)
class VersionAdmin(SectionPages, DeedAdmin):
    deeds = DEEDS
    deed_permission = "strategy.edit_text"
    form = VersionForm
    change_form_template = "admin/strategy/version/change_form.html"
    list_display = ["title", "kind_shown", "dates", "section_count", "remark_count"]
    search_fields = ["title"]
    actions = None
    view_on_site = False

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        passages = Passage.objects.filter(version=OuterRef("pk")).order_by()
        remarks = Remark.objects.filter(version=OuterRef("pk")).order_by()
        count = Count("pk")
        return (
            super()
            .get_queryset(request)
            .select_related("adoption", "based_on")
            .annotate(
                passages_here=Subquery(passages.values("version").annotate(n=count).values("n")),
                remarks_here=Subquery(remarks.values("version").annotate(n=count).values("n")),
            )
        )

    # --- The list ------------------------------------------------------------------------------

    @admin.display(description=gettext_lazy("Stand"))
    def kind_shown(self, version: Version) -> str:
        if not version.is_public:
            return _("Entwurf, nicht veröffentlicht")
        return version.kind

    @admin.display(description=gettext_lazy("Wann"))
    def dates(self, version: Version) -> str:
        if version.is_adopted:
            adopted = _("beschlossen am {day}")
            return adopted.format(day=version.adoption.adopted_on.strftime("%d.%m.%Y"))
        if version.consultation_from and version.evaluation_from:
            span = _("Konsultation {begins} bis {ends}")
            return span.format(
                begins=short_date(version.consultation_from),
                ends=short_date(version.evaluation_from),
            )
        if version.is_public:
            since = _("veröffentlicht am {day}")
            return since.format(day=short_date(version.published_from))
        return _("angelegt am {day}").format(day=short_date(version.created_at))

    @admin.display(description=gettext_lazy("Abschnitte"), ordering="passages_here")
    def section_count(self, version: Version) -> int:
        return version.passages_here or 0

    @admin.display(description=gettext_lazy("Anmerkungen"), ordering="remarks_here")
    def remark_count(self, version: Version) -> int:
        return version.remarks_here or 0

    # --- The form ------------------------------------------------------------------------------

    def get_fields(self, request: HttpRequest, obj: Version | None = None) -> list[str]:
        if obj is None:
            return ["strategy", "title", "slug", "based_on", "demo_content"]
        if obj.is_adopted:
            return ["title", "slug", "based_on", "shown_foreword"]
        return ["title", "slug", "based_on", "foreword", "demo_content", "seen"]

    def get_readonly_fields(self, request: HttpRequest, obj: Version | None = None) -> list[str]:
        """What people have linked to keeps its address; what was adopted keeps everything."""
        if obj is None:
            return []
        if obj.is_adopted:
            return ["title", "slug", "based_on", "shown_foreword"]
        return ["slug", "based_on"] if obj.is_public else ["based_on"]

    def get_prepopulated_fields(self, request: HttpRequest, obj: Version | None = None) -> dict:
        return {} if obj else {"slug": ["title"]}

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {
            "strategy": Strategy.objects.first(),
            **super().get_changeform_initial_data(request),
        }

    @admin.display(description=gettext_lazy("Vorwort"))
    def shown_foreword(self, version: Version) -> str | SafeString:
        # Cleaned when it was saved.
        return (
            format_html("<div>{}</div>", mark_safe(version.foreword)) if version.foreword else "–"
        )

    def save_model(self, request: HttpRequest, obj: Version, form: Any, change: bool) -> None:
        if change:
            super().save_model(request, obj, form, change)
            return
        names = ("strategy", "title", "slug", "based_on")
        made = create_version(**{name: form.cleaned_data[name] for name in names})
        obj.pk, obj.foreword, obj.created_at = made.pk, made.foreword, made.created_at
        obj._state.adding = False
        obj.save(update_fields=["demo_content"])

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """People may have remarked on it."""
        return False

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        if version := context.get("original"):
            context["outline"] = Outline(version)
            context["show_save_and_add_another"] = False
            if version.is_adopted:
                context |= {"show_save": False, "show_save_and_continue": False}
        return super().render_change_form(request, context, *args, **kwargs)
