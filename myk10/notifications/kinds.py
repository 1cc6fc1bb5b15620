"""Every kind of mail says why somebody gets it, what it can be switched off by, and until when it
is wanted. An app registers its kinds in `AppConfig.ready`; an unknown kind is an error."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from myk10.notifications.topics import Topic


def _always(_told: Any) -> bool:
    return True


@dataclass(frozen=True)
class MailKind:
    """`why` completes the mail's last lines. With a `topic` people choose how such news reach them;
    `still_wanted` is asked again at the moment of sending, of the mail or of the news in a collected
    one: both have an `occasion` and a `user`. `is_bulk` mails go to many who asked for nothing:
    whoever wants no mailings gets none of these either."""

    name: str
    why: Any
    topic: Topic | None = None
    still_wanted: Callable[[Any], bool] = _always
    is_bulk: bool = False


_kinds: dict[str, MailKind] = {}


def register(*kinds: MailKind) -> None:
    for kind in kinds:
        if _kinds.setdefault(kind.name, kind) != kind:
            raise ValueError(f"There are two kinds of mail named {kind.name}.")


def kind_of(name: str) -> MailKind:
    """Raises LookupError for a kind that no app has registered."""
    try:
        return _kinds[name]
    except KeyError:
        raise LookupError(f"No kind of mail is registered as {name}.") from None
