"""Proposals for tasks: read, written, discussed, voted on."""

import secrets
from functools import partial

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from forums.actions.prioritising import cast_priority, withdraw_priority
from forums.forms import ProposalForm
from forums.models import Forum, PriorityCount, Proposal
from forums.participant import participant_of
from forums.priorities import ORDERS, count_of, in_random_order, priorities_of, standings
from forums.published import forum_for, forum_page
from myk10.accounts.decorators import login_required_keeping_input
from myk10.caching import visitor_page
from myk10.discussions.actions import post_comment
from myk10.discussions.forms import CommentForm
from myk10.discussions.thread import address_of, thread_context
from myk10.events.models import Registration
from myk10.going_back import page_of_form, see
from myk10.refusal import refusal_of
from myk10.story import story_of

PER_PAGE = 20
VOTES = {"geben": cast_priority, "zuruecknehmen": withdraw_priority}


@require_safe
@visitor_page
def proposals(request: HttpRequest, year: int) -> HttpResponse:
    """While people vote, in an order that is random and stays: its number travels in the links."""
    forum = forum_for(request.user, year)
    published = forum.proposals.published().for_list()
    order = _order(request.GET.get("start", ""))
    if forum.is_voting and order is None:
        return _in_some_order(request)
    if forum.is_voting:
        published = in_random_order(published, order)
    context = {
        "count": count_of(forum),
        "page_obj": Paginator(published, PER_PAGE).get_page(request.GET.get("page")),
        "query": f"start={order}&" if forum.is_voting else "",
        "next": request.get_full_path(),
        **_own(request, forum),
    }
    return forum_page(request, "forums/proposals.html", forum, context)


def _order(value: str) -> int | None:
    is_one = value.isascii() and value.isdigit() and len(value) <= 2
    return int(value) if is_one else None


@never_cache
def _in_some_order(request: HttpRequest) -> HttpResponse:
    return redirect(f"{request.path}?start={secrets.randbelow(ORDERS)}")


def _own(request: HttpRequest, forum: Forum) -> dict[str, object]:
    """What is the person's: proposals that not everybody sees, votes, votes that went out of sight."""
    participant = participant_of(request, forum)
    own = forum.proposals.proposed_by(request.user, participant).for_list()
    own = [p for p in own if not p.is_public] if participant or request.user.pk else []
    votes = priorities_of(participant, forum) if participant and forum.is_voting else None
    lost = []
    if votes and votes.proposal_ids:
        given = forum.proposals.filter(pk__in=votes.proposal_ids).for_list()
        lost = [proposal for proposal in given if not proposal.is_public]
    return {"participant": participant, "own": own, "votes": votes, "lost": lost}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: HttpRequest, year: int) -> HttpResponse:
    forum = forum_for(request.user, year)
    participant = participant_of(request, forum)
    if not forum.takes_proposals or forum.event.is_cancelled or participant is None:
        context = {"participant": participant, "fields": _typed(request)}
        return forum_page(request, "forums/propose_not.html", forum, context)
    form = ProposalForm(request.POST or None)
    if form.is_valid() and (proposal := form.send(forum, participant)):
        messages.success(
            request,
            _("Danke! Ihr Vorschlag {number} ist angekommen.").format(number=proposal.number),
        )
        return redirect(proposal)
    context = {"form": form, "participant": participant}
    return forum_page(request, "forums/propose.html", forum, context)


def _typed(request: HttpRequest) -> list[tuple[str, str]]:
    """(label, text), to be copied by those who cannot send it now."""
    labels = {"title": _("Was soll getan werden?"), "text": _("Warum?")}
    typed = [(label, request.POST.get(name, "")) for name, label in labels.items()]
    return [(label, text) for label, text in typed if text.strip()]


@require_safe
@visitor_page
def proposal(request: HttpRequest, year: int, number: str) -> HttpResponse:
    forum, found, participant = _found(request, year, number)
    return _proposal_page(request, forum, found, participant)


def _found(
    request: HttpRequest, year: int, number: str
) -> tuple[Forum, Proposal, Registration | None]:
    forum = forum_for(request.user, year)
    participant = participant_of(request, forum)
    visible = forum.proposals.visible_to(request.user, participant).for_list()
    found = get_object_or_404(visible.select_related("hidden_by", "task__forum"), number=number)
    return forum, found, participant


