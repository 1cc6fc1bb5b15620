"""The queue of the answer promise."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from forums.actions.companion import answer_question, mark_answered_live
from forums.admin.queue import QueueFilter, due_in_words
from forums.models import Question
from myk10.accounts.deeds import Deed, DeedAdmin, DeedForm
from myk10.accounts.models import User
from myk10.moderation.targets import moderation_link


class AnswerForm(DeedForm):
    """`seen`: when the question had been answered as the form was opened."""

    answer = Question._meta.get_field("answer").formfield(
        label=gettext_lazy("Antwort"),
        required=True,
        help_text=gettext_lazy("Öffentlich. Wer gefragt hat, bekommt eine E-Mail."),
        error_messages={"required": gettext_lazy("Bitte schreiben Sie die Antwort.")},
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"].initial = self.row.answer
        answered_at = self.row.answered_at
        self.fields["seen"].initial = answered_at.isoformat() if answered_at else ""

    def clean_seen(self) -> Any:
        return parse_datetime(self.cleaned_data["seen"]) if self.cleaned_data["seen"] else None


def _answer(question: Question, form: Any, user: User) -> str:
    answer_question(
        question=question,
        answer=form.cleaned_data["answer"],
        answered_by=user,
        seen=form.cleaned_data["seen"],
    )
    return _("Die Antwort ist veröffentlicht.")


def _answered_live(question: Question, form: Any, user: User) -> str:
    mark_answered_live(question=question, answered=True)
    return _("Die Frage gilt als im Saal beantwortet.")


class QuestionQueue(QueueFilter):
    first = gettext_lazy("wartet auf Antwort")

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list:
        return [("ueberfaellig", _("überfällig")), ("alle", _("alle Fragen"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() == "alle":
            return queryset
        waiting = queryset.awaiting_answer()
        if self.value() == "ueberfaellig":
            return waiting.filter(answer_due_on__lt=timezone.localdate())
        return waiting


@admin.register(Question)
class QuestionAdmin(DeedAdmin):
    deed_permission = "forums.moderate_forum"
    deeds = [
        Deed(
            "beantworten",
            gettext_lazy("Schriftlich antworten"),
            _answer,
            lambda question: question.merged_into_id is None,
            form=AnswerForm,
        ),
        Deed(
            "im-saal-beantwortet",
            gettext_lazy("Im Saal beantwortet"),
            _answered_live,
            lambda question: not question.is_answered and question.merged_into_id is None,
            hint=lambda question: _(
                "Die Frage verlässt den Arbeitsvorrat ohne schriftliche Antwort."
            ),
        ),
    ]
    list_display = ["short_text", "forum_year", "support_count", "promise"]
    list_filter = [QuestionQueue, ("forum", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["forum"]
    search_fields = ["text"]
    ordering = ["answer_due_on", "pk"]
    actions = None
    fields = [
        *("forum", "text", "asked_at", "support_count", "answer_due_on", "answered_live_at"),
        *("merged_into", "answered_at", "shown_answer"),
    ]
    readonly_fields = ["shown_answer"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description=gettext_lazy("Frage"), ordering="text")
    def short_text(self, question: Question) -> str:
        return str(question)

    @admin.display(description=gettext_lazy("Forum"), ordering="forum__year")
    def forum_year(self, question: Question) -> str:
        return str(question.forum.year)

    @admin.display(description=gettext_lazy("Antwort zugesagt"), ordering="answer_due_on")
    def promise(self, question: Question) -> str:
        if question.answered_at:
            return _("beantwortet")
        if question.answered_live_at:
            return _("im Saal beantwortet")
        if question.merged_into_id or question.hidden_by_id:
            return _("erledigt")
        return due_in_words(question.answer_due_on)

    @admin.display(description=gettext_lazy("Antwort"))
    def shown_answer(self, question: Question) -> str:
        return mark_safe(question.answer) if question.answer else "–"  # cleaned when it was saved

    def render_change_form(
        self, request: HttpRequest, context: dict, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        context["links"] = [moderation_link(context["original"])]
        return super().render_change_form(request, context, *args, **kwargs)
