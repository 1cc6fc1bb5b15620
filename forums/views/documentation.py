"""What remains of a forum, from the day on which the Projektbüro publishes it."""

from contextlib import suppress
from pathlib import PurePosixPath

from django.db.models import Avg, Count, Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from forums.models import Download, Forum, Photo, PollOption
from forums.published import forum_for, forum_page, may_read_documentation
from myk10.caching import visitor_page
from myk10.charts import Bar, DrawnBar, bar_chart
from myk10.stored import stored_file, stored_picture

PHOTO_SIZES = {"klein": "small", "gross": "large"}
BEST = 5


def _documented(request: HttpRequest, year: int) -> Forum:
    forum = forum_for(request.user, year)
    if not may_read_documentation(request.user, forum):
        raise Http404
    return forum


@require_safe
@visitor_page
def documentation(request: HttpRequest, year: int) -> HttpResponse:
    forum = _documented(request, year)
    feedback_count, feedback_bars = _feedback(forum)
    context = {
        "photos": list(forum.photos.all()),
        "downloads": [(download, _size(download)) for download in forum.downloads.all()],
        "polls": _polls(forum),
        "questions": list(forum.questions.asked()),
        "feedback_count": feedback_count,
        "feedback_bars": feedback_bars,
    }
    return forum_page(request, "forums/documentation.html", forum, context)


def _size(download: Download) -> int | None:
    """In bytes; None for a file that is gone."""
    with suppress(FileNotFoundError):
        return download.file.size
    return None


def _polls(forum: Forum) -> list[tuple[str, int, list[DrawnBar]]]:
    """(question, people who answered, bars) of each closed poll."""
    options = PollOption.objects.annotate(chosen=Count("answers"))
    polls = forum.polls.closed().annotate(people=Count("answers"))
    return [
        (
            poll.question,
            poll.people,
            bar_chart(Bar(option.text, option.chosen) for option in poll.options.all()),
        )
        for poll in polls.prefetch_related(Prefetch("options", options))
    ]


def _feedback(forum: Forum) -> tuple[int, list[DrawnBar]]:
    """How many have given feedback, and what they gave on average, of five stars."""
    means = forum.feedback.aggregate(
        count=Count("pk"),
        content=Avg("content"),
        participation=Avg("participation"),
        organisation=Avg("organisation"),
    )
    labels = {
        "content": _("Inhalte"),
        "participation": _("Möglichkeit mitzureden"),
        "organisation": _("Ablauf"),
    }
    bars = [
        Bar(label, means[name], text=_("{mean} von 5").format(mean=_with_comma(means[name])))
        for name, label in labels.items()
        if means[name] is not None
    ]
    return means["count"], bar_chart(bars, full=BEST)


def _with_comma(mean: float) -> str:
    return f"{mean:.1f}".replace(".", ",")


@require_safe
def photo(request: HttpRequest, year: int, pk: int, size: str) -> HttpResponse:
    if size not in PHOTO_SIZES:
        raise Http404
    forum = _documented(request, year)
    found = get_object_or_404(Photo, pk=pk, forum=forum)
    return stored_picture(getattr(found, PHOTO_SIZES[size]), is_public=bool(forum.documented_at))


@require_safe
def download(request: HttpRequest, year: int, pk: int) -> HttpResponse:
    forum = _documented(request, year)
    found = get_object_or_404(Download, pk=pk, forum=forum)
    name = f"{slugify(found.title) or 'datei'}{PurePosixPath(found.file.name).suffix}"
    is_public = bool(forum.documented_at)
    return stored_file(found.file, is_public=is_public, as_attachment=True, filename=name)
