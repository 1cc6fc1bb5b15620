from collections.abc import Callable
from typing import Any


class Refused(Exception):
    """An action did not happen. The message says why in German, and what to do next."""


def refusal_of(act: Callable[[], Any]) -> str:
    """Do it, and say why not where it was refused; empty when it has happened."""
    try:
        act()
    except Refused as refused:
        return str(refused)
    return ""
