from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from myk10.discussions.actions import delete_comment
from myk10.discussions.forms import EditForm
from myk10.discussions.models import Comment, Discussion
from myk10.discussions.thread import address_of
from myk10.refusal import Refused


@require_safe
def comment(request: HttpRequest, pk: int) -> HttpResponse:
    """The permanent address of a comment leads to its place in the discussion."""
    found = get_object_or_404(
        Comment.objects.select_related("discussion", "parent"),
        pk=pk,
        discussion__in=Discussion.objects.visible_to(request.user),
    )
    return redirect(address_of(found))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def comment_edit(request: HttpRequest, pk: int) -> HttpResponse:
    own = _own_comment(request, pk)
    if not request.user.has_perm("discussions.edit_comment", own):
        messages.error(request, _("Beiträge lassen sich nur in den ersten 15 Minuten ändern."))
        return redirect(address_of(own))
    form = EditForm(request.POST or None, initial={"text": own.text})
    if form.is_valid() and form.save(own, request.user):
        messages.success(request, _("Ihr Beitrag ist geändert."))
        return redirect(address_of(own))
    return render(request, "discussions/comment_edit.html", {"comment": own, "form": form})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def comment_delete(request: HttpRequest, pk: int) -> HttpResponse:
    own = _own_comment(request, pk)
    if request.method == "POST":
        try:
            delete_comment(comment=own, author=request.user)
            messages.success(request, _("Ihr Beitrag ist gelöscht."))
        except Refused as refusal:
            messages.error(request, str(refusal))
        return redirect(own.discussion)
    context = {"comment": own, "cancel_url": own.get_absolute_url()}
    return render(request, "discussions/comment_delete.html", context)


def _own_comment(request: HttpRequest, pk: int) -> Comment:
    """Other people's comments answer like missing ones: their authors alone have these pages."""
    visible = Comment.objects.visible_to(request.user).select_related("discussion", "parent")
    own = get_object_or_404(visible, pk=pk, author=request.user)
    if not request.user.has_perm("discussions.delete_own_comment", own):
        raise Http404
    return own
