"""What the register of resolutions shows: the choices in its address, and what they leave over."""

from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.http import urlencode

from myk10.accounts.models import User
from myk10.text import one_line
from workgroups.models import Body, Resolution

PER_PAGE = 20
LONGEST_SEARCH = 100


class Register:
    """Values that are none of the choices are taken as not chosen."""

    def __init__(self, user: User, query: QueryDict):
        self._user = user
        self.words = one_line(query.get("q", ""))[:LONGEST_SEARCH]
        self.body = next((b for b in self.bodies if b.slug == query.get("gremium")), None)
        self.result = query.get("ergebnis", "") if query.get("ergebnis") in self.results else ""
        self._number = query.get("page")

    @cached_property
    def bodies(self) -> list[Body]:
        return list(Body.objects.highest_first().only("name", "slug", "kind"))

    @property
    def results(self) -> dict[str, str]:
        return dict(Resolution.Result.choices)

    @property
    def is_filtered(self) -> bool:
        return bool(self.words or self.body or self.result)

    @property
    def query(self) -> str:
        """The choices for links that add a page number."""
        chosen = {
            "q": self.words,
            "gremium": self.body.slug if self.body else "",
            "ergebnis": self.result,
        }
        chosen = {name: value for name, value in chosen.items() if value}
        return f"{urlencode(chosen)}&" if chosen else ""

    @cached_property
    def page(self) -> Page:
        found = Resolution.objects.visible_to(self._user).filter(decided_at__isnull=False)
        if self.body:
            found = found.filter(body=self.body)
        if self.result:
            found = found.filter(result=self.result)
        if self.words:
            found = found.matching(self.words)
        found = found.select_related("body").order_by("-decided_at", "-pk")
        return Paginator(found, PER_PAGE).get_page(self._number)
