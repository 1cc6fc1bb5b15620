"""The Roter Faden: what became of something, told by every strand that knows a part of it.

A page of a lower layer asks `story_of`; a higher app registers its teller in `AppConfig.ready`. This
is the only registry of the project.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Step:
    at: datetime
    text: str
    url: str = ""
    reason: str = ""


Teller = Callable[[Any], Iterable[Step]]
_tellers: list[tuple[type, Teller]] = []


def register(kind: type, teller: Teller) -> None:
    """Let `teller` contribute steps to the story of every object of the model `kind`."""
    if (kind, teller) not in _tellers:
        _tellers.append((kind, teller))


def story_of(obj: Any) -> list[Step]:
    steps = [step for kind, teller in _tellers if isinstance(obj, kind) for step in teller(obj)]
    return sorted(steps, key=lambda step: step.at)
