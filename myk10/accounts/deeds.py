"""Decisions in the admin: each is a form and an action, on a page of its own."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from myk10.accounts.models import User
from myk10.refusal import Refused
from myk10.richtext_admin import RichTextAdmin, allowed_by_policy


class DeedForm(forms.Form):
    """A step that needs nothing but the decision itself. `row` is what it is about."""

    def __init__(self, *args: Any, row: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.row = row


@dataclass(frozen=True)
class Deed:
    """`act` does it and returns what to tell the person; `offered` says when it makes sense.

    `leads_to` is where one goes afterwards, if not back.
    """

    name: str
    label: Any
    act: Callable[[Any, Any, User], str]
    offered: Callable[[Any], bool]
    form: type[DeedForm] = DeedForm
    hint: Callable[[Any], str] = lambda row: ""
    leads_to: Callable[[Any], str] | None = None


class DeedAdmin(RichTextAdmin):
    """`deeds` are offered on the page of each row; whoever has `deed_permission` may do them."""

    deeds: list[Deed] = []
    deed_permission: str
    change_form_template = "admin/change_form_with_deeds.html"
    do_template = "admin/do.html"

    def get_urls(self) -> list:
        name = f"{self.opts.app_label}_{self.opts.model_name}_do"
        view = self.admin_site.admin_view(self.do)
        return [path("<int:pk>/tun/<slug:name>/", view, name=name), *super().get_urls()]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        if row := context.get("original"):
            context["deeds"] = self.offered_deeds(request, row)
        return super().render_change_form(request, context, *args, **kwargs)

    def offered_deeds(self, request: HttpRequest, row: Any) -> list[tuple[str, str]]:
        if not request.user.has_perm(self.deed_permission):
            return []
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_do"
        return [
            (reverse(name, args=[row.pk, deed.name]), str(deed.label))
            for deed in self.deeds
            if deed.offered(row)
        ]

    def do(self, request: HttpRequest, pk: int, name: str) -> HttpResponse:
        """The page of one deed: GET asks, POST acts and goes back."""
        deed = next((deed for deed in self.deeds if deed.name == name), None)
        if not request.user.has_perm(self.deed_permission):
            raise PermissionDenied
        if deed is None:
            raise Http404
        row = get_object_or_404(self.get_queryset(request), pk=pk)
        back = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[pk])
        if request.method != "POST" and not deed.offered(row):
            messages.warning(request, _("Das geht hier nicht (mehr)."))
            return redirect(back)
        form = deed.form(request.POST if request.method == "POST" else None, row=row)
        if form.is_valid():
            try:
                text = deed.act(row, form, request.user)
            except Refused as refusal:
                form = self._given_back(deed, pk, form, str(refusal))
            else:
                self.log_change(request, row, text)
                messages.success(request, text)
                return redirect(deed.leads_to(row) if deed.leads_to else back)
        return self._ask(request, deed, row, form, back)

    def _given_back(self, deed: Deed, pk: int, form: Any, refusal: str) -> Any:
        """The refused form with all that was typed, and with what has happened meanwhile as seen."""
        now = deed.form(None, row=self.model._default_manager.get(pk=pk))
        typed = form.data.copy()
        for field in now.hidden_fields():
            typed[field.html_name] = "" if field.value() is None else field.value()
        again = deed.form(typed, row=now.row)
        again.add_error(None, refusal)
        return again

    def _ask(
        self, request: HttpRequest, deed: Deed, row: Any, form: Any, back: str
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "row": row,
            "title": deed.label,
            "subtitle": None,
            "hint": deed.hint(row),
            "form": form,
            "media": allowed_by_policy(request, self.media + form.media),
            "back": back,
        }
        return TemplateResponse(request, self.do_template, context)
