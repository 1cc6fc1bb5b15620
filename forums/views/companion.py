"""The one page for phones in the hall, and what people do on it."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.decorators.vary import vary_on_cookie

from forums.actions.companion import answer_poll, ask_question, give_feedback
from forums.companion_forms import CodeForm, FeedbackForm, QuestionForm
from forums.hall import Hall, version_of
from forums.models import FeedbackGiven, Forum, PollAnswer, QuestionSupport
from forums.participant import forget, participant_of, remember, remember_by_code
from myk10.caching import visitor_page
from myk10.events.codes import qr_code
from myk10.events.models import Registration
from myk10.kept import kept_page
from myk10.refusal import Refused
from myk10.throttle import TooManyAttempts


def forum_or_404(request: HttpRequest, year: int) -> Forum:
    return get_object_or_404(Forum.objects.visible_to(request.user).with_event(), year=year)


def for_participants(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Gives the view the forum and the person's registration. Whoever has none gets back what was
    typed, and the way to take part."""

    @never_cache
    @wraps(view)
    def wrapper(request: HttpRequest, year: int, **kwargs: Any) -> HttpResponse:
        forum = forum_or_404(request, year)
        me = participant_of(request, forum)
        if me is None and request.method == "POST":
            typed = [request.POST["text"]] if request.POST.get("text") else []
            return _join_page(request, forum, CodeForm(), texts=typed, status=403)
        if me is None:
            return redirect("forums:join", year)
        return view(request, forum, me, **kwargs)

    return wrapper


@require_safe
@visitor_page
@vary_on_cookie
def live(request: HttpRequest, year: int) -> HttpResponse:
    return _live_page(request, forum_or_404(request, year), QuestionForm())


def _live_page(
    request: HttpRequest, forum: Forum, form: QuestionForm, status: int = 200
) -> HttpResponse:
    me = participant_of(request, forum)
    hall = Hall(forum)
    context = {"hall": hall, "forum": forum, "form": form, "takes_feedback": forum.takes_feedback}
    context |= _personal(forum, me)
    if me:
        context |= _ticket(forum, me)
        context["has_given_feedback"] = FeedbackGiven.objects.filter(registration=me).exists()
    return render(request, "forums/live/live.html", context, status=status)


def _ticket(forum: Forum, me: Registration) -> dict[str, Any]:
    """What the door wants to see, large on the day for who has not come in yet."""
    begins = timezone.localdate(forum.event.starts_at)
    shown = begins <= timezone.localdate() <= timezone.localdate(forum.event.ends_at)
    wanted = not (me.is_online or me.checked_in_at or forum.event.is_cancelled)
    return {"qr_code": qr_code(me) if shown and wanted else ""}


def _personal(forum: Forum, me: Registration | None) -> dict[str, Any]:
    """What the person has supported and chosen; the page has gaps for it."""
    if me is None:
        return {"me": None, "supported": set(), "answered": set(), "chosen": set()}
    supports = QuestionSupport.objects.filter(registration=me, question__forum=forum)
    answers = PollAnswer.objects.filter(registration=me, poll__forum=forum)
    chosen = list(answers.values_list("poll", "options"))
    return {
        "me": me,
        "supported": set(supports.values_list("question", flat=True)),
        "answered": {poll for poll, _option in chosen},
        "chosen": {option for _poll, option in chosen},
    }


def nothing_new() -> HttpResponse:
    """htmx exchanges nothing for it, so that nothing moves."""
    return HttpResponse(status=204, headers={"Cache-Control": "no-store"})


@require_safe
@visitor_page
@vary_on_cookie
def parts(request: HttpRequest, year: int) -> HttpResponse:
    """What has changed since the version that the phone shows; an empty answer makes no query."""
    known, version = request.GET.get("stand", ""), version_of(year)
    if version and known == version:
        return nothing_new()
    forum = forum_or_404(request, year)
    changed = Hall(forum).changed_since(known) if not version else _changed(known, version)

    def draw(_reader: Any) -> dict[str, Any]:
        return {"hall": Hall(forum), "forum": forum, "changed": changed}

    return kept_page(
        request,
        "forums/live/parts.html",
        draw,
        name=f"{year} {' '.join(changed)}",
        version=version,
        personal=_personal(forum, participant_of(request, forum)),
        keep=bool(version),
    )


