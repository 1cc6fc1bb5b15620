"""What authors do: write, submit, change, withdraw, join, merge."""

import re
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ideas.actions.checking import agree_to_merge, decline_merge
from ideas.actions.submitting import (
    discard_draft,
    edit_idea,
    enter_competition,
    join_idea,
    move_draft_to_pool,
    save_draft,
    submit_idea,
    withdraw_idea,
)
from ideas.converters import IdeaNumberConverter
from ideas.forms import CompetitionChoiceForm, IdeaForm, WithdrawForm, draft_form, edit_form
from ideas.models import Competition, Idea, MergeProposal
from ideas.models.competition import POOL_SLUG
from ideas.similar import similar_ideas
from myk10.accounts.decorators import login_required_keeping_input
from myk10.refusal import Refused
from myk10.throttle import TooManyAttempts

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


def _competition(slug: str) -> Competition | None:
    """The competition of an address, or None for the standing pool."""
    if slug == POOL_SLUG:
        return None
    return get_object_or_404(Competition.objects.announced(), slug=slug)


def _place(competition: Competition | None) -> dict[str, Any]:
    """What the pages say about where an idea lives."""
    slug = competition.slug if competition else POOL_SLUG
    return {
        "competition": competition,
        "slug": slug,
        "place_title": competition.title if competition else _("Ideenspeicher"),
        "place_url": reverse("ideas:competition", args=[slug]),
    }


def _draft(request: HttpRequest, competition: Competition | None) -> Idea | None:
    return Idea.objects.drafts_of(request.user).filter(competition=competition).first()


def _own_idea(request: HttpRequest, number: str) -> Idea:
    ideas = Idea.objects.filter(author=request.user).select_related("competition", "municipality")
    return get_object_or_404(ideas, number=number)


def _refused(request: HttpRequest, message: str) -> HttpResponse:
    messages.warning(request, message)
    return redirect("ideas:my_ideas")


# --- Drafts --------------------------------------------------------------------------------


@get_or_post
@login_required_keeping_input
def idea_new(request: HttpRequest, slug: str) -> HttpResponse:
    competition = _competition(slug)
    draft = _draft(request, competition)
    if request.method == "POST":
        return _keep_draft(request, competition, draft)
    is_open = request.user.has_perm("ideas.submit_idea", competition)
    form = None
    if is_open or draft:
        draft = draft or Idea(competition=competition, author=request.user)
        form = draft_form(instance=draft, open_for_submission=is_open)
    return _draft_page(request, competition, form, is_open=is_open)


def _draft_page(
    request: HttpRequest, competition: Competition | None, form: IdeaForm | None, *, is_open: bool
) -> HttpResponse:
    context = {"form": form, "is_open": is_open, **_place(competition)}
    return render(request, "ideas/idea_new.html", context)


def _keep_draft(
    request: HttpRequest, competition: Competition | None, draft: Idea | None
) -> HttpResponse:
    """First keep what was typed, whatever else is wrong; then do what the pressed button says."""
    is_open = request.user.has_perm("ideas.submit_idea", competition)
    draft = draft or Idea(competition=competition, author=request.user)
    form = draft_form(request.POST, request.FILES, instance=draft, open_for_submission=is_open)
    form.full_clean()
    idea = save_draft(
        competition=competition,
        author=request.user,
        values=form.typed_values(),
        images=form.image_changes,
    )
    if idea.number:
        return redirect("ideas:submitted", idea.slug, idea.number)
    form.show_images_of(idea)
    if "vorschau" not in request.POST and not (is_open and "einreichen" in request.POST):
        form.forgive_missing()
    if form.is_valid():
        try:
            return _go_on(request, idea)
        except (Refused, TooManyAttempts) as refusal:
            form.add_error(None, str(refusal))
    return _draft_page(request, competition, form, is_open=is_open)


def _go_on(request: HttpRequest, draft: Idea) -> HttpResponse:
    if "einreichen" in request.POST:
        idea = submit_idea(draft=draft)
        return redirect("ideas:submitted", idea.slug, idea.number)
    if "vorschau" in request.POST:
        return redirect("ideas:preview", draft.slug)
    if "speicher" in request.POST:
        draft = move_draft_to_pool(draft=draft)
        messages.success(
            request, _("Ihr Entwurf liegt jetzt im Ideenspeicher. Dort können Sie ihn einreichen.")
        )
    else:
        messages.success(
            request, _("Ihr Entwurf ist gespeichert. Sie können jederzeit weiterschreiben.")
        )
    return redirect("ideas:idea_new", draft.slug)


