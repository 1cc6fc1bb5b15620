from allauth.account.decorators import reauthentication_required
from django import forms
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from myk10.accounts.models import User
from myk10.home.actions import delete_account
from myk10.home.data_page import subjects_of, work_for_the_county
from myk10.home.personal_data import as_json, sections_about
from myk10.refusal import Refused


class DeleteAccountForm(forms.Form):
    texts = forms.ChoiceField(
        label=_("Was soll mit dem geschehen, was Sie geschrieben haben?"),
        choices=[
            ("keep", _("Meine Texte bleiben, als Beiträge von „gelöschtes Konto“")),
            ("erase", _("Meine Texte werden ebenfalls gelöscht")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Bitte wählen Sie eine der beiden Möglichkeiten.")},
    )


@login_required
@never_cache
def account_data(request: HttpRequest) -> HttpResponse:
    sections = sections_about(request.user)
    if request.GET.get("format") != "json":
        context = {"subjects": subjects_of(sections), "work": work_for_the_county(sections)}
        return render(request, "accounts/data.html", context)
    response = JsonResponse(
        as_json(sections), json_dumps_params={"indent": 2, "ensure_ascii": False}
    )
    name = f"myk10-daten-{timezone.localdate():%Y-%m-%d}.json"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@never_cache
@reauthentication_required
def account_delete(request: HttpRequest) -> HttpResponse:
    form = DeleteAccountForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        user = User.objects.get(pk=request.user.pk)
        keep_texts = form.cleaned_data["texts"] == "keep"
        try:
            delete_account(user=user, keep_texts=keep_texts)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            logout(request)
            return render(request, "accounts/deleted.html", {"texts_kept": keep_texts})
    return render(request, "accounts/delete.html", {"form": form})
