from datetime import datetime

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.urls import reverse_lazy
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ideas.models import Idea
from myk10.caching import visitor_page

LENGTH = 30


class NewIdeas(Feed):
    """The newest published ideas of all competitions and of the standing pool."""

    feed_type = Atom1Feed
    title = gettext_lazy("Neue Ideen · MYK10")
    subtitle = gettext_lazy("Ideen für die Smarte Region Mayen-Koblenz")
    link = reverse_lazy("ideas:index")
    language = "de"

    def __call__(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        return visitor_page(super().__call__)(request, *args, **kwargs)

    def items(self) -> list[Idea]:
        ideas = Idea.objects.published().order_by("-admitted_at", "-pk")
        return ideas.for_cards().select_related("author")[:LENGTH]

    def item_title(self, item: Idea) -> str:
        return item.title

    def item_description(self, item: Idea) -> str:
        return item.summary

    def item_guid(self, item: Idea) -> str:
        """Stays the same when the idea enters a competition and its address changes."""
        return f"tag:{settings.SITE_HOST},{item.submitted_at:%Y}:{item.number}"

    def item_author_name(self, item: Idea) -> str:
        return str(item.author or _("gelöschtes Konto"))

    def item_categories(self, item: Idea) -> list[str]:
        return [str(item.field_of_action), str(item.place)]

    def item_pubdate(self, item: Idea) -> datetime:
        return item.admitted_at

    def item_updateddate(self, item: Idea) -> datetime:
        return item.admitted_at
