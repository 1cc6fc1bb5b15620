"""What the Projektbüro can do with an idea: each deed is a form and an action."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ideas import judging_forms as forms
from ideas.actions import checking, results
from ideas.models import Idea
from myk10.accounts.models import User


@dataclass(frozen=True)
class Deed:
    """`act` does it and returns what to tell the person; `offered` says when it makes sense."""

    name: str
    label: Any
    form: Callable[..., Any]
    act: Callable[[Idea, Any, User], str]
    offered: Callable[[Idea], bool]
    hint: Any = ""
    needs_competition: bool = False


def _admit(idea: Idea, form: Any, user: User) -> str:
    checking.admit_idea(idea=idea, decided_by=user)
    return _("{number} ist zugelassen und öffentlich.").format(number=idea.number)


def _refuse(idea: Idea, form: Any, user: User) -> str:
    checking.refuse_idea(idea=idea, decided_by=user, reason=form.cleaned_data["reason"])
    return _("{number} ist nicht zugelassen. Die Begründung ist unterwegs.").format(
        number=idea.number
    )


def _assess(idea: Idea, form: Any, user: User) -> str:
    checking.assess_idea(
        idea=idea,
        feasibility=form.cleaned_data["feasibility"],
        reason=form.cleaned_data["reason"],
        assessed_by=user,
        ratings=form.ratings(),
        seen=form.seen_row(),
    )
    return _("Die Fachprüfung zu {number} ist gespeichert.").format(number=idea.number)


def _answer(idea: Idea, form: Any, user: User) -> str:
    checking.answer_idea(
        idea=idea,
        text=form.cleaned_data["text"],
        answered_by=user,
        answers_seen=form.cleaned_data["answers_seen"],
    )
    return _("Die Rückmeldung zu {number} ist veröffentlicht.").format(number=idea.number)


def _note(idea: Idea, form: Any, user: User) -> str:
    checking.add_note(idea=idea, text=form.cleaned_data["text"], author=user)
    return _("Die Notiz zu {number} ist gespeichert.").format(number=idea.number)


def _propose_merge(idea: Idea, form: Any, user: User) -> str:
    proposal = checking.propose_merge(
        duplicate=idea,
        target=form.cleaned_data["target_number"],
        reason=form.cleaned_data["reason"],
        proposed_by=user,
    )
    if proposal.merged_at:
        return _("Die Ideen sind zusammengeführt.")
    return _("Der Vorschlag ist verschickt. Zusammengeführt wird, wenn beide zustimmen.")


def _shortlist(idea: Idea, form: Any, user: User) -> str:
    checking.set_shortlisted(idea=idea, shortlisted=True)
    return _("{number} steht jetzt auf der Jury-Liste.").format(number=idea.number)


def _unlist(idea: Idea, form: Any, user: User) -> str:
    checking.set_shortlisted(idea=idea, shortlisted=False)
    return _("{number} steht nicht mehr auf der Jury-Liste.").format(number=idea.number)


def _award(idea: Idea, form: Any, user: User) -> str:
    award = results.award_idea(
        idea=idea,
        rank=form.cleaned_data["rank"],
        reason=form.cleaned_data["reason"],
        decided_by=user,
        seen=form.seen_row(),
    )
    return _("{number} ist prämiert: Platz {rank}.").format(number=idea.number, rank=award.rank)


def _remove_award(idea: Idea, form: Any, user: User) -> str:
    results.remove_award(idea=idea)
    return _("{number} ist nicht mehr prämiert.").format(number=idea.number)


def _is_new(idea: Idea) -> bool:
    return idea.state == Idea.State.SUBMITTED


def _is_open(idea: Idea) -> bool:
    return idea.state in (Idea.State.SUBMITTED, Idea.State.ADMITTED)


def _before_voting(idea: Idea) -> bool:
    return _is_open(idea) and not (idea.competition and idea.competition.has_begun("voting"))


def _for_jury(idea: Idea) -> bool:
    return idea.is_public and idea.competition is not None and idea.competition.uses_jury


def _for_award(idea: Idea) -> bool:
    phase = idea.competition.phase_name if idea.competition else ""
    return idea.is_public and phase in ("screening", "jury", "result")


def _awarded(idea: Idea) -> bool:
    return hasattr(idea, "award") and idea.competition.phase_name != "result"


DEEDS = [
    Deed(
        "zulassen",
        gettext_lazy("Zulassen"),
        forms.IdeaForm,
        _admit,
        _is_new,
        gettext_lazy("Die Idee wird öffentlich, und es kann über sie diskutiert werden."),
    ),
    Deed("ablehnen", gettext_lazy("Nicht zulassen"), forms.ReasonForm, _refuse, _is_new),
    Deed("pruefen", gettext_lazy("Fachlich prüfen"), forms.AssessForm, _assess, _is_open),
    Deed("antworten", gettext_lazy("Rückmeldung geben"), forms.AnswerForm, _answer, _is_open),
    Deed("notieren", gettext_lazy("Intern notieren"), forms.NoteForm, _note, lambda idea: True),
    Deed(
        "zusammenfuehren",
        gettext_lazy("Zusammenführen vorschlagen"),
        forms.MergeForm,
        _propose_merge,
        _before_voting,
        gettext_lazy("Diese Idee geht in der anderen auf, wenn beide Verfasser zustimmen."),
    ),
    Deed(
        "jury-liste",
        gettext_lazy("Auf die Jury-Liste setzen"),
        forms.IdeaForm,
        _shortlist,
        lambda idea: _for_jury(idea) and idea.shortlisted_at is None,
    ),
    Deed(
        "von-der-jury-liste",
        gettext_lazy("Von der Jury-Liste nehmen"),
        forms.IdeaForm,
        _unlist,
        lambda idea: _for_jury(idea) and idea.shortlisted_at is not None,
    ),
    Deed(
        "praemieren",
        gettext_lazy("Prämieren"),
        forms.AwardForm,
        _award,
        _for_award,
        needs_competition=True,
    ),
    Deed(
        "praemierung-zuruecknehmen",
        gettext_lazy("Prämierung zurücknehmen"),
        forms.IdeaForm,
        _remove_award,
        _awarded,
    ),
]
BY_NAME = {deed.name: deed for deed in DEEDS}
