from datetime import datetime

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.urls import reverse_lazy
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext_lazy

from myk10.caching import visitor_page
from workgroups.models import Resolution

LENGTH = 30


class NewResolutions(Feed):
    """The newest public resolutions of all bodies."""

    feed_type = Atom1Feed
    title = gettext_lazy("Neue Beschlüsse · MYK10")
    subtitle = gettext_lazy("Öffentliche Beschlüsse der Gremien der Smarten Region Mayen-Koblenz")
    link = reverse_lazy("workgroups:resolutions")
    language = "de"

    def __call__(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        return visitor_page(super().__call__)(request, *args, **kwargs)

    def items(self) -> list[Resolution]:
        found = Resolution.objects.published().order_by("-decided_at", "-pk")
        return list(found.select_related("body").defer("internal_text")[:LENGTH])

    def item_title(self, item: Resolution) -> str:
        return str(item)

    def item_description(self, item: Resolution) -> str:
        return f"{item.get_result_display()}: {item.text}"

    def item_guid(self, item: Resolution) -> str:
        return f"tag:{settings.SITE_HOST},{item.decided_at:%Y}:{item.number}"

    def item_author_name(self, item: Resolution) -> str:
        return str(item.body)

    def item_pubdate(self, item: Resolution) -> datetime:
        return item.decided_at

    def item_updateddate(self, item: Resolution) -> datetime:
        return item.decided_at
