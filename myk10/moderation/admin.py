from collections.abc import Callable

from django import forms
from django.contrib import admin, messages
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.defaultfilters import truncatechars
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from myk10.moderation.actions import answer_objection, dismiss_flag, hide_content, restore_content
from myk10.moderation.forms import AnswerForm, HideForm, ReasonForm
from myk10.moderation.models import ContentFlag, Decision, Objection
from myk10.moderation.targets import flaggable_models, kind_of, typed_text
from myk10.moderation.transparency import in_words
from myk10.refusal import Refused


class StateFilter(admin.SimpleListFilter):
    """What is open is what is to be done, so that is what the list begins with."""

    title = gettext_lazy("Zustand")
    parameter_name = "zustand"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list:
        return [("erledigt", _("erledigt")), ("alle", _("alle"))]

    def choices(self, changelist):
        choices = list(super().choices(changelist))
        choices[0]["display"] = _("offen")
        return choices

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() == "alle":
            return queryset
        if self.value() == "erledigt":
            return queryset.exclude(state="open")
        return queryset.filter(state="open")


class RecordAdmin(admin.ModelAdmin):
    """Rows that are read here; they change through the actions alone."""

    actions = None
    list_per_page = 50

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    @admin.display(description=gettext_lazy("Beitrag"))
    def excerpt(self, row) -> str:
        target = row.target
        if target is None:
            return _("(gelöscht)")
        text = truncatechars(typed_text(target), 200) or _("(leer)")
        return f"{target._meta.verbose_name}: {text}"

    def ask(
        self,
        request: HttpRequest,
        *,
        title: str,
        form: forms.Form,
        target: Model | None,
        act: Callable[[dict], object],
        done: str,
        quotes: list[tuple[str, str]] = (),
    ) -> HttpResponse:
        """Show a form about a piece of content; when it is filled in, act and go back to the list."""
        changelist = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")
        if request.method == "POST" and form.is_valid():
            try:
                act(form.cleaned_data)
            except Refused as refusal:  # what was typed stays in the form
                form.add_error(None, str(refusal))
            else:
                messages.success(request, done)
                return redirect(changelist)
        context = {
            **self.admin_site.each_context(request),
            "title": title,
            "form": form,
            "target": target,
            "target_text": typed_text(target),
            "quotes": quotes,
            "opts": self.opts,
            "cancel_url": changelist,
        }
        return render(request, "moderation/admin_decide.html", context)


@admin.register(ContentFlag)
class FlagAdmin(RecordAdmin):
    list_display = ["receipt", "buttons", "age", "category", "excerpt", "short_text"]
    list_filter = [StateFilter, "category"]
    search_fields = ["receipt"]
    ordering = ["created_at", "pk"]
    fields = [
        "receipt", "created_at", "category", "text", "excerpt", "state",
        "decision_reason", "decided_at", "decided_by", "buttons",
    ]  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).prefetch_related("target")

    @admin.display(description=gettext_lazy("Meldung"))
    def short_text(self, flag: ContentFlag) -> str:
        return truncatechars(flag.text, 120)

    @admin.display(description=gettext_lazy("offen seit"), ordering="created_at")
    def age(self, flag: ContentFlag) -> str:
        return in_words((flag.decided_at or timezone.now()) - flag.created_at)

    @admin.display(description=gettext_lazy("Bearbeiten"))
    def buttons(self, flag: ContentFlag) -> str:
        if flag.target is None:
            where, hide = "", ""
        else:
            where = reverse("admin:moderation_show", args=[kind_of(flag.target), flag.object_id])
            hide = reverse("admin:moderation_hide", args=[kind_of(flag.target), flag.object_id])
        links = [(where, _("Ansehen"))]
        if flag.state == ContentFlag.State.OPEN:
            dismiss = reverse("admin:moderation_dismiss", args=[flag.pk])
            links += [(hide, _("Ausblenden")), (dismiss, _("Bleibt sichtbar"))]
        return _links(links)

    def get_urls(self) -> list:
        dismiss = self.admin_site.admin_view(self.dismiss)
        return [path("<int:pk>/bleibt/", dismiss, name="moderation_dismiss"), *super().get_urls()]

    def dismiss(self, request: HttpRequest, pk: int) -> HttpResponse:
        flag = get_object_or_404(ContentFlag, pk=pk)
        return self.ask(
            request,
            title=_("Beitrag bleibt sichtbar (Meldung {receipt})").format(receipt=flag.receipt),
            form=ReasonForm(request.POST or None),
            target=flag.target,
            act=lambda data: dismiss_flag(flag=flag, moderator=request.user, reason=data["reason"]),
            done=_("Die Meldung ist erledigt. Der Beitrag bleibt sichtbar."),
            quotes=[(flag.get_category_display(), flag.text)],
        )


