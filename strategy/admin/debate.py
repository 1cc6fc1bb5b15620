"""The debate in the admin: guiding questions with their dates, contributions to read and to hide."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from myk10.accounts.deeds import Deed, DeedAdmin, DeedForm
from myk10.accounts.models import User
from myk10.moderation.targets import moderation_link
from myk10.templatetags.texts import long_moment
from strategy.actions.debate import summarise
from strategy.models import Contribution, GuidingQuestion


class SourceField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj: Contribution) -> str:
        supporters = ngettext("{n} dafür", "{n} dafür", obj.support_count)
        about = supporters.format(n=obj.support_count)
        return f"{obj.get_column_display()}: {obj.title} ({about})"


class SummaryForm(DeedForm):
    """`seen`: when the summary had been published as the form was opened."""

    summary = GuidingQuestion._meta.get_field("summary").formfield(
        label=gettext_lazy("Zusammenfassung"),
        required=True,
        help_text=gettext_lazy("Öffentlich, über den Beiträgen."),
        error_messages={"required": gettext_lazy("Bitte schreiben Sie die Zusammenfassung.")},
    )
    sources = SourceField(
        Contribution.objects.none(),
        label=gettext_lazy("Beiträge, auf denen sie beruht"),
        help_text=gettext_lazy(
            "Wer sie geschrieben hat, bekommt eine Nachricht. Die am meisten unterstützten "
            "stehen in jeder Spalte oben."
        ),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        question: GuidingQuestion = self.row
        published = question.contributions.published()
        self.fields["sources"].queryset = published.order_by("column", "-support_count", "-pk")
        self.initial |= {
            "summary": question.summary,
            "sources": list(question.summary_sources.values_list("pk", flat=True)),
            "seen": question.summarised_at.isoformat() if question.summarised_at else "",
        }

    def clean_seen(self) -> Any:
        return parse_datetime(self.cleaned_data["seen"]) if self.cleaned_data["seen"] else None


def _summarise(question: GuidingQuestion, form: Any, user: User) -> str:
    summarise(question=question, by=user, **form.cleaned_data)
    used = form.cleaned_data["sources"].count()
    text = ngettext(
        "Die Zusammenfassung ist veröffentlicht. Sie nennt {n} Beitrag.",
        "Die Zusammenfassung ist veröffentlicht. Sie nennt {n} Beiträge.",
        used,
    )
    return text.format(n=used)


def _is_over(question: GuidingQuestion) -> bool:
    return question.phase is not None and question.phase.name == "closed"


@admin.register(GuidingQuestion)
class GuidingQuestionAdmin(DeedAdmin):
    deed_permission = "strategy.summarise_debate"
    deeds = [
        Deed(
            "zusammenfassen",
            gettext_lazy("Zusammenfassung veröffentlichen"),
            _summarise,
            lambda question: _is_over(question) and not question.is_summarised,
            form=SummaryForm,
        ),
        Deed(
            "zusammenfassung-aendern",
            gettext_lazy("Zusammenfassung ändern"),
            _summarise,
            lambda question: _is_over(question) and question.is_summarised,
            form=SummaryForm,
            hint=lambda question: _("Wer schon Bescheid weiß, bekommt keine zweite Nachricht."),
        ),
    ]
    list_display = ["title", "phase_label", "contributions_link", "closed_from", "summary_state"]
    prepopulated_fields = {"slug": ["title"]}
    actions = None
    fieldsets = [
        (None, {"fields": ["title", "slug", "text", "position"]}),
        (
            gettext_lazy("Wann die Debatte läuft"),
            {
                "fields": ["announced_from", "open_from", "closed_from"],
                "description": gettext_lazy(
                    "Jede Phase beginnt von selbst zu ihrem Zeitpunkt und dauert bis zum nächsten."
                ),
            },
        ),
        (
            gettext_lazy("Zusammenfassung"),
            {"fields": ["summary_state", "shown_summary"]},
        ),
    ]
    readonly_fields = ["summary_state", "shown_summary"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).with_participation()

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> dict:
        return {} if obj else self.prepopulated_fields

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """An address that people know stays."""
        return [*self.readonly_fields, "slug"] if obj else self.readonly_fields

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> list:
        return self.fieldsets if obj else self.fieldsets[:2]

    @admin.display(description=gettext_lazy("Phase"))
    def phase_label(self, question: GuidingQuestion) -> str:
        return str(question.phase.label) if question.phase else _("Entwurf")

    @admin.display(description=gettext_lazy("Beiträge"))
    def contributions_link(self, question: GuidingQuestion) -> SafeString:
        address = reverse("admin:strategy_contribution_changelist")
        return format_html(
            '<a href="{}?question__id__exact={}">{}</a>',
            address,
            question.pk,
            question.contribution_total,
        )

    @admin.display(description=gettext_lazy("Zusammenfassung"))
    def summary_state(self, question: GuidingQuestion) -> str:
        if question.summarised_at:
            moment = long_moment(question.summarised_at)
            return _("veröffentlicht am {moment}").format(moment=moment)
        return _("fehlt noch") if _is_over(question) else _("nach dem Ende der Debatte")

    @admin.display(description=gettext_lazy("Text"))
    def shown_summary(self, question: GuidingQuestion) -> str:
        # Cleaned when it was saved.
        return (
            format_html("<div>{}</div>", mark_safe(question.summary)) if question.summary else "–"
        )

    def has_delete_permission(
        self, request: HttpRequest, obj: GuidingQuestion | None = None
    ) -> bool:
        """What people have contributed to stays."""
        used = obj is not None and obj.contributions.exists()
        return super().has_delete_permission(request, obj) and not used

    def render_change_form(
        self, request: HttpRequest, context: dict, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        if question := context.get("original"):
            address = reverse("admin:strategy_contribution_changelist")
            context["links"] = [(f"{address}?question__id__exact={question.pk}", _("Beiträge"))]
        return super().render_change_form(request, context, *args, **kwargs)


class SightFilter(admin.SimpleListFilter):
    title = gettext_lazy("Sichtbarkeit")
    parameter_name = "sicht"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list:
        return [
            ("oeffentlich", _("öffentlich")),
            ("ausgeblendet", _("ausgeblendet")),
            ("zurueckgezogen", _("zurückgezogen")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() == "oeffentlich":
            return queryset.filter(hidden_by=None, withdrawn_at=None)
        if self.value() == "ausgeblendet":
            return queryset.exclude(hidden_by=None)
        if self.value() == "zurueckgezogen":
            return queryset.exclude(withdrawn_at=None)
        return queryset


@admin.register(Contribution)
class ContributionAdmin(DeedAdmin):
    """Read here; hidden and shown again where all moderation happens."""

    deed_permission = "strategy.summarise_debate"
    list_display = ["title", "column", "question", "author", "support_count", "created_at"]
    list_filter = [("question", admin.RelatedOnlyFieldListFilter), "column", SightFilter]
    list_select_related = ["question", "author"]
    search_fields = ["title", "text"]
    actions = None
    fields = [
        *("question", "column", "title", "text", "field_of_action", "municipality"),
        *("author", "support_count", "created_at", "edited_at", "withdrawn_at"),
    ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def render_change_form(
        self, request: HttpRequest, context: dict, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        context["links"] = [moderation_link(context["original"])]
        return super().render_change_form(request, context, *args, **kwargs)
