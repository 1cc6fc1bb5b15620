"""Whom a mailing (Rundschreiben) can go to. An app registers its audiences in `AppConfig.ready`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from myk10.kept import kept


@dataclass(frozen=True)
class Audience:
    """A group of people, or one group for each of the `choices` (value, label).

    `people` gives rows that have an `email`; of them it is asked again at the moment of sending
    whether somebody still belongs to it. `why` is what the mail says about it; `{choice}` in it
    stands for the label of the choice. People of an audience `by_subscription` chose it themselves
    on the page of the newsletter, to which the mail leads back.
    """

    name: str
    label: Any
    why: Any
    people: Callable[[str], QuerySet]
    choices: Callable[[], list[tuple[str, str]]] | None = None
    by_subscription: bool = False


@dataclass(frozen=True)
class Group:
    """One audience with one of its choices; its key is what a mailing and a mail remember."""

    audience: Audience
    value: str
    label: str

    @property
    def key(self) -> str:
        return f"{self.audience.name}:{self.value}" if self.value else self.audience.name

    @property
    def why(self) -> str:
        return str(self.audience.why).format(choice=self.label)

    def people(self) -> QuerySet:
        return self.audience.people(self.value)

    def includes(self, email: str) -> bool:
        return self.people().filter(email__iexact=email).exists()


_audiences: dict[str, Audience] = {}


def register(*audiences: Audience) -> None:
    for audience in audiences:
        if _audiences.setdefault(audience.name, audience) != audience:
            raise ValueError(f"There are two audiences named {audience.name}.")


def groups() -> list[Group]:
    """All that can be chosen at present, in the order in which they were registered."""
    return [group for audience in _audiences.values() for group in _groups_of(audience)]


def group_of(key: str) -> Group | None:
    """The group with this key; None when it is gone, such as a choice that was deleted.

    Asked for each mail of a mailing, so the labels of choices are kept for some seconds.
    """
    name, _colon, value = key.partition(":")
    audience = _audiences.get(name)
    if audience is None:
        return None
    labels = kept(
        f"audience {name}", None, lambda: {g.value: g.label for g in _groups_of(audience)}
    )
    return Group(audience, value, labels[value]) if value in labels else None


def _groups_of(audience: Audience) -> list[Group]:
    if audience.choices is None:
        return [Group(audience, "", str(audience.label))]
    return [Group(audience, value, label) for value, label in audience.choices()]
