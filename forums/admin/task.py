"""The tasks of the project years, by the day on which they are due."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminDateWidget
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from forums.actions.tasks import carry_over, note_progress, set_task
from forums.admin.queue import QueueFilter, due_in_words
from forums.models import Forum, Task, TaskNote
from myk10.accounts.deeds import Deed, DeedAdmin, DeedForm
from myk10.accounts.models import User
from myk10.text import plain_line, plain_text

SET_ONCE = ["forum", "number", "adopted_by", "carried_from"]
STANDING = ["state", "state_set_at", "state_reason", "state_url"]


class ProgressForm(DeedForm):
    state = forms.ChoiceField(label=gettext_lazy("Stand"), choices=Task.State.choices)
    text = forms.CharField(
        label=gettext_lazy("Was ist geschehen?"),
        help_text=gettext_lazy(
            "Öffentlich. Bei „erledigt“ und „aufgegeben“ ist es zugleich die Begründung "
            "(höchstens 500 Zeichen)."
        ),
        max_length=1000,
        validators=[plain_text],
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": gettext_lazy("Bitte schreiben Sie, was geschehen ist.")},
    )
    url = forms.CharField(
        label=gettext_lazy("Nachzulesen unter"),
        help_text=gettext_lazy("Adresse einer Seite. Sie kann leer bleiben."),
        max_length=300,
        required=False,
        validators=[plain_line],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["state"].initial = self.row.state
        self.fields["url"].initial = self.row.state_url

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        settles = cleaned.get("state") in (Task.State.DONE, Task.State.DROPPED)
        if settles and len(cleaned.get("text", "")) > 500:
            self.add_error("text", _("Als Begründung sind höchstens 500 Zeichen möglich."))
        return cleaned


class CarryOverForm(DeedForm):
    forum = forms.ModelChoiceField(Forum.objects.none(), label=gettext_lazy("Forum"))
    due_on = forms.DateField(label=gettext_lazy("Fertig bis"), widget=AdminDateWidget)
    adopted_by = forms.CharField(
        label=gettext_lazy("Beschlossen von"),
        help_text=gettext_lazy("Zum Beispiel: Lenkungsgruppe"),
        max_length=80,
        validators=[plain_line],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["forum"].queryset = Forum.objects.filter(year__gt=self.row.forum.year)
        self.fields["forum"].initial = self.fields["forum"].queryset.order_by("year").first()


def _note(task: Task, form: Any, user: User) -> str:
    note_progress(task=task, written_by=user, **form.cleaned_data)
    return _("Der Fortschritt von {number} ist festgehalten.").format(number=task.number)


def _carry_over(task: Task, form: Any, user: User) -> str:
    new = carry_over(task=task, **form.cleaned_data)
    return _("{number} wird als {new} fortgeführt.").format(number=task.number, new=new.number)


class TaskQueue(QueueFilter):
    first = gettext_lazy("offen und in Arbeit")

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list:
        return [("ueberfaellig", _("überfällig")), ("alle", _("alle Aufgaben"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() == "alle":
            return queryset
        if self.value() == "ueberfaellig":
            return queryset.late()
        unsettled = queryset.exclude(state__in=[Task.State.DONE, Task.State.DROPPED])
        return unsettled.filter(carried_to=None)


class NoteInline(admin.TabularInline):
    """Read here; notes are written by the deed alone, which sets the state as well."""

    model = TaskNote
    extra = 0
    fields = ["written_at", "state", "text"]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Task)
class TaskAdmin(DeedAdmin):
    deed_permission = "forums.change_task"
    deeds = [
        Deed(
            "fortschritt",
            gettext_lazy("Fortschritt festhalten"),
            _note,
            lambda task: True,
            form=ProgressForm,
        ),
        Deed(
            "fortfuehren",
            gettext_lazy("In einem späteren Jahr fortführen"),
            _carry_over,
            lambda task: not task.is_settled and not task.is_carried_over,
            form=CarryOverForm,
            hint=lambda task: _(
                "Die Aufgabe wird bei einem späteren Forum noch einmal gestellt, unter neuer Nummer."
            ),
        ),
    ]
    list_display = ["number", "title", "forum_year", "responsible", "state", "due"]
    list_display_links = ["number", "title"]
    list_filter = [TaskQueue, ("forum", admin.RelatedOnlyFieldListFilter), "strand", "state"]
    list_select_related = ["forum", "carried_to"]
    search_fields = ["number", "title", "responsible"]
    ordering = ["due_on", "number"]
    actions = None
    inlines = [NoteInline]

    def get_fields(self, request: HttpRequest, obj: Task | None = None) -> list[str]:
        written = ["title", "text", "strand", "field_of_action", "responsible", "due_on"]
        if obj is None:
            return ["forum", *written, "adopted_by"]
        return ["forum", "number", *written, *STANDING, "adopted_by", "carried_from"]

    def get_readonly_fields(self, request: HttpRequest, obj: Task | None = None) -> list[str]:
        return [*SET_ONCE, *STANDING] if obj else []

    def get_inlines(self, request: HttpRequest, obj: Task | None) -> list:
        return self.inlines if obj else []

    def save_model(self, request: HttpRequest, obj: Task, form: Any, change: bool) -> None:
        if change:
            super().save_model(request, obj, form, change)
            return
        task = set_task(**form.cleaned_data)
        obj.pk, obj.number = task.pk, task.number

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Numbers are permanent."""
        return False

    @admin.display(description=gettext_lazy("Forum"), ordering="forum__year")
    def forum_year(self, task: Task) -> str:
        return str(task.forum.year)

    @admin.display(description=gettext_lazy("Fertig bis"), ordering="due_on")
    def due(self, task: Task) -> str:
        if task.is_settled:
            return task.get_state_display()
        if task.is_carried_over:
            return _("fortgeführt als {number}").format(number=task.carried_to.number)
        return due_in_words(task.due_on)
