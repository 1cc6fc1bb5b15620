from functools import partial

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from myk10.notifications.unread import unread_news_of


def site(request: HttpRequest) -> dict[str, object]:
    """What base.html needs on every page. Makes no query until somebody asks for the unread news."""
    return {
        "site_name": "MYK10",
        "canonical_url": settings.SITE_URL + request.path,
        "site_url": settings.SITE_URL,
        "demo": settings.DEMO,
        "nav": SimpleLazyObject(partial(navigation, request.path)),
        "unread_news": SimpleLazyObject(partial(_unread_news, request)),
    }


def _unread_news(request: HttpRequest) -> int:
    return unread_news_of(request.user)


def navigation(path: str) -> list[tuple[str, str, bool]]:
    """(label, address, whether the page lies below it); the longest matching address wins."""
    places = [
        (_("Start"), "home", ()),
        (_("Ideenwettbewerb"), "ideas:index", ()),
        (_("Ideenspeicher"), "ideas:competition", ("speicher",)),
        (_("Strategie"), "strategy:index", ()),
        (_("Zukunftsforen"), "forums:index", ()),
        (_("Gruppen"), "workgroups:index", ()),
        (_("Termine"), "events:list", ()),
    ]
    found = [(label, reverse(name, args=args)) for label, name, args in places]
    below = [url for _label, url in found if path == url or (url != "/" and path.startswith(url))]
    current = max(below, key=len, default=None)
    return [(label, url, url == current) for label, url in found]
