"""Pages that are drawn once for all readers, with gaps for what is one person's.

A page is drawn for a reader of a kind, never for a person: the templates get a request that nobody
made, with neither session nor cookies nor account. So there is nothing personal that a kept page could
hold. What is personal is left out by the tags `personal` and `whether` (templatetags/kept.py) and by
`csrf_token`, and filled in anew for each request. docs/decisions/0007 says why.
"""

import hashlib
import re
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from operator import contains
from typing import Any, TypeVar

import rules
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template import Context, RequestContext, Variable
from django.template.base import VariableDoesNotExist
from django.template.loader import get_template, render_to_string


class Citizen:
    """Anybody who is signed in and not of the Projektbüro: the reader that a page is drawn for."""

    pk = None
    is_authenticated = is_active = True
    is_anonymous = is_staff = is_superuser = False

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        return rules.has_perm(perm, self, obj)


@dataclass(frozen=True)
class Token:
    """A gap for the CSRF token."""


@dataclass(frozen=True)
class Personal:
    """A gap for a template that is drawn with what is the person's."""

    template: str
    values: dict[str, Any]


@dataclass(frozen=True)
class Whether:
    """Two drawn alternatives; something of the person's says which of them is shown."""

    asked: str  # a variable of the personal context
    how: str  # one of COMPARISONS
    value: Any
    yes: Any
    no: Any


COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "": lambda asked, _value: bool(asked),
    "is": lambda asked, value: value is not None and asked == value,
    "has": lambda asked, value: bool(asked) and contains(asked, value),
}


_variable = lru_cache(Variable)


def looked_up(context: Context, asked: str) -> Any:
    try:
        return _variable(asked).resolve(context)
    except VariableDoesNotExist:
        return None


class Gaps:
    """Collects the gaps while a page is drawn. Where one is, the text has a mark that nobody can guess."""

    def __init__(self) -> None:
        self._nonce = secrets.token_hex(16)
        self._gaps: list[Any] = []

    def mark(self, gap: Any) -> str:
        self._gaps.append(gap)
        return f"[{self._nonce}-{len(self._gaps) - 1}]"

    def parts_of(self, drawn: str) -> list[Any]:
        """The text between the gaps, and the gaps, in turn."""
        pieces = re.split(rf"\[{self._nonce}-(\d+)\]", drawn)
        return [
            self._whole(self._gaps[int(piece)]) if position % 2 else piece
            for position, piece in enumerate(pieces)
        ]

    def _whole(self, gap: Any) -> Any:
        if isinstance(gap, Whether):
            yes, no = self.parts_of(gap.yes), self.parts_of(gap.no)
            return Whether(gap.asked, gap.how, gap.value, yes, no)
        return gap


T = TypeVar("T")
Draw = Callable[[Any], dict[str, Any]]


def kept_page(
    request: HttpRequest,
    template: str,
    draw: Draw,
    *,
    name: str,
    version: Any = None,
    personal: dict[str, Any],
    keep: bool = True,
) -> HttpResponse:
    """The page, drawn at most once in VISITOR_CACHE_SECONDS for all citizens, and once for all visitors.

    `draw` makes the context from the kind of reader (a Citizen or an AnonymousUser). `name` tells the
    page from all others; a page of another `version` than the kept one is drawn anew. `personal` is
    the context of the gaps. The Projektbüro always sees pages as they are now, and so does everybody
    with `keep=False`, for what not every reader may see: then nothing is kept.
    """
    if request.user.is_staff or not keep:
        return render(request, template, draw(request.user) | personal)
    kind = "citizen" if request.user.is_authenticated else "visitor"
    parts = kept(f"{kind} {template} {name}", version, partial(_drawn, request, template, draw))
    return HttpResponse("".join(_filled(request, parts, personal)))


def kept(name: str, version: Any, make: Callable[[], T]) -> T:
    """What every reader may know, made at most once in VISITOR_CACHE_SECONDS for each version of it."""
    key, pages = hashlib.sha256(name.encode()).hexdigest(), caches["pages"]
    found = pages.get(key)
    if found is None or found[0] != version:
        found = version, make()
        if settings.VISITOR_CACHE_SECONDS:
            pages.set(key, found, settings.VISITOR_CACHE_SECONDS)
    return found[1]


def _drawn(request: HttpRequest, template: str, draw: Draw) -> list[Any]:
    nobody = HttpRequest()
    nobody.method = "GET"
    nobody.path = nobody.path_info = request.path
    nobody.user = Citizen() if request.user.is_authenticated else AnonymousUser()
    gaps = Gaps()
    context = draw(nobody.user) | {"gaps": gaps, "csrf_token": gaps.mark(Token())}
    return gaps.parts_of(render_to_string(template, context, nobody))


def _filled(request: HttpRequest, parts: list[Any], personal: dict[str, Any]) -> Iterator[str]:
    context = RequestContext(request, personal)
    token, known = "", {}  # a page asks the same few things again and again
    with context.bind_template(get_template("components/messages.html").template):
        todo = [iter(parts)]
        while todo:
            part = next(todo[-1], None)
            if part is None:
                todo.pop()
            elif isinstance(part, str):
                yield part
            elif isinstance(part, Token):
                token = token or get_token(request)
                yield token
            elif isinstance(part, Whether):
                if part.asked not in known:
                    known[part.asked] = looked_up(context, part.asked)
                holds = COMPARISONS[part.how](known[part.asked], part.value)
                todo.append(iter(part.yes if holds else part.no))
            else:
                with context.push(**part.values):
                    yield get_template(part.template).template.render(context)
