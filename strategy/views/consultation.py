"""What one button does: support a remark, take one's own back, say where one sees a section."""

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from myk10.accounts.decorators import login_required_keeping_input
from myk10.going_back import page_of_form, see
from myk10.refusal import Refused
from strategy.actions.consultation import set_remark_support, set_stance, withdraw_remark
from strategy.models import Passage, Remark, Stance, Version
from strategy.remarks_of import counts_by_section, stances_of, supported_by

get_or_post = require_http_methods(["GET", "HEAD", "POST"])
SUPPORTING = {"geben": True, "zuruecknehmen": False}
TAKE_BACK = "zuruecknehmen"


def _remark(request: HttpRequest, slug: str, number: str) -> Remark:
    visible = Remark.objects.visible_to(request.user).select_related("version", "section")
    return get_object_or_404(visible, version__slug=slug, number=number)


@get_or_post
def support(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """`stimme=geben` or `stimme=zuruecknehmen`, set or unset and never toggled."""
    remark = _remark(request, slug, number)
    if not request.user.is_authenticated:
        return _to_login(request, remark.get_absolute_url())
    if request.method != "POST":
        return redirect(remark)
    if request.POST.get("stimme") not in SUPPORTING:
        raise Http404
    try:
        set_remark_support(
            remark=remark, user=request.user, supporting=SUPPORTING[request.POST["stimme"]]
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
        return see(request, page_of_form(request, remark.get_absolute_url()))
    address = page_of_form(request, remark.get_absolute_url())
    if not request.htmx:
        return see(request, f"{address}#{remark.number}")
    remark.refresh_from_db(fields=["support_count"])
    context = {
        "remark": remark,
        "version": remark.version,
        "supported": supported_by(request.user, remark.version),
        "next": address,
    }
    return render(request, "strategy/consultation/parts/support.html", context)


@get_or_post
@login_required_keeping_input
def withdraw(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    remark = _remark(request, slug, number)
    if remark.author_id != request.user.pk:
        raise Http404
    if not request.user.has_perm("strategy.withdraw_remark", remark):
        messages.warning(
            request,
            _(
                "Diese Anmerkung kann nicht mehr zurückgezogen werden. Schreiben Sie dem Projektbüro."
            ),
        )
        return redirect(remark)
    if request.method == "POST":
        try:
            withdraw_remark(remark=remark, author=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect(remark)
        messages.success(request, _("{number} ist zurückgezogen.").format(number=remark.number))
        return redirect("strategy:section_remarks", slug, remark.section.key)
    context = {"remark": remark, "cancel_url": remark.get_absolute_url()}
    return render(request, "strategy/consultation/withdraw.html", context)


@get_or_post
def stance(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """`haltung=` one of Stance.Value, or `zuruecknehmen`; set or unset and never toggled."""
    visible = Version.objects.visible_to(request.user).select_related("adoption")
    version = get_object_or_404(visible, slug=slug)
    passages = version.passages.select_related("section")
    passage = get_object_or_404(passages, section__key=key)
    page = reverse("strategy:section_remarks", args=[slug, key])
    if not request.user.is_authenticated:
        return _to_login(request, page_of_form(request, page))
    if request.method != "POST":
        return redirect(page)
    wanted = request.POST.get("haltung", "")
    if wanted != TAKE_BACK and wanted not in Stance.Value:
        raise Http404
    try:
        set_stance(
            version=version,
            section=passage.section,
            user=request.user,
            value=None if wanted == TAKE_BACK else wanted,
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
        return see(request, page_of_form(request, page))
    if not request.htmx:
        return see(request, f"{page_of_form(request, page)}#einschaetzung-{key}")
    return _meter(request, version, passage)


def _meter(request: HttpRequest, version: Version, passage: Passage) -> HttpResponse:
    context = {
        "version": version,
        "passage": passage,
        "count": counts_by_section(version)[passage.section_id],
        "my_stances": stances_of(request.user, version),
        "next": page_of_form(request, ""),
    }
    return render(request, "strategy/consultation/parts/stance.html", context)


def _to_login(request: HttpRequest, page: str) -> HttpResponse:
    response = redirect_to_login(page)
    return HttpResponse(headers={"HX-Redirect": response.url}) if request.htmx else response
