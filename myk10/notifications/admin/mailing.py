"""Mailings: written here, looked at, tried, sent and watched. The deeds stand beside this file."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from myk10.accounts.models import User
from myk10.notifications import audiences
from myk10.notifications.admin.deeds import BY_NAME, DEEDS
from myk10.notifications.letter import Letter, letter_of
from myk10.notifications.mail_frame import mail_frame
from myk10.notifications.models import MAILING_KIND, Mail, Mailing
from myk10.notifications.progress import HELD, progress_of
from myk10.notifications.recipients import (
    count_people,
    count_together,
    first_address,
    groups_of,
)
from myk10.refusal import Refused
from myk10.richtext_admin import RichTextAdmin


class MailingForm(forms.ModelForm):
    audiences = forms.MultipleChoiceField(
        choices=lambda: _grouped_choices(),
        label=gettext_lazy("Empfänger"),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "Dahinter steht, wie viele Personen es heute sind. "
            "Wer zu mehreren Gruppen gehört, bekommt trotzdem nur eine E-Mail."
        ),
        error_messages={"required": gettext_lazy("Bitte wählen Sie mindestens eine Gruppe.")},
    )

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Mailing
        fields = ["subject", "text", "button_label", "button_path", "audiences"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["seen"] = self.instance.changed_at.isoformat()

    def clean(self) -> dict[str, Any] | None:
        """Locks the row until it is saved, so that nobody releases or changes it in between."""
        cleaned = super().clean()
        stored = Mailing.objects.select_for_update().filter(pk=self.instance.pk).first()
        if stored and not stored.is_editable:
            self.add_error(
                None,
                _("Das Rundschreiben ist inzwischen freigegeben und lässt sich nicht mehr ändern."),
            )
        elif stored and self.data.get("seen") != stored.changed_at.isoformat():
            self._give_back(stored)
        return cleaned

    def _give_back(self, stored: Mailing) -> None:
        """What was typed stays in the form; sending once more replaces what somebody else saved."""
        data = QueryDict(mutable=True)
        data.update(self.data)
        data["seen"] = stored.changed_at.isoformat()
        self.data = data
        self.add_error(
            None,
            _(
                "Jemand anderes hat das Rundschreiben inzwischen geändert. Ihr Text steht noch hier. "
                "Vergleichen Sie ihn in einem zweiten Fenster, und sichern Sie dann noch einmal."
            ),
        )


def _grouped_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    groups = audiences.groups()
    counts = count_people(groups)
    choices: dict[str, list[tuple[str, str]]] = {}
    for group in groups:
        heading = str(group.audience.label) if group.audience.choices else ""
        label = _("{group} ({count})").format(group=group.label, count=counts[group.key])
        choices.setdefault(heading, []).append((group.key, label))
    return list(choices.items())


@admin.register(Mailing)
class MailingAdmin(RichTextAdmin):
    form = MailingForm
    list_display = ["subject", "state_shown", "send_at", "recipients", "created_at", "created_by"]
    search_fields = ["subject"]
    actions = None
    view_on_site = False
    change_form_template = "admin/notifications/mailing/change_form.html"
    fieldsets = [
        (None, {"fields": ["seen", "subject", "text"]}),
        (gettext_lazy("Schaltfläche"), {"fields": ["button_label", "button_path"]}),
        (gettext_lazy("An wen?"), {"fields": ["audiences"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return Mailing.objects.with_waiting().select_related("created_by")

    @admin.display(description=gettext_lazy("Zustand"))
    def state_shown(self, mailing: Any) -> str:
        return mailing.state_label(is_waiting=mailing.is_waiting)

    def has_change_permission(self, request: HttpRequest, obj: Mailing | None = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or obj.is_editable)

    def has_delete_permission(self, request: HttpRequest, obj: Mailing | None = None) -> bool:
        """Drafts go by a deed, which takes their test copies along."""
        return False

    def save_model(self, request: HttpRequest, obj: Mailing, form: Any, change: bool) -> None:
        if not change:
            obj.created_by = _person(request)
        obj.changed_at = timezone.now()
        super().save_model(request, obj, form, change)

    def response_post_save_add(self, request: HttpRequest, obj: Mailing) -> HttpResponseRedirect:
        return redirect(obj)

    def response_post_save_change(self, request: HttpRequest, obj: Mailing) -> HttpResponseRedirect:
        return redirect(obj)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        mailing = self.get_object(request, unquote(object_id))
        if mailing and not mailing.is_editable and request.method != "POST":
            return redirect(mailing)
        return super().change_view(request, object_id, form_url, extra_context)

    def get_urls(self) -> list:
        def view(address: str, name: str, function: Any) -> Any:
            wrapped = self.admin_site.admin_view(function)
            return path(f"<int:pk>/{address}", wrapped, name=f"notifications_mailing_{name}")

        return [
            view("versand/", "overview", self.overview),
            view("vorschau/", "preview", self.preview),
            view("tun/<slug:name>/", "do", self.do),
            *super().get_urls(),
        ]

    def overview(self, request: HttpRequest, pk: int) -> HttpResponse:
        """All about one mailing: its people, how it looks, how far it is. Its progress asks again
        by itself, for the part that changes alone."""
        mailing = self._mailing(request, pk)
        progress = progress_of(mailing)
        is_moving = _is_due(mailing) and not progress.is_done and mailing.stopped_at is None
        context = {
            **self._about(request, mailing),
            "title": mailing.subject,
            "state": mailing.state_label(is_waiting=not progress.is_done),
            "progress": progress,
            "numbers": _numbers(mailing, progress.counts),
            "is_moving": is_moving,
        }
        if "HX-Request" in request.headers:
            part = TemplateResponse(request, "admin/notifications/mailing/progress.html", context)
            if not is_moving:
                part["HX-Refresh"] = "true"
            return part
        groups = groups_of(mailing)
        counts = count_people(groups)
        context |= {
            "deeds": [deed for deed in DEEDS if deed.offered(mailing)],
            "groups": [(group, counts[group.key]) for group in groups],
            "together": count_together(groups),
            "letter": _letter_to_one(mailing, request),
        }
        return TemplateResponse(request, "admin/notifications/mailing/overview.html", context)

    def preview(self, request: HttpRequest, pk: int) -> HttpResponse:
        return _framed_letter(request, self._mailing(request, pk))

    def do(self, request: HttpRequest, pk: int, name: str) -> HttpResponse:
        """The page of one deed: GET asks, POST acts."""
        if name not in BY_NAME:
            raise Http404
        deed, mailing = BY_NAME[name], self._mailing(request, pk)
        user = _person(request)
        if not user.has_perm("notifications.send_mailing"):
            raise PermissionDenied
        if request.method != "POST" and not deed.offered(mailing):
            messages.warning(request, _("Das geht bei diesem Rundschreiben nicht (mehr)."))
            return redirect(mailing)
        form = deed.form(request.POST if request.method == "POST" else None, mailing=mailing)
        if form.is_valid():
            try:
                target, said = deed.act(mailing, form, user)
            except Refused as refusal:
                form.add_error(None, str(refusal))
            else:
                self.log_change(request, mailing, str(deed.label))
                messages.success(request, said)
                return redirect(target or "admin:notifications_mailing_changelist")
        context = {
            **self._about(request, mailing),
            "title": _("{deed}: {subject}").format(deed=deed.label, subject=mailing.subject),
            "deed": deed,
            "explanation": deed.explain(mailing, user),
            "form": form,
            "back": reverse("admin:notifications_mailing_overview", args=[mailing.pk]),
        }
        return TemplateResponse(request, "admin/notifications/mailing/do.html", context)

    def _mailing(self, request: HttpRequest, pk: int) -> Mailing:
        if not self.has_view_permission(request):
            raise PermissionDenied
        return get_object_or_404(Mailing.objects.select_related("released_by", "stopped_by"), pk=pk)

    def _about(self, request: HttpRequest, mailing: Mailing) -> dict[str, Any]:
        return {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "mailing": mailing,
            "subtitle": None,
        }


@mail_frame
def _framed_letter(request: HttpRequest, mailing: Mailing) -> HttpResponse:
    return HttpResponse(_letter_to_one(mailing, request).as_html())


def _letter_to_one(mailing: Mailing, request: HttpRequest) -> Letter:
    """As the first of its people gets it; as oneself would get it where there are none yet."""
    found = first_address(groups_of(mailing))
    nobody = _person(request).email, next(iter(mailing.audiences), "")
    address, audience = (found[0], found[1].key) if found else nobody
    return letter_of(Mail(kind=MAILING_KIND, mailing=mailing, recipient=address, audience=audience))


def _is_due(mailing: Mailing) -> bool:
    return mailing.send_at is not None and mailing.send_at <= timezone.now()


def _numbers(mailing: Mailing, counts: dict[str, int]) -> list[tuple[str, int, str]]:
    """(label, how many, the list of them) for each state that a mail can be in."""
    mails = reverse("admin:notifications_mail_changelist")
    about = f"{mails}?kind__exact={MAILING_KIND}&mailing__id__exact={mailing.pk}"
    rows = [
        (str(label), counts[value], f"{about}&state__exact={value}")
        for value, label in Mail.State.choices
    ]
    if counts[HELD]:
        held = f"{about}&state__exact={Mail.State.QUEUED}&next_attempt_at__isnull=True"
        rows.insert(1, (_("angehalten"), counts[HELD], held))
    return rows


def _person(request: HttpRequest) -> User:
    """The admin opens for people who are signed in alone."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user
