"""The tasks of a forum, narrowed by what the address says."""

from functools import cached_property

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from forums.ledger import group_of
from forums.models import Forum, Strand, Task
from myk10.region.models import FieldOfAction

STATES = {
    "offen": ("open", _("offen")),
    "in-arbeit": ("under_way", _("in Arbeit")),
    "verspaetet": ("late", _("verspätet")),
    "erledigt": ("done", _("erledigt")),
    "aufgegeben": ("dropped", _("aufgegeben")),
}


class TaskList:
    """Choices that mean nothing are left out. Late is a state of its own here, as in the ledger."""

    def __init__(self, forum: Forum, choices: QueryDict) -> None:
        self.tasks = list(forum.tasks.for_list().order_by("number"))
        state, field = choices.get("stand", ""), choices.get("feld", "")
        self.state = state if state in STATES else ""
        self.field = next((f for f in self.fields if f.slug == field), None)

    @cached_property
    def fields(self) -> list[FieldOfAction]:
        fields = {task.field_of_action for task in self.tasks if task.field_of_action}
        return sorted(fields, key=lambda field: field.name)

    @property
    def states(self) -> dict[str, str]:
        return {name: label for name, (_state, label) in STATES.items()}

    @property
    def is_filtered(self) -> bool:
        return bool(self.state or self.field)

    @cached_property
    def shown(self) -> list[Task]:
        return [task for task in self.tasks if self._is_wanted(task)]

    def _is_wanted(self, task: Task) -> bool:
        if self.field and task.field_of_action != self.field:
            return False
        return not self.state or group_of(task) == STATES[self.state][0]

    @property
    def strands(self) -> list[tuple[str, list[Task]]]:
        """(label, tasks) of each strand that has some."""
        found = [(s.label, [t for t in self.shown if t.strand == s]) for s in Strand]
        return [(label, tasks) for label, tasks in found if tasks]
