"""All questions of a forum with their answers, for everybody and for later years."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe
from django.views.decorators.vary import vary_on_cookie

from forums.actions.companion import set_question_support
from forums.models import Forum
from forums.views.companion import for_participants, forum_or_404
from myk10.caching import visitor_page
from myk10.events.models import Registration
from myk10.refusal import Refused


@require_safe
@visitor_page
@vary_on_cookie
def questions(request: HttpRequest, year: int) -> HttpResponse:
    forum = forum_or_404(request, year)
    asked = list(forum.questions.asked().prefetch_related("merged_questions"))
    context = {
        "forum": forum,
        "open": [question for question in asked if not question.is_answered],
        "answered": [question for question in asked if question.is_answered],
    }
    return render(request, "forums/live/questions.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_participants
def support(request: HttpRequest, forum: Forum, me: Registration, pk: int) -> HttpResponse:
    """Set or take back, by a button that says which."""
    question = get_object_or_404(forum.questions.asked(), pk=pk)
    if request.method == "POST":
        supporting = request.POST.get("stimme") == "geben"
        try:
            set_question_support(question=question, registration=me, supporting=supporting)
        except Refused as refusal:
            messages.error(request, str(refusal))
    return redirect(f"{reverse('forums:live', args=[forum.year])}#frage-{question.pk}")
