from datetime import date, timedelta
from itertools import groupby

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from myk10.notifications.actions.news import read_news
from myk10.notifications.models import Notification

NEWS_PER_PAGE = 25


@login_required
@never_cache
@require_safe
def news_list(request: HttpRequest) -> HttpResponse:
    news = Notification.objects.visible_to(request.user)
    page = Paginator(news, NEWS_PER_PAGE).get_page(request.GET.get("page"))
    days = groupby(page.object_list, key=lambda row: timezone.localdate(row.created_at))
    context = {"page_obj": page, "days": [(_name_of(day), list(rows)) for day, rows in days]}
    return render(request, "notifications/news_list.html", context)


def _name_of(day: date) -> str:
    today = timezone.localdate()
    if day == today:
        return _("Heute")
    if day == today - timedelta(days=1):
        return _("Gestern")
    return date_format(day, "l, j. F Y")


@login_required
@never_cache
@require_safe
def news_open(request: HttpRequest, pk: int) -> HttpResponse:
    """Leads to what the news is about. Reading it twice changes nothing, so a link may do it; but a
    browser that only fetches ahead has read nothing."""
    news = Notification.objects.visible_to(request.user).filter(pk=pk)
    found = get_object_or_404(news)
    if request.method == "GET" and not _is_fetched_ahead(request):
        read_news(news=news)
    return redirect(found.path)


def _is_fetched_ahead(request: HttpRequest) -> bool:
    purpose = request.headers.get("Sec-Purpose", "") + request.headers.get("Purpose", "")
    return "prefetch" in purpose


@login_required
@require_POST
def news_read_all(request: HttpRequest) -> HttpResponse:
    read_news(news=Notification.objects.visible_to(request.user))
    messages.success(request, _("Alle Nachrichten sind als gelesen markiert."))
    return redirect("notifications:list")
