from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from myk10.notifications.actions.news import stop_mail
from myk10.notifications.tokens import read_unsubscribe_token
from myk10.notifications.topics import Topic


@csrf_exempt  # the mail program that sends the one click (RFC 8058) has no token of ours
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """The page asks, since mail scanners open links; a POST ends it without further questions."""
    what = read_unsubscribe_token(token)
    if what is None:
        raise Http404
    topic = Topic(what["topic"]).label if "topic" in what else ""
    if request.method == "POST":
        stop_mail(**what)
    context = {
        "topic": topic,
        "address": what.get("mailings", ""),
        "collected": "user" in what and not topic,
        "done": request.method == "POST",
    }
    return render(request, "notifications/unsubscribe.html", context)