@require_POST
def autosave(request: HttpRequest, slug: str) -> HttpResponse:
    """Keep the texts of a form that somebody is typing in; pictures come with the form itself."""
    if not request.user.is_authenticated:
        return JsonResponse({"error": _("Sie sind nicht mehr angemeldet.")}, status=401)
    competition = _competition(slug)
    draft = _draft(request, competition) or Idea(competition=competition, author=request.user)
    form = IdeaForm(request.POST, instance=draft)
    form.full_clean()
    save_draft(
        competition=competition,
        author=request.user,
        values=form.typed_values(),
        images=[replace(change, remove=False) for change in form.image_changes],
    )
    return JsonResponse({"saved": time_format(timezone.localtime(), "H:i")})


@get_or_post
@login_required_keeping_input
def preview(request: HttpRequest, slug: str) -> HttpResponse:
    competition = _competition(slug)
    draft = _draft(request, competition)
    if draft is None and request.method == "POST":  # pressed twice
        return redirect("ideas:my_ideas")
    if draft is None:
        return redirect("ideas:idea_new", slug)
    if request.method == "POST":
        try:
            idea = submit_idea(draft=draft)
        except (Refused, TooManyAttempts) as refusal:
            messages.error(request, str(refusal))
            return redirect("ideas:idea_new", slug)
        return redirect("ideas:submitted", idea.slug, idea.number)
    is_open = request.user.has_perm("ideas.submit_idea", competition)
    context = {"idea": draft, "is_open": is_open, **_place(competition)}
    return render(request, "ideas/preview.html", context)


@get_or_post
@login_required_keeping_input
def discard(request: HttpRequest, slug: str) -> HttpResponse:
    competition = _competition(slug)
    draft = _draft(request, competition)
    if draft is None:
        raise Http404
    if request.method == "POST":
        discard_draft(draft=draft)
        messages.success(request, _("Der Entwurf ist gelöscht."))
        return redirect("ideas:my_ideas")
    return render(request, "ideas/discard.html", {"idea": draft, **_place(competition)})


# --- Submitted ideas -----------------------------------------------------------------------


