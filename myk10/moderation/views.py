from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from myk10.caching import visitor_page
from myk10.client_ip import client_ip
from myk10.moderation.actions import flag_content, object_to_decision
from myk10.moderation.forms import FlagForm, ObjectionForm
from myk10.moderation.models import Decision, Objection, new_receipt
from myk10.moderation.targets import flaggable_models, typed_text
from myk10.moderation.transparency import counts
from myk10.refusal import Refused


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def flag(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    model = flaggable_models().get(kind)
    if model is None:
        raise Http404
    target = get_object_or_404(model.objects.visible_to(request.user), pk=pk)
    reporter = request.user if request.user.is_authenticated else None
    who = f"account {reporter.pk}" if reporter else client_ip(request)
    form = FlagForm(request.POST or None, who=who, with_email=reporter is None)
    if request.method == "POST" and form.is_by_machine:
        return _receipt(request, target, new_receipt())
    if form.is_valid():
        try:
            taken = flag_content(
                target=target,
                category=form.cleaned_data["category"],
                text=form.cleaned_data["text"],
                reporter=reporter,
                reporter_email=form.cleaned_data.get("email", ""),
            )
            return _receipt(request, target, taken.receipt)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    context = {"form": form, "target": target, "target_text": typed_text(target)}
    return render(request, "moderation/flag.html", context)


def _receipt(request: HttpRequest, target, receipt: str) -> HttpResponse:
    return render(request, "moderation/receipt.html", {"target": target, "receipt": receipt})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def decision(request: HttpRequest, pk) -> HttpResponse:
    """The statement of reasons, and the objection to it. For the author and the Projektbüro alone."""
    found = get_object_or_404(Decision.objects.select_related("author"), pk=pk)
    if not request.user.has_perm("moderation.read_decision", found):
        raise Http404
    objection = Objection.objects.filter(decision=found).first()
    may_object = (
        objection is None
        and request.user.has_perm("moderation.object_to_decision", found)
        and getattr(found.target, "hidden_by_id", None) == found.pk
        and found.author_id == request.user.pk
    )
    form = ObjectionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            object_to_decision(decision=found, author=request.user, text=form.cleaned_data["text"])
            messages.success(request, _("Ihr Widerspruch ist eingegangen."))
            return redirect(found)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    context = {
        "decision": found,
        "target": found.target,
        "target_text": typed_text(found.target),
        "objection": objection,
        "form": form if may_object or form.errors else None,
        "by_flag": found.flags.exists(),
    }
    return render(request, "moderation/decision.html", context)


@require_safe
@visitor_page
def transparency(request: HttpRequest) -> HttpResponse:
    return render(request, "moderation/transparency.html", {"counts": counts()})
