"""How people come into a body, and what the public reads of them there."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from myk10.accounts.decorators import login_required_keeping_input
from myk10.refusal import Refused
from workgroups.actions.membership import withdraw_application
from workgroups.forms import ApplicationForm, OneselfForm
from workgroups.models import Body
from workgroups.rules import membership_of


@never_cache
@login_required_keeping_input
@require_http_methods(["GET", "HEAD", "POST"])
def apply(request: HttpRequest, slug: str) -> HttpResponse:
    body = get_object_or_404(Body, slug=slug)
    typed = request.POST.get("text", "")
    if not request.user.has_perm("workgroups.apply", body):
        return render(request, "workgroups/apply_not.html", {"body": body, "typed": typed})
    form = ApplicationForm(request.POST or None, initial={"name": request.user.display_name})
    if form.is_valid() and form.send(body, request.user):
        messages.success(request, _("Danke! Ihre Bewerbung ist angekommen."))
        return redirect(body)
    return render(request, "workgroups/apply.html", {"body": body, "form": form})


@never_cache
@login_required_keeping_input
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, slug: str) -> HttpResponse:
    body = get_object_or_404(Body, slug=slug)
    applications = body.applications.visible_to(request.user).awaiting_answer()
    application = get_object_or_404(applications.filter(user=request.user))
    if request.method == "POST":
        try:
            withdraw_application(application=application)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Ihre Bewerbung ist zurückgezogen."))
        return redirect(body)
    context = {"body": body, "cancel_url": body.get_absolute_url()}
    return render(request, "workgroups/withdraw.html", context)


@never_cache
@login_required_keeping_input
@require_http_methods(["GET", "HEAD", "POST"])
def oneself(request: HttpRequest, slug: str) -> HttpResponse:
    body = get_object_or_404(Body, slug=slug)
    membership = membership_of(request.user, body)
    if membership is None:
        raise Http404
    initial = {"shown": membership.shown_publicly, "affiliation": membership.affiliation}
    form = OneselfForm(request.POST or None, request.FILES or None, initial=initial)
    if form.is_valid() and form.save(membership):
        messages.success(request, _("Gespeichert. So steht es jetzt auf der Seite."))
        return redirect(body)
    context = {"body": body, "form": form, "membership": membership}
    return render(request, "workgroups/oneself.html", context)