def _changed(known: str, version: str) -> list[str]:
    before = dict(zip(Hall.PARTS, known.split("."), strict=False))
    now = dict(zip(Hall.PARTS, version.split("."), strict=True))
    return [part for part in Hall.PARTS if before.get(part) != now[part]]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, year: int) -> HttpResponse:
    """By the ticket's link, which has a button so that nothing else presses it, or by its code."""
    forum = forum_or_404(request, year)
    form = CodeForm(request.POST if "code" in request.POST else None)
    if request.method == "POST" and _join(request, forum, form):
        messages.success(request, _("Sie machen mit."))
        return redirect("forums:live", year)
    return _join_page(request, forum, form)


def _join(request: HttpRequest, forum: Forum, form: CodeForm) -> Registration | None:
    if not form.is_bound:
        found = remember(request, forum, request.POST.get("karte", ""))
        if found is None:
            messages.error(request, _("Dieser Link gehört zu keiner gültigen Karte dieses Forums."))
        return found
    if not form.is_valid():
        return None
    try:
        found = remember_by_code(request, forum, form.cleaned_data["code"])
    except TooManyAttempts as refusal:
        form.add_error("code", str(refusal))
        return None
    if found is None:
        form.add_error("code", _("Zu diesem Code gibt es keine Anmeldung mit einem Platz."))
    return found


def _join_page(
    request: HttpRequest,
    forum: Forum,
    form: CodeForm,
    *,
    texts: list[str] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "forum": forum,
        "form": form,
        "texts": texts or [],
        "token": request.GET.get("karte", ""),
        "live_url": reverse("forums:live", args=[forum.year]),
    }
    return render(request, "forums/live/join.html", context, status=status)


@require_POST
@never_cache
def leave(request: HttpRequest, year: int) -> HttpResponse:
    forget(request, forum_or_404(request, year))
    messages.success(request, _("Auf diesem Gerät macht jetzt niemand mehr mit."))
    return redirect("forums:live", year)


@require_http_methods(["GET", "HEAD", "POST"])
@for_participants
def ask(request: HttpRequest, forum: Forum, me: Registration) -> HttpResponse:
    if request.method != "POST":
        return redirect("forums:live", forum.year)
    form = QuestionForm(request.POST)
    if form.is_valid():
        try:
            ask_question(forum=forum, registration=me, text=form.cleaned_data["text"])
        except (Refused, TooManyAttempts) as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Ihre Frage ist gestellt. Alle können sie unterstützen."))
            return redirect(f"{reverse('forums:live', args=[forum.year])}#fragen")
    return _live_page(request, forum, form)


@require_http_methods(["GET", "HEAD", "POST"])
@for_participants
def answer(request: HttpRequest, forum: Forum, me: Registration, pk: int) -> HttpResponse:
    poll = get_object_or_404(forum.polls.filter(opened_at__isnull=False), pk=pk)
    if request.method == "POST":
        wanted = [value for value in request.POST.getlist("antwort") if value.isdecimal()]
        try:
            options = list(poll.options.filter(pk__in=wanted))
            answer_poll(poll=poll, registration=me, options=options)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(
                request,
                _("Ihre Antwort ist gezählt. Sie können sie ändern, bis die Umfrage schließt."),
            )
    return redirect(f"{reverse('forums:live', args=[forum.year])}#umfragen")


@require_http_methods(["GET", "HEAD", "POST"])
@for_participants
def feedback(request: HttpRequest, forum: Forum, me: Registration) -> HttpResponse:
    form = FeedbackForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            give_feedback(forum=forum, registration=me, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Vielen Dank für Ihre Rückmeldung!"))
            return redirect("forums:live", forum.year)
    is_given = FeedbackGiven.objects.filter(registration=me).exists()
    context = {"forum": forum, "form": form, "is_given": is_given}
    return render(request, "forums/live/feedback.html", context)
