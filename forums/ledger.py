"""The Rückblick: what became of the tasks that the last forum set, and the chart over all years."""

from collections import Counter
from dataclasses import dataclass

from forums.models import Forum, Task

GROUPS = ("done", "under_way", "late", "open", "dropped")


@dataclass(frozen=True)
class Ledger:
    """`forum` set the tasks; `groups` holds them by what became of them, in the order of GROUPS."""

    forum: Forum
    groups: dict[str, list[Task]]

    @property
    def total(self) -> int:
        return sum(len(tasks) for tasks in self.groups.values())

    @property
    def done(self) -> int:
        return len(self.groups["done"])


def ledger_for(forum: Forum) -> Ledger | None:
    """What the forum opens with; None for the first one, or when the last one set nothing."""
    earlier = Forum.objects.announced().before(forum)
    if earlier is None:
        return None
    groups: dict[str, list[Task]] = {name: [] for name in GROUPS}
    for task in earlier.tasks.for_list().order_by("number"):
        groups[group_of(task)].append(task)
    ledger = Ledger(earlier, groups)
    return ledger if ledger.total else None


def group_of(task: Task) -> str:
    """Late is what should be finished by now and is not, however busy people are with it."""
    return "late" if task.is_late else task.state


@dataclass(frozen=True)
class Year:
    year: int
    set: int
    done: int
    carried_over: int
    dropped: int


def years() -> list[Year]:
    """Tasks set, done, carried over and dropped, for each project year."""
    tasks = Task.objects.filter(forum__in=Forum.objects.announced())
    counts: dict[int, Counter[str]] = {}
    for year, state, carried in tasks.values_list("forum__year", "state", "carried_to"):
        counter = counts.setdefault(year, Counter())
        counter["set"] += 1
        counter[state] += 1
        counter["carried"] += carried is not None
    return [
        Year(year, c["set"], c["done"], c["carried"], c["dropped"])
        for year, c in sorted(counts.items())
    ]
