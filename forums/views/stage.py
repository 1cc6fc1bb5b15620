"""The Projektbüro's page on the stage, and what hangs in the hall: projector and poster."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from django.views.decorators.vary import vary_on_cookie

from forums.actions import companion as actions
from forums.hall import Hall, polls_of, wall_of
from forums.models import Forum, Poll, Question
from forums.posters import companion_address, companion_code
from forums.views.companion import forum_or_404, nothing_new
from myk10.caching import visitor_page
from myk10.refusal import Refused


def for_moderators(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """As in the admin: signed in, of the Projektbüro, with a second factor."""

    @never_cache
    @wraps(view)
    def wrapper(request: HttpRequest, year: int, **kwargs) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not request.user.has_perm("forums.moderate_forum"):
            raise Http404
        return view(request, forum_or_404(request, year), **kwargs)

    return wrapper


QUESTION_DEEDS: dict[str, Callable[[Question], object]] = {
    "zeigen": lambda question: actions.show_question(question=question, shown=True),
    "abnehmen": lambda question: actions.show_question(question=question, shown=False),
    "beantwortet": lambda question: actions.mark_answered_live(question=question, answered=True),
    "offen": lambda question: actions.mark_answered_live(question=question, answered=False),
    "hoch": lambda question: actions.move_question(question=question, up=True),
    "runter": lambda question: actions.move_question(question=question, up=False),
}
POLL_DEEDS: dict[str, Callable[[Poll], object]] = {
    "oeffnen": lambda poll: actions.open_poll(poll=poll),
    "schliessen": lambda poll: actions.close_poll(poll=poll),
}


@for_moderators
@require_http_methods(["GET", "HEAD", "POST"])
def stage(request: HttpRequest, forum: Forum) -> HttpResponse:
    if request.method == "POST":
        try:
            anchor = _do(request, forum)
        except Refused as refusal:
            messages.error(request, str(refusal))
            anchor = "fragen"
        return redirect(f"{request.path}#{anchor}")
    asked = forum.questions.asked()
    context = {
        "forum": forum,
        "version": _stage_version(forum),
        "questions": list(forum.questions.on_stage()),
        "answered": [question for question in asked if question.is_answered],
        "opened": polls_of(forum),
        "waiting": forum.polls.filter(opened_at=None).prefetch_related("options"),
    }
    return render(request, "forums/stage/stage.html", context)


def _do(request: HttpRequest, forum: Forum) -> str:
    """Do what the pressed button says; returns where on the page to go on."""
    deed = request.POST.get("tun", "")
    if deed == "ordnen":
        actions.order_questions(forum=forum, order=[])
        return "fragen"
    kind, deeds, rows = (
        ("umfrage", POLL_DEEDS, forum.polls)
        if "umfrage" in request.POST
        else ("frage", QUESTION_DEEDS, forum.questions.asked())
    )
    pk = request.POST.get(kind, "")
    if deed not in deeds or not pk.isdecimal():
        raise Http404
    row = get_object_or_404(rows, pk=pk)
    deeds[deed](row)
    return f"{kind}-{row.pk}"


def _stage_version(forum: Forum) -> str:
    return Hall(forum).versions["questions"]


@for_moderators
@require_safe
def news(request: HttpRequest, forum: Forum) -> HttpResponse:
    """Says that there is something new. The list stays as it is, so that no button slips away."""
    if request.GET.get("stand") == _stage_version(forum):
        return nothing_new()
    return render(request, "forums/stage/news.html", {"forum": forum})


@for_moderators
@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: HttpRequest, forum: Forum, pk: int) -> HttpResponse:
    question = get_object_or_404(forum.questions.asked(), pk=pk)
    others = forum.questions.asked().exclude(pk=question.pk)
    chosen, error = request.POST.get("ziel", ""), ""
    if request.method == "POST":
        into = others.filter(pk=chosen).first() if chosen.isdecimal() else None
        try:
            if into is None:
                raise Refused(_("Bitte wählen Sie, welche Frage stehen bleibt."))
            actions.merge_questions(question=question, into=into)
        except Refused as refusal:
            error = str(refusal)
        else:
            messages.success(request, _("Die Fragen sind zusammengeführt."))
            return redirect("forums:stage", forum.year)
    context = {"forum": forum, "question": question, "others": others, "error": error}
    return render(request, "forums/stage/merge.html", context)


@never_cache
@require_safe
def wall(request: HttpRequest, year: int) -> HttpResponse:
    """The projector. Everybody may see it: the laptop in the hall need not be signed in."""
    forum = forum_or_404(request, year)
    shown = wall_of(forum)
    if request.GET.get("stand") == shown.version:
        return nothing_new()
    context = {"forum": forum, "wall": shown, **_address(forum)}
    return render(request, "forums/stage/wall.html", context)


@require_safe
@visitor_page
@vary_on_cookie
def poster(request: HttpRequest, year: int) -> HttpResponse:
    forum = forum_or_404(request, year)
    return render(request, "forums/stage/poster.html", {"forum": forum, **_address(forum)})


def _address(forum: Forum) -> dict[str, object]:
    return {"code": companion_code(forum), "address": companion_address(forum)}
