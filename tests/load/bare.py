"""What the site is measured against: one view that reads 20 rows, one that inserts one row."""

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.views.decorators.csrf import csrf_exempt

from ideas.models import Idea
from myk10.throttle import Attempt

TEMPLATE = engines["django"].from_string(
    "<!doctype html><title>Bare</title><ul>{% for idea in ideas %}<li>{{ idea.title }}</li>{% endfor %}</ul>"
)


def read(request: HttpRequest) -> HttpResponse:
    ideas = Idea.objects.only("title").order_by("-pk")[:20]
    return HttpResponse(TEMPLATE.render({"ideas": ideas}))


@csrf_exempt
def insert(request: HttpRequest) -> HttpResponse:
    Attempt.objects.create(scope="bare", who="nobody")
    return HttpResponse("ok")