@require_safe
@login_required_keeping_input
def submitted(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    idea = _own_idea(request, number)
    if idea.state != Idea.State.SUBMITTED:
        return redirect(idea)
    can_join = request.user.has_perm("ideas.join_idea", idea)
    similar = similar_ideas(idea) if can_join else []
    context = {"idea": idea, "similar": similar, **_place(idea.competition)}
    return render(request, "ideas/submitted.html", context)


@require_safe
@login_required_keeping_input
def my_ideas(request: HttpRequest) -> HttpResponse:
    user = request.user
    ideas = Idea.objects.filter(author=user).select_related(
        "competition", "municipality", "field_of_action", "merged_into__competition"
    )
    others = Idea.objects.visible_to(user).select_related("competition").exclude(author=user)
    context = {
        "drafts": ideas.filter(state=Idea.State.DRAFT).order_by("-saved_at"),
        "ideas": ideas.exclude(state=Idea.State.DRAFT).with_answered(),
        "proposals": _open_proposals(user).select_related("duplicate", "target"),
        "followed": others.filter(follows__user=user),
        "supported": others.filter(supports__user=user),
        "open_competitions": Competition.objects.announced().in_phase("submission"),
        **_place(None),
    }
    return render(request, "ideas/my_ideas.html", context)


def _open_proposals(user) -> QuerySet[MergeProposal]:
    """Proposals that wait for this author's answer."""
    mine = Q(duplicate__author=user, duplicate_agreed_at=None) | Q(
        target__author=user, target_agreed_at=None
    )
    undecided = Q(declined_at=None, merged_at=None, duplicate__state__in=["submitted", "admitted"])
    return MergeProposal.objects.filter(mine & undecided)


@get_or_post
@login_required_keeping_input
def edit(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    idea = _own_idea(request, number)
    may_edit = request.user.has_perm("ideas.edit_idea", idea)
    if request.method == "POST":
        return _save_changes(request, idea, may_edit=may_edit)
    if not may_edit:
        return _refused(request, _("Diese Idee kann nicht mehr bearbeitet werden."))
    return _edit_page(request, idea, edit_form(instance=idea))


def _save_changes(request: HttpRequest, idea: Idea, *, may_edit: bool) -> HttpResponse:
    form = edit_form(request.POST, request.FILES, instance=Idea.objects.get(pk=idea.pk))
    form.full_clean()
    if not may_edit:
        form.add_error(None, _("Diese Idee kann nicht mehr bearbeitet werden."))
        return _edit_page(request, idea, form)
    is_complete = form.is_valid()
    values = form.typed_values() if is_complete else {}
    try:
        idea = edit_idea(idea=idea, values=values, images=form.described_image_changes())
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _edit_page(request, idea, form)
    form.show_images_of(idea)
    if not is_complete:
        return _edit_page(request, idea, form)
    messages.success(request, _("Ihre Änderungen sind gespeichert."))
    return redirect(idea)


def _edit_page(request: HttpRequest, idea: Idea, form: IdeaForm) -> HttpResponse:
    return render(
        request, "ideas/edit.html", {"form": form, "idea": idea, **_place(idea.competition)}
    )


@get_or_post
@login_required_keeping_input
def withdraw(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    idea = _own_idea(request, number)
    if not request.user.has_perm("ideas.withdraw_idea", idea):
        return _refused(request, _("Diese Idee kann nicht mehr zurückgezogen werden."))
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            withdraw_idea(idea=idea, reason=form.cleaned_data["reason"])
        except Refused as refusal:
            return _refused(request, str(refusal))
        messages.success(request, _("Die Idee ist zurückgezogen."))
        return redirect("ideas:my_ideas")
    context = {"form": form, "idea": idea, "cancel_url": reverse("ideas:my_ideas")}
    return render(request, "ideas/withdraw.html", context)


@get_or_post
@login_required_keeping_input
def join(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """Give one's own idea up for another, published one, which `?zu=` names."""
    idea = _own_idea(request, number)
    published = Idea.objects.published().select_related("competition").exclude(author=request.user)
    wanted = re.fullmatch(IdeaNumberConverter.regex, request.GET.get("zu", ""))
    other = get_object_or_404(published, number=wanted and wanted.group())
    if not request.user.has_perm("ideas.join_idea", idea):
        return _refused(request, _("Diese Idee kann sich keiner anderen mehr anschließen."))
    if request.method == "POST":
        try:
            join_idea(idea=idea, other=other)
        except Refused as refusal:
            return _refused(request, str(refusal))
        messages.success(
            request, _("Sie haben sich angeschlossen und folgen jetzt dieser Idee. Danke!")
        )
        return redirect(other)
    cancel_url = reverse("ideas:submitted", args=[idea.slug, idea.number])
    context = {"idea": idea, "other": other, "cancel_url": cancel_url}
    return render(request, "ideas/join.html", context)


@get_or_post
@login_required_keeping_input
def merge_proposal(request: HttpRequest, pk: int) -> HttpResponse:
    user = request.user
    proposals = MergeProposal.objects.filter(Q(duplicate__author=user) | Q(target__author=user))
    proposal = get_object_or_404(
        proposals.distinct().select_related(
            "duplicate__competition", "target__competition", "duplicate__author", "target__author"
        ),
        pk=pk,
    )
    if request.method == "POST":
        return _answer_proposal(request, proposal)
    waiting = _open_proposals(user).filter(pk=pk).exists()
    return render(
        request, "ideas/merge_proposal.html", {"proposal": proposal, "is_waiting": waiting}
    )


def _answer_proposal(request: HttpRequest, proposal: MergeProposal) -> HttpResponse:
    try:
        if "zustimmen" in request.POST:
            proposal = agree_to_merge(proposal=proposal, user=request.user)
            told = _("Danke. Die beiden Ideen sind jetzt eine.")
            if proposal.is_open:
                told = _("Danke. Sobald auch die andere Seite zustimmt, wird eine Idee daraus.")
        elif "ablehnen" in request.POST:
            decline_merge(proposal=proposal, user=request.user)
            told = _("Danke. Beide Ideen bleiben, wie sie sind.")
        else:
            return redirect("ideas:merge_proposal", proposal.pk)
    except Refused as refusal:
        return _refused(request, str(refusal))
    messages.success(request, told)
    return redirect("ideas:my_ideas")


@get_or_post
@login_required_keeping_input
def enter(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    idea = _own_idea(request, number)
    competitions = Competition.objects.announced().in_phase("submission")
    if not request.user.has_perm("ideas.enter_competition", idea) or not competitions:
        return _refused(request, _("Diese Idee kann gerade an keinem Wettbewerb teilnehmen."))
    form = CompetitionChoiceForm(
        request.POST or None, competitions=competitions, initial={"competition": competitions[0]}
    )
    if request.method == "POST" and form.is_valid():
        try:
            idea = enter_competition(idea=idea, competition=form.cleaned_data["competition"])
        except Refused as refusal:
            return _refused(request, str(refusal))
        messages.success(request, _("Ihre Idee nimmt jetzt am Wettbewerb teil. Viel Glück!"))
        return redirect(idea)
    context = {"form": form, "idea": idea, "cancel_url": reverse("ideas:my_ideas")}
    return render(request, "ideas/enter.html", context)