def _proposal_page(
    request: HttpRequest,
    forum: Forum,
    found: Proposal,
    participant: Registration | None,
    form: CommentForm | None = None,
) -> HttpResponse:
    context = {
        "proposal": found,
        "participant": participant,
        "is_own": participant is not None and found.proposed_by_id == participant.pk,
        "votes": priorities_of(participant, forum) if participant and forum.is_voting else None,
        "steps": story_of(found),
        "next": request.path,
    }
    if found.discussion:
        may_post = request.user.has_perm("discussions.post_comment") and found.is_public
        context |= thread_context(
            request,
            found.discussion,
            post_url=f"{found.get_absolute_url()}kommentieren/",
            may_post=may_post,
            form=form,
        )
    return forum_page(request, "forums/proposal.html", forum, context)


@login_required_keeping_input
def comment(request: HttpRequest, year: int, number: str) -> HttpResponse:
    """Post a comment; a refused one is shown again on the page of the proposal, with its text."""
    forum, found, participant = _found(request, year, number)
    if request.method != "POST" or found.discussion is None:
        return redirect(found)
    if not (found.is_public and request.user.has_perm("discussions.post_comment")):
        messages.error(request, _("Zu diesem Vorschlag kann niemand mehr etwas schreiben."))
        return redirect(found)
    form = CommentForm(request.POST, discussion=found.discussion)
    write = partial(post_comment, discussion=found.discussion)
    if form.is_valid() and (posted := form.post(request.user, write)):
        messages.success(request, _("Ihr Beitrag ist veröffentlicht."))
        return redirect(address_of(posted))
    return _proposal_page(request, forum, found, participant, form)


# --- The vote -------------------------------------------------------------------------------


@never_cache
def vote(request: HttpRequest, year: int, number: str) -> HttpResponse:
    """`stimme=geben` or `stimme=zuruecknehmen`, set or unset and never toggled."""
    forum = forum_for(request.user, year)
    participant = participant_of(request, forum)
    found = _visible_or_voted_for(request, forum, participant, number)
    if request.method != "POST":
        return redirect(found)
    change = VOTES.get(request.POST.get("stimme", ""))
    if change is None:
        raise Http404
    refusal = _("Abstimmen können alle, die für das Forum angemeldet sind.")
    if participant:
        refusal = refusal_of(partial(change, proposal=found, registration=participant))
    return _vote_answered(request, forum, found, participant, refusal)


def _visible_or_voted_for(
    request: HttpRequest, forum: Forum, participant: Registration | None, number: str
) -> Proposal:
    """Who has voted for a proposal that was hidden since must be able to take the vote back."""
    visible = forum.proposals.visible_to(request.user, participant)
    if participant:
        visible |= forum.proposals.filter(votes__ballot__registration=participant)
    return get_object_or_404(visible.distinct(), number=number)


def _vote_answered(
    request: HttpRequest,
    forum: Forum,
    found: Proposal,
    participant: Registration | None,
    refusal: str,
) -> HttpResponse:
    address = page_of_form(request, found.get_absolute_url())
    if request.htmx and participant and forum.is_voting and found.is_public:
        votes = priorities_of(participant, forum)
        context = {"proposal": found, "votes": votes, "refusal": refusal, "next": address}
        return forum_page(request, "forums/parts/vote_answer.html", forum, context)
    if refusal:
        messages.error(request, refusal)
    else:
        address = f"{address}#{found.number}"
    return see(request, address)


@require_safe
@visitor_page
def priorities(request: HttpRequest, year: int) -> HttpResponse:
    """The counted vote, and all that one needs to count again."""
    forum = forum_for(request.user, year)
    count = count_of(forum)
    if count is None:
        raise Http404
    rows = standings(forum.proposals.published().for_list(), count)
    total = sum(count.tally.values())
    context = {
        "count": count,
        "rows": rows,
        "hidden_votes": total - sum(row.votes for row in rows),
        "stats": [
            (_("Menschen haben abgestimmt"), count.voters),
            (_("Stimmen wurden vergeben"), total),
            (_("Stimmen hatte jede Person"), forum.votes_per_person),
        ],
    }
    return forum_page(request, "forums/priorities.html", forum, context)


@require_safe
@visitor_page
def ballots(request: HttpRequest, year: int) -> HttpResponse:
    """The canonical ballots: exactly the bytes whose SHA-256 stands on the result page."""
    count = get_object_or_404(PriorityCount, forum=forum_for(request.user, year))
    return HttpResponse(
        count.ballots.encode(),
        content_type="application/json",
        headers={"Content-Disposition": f'attachment; filename="stimmzettel-forum-{year}.json"'},
    )
