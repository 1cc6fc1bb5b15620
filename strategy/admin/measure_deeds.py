"""The steps of a measure."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from myk10.accounts.deeds import Deed
from myk10.accounts.models import User
from strategy.actions.measures import publish_measure
from strategy.actions.progress import (
    drop_measure,
    finish_measure,
    hand_to_forum,
    note_progress,
    reach_milestone,
    replan_milestone,
)
from strategy.forms.measures import (
    DropForm,
    FinishForm,
    HandOverForm,
    ProgressForm,
    ReachForm,
    ReplanForm,
)
from strategy.models import Measure


def _publish(measure: Measure, form: Any, user: User) -> str:
    publish_measure(measure=measure)
    return _("{number} ist öffentlich.").format(number=measure.number)


def _note(measure: Measure, form: Any, user: User) -> str:
    note_progress(measure=measure, written_by=user, **form.cleaned_data)
    return _("Der Fortschritt von {number} ist festgehalten.").format(number=measure.number)


def _reach(measure: Measure, form: Any, user: User) -> str:
    milestone = reach_milestone(**form.cleaned_data)
    return _("Erreicht: {milestone}.").format(milestone=milestone.title)


def _replan(measure: Measure, form: Any, user: User) -> str:
    milestone = replan_milestone(written_by=user, **form.cleaned_data)
    return _("Neu geplant: {milestone}.").format(milestone=milestone.title)


def _finish(measure: Measure, form: Any, user: User) -> str:
    finish_measure(measure=measure, written_by=user, **form.cleaned_data)
    return _("{number} ist abgeschlossen.").format(number=measure.number)


def _drop(measure: Measure, form: Any, user: User) -> str:
    drop_measure(measure=measure, written_by=user, **form.cleaned_data)
    return _("{number} ist eingestellt.").format(number=measure.number)


def _hand_over(measure: Measure, form: Any, user: User) -> str:
    achievement = hand_to_forum(measure=measure, **form.cleaned_data)
    return _("{forum} zeigt: {title}.").format(forum=achievement.forum, title=achievement.title)


def _has_open_milestone(measure: Measure) -> bool:
    return measure.milestones.filter(reached_on=None).exists()


def _has_something_to_show(measure: Measure) -> bool:
    reached = measure.milestones.exclude(reached_on=None)
    return measure.is_public and (measure.finished_on is not None or reached.exists())


DEEDS = [
    Deed(
        "veroeffentlichen",
        gettext_lazy("Veröffentlichen"),
        _publish,
        lambda measure: not measure.is_public,
        hint=lambda measure: _(
            "Alle können die Maßnahme lesen. Wer hinter der Idee oder Aufgabe steht, aus der sie geworden "
            "ist, folgt ihr und bekommt Nachricht."
        ),
    ),
    Deed(
        "fortschritt",
        gettext_lazy("Fortschritt festhalten"),
        _note,
        lambda measure: not measure.is_settled,
        form=ProgressForm,
    ),
    Deed(
        "meilenstein",
        gettext_lazy("Meilenstein erreicht"),
        _reach,
        _has_open_milestone,
        form=ReachForm,
        hint=lambda measure: _("Alle, die der Maßnahme folgen, bekommen Nachricht."),
    ),
    Deed(
        "neu-planen",
        gettext_lazy("Meilenstein neu planen"),
        _replan,
        _has_open_milestone,
        form=ReplanForm,
    ),
    Deed(
        "abschliessen",
        gettext_lazy("Abschließen"),
        _finish,
        lambda measure: not measure.is_settled,
        form=FinishForm,
    ),
    Deed(
        "einstellen",
        gettext_lazy("Einstellen"),
        _drop,
        lambda measure: not measure.is_settled,
        form=DropForm,
        hint=lambda measure: _("Die Maßnahme bleibt mit der Begründung öffentlich."),
    ),
    Deed(
        "forum",
        gettext_lazy("Dem nächsten Forum übergeben"),
        _hand_over,
        _has_something_to_show,
        form=HandOverForm,
        hint=lambda measure: _("Das nächste Zukunftsforum zeigt es unter „Erreichtes“."),
    ),
]
