from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from learning.glossary import by_letter
from learning.models import GlossaryTerm
from myk10.caching import visitor_page


@require_safe
@visitor_page
def glossary(request: HttpRequest) -> HttpResponse:
    letters = by_letter(GlossaryTerm.objects.all())
    return render(request, "learning/glossary.html", {"letters": letters})
