"""Taking part in the debate: write, change, take back, support, discuss."""

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from myk10.accounts.decorators import login_required_keeping_input
from myk10.discussions.actions import post_comment
from myk10.discussions.forms import CommentForm
from myk10.discussions.thread import address_of
from myk10.refusal import refusal_of
from strategy.actions.debate import set_support, withdraw_contribution
from strategy.forms.debate import ContributionForm
from strategy.models import Contribution, GuidingQuestion
from strategy.views.debate import contribution_for, contribution_page, question_for

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@get_or_post
@login_required_keeping_input
def contribute(request: HttpRequest, slug: str) -> HttpResponse:
    question = question_for(request.user, slug)
    if not question.is_open:
        return _not_open(request, question)
    chosen = request.GET.get("einordnung", "")
    form = ContributionForm(request.POST or None, initial={"column": chosen})
    if form.is_valid() and (written := form.send(question, request.user)):
        messages.success(request, _("Danke! Ihr Beitrag ist veröffentlicht."))
        return redirect(written)
    context = {"question": question, "form": form}
    return render(request, "strategy/debate/contribute.html", context)


def _not_open(
    request: HttpRequest, question: GuidingQuestion, found: Contribution | None = None
) -> HttpResponse:
    """Says when the debate is, gives back what was typed, and where else one is heard."""
    context = {"question": question, "contribution": found, "fields": _typed(request)}
    return render(request, "strategy/debate/contribute_not.html", context)


def _typed(request: HttpRequest) -> list[tuple[str, str]]:
    labels = {"title": _("Ihr Beitrag in einem Satz"), "text": _("Erläuterung")}
    typed = [(label, request.POST.get(name, "")) for name, label in labels.items()]
    return [(label, text) for label, text in typed if text.strip()]


def _own(request: HttpRequest, slug: str, pk: int) -> Contribution:
    """One's own contribution, which can still be changed. Raises Http404."""
    found = contribution_for(request.user, slug, pk)
    if found.author_id != request.user.pk or not found.is_public:
        raise Http404
    return found


@never_cache
@get_or_post
@login_required_keeping_input
def edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    found = _own(request, slug, pk)
    if not found.question.is_open:
        return _not_open(request, found.question, found)
    form = ContributionForm(request.POST or None, instance=found)
    if form.is_valid() and (changed := form.save_changes(request.user)):
        messages.success(request, _("Ihr Beitrag ist geändert."))
        return redirect(changed)
    context = {"question": found.question, "contribution": found, "form": form}
    return render(request, "strategy/debate/contribute.html", context)


@never_cache
@get_or_post
@login_required_keeping_input
def withdraw(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    found = _own(request, slug, pk)
    if request.method == "POST":
        said = refusal_of(partial(withdraw_contribution, contribution=found, author=request.user))
        messages.info(request, said or _("Ihr Beitrag ist zurückgezogen."))
        return redirect(found.question)
    context = {"contribution": found, "cancel_url": found.get_absolute_url()}
    return render(request, "strategy/debate/withdraw.html", context)


@never_cache
@get_or_post
@login_required_keeping_input
def support(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """`unterstuetzen=ja` or `unterstuetzen=nein`, set or unset and never toggled."""
    found = contribution_for(request.user, slug, pk)
    wish = {"ja": True, "nein": False}.get(request.POST.get("unterstuetzen", ""))
    if request.method == "POST" and wish is None:
        raise Http404
    if wish is not None:
        act = partial(set_support, contribution=found, user=request.user, supporting=wish)
        if refusal := refusal_of(act):
            messages.error(request, refusal)
    return redirect(found)


@never_cache
@get_or_post
@login_required_keeping_input
def comment(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Post a comment; a refused one is shown again on the page of the contribution, with its text."""
    found = contribution_for(request.user, slug, pk)
    if request.method != "POST":
        return redirect(found)
    if not request.user.has_perm("strategy.comment_contribution", found):
        messages.error(request, _("Zu diesem Beitrag kann niemand mehr etwas schreiben."))
        return redirect(found)
    form = CommentForm(request.POST, discussion=found.discussion)
    write = partial(post_comment, discussion=found.discussion)
    if form.is_valid() and (posted := form.post(request.user, write)):
        messages.success(request, _("Ihr Beitrag ist veröffentlicht."))
        return redirect(address_of(posted))
    return contribution_page(request, found, form)
