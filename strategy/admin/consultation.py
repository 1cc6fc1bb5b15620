"""The queue of remarks: read here and answered by the deed, one after the other."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from forums.admin.queue import QueueFilter
from myk10.accounts.deeds import Deed, DeedAdmin, DeedForm
from myk10.accounts.models import User
from myk10.moderation.targets import moderation_link
from strategy.actions.consultation import answer_remark, decisions_for
from strategy.difference import difference, marked
from strategy.models import Passage, Remark


class AnswerForm(DeedForm):
    """`seen`: when the remark had been answered as the form was opened."""

    decision = forms.ChoiceField(
        label=gettext_lazy("Entscheidung"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Bitte wählen Sie eine Entscheidung.")},
    )
    answer = Remark._meta.get_field("answer").formfield(
        label=gettext_lazy("Antwort und Begründung"),
        required=True,
        help_text=gettext_lazy("Öffentlich. Wer geschrieben hat, bekommt Bescheid."),
        error_messages={"required": gettext_lazy("Bitte begründen Sie die Entscheidung.")},
    )
    change = Remark._meta.get_field("change").formfield(
        label=gettext_lazy("Was sich im Text ändert"),
        help_text=gettext_lazy("Kurz, zum Beispiel: Im zweiten Satz steht jetzt „täglich“."),
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        remark = self.row
        choices = [(d.value, d.label) for d in decisions_for(remark)]
        self.fields["decision"].choices = choices
        self.fields["decision"].initial = remark.decision if remark.is_answered else None
        if len(choices) == 1:
            self.fields["decision"].initial = choices[0][0]
            self.fields["decision"].widget = forms.HiddenInput()
        self.fields["answer"].initial, self.fields["change"].initial = remark.answer, remark.change
        self.fields["seen"].initial = remark.answered_at.isoformat() if remark.answered_at else ""

    def clean_seen(self) -> Any:
        return parse_datetime(self.cleaned_data["seen"]) if self.cleaned_data["seen"] else None


def _answer(remark: Remark, form: Any, user: User) -> str:
    answer_remark(remark=remark, answered_by=user, **form.cleaned_data)
    return _("Die Antwort auf {number} ist veröffentlicht.").format(number=remark.number)


def _next_unanswered(remark: Remark) -> str:
    """The form of the next one that waits, of the same version."""
    waiting = Remark.objects.awaiting_answer().filter(version=remark.version_id)
    following = waiting.exclude(pk=remark.pk).order_by("created_at", "pk").first()
    if following:
        return reverse("admin:strategy_remark_do", args=[following.pk, "beantworten"])
    return reverse("admin:strategy_remark_changelist")


class RemarkQueue(QueueFilter):
    first = gettext_lazy("wartet auf Antwort")

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list:
        return [("alle", _("alle Anmerkungen"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset if self.value() == "alle" else queryset.awaiting_answer()


class SectionFilter(admin.SimpleListFilter):
    title = gettext_lazy("Abschnitt")
    parameter_name = "abschnitt"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list:
        """The sections that somebody waits for an answer at, with the title of their latest version."""
        waiting = Remark.objects.awaiting_answer().order_by()
        counts = dict(waiting.values("section").annotate(n=Count("pk")).values_list("section", "n"))
        passages = Passage.objects.filter(section__in=counts).order_by("version", "pk")
        titles = dict(passages.values_list("section", "title"))
        return [
            (str(section), f"{titles.get(section, section)} ({number})")
            for section, number in counts.items()
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        value = self.value() or ""
        return queryset.filter(section=int(value)) if value.isdecimal() else queryset


@admin.register(Remark)
class RemarkAdmin(DeedAdmin):
    deed_permission = "strategy.answer_remark"
    do_template = "admin/strategy/remark/do.html"
    deeds = [
        Deed(
            "beantworten",
            gettext_lazy("Beantworten"),
            _answer,
            lambda remark: remark.withdrawn_at is None and remark.hidden_by_id is None,
            form=AnswerForm,
            leads_to=_next_unanswered,
        ),
    ]
    list_display = ["number", "short_text", "section_title", "kind", "support_count", "decision"]
    list_display_links = ["number", "short_text"]
    list_filter = [
        RemarkQueue,
        ("version", admin.RelatedOnlyFieldListFilter),
        SectionFilter,
        "kind",
    ]
    search_fields = ["number", "text"]
    ordering = ["created_at", "pk"]
    actions = None
    fields = [
        *("number", "version", "section_title", "kind", "author", "created_at", "support_count"),
        *("text", "shown_difference", "decision", "answer", "change"),
        *("answered_at", "answered_by", "withdrawn_at"),
    ]
    readonly_fields = ["section_title", "shown_difference"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        here = Passage.objects.filter(version=OuterRef("version"), section=OuterRef("section"))
        title = Subquery(here.values("title")[:1])
        return super().get_queryset(request).annotate(section_title=title)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description=gettext_lazy("Text"), ordering="text")
    def short_text(self, remark: Remark) -> str:
        return remark.text if len(remark.text) <= 90 else f"{remark.text[:89]}…"

    @admin.display(description=gettext_lazy("Abschnitt"), ordering="section_title")
    def section_title(self, remark: Any) -> str:
        return remark.section_title or _("nicht mehr in dieser Fassung")

    @admin.display(description=gettext_lazy("Vorgeschlagener Wortlaut"))
    def shown_difference(self, remark: Remark) -> SafeString | str:
        return marked(difference(remark.original, remark.proposed)) if remark.proposed else "–"

    def render_change_form(
        self, request: HttpRequest, context: dict, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        context["links"] = [moderation_link(context["original"])]
        return super().render_change_form(request, context, *args, **kwargs)
