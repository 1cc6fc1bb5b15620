"""Nobody loses a typed text because a session ended: it is shown once more, to be copied."""

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

SECRETS = ("password", "token", "code", "credential", "secret", "key", "signature", "started")
LABELS = {
    "title": gettext_lazy("Titel"),
    "summary": gettext_lazy("Kurz gesagt"),
    "description": gettext_lazy("Beschreibung"),
    "reason": gettext_lazy("Begründung"),
    "display_name": gettext_lazy("Anzeigename"),
    "proposed": gettext_lazy("Vorgeschlagener Wortlaut"),
}
# Choices whose values are words.
CHOICES = {"kind"}


def typed_texts(request: HttpRequest) -> list[tuple[str, str]]:
    """(label, text) of what a person typed into the form, without secrets, choices, and files."""
    return [
        (str(LABELS.get(name, _("Text"))), value)
        for name, values in request.POST.lists()
        if name not in CHOICES and not any(secret in name.lower() for secret in SECRETS)
        for value in values
        if len(value.strip()) >= 3 and not value.isdigit()
    ]


def answer_keeping_input(request: HttpRequest, *, signed_out: bool) -> HttpResponse:
    page = page_of_form(request)
    context = {
        "fields": typed_texts(request),
        "signed_out": signed_out,
        "form_url": page,
        "login_url": reverse("account_login") + "?" + urlencode({"next": page}),
    }
    return render(request, "errors/input_kept.html", context, status=403)


def page_of_form(request: HttpRequest) -> str:
    """The page the form was on; it may post to an address that has no page of its own."""
    referer = request.headers.get("referer", "")
    if url_has_allowed_host_and_scheme(referer, {request.get_host()}, request.is_secure()):
        return urlsplit(referer)._replace(scheme="", netloc="", fragment="").geturl() or "/"
    return request.get_full_path()
