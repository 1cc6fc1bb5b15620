"""Winning ideas and tasks that are no measure yet, each with a button that makes one of it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from forums.models import Task
from ideas.models import Award
from myk10.refusal import Refused
from strategy.actions.measures import measure_from_idea, measure_from_task, publish_measure
from strategy.forms.measures import OriginForm
from strategy.models import Measure
from strategy.quarters import first_day, last_day, quarter_of


def awards_without_measure() -> QuerySet[Award]:
    """Winners whose award is public."""
    awards = Award.objects.filter(
        idea__measure=None,
        idea__state="admitted",
        idea__hidden_by=None,
        competition__result_from__lte=timezone.now(),
    )
    return awards.select_related("idea__field_of_action", "competition").order_by(
        "-competition__result_from", "rank"
    )


def tasks_without_measure() -> QuerySet[Task]:
    """Neither given up nor done: there is nothing left to carry out."""
    tasks = Task.objects.filter(measure=None, state__in=["open", "under_way"], carried_to=None)
    return tasks.select_related("forum", "field_of_action").order_by("-forum__year", "number")


def _planned_quarters() -> dict[str, Any]:
    """From the next quarter on for two years, until somebody knows better."""
    today = timezone.localdate()
    quarter = quarter_of(today)
    year, quarter = (today.year, quarter + 1) if quarter < 4 else (today.year + 1, 1)
    begins = first_day(year, quarter)
    end = (year + 2, quarter - 1) if quarter > 1 else (year + 1, 4)
    return {"starts_on": begins, "ends_on": last_day(*end)}


class CandidateViews:
    """Two pages of the MeasureAdmin."""

    admin_site: Any
    opts: Any

    def candidates(self, request: HttpRequest) -> HttpResponse:
        self._check(request)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Gewinnerideen und Aufgaben ohne Maßnahme"),
            "subtitle": None,
            "awards": awards_without_measure(),
            "tasks": tasks_without_measure(),
        }
        return TemplateResponse(request, "admin/strategy/measure/candidates.html", context)

    def make(self, request: HttpRequest, kind: str, pk: int) -> HttpResponse:
        """GET asks with what is known filled in, POST makes the measure."""
        self._check(request)
        source, initial, make = self._source(kind, pk)
        data = request.POST if request.method == "POST" else None
        form = OriginForm(data, initial=initial)
        if form.is_valid():
            try:
                measure = self._made(make, form.cleaned_data)
            except Refused as refusal:
                form.add_error(None, str(refusal))
            else:
                return redirect(reverse("admin:strategy_measure_change", args=[measure.pk]))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Maßnahme anlegen"),
            "subtitle": None,
            "row": source,
            "form": form,
            "media": form.media,
            "back": reverse("admin:strategy_measure_candidates"),
        }
        return TemplateResponse(request, "admin/do.html", context)

    def _source(self, kind: str, pk: int) -> tuple[Any, dict[str, Any], Any]:
        if kind == "idee":
            awards = Award.objects.filter(competition__result_from__lte=timezone.now())
            idea = get_object_or_404(awards.select_related("idea"), idea=pk).idea
            known = {"summary": idea.summary}
            return idea, self._initial(idea, known), lambda **v: measure_from_idea(idea=idea, **v)
        if kind == "aufgabe":
            task = get_object_or_404(Task, pk=pk)
            known = {"responsible": task.responsible, "summary": task.text[:250]}
            return task, self._initial(task, known), lambda **v: measure_from_task(task=task, **v)
        raise Http404

    @staticmethod
    def _initial(source: Any, known: dict[str, Any]) -> dict[str, Any]:
        named = {"title": source.title[:120], "field_of_action": source.field_of_action_id}
        return {**named, **known, **_planned_quarters()}

    @staticmethod
    @transaction.atomic
    def _made(make: Any, values: dict[str, Any]) -> Measure:
        publish = values.pop("publish")
        measure = make(**values)
        return publish_measure(measure=measure) if publish else measure

    @staticmethod
    def _check(request: HttpRequest) -> None:
        if not request.user.has_perm("strategy.run_measure"):
            raise PermissionDenied
