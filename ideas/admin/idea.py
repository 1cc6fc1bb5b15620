"""The Projektbüro's work queue of ideas. Ideas are read here and decided by the deeds."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ideas.actions.checking import admit_idea
from ideas.admin.deeds import BY_NAME, DEEDS
from ideas.models import Idea
from myk10.moderation.targets import kind_of
from myk10.refusal import Refused
from myk10.richtext_admin import allowed_by_policy
from myk10.story import story_of


class QueueFilter(admin.SimpleListFilter):
    """What is to be done comes first; everything else is one click away."""

    title = gettext_lazy("Arbeitsvorrat")
    parameter_name = "vorrat"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list:
        return [
            ("vorpruefung", _("wartet auf Vorprüfung")),
            ("ueberfaellig", _("überfällig")),
            ("ausgeblendet", _("ausgeblendet")),
            ("alle", _("alle Ideen")),
        ]

    def choices(self, changelist: Any) -> list:
        choices = list(super().choices(changelist))
        choices[0]["display"] = _("wartet auf Rückmeldung")
        return choices

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() == "vorpruefung":
            return queryset.awaiting_admission()
        if self.value() == "ueberfaellig":
            return queryset.overdue()
        if self.value() == "ausgeblendet":
            return queryset.filter(hidden_by__isnull=False)
        if self.value() == "alle":
            return queryset
        return queryset.awaiting_answer()


@admin.register(Idea)
class IdeaAdmin(admin.ModelAdmin):
    list_display = [
        "number",
        "title",
        "state",
        "promise",
        "competition",
        "field_of_action",
        "place",
    ]
    list_display_links = ["number", "title"]
    list_filter = [
        QueueFilter,
        ("competition", admin.RelatedOnlyFieldListFilter),
        "state",
        "field_of_action",
        "municipality",
    ]
    search_fields = ["number", "title"]
    ordering = ["answer_due_at", "pk"]
    list_per_page = 50
    actions = ["admit_selected"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Drafts belong to their authors alone."""
        ideas = super().get_queryset(request).exclude(state=Idea.State.DRAFT).with_answered()
        return ideas.select_related("competition", "field_of_action", "municipality", "author")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Idea | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Idea | None = None) -> bool:
        return False

    def has_decide_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("ideas.decide_idea")

    @admin.display(description=gettext_lazy("Gemeinde"), ordering="municipality")
    def place(self, idea: Idea) -> str:
        return idea.place

    @admin.display(description=gettext_lazy("Antwort zugesagt"), ordering="answer_due_at")
    def promise(self, idea: Idea) -> str:
        open_states = (Idea.State.SUBMITTED, Idea.State.ADMITTED)
        if idea.answered or idea.hidden_by_id or idea.state not in open_states:
            return _("erledigt")
        days = (timezone.localdate(idea.answer_due_at) - timezone.localdate()).days
        if idea.answer_due_at < timezone.now():
            late = ngettext("seit {n} Tag überfällig", "seit {n} Tagen überfällig", -days)
            text = late.format(n=-days) if days else _("seit heute überfällig")
            return format_html('<strong class="overdue">{}</strong>', text)
        return (
            ngettext("noch {n} Tag", "noch {n} Tage", days).format(n=days)
            if days
            else _("heute fällig")
        )

    def get_urls(self) -> list:
        view = self.admin_site.admin_view(self.do)
        return [path("<int:pk>/tun/<slug:name>/", view, name="ideas_idea_do"), *super().get_urls()]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        idea = self.get_object(request, unquote(object_id))
        if idea is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_permission(request, idea):
            raise PermissionDenied
        context = {
            **self._about(request, idea),
            "title": str(idea),
            "promise": self.promise(idea),
            "story": story_of(idea),
            "deeds": [deed for deed in DEEDS if deed.offered(idea)],
            "moderation": self._moderation_links(idea),
        }
        return TemplateResponse(request, "admin/ideas/idea/change_form.html", context)

    def do(self, request: HttpRequest, pk: int, name: str) -> HttpResponse:
        """The page of one deed: GET asks, POST acts and goes back to the idea."""
        if not self.has_decide_permission(request):
            raise PermissionDenied
        if name not in BY_NAME:
            raise Http404
        deed = BY_NAME[name]
        idea = get_object_or_404(self.get_queryset(request), pk=pk)
        back = reverse("admin:ideas_idea_change", args=[pk])
        if request.method != "POST" and not deed.offered(idea):
            messages.warning(
                request,
                _("Das geht bei dieser Idee nicht (mehr). Stand: {state}.").format(
                    state=idea.get_state_display()
                ),
            )
            return redirect(back)
        if deed.needs_competition and idea.competition is None:
            raise Http404
        form = deed.form(request.POST if request.method == "POST" else None, idea=idea)
        if request.method == "POST" and form.is_valid():
            try:
                messages.success(request, deed.act(idea, form, request.user))
            except Refused as refusal:
                form = self._given_back(deed, idea, form, str(refusal))
            else:
                self.log_change(request, idea, str(deed.label))
                return redirect(back)
        context = {
            **self._about(request, idea),
            "title": _("{deed}: {idea}").format(deed=deed.label, idea=idea),
            "deed": deed,
            "form": form,
            "media": allowed_by_policy(request, self.media + form.media),
            "back": back,
        }
        return TemplateResponse(request, "admin/ideas/idea/do.html", context)

    def _given_back(self, deed: Any, idea: Idea, form: Any, refusal: str) -> Any:
        """The refused form with all that was typed, and with what has happened meanwhile as seen."""
        now = deed.form(None, idea=Idea.objects.get(pk=idea.pk))
        typed = form.data.copy()
        for field in now.hidden_fields():
            typed[field.html_name] = "" if field.value() is None else field.value()
        again = deed.form(typed, idea=idea)
        again.add_error(None, refusal)
        return again

    def _about(self, request: HttpRequest, idea: Idea) -> dict[str, Any]:
        return {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "idea": idea,
            "original": idea,
            "subtitle": None,
        }

    def _moderation_links(self, idea: Idea) -> list[tuple[str, str]]:
        about = [kind_of(idea), idea.pk]
        if idea.hidden_by_id:
            return [(reverse("admin:moderation_restore", args=about), _("Wieder einblenden"))]
        return [(reverse("admin:moderation_hide", args=about), _("Ausblenden"))]

    @admin.action(description=gettext_lazy("Ausgewählte Ideen zulassen"), permissions=["decide"])
    def admit_selected(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        ideas = list(queryset)
        if "confirmed" not in request.POST:
            context = {
                **self.admin_site.each_context(request),
                "opts": self.opts,
                "title": _("Diese Ideen zulassen?"),
                "ideas": ideas,
                "action_checkbox_name": admin.helpers.ACTION_CHECKBOX_NAME,
            }
            return TemplateResponse(request, "admin/ideas/idea/admit_selected.html", context)
        admitted = sum(self._admitted(request, idea) for idea in ideas)
        if admitted:
            done = ngettext("{n} Idee ist zugelassen.", "{n} Ideen sind zugelassen.", admitted)
            messages.success(request, done.format(n=admitted))
        return None

    def _admitted(self, request: HttpRequest, idea: Idea) -> bool:
        try:
            admit_idea(idea=idea, decided_by=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return False
        self.log_change(request, idea, str(BY_NAME["zulassen"].label))
        return True