@admin.register(Decision)
class DecisionAdmin(RecordAdmin):
    list_display = ["decided_at", "buttons", "kind", "ground", "excerpt", "decided_by"]
    list_filter = ["kind", "ground"]
    ordering = ["-decided_at"]
    fields = ["kind", "ground", "reason", "excerpt", "decided_at", "decided_by", "automated"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rows = super().get_queryset(request).select_related("decided_by")
        return rows.prefetch_related("target")

    @admin.display(description=gettext_lazy("Bearbeiten"))
    def buttons(self, decision: Decision) -> str:
        if decision.target is None:
            return ""
        about = [kind_of(decision.target), decision.object_id]
        links = [(reverse("admin:moderation_show", args=about), _("Ansehen"))]
        if decision.target.hidden_by_id == decision.pk:
            links.append((reverse("admin:moderation_restore", args=about), _("Wieder einblenden")))
        return _links(links)

    def get_urls(self) -> list:
        def view(word: str, name: str, function: Callable) -> list:
            wrapped = self.admin_site.admin_view(function)
            return path(f"{word}/<slug:kind>/<int:pk>/", wrapped, name=f"moderation_{name}")

        return [
            view("ansehen", "show", self.show),
            view("ausblenden", "hide", self.hide),
            view("einblenden", "restore", self.restore),
            *super().get_urls(),
        ]

    def show(self, request: HttpRequest, kind: str, pk: int) -> HttpResponse:
        return redirect(_target(kind, pk))

    def hide(self, request: HttpRequest, kind: str, pk: int) -> HttpResponse:
        target = _target(kind, pk)
        flags = ContentFlag.objects.open().about(target)
        return self.ask(
            request,
            title=_("Beitrag ausblenden"),
            form=HideForm(request.POST or None),
            target=target,
            act=lambda data: hide_content(target=target, moderator=request.user, **data),
            done=_("Der Beitrag ist ausgeblendet. Die Autorin oder der Autor bekommt eine E-Mail."),
            quotes=[(flag.get_category_display(), flag.text) for flag in flags[:20]],
        )

    def restore(self, request: HttpRequest, kind: str, pk: int) -> HttpResponse:
        target = _target(kind, pk)
        return self.ask(
            request,
            title=_("Beitrag wieder einblenden"),
            form=ReasonForm(request.POST or None),
            target=target,
            act=lambda data: restore_content(target=target, moderator=request.user, **data),
            done=_("Der Beitrag ist wieder zu sehen."),
        )


@admin.register(Objection)
class ObjectionAdmin(RecordAdmin):
    list_display = ["created_at", "buttons", "age", "short_text", "excerpt", "state"]
    list_filter = [StateFilter]
    ordering = ["created_at", "pk"]
    fields = [
        "created_at", "text", "excerpt", "ground", "reason", "state",
        "answer", "answered_at", "answered_by", "buttons",
    ]  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rows = super().get_queryset(request).select_related("decision")
        return rows.prefetch_related("decision__target")

    @admin.display(description=gettext_lazy("Beitrag"))
    def excerpt(self, objection: Objection) -> str:
        return super().excerpt(objection.decision)

    @admin.display(description=gettext_lazy("Grund der Entscheidung"))
    def ground(self, objection: Objection) -> str:
        return objection.decision.get_ground_display()

    @admin.display(description=gettext_lazy("Begründung der Entscheidung"))
    def reason(self, objection: Objection) -> str:
        return objection.decision.reason

    @admin.display(description=gettext_lazy("Widerspruch"))
    def short_text(self, objection: Objection) -> str:
        return truncatechars(objection.text, 200)

    @admin.display(description=gettext_lazy("offen seit"), ordering="created_at")
    def age(self, objection: Objection) -> str:
        return in_words((objection.answered_at or timezone.now()) - objection.created_at)

    @admin.display(description=gettext_lazy("Bearbeiten"))
    def buttons(self, objection: Objection) -> str:
        if objection.state != Objection.State.OPEN:
            return ""
        return _links([(reverse("admin:moderation_answer", args=[objection.pk]), _("Beantworten"))])

    def get_urls(self) -> list:
        answer = self.admin_site.admin_view(self.answer)
        return [path("<int:pk>/antwort/", answer, name="moderation_answer"), *super().get_urls()]

    def answer(self, request: HttpRequest, pk: int) -> HttpResponse:
        objection = get_object_or_404(Objection.objects.select_related("decision"), pk=pk)
        return self.ask(
            request,
            title=_("Widerspruch beantworten"),
            form=AnswerForm(request.POST or None),
            target=objection.decision.target,
            act=lambda data: answer_objection(objection=objection, moderator=request.user, **data),
            done=_("Der Widerspruch ist beantwortet."),
            quotes=[
                (_("Begründung der Entscheidung"), objection.decision.reason),
                (_("Widerspruch"), objection.text),
            ],
        )


def _target(kind: str, pk: int) -> Model:
    model = flaggable_models().get(kind)
    if model is None:
        raise Http404
    return get_object_or_404(model._base_manager, pk=pk)


def _links(links: list[tuple[str, str]]) -> str:
    shown = [format_html('<a href="{}">{}</a>', url, label) for url, label in links if url]
    return format_html(" · ".join(["{}"] * len(shown)), *shown) if shown else ""
