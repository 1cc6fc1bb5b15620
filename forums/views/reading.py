"""The pages that everybody reads: the forums, what became of the last one's tasks, the tasks."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from forums.ledger import ledger_for, years
from forums.models import Forum, ProgrammeItem
from forums.pictures import phases_picture, years_picture
from forums.programme import days_of, next_in, now_in
from forums.published import forum_for, forum_page
from forums.task_list import TaskList
from myk10.caching import visitor_page
from myk10.events import ics
from myk10.events.wording import seats_of
from myk10.story import story_of


@require_safe
@visitor_page
def index(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    forums = list(Forum.objects.visible_to(request.user).with_seats().with_places())
    coming = [forum for forum in reversed(forums) if forum.event.ends_at > now]
    context = {
        "coming": [(f, seats_of(f.event), f.event.registration_phase(now)) for f in coming],
        "past": [forum for forum in forums if forum.event.ends_at <= now],
        "chart": years_picture(years()),
    }
    return render(request, "forums/index.html", context)


@require_safe
@visitor_page
def forum(request: HttpRequest, year: int) -> HttpResponse:
    found = forum_for(request.user, year, Forum.objects.with_seats())
    now = timezone.now()
    items = list(found.programme.all())
    under_way = found.phase_name == "under_way"
    context = {
        "now": now,
        "seats": seats_of(found.event),
        "phase": found.event.registration_phase(now),
        "phases": phases_picture(found),
        "days": days_of(items),
        "now_items": now_in(items, now) if under_way else [],
        "next_items": next_in(items, now) if under_way else [],
        "ledger": ledger_for(found),
        "achievements": list(found.achievements.all()),
    }
    return forum_page(request, "forums/forum.html", found, context)


@require_safe
@visitor_page
def programme_file(request: HttpRequest, year: int) -> HttpResponse:
    found = forum_for(request.user, year)
    parts = [_part(found, item) for item in found.programme.all()]
    return HttpResponse(
        ics.programme_file(found.event, parts),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="programm-{year}.ics"'},
    )


def _part(forum: Forum, item: ProgrammeItem) -> ics.Part:
    with_speakers = _("Mit {speakers}").format(speakers=item.speakers) if item.speakers else ""
    return ics.Part(
        uid=f"programm-{item.pk}",
        title=item.title,
        starts_at=item.starts_at,
        ends_at=item.ends_at,
        place=", ".join(filter(None, [item.room, forum.event.place])),
        text="\n\n".join(filter(None, [item.text, with_speakers])),
    )


@require_safe
@visitor_page
def review(request: HttpRequest, year: int) -> HttpResponse:
    found = forum_for(request.user, year)
    context = {
        "ledger": ledger_for(found),
        "achievements": list(found.achievements.all()),
        "chart": years_picture(years()),
    }
    return forum_page(request, "forums/review.html", found, context)


@require_safe
@visitor_page
def tasks(request: HttpRequest, year: int) -> HttpResponse:
    found = forum_for(request.user, year)
    return forum_page(request, "forums/tasks.html", found, {"list": TaskList(found, request.GET)})


@require_safe
@visitor_page
def task(request: HttpRequest, year: int, number: str) -> HttpResponse:
    forum = forum_for(request.user, year)
    tasks = forum.tasks.select_related(
        "forum",
        "field_of_action",
        "state_set_by",
        "carried_from__forum",
        "carried_to__forum",
        "proposal__forum",
    )
    found = get_object_or_404(tasks.prefetch_related("notes"), number=number)
    return forum_page(request, "forums/task.html", forum, {"task": found, "steps": story_of(found)})
