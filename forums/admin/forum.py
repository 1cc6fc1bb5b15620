"""Forums: from the announcement to the documentation."""

from typing import Any

from django.contrib import admin
from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from forums.actions.announcing import announce_forum, rename_forum
from forums.admin.forum_deeds import DEEDS
from forums.admin.forum_form import EVENT_FIELDS, PREFIX, ForumForm, NewForumForm, label_boxes
from forums.admin.inlines import (
    AchievementInline,
    DownloadInline,
    PhotoInline,
    PollInline,
    ProgrammeInline,
)
from forums.due import steps
from forums.models import Forum
from myk10.accounts.deeds import DeedAdmin
from myk10.events.wording import seats_of, span, where
from myk10.templatetags.texts import long_moment

ABOUT = (None, {"fields": ["year", "title", "theme", "text", "demo_content"]})
PROPOSING = (
    gettext_lazy("Vorschläge und Fragen"),
    {
        "fields": [
            *("proposals_until", "vote_from", "vote_until", "votes_per_person"),
            "answer_within_days",
        ]
    },
)
DOCUMENTATION = (
    gettext_lazy("Dokumentation"),
    {"fields": ["summary", "minutes", "minutes_standing", "recording_url"]},
)
EVENT = (
    gettext_lazy("Zeit, Ort und Plätze"),
    {"fields": [PREFIX + name for name in EVENT_FIELDS]},
)


@admin.register(Forum)
class ForumAdmin(DeedAdmin):
    form = ForumForm
    deeds = DEEDS
    deed_permission = "forums.document_forum"
    list_display = ["year_shown", "title", "date", "phase_label", "registered", "open_questions", "documentation"]  # fmt: skip
    list_display_links = ["year_shown", "title"]
    search_fields = ["title", "theme"]
    actions = None
    inlines = [ProgrammeInline, PollInline, AchievementInline, PhotoInline, DownloadInline]
    change_form_template = "admin/forums/forum/change_form.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        unanswered = Q(
            questions__answered_at=None,
            questions__answered_live_at=None,
            questions__hidden_by=None,
            questions__merged_into=None,
            questions__isnull=False,
        )
        confirmed = Q(event__registrations__state="confirmed")
        return (
            super()
            .get_queryset(request)
            .with_event()
            .annotate(
                waiting_questions=Count("questions", filter=unanswered, distinct=True),
                seated=Count("event__registrations", filter=confirmed, distinct=True),
            )
        )

    # --- The list ------------------------------------------------------------------------------

    @admin.display(description=gettext_lazy("Jahr"), ordering="year")
    def year_shown(self, forum: Forum) -> str:
        return str(forum.year)

    @admin.display(description=gettext_lazy("Termin"), ordering="event__starts_at")
    def date(self, forum: Forum) -> str:
        return long_moment(forum.event.starts_at)

    @admin.display(description=gettext_lazy("Phase"))
    def phase_label(self, forum: Forum) -> str:
        if forum.event.is_cancelled:
            return _("abgesagt")
        return str(forum.phase.label) if forum.phase else _("Entwurf")

    @admin.display(description=gettext_lazy("Angemeldet"), ordering="seated")
    def registered(self, forum: Forum) -> str:
        event = forum.event
        limits = [event.seats(attendance) for attendance in event.attendances]
        total = "∞" if None in limits else sum(limits)
        return f"{forum.seated} / {total}"

    @admin.display(description=gettext_lazy("Offene Fragen"), ordering="waiting_questions")
    def open_questions(self, forum: Forum) -> int | SafeString:
        address = reverse("admin:forums_question_changelist")
        if not forum.waiting_questions:
            return 0
        return format_html(
            '<a href="{}?forum__id__exact={}">{}</a>', address, forum.pk, forum.waiting_questions
        )

    @admin.display(description=gettext_lazy("Dokumentation"))
    def documentation(self, forum: Forum) -> str:
        if forum.documented_at:
            return _("veröffentlicht")
        if not forum.has_begun("to_document"):
            return "–"
        return _("in Arbeit") if forum.summary or forum.minutes else _("fehlt noch")

    # --- The form ------------------------------------------------------------------------------

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any):
        if not change:
            kwargs["form"] = NewForumForm
        return super().get_form(request, obj, change=change, **kwargs)

    def get_fieldsets(self, request: HttpRequest, obj: Forum | None = None) -> list:
        if obj is None:
            return [ABOUT, EVENT, PROPOSING]
        known = (None, {"fields": ["year_shown", *ABOUT[1]["fields"][1:]]})
        if obj.minutes_approved_at is None:
            return [known, PROPOSING, DOCUMENTATION]
        title, options = DOCUMENTATION
        shown = [name.replace("minutes_standing", "shown_minutes") for name in options["fields"]]
        shown.remove("minutes")
        return [known, PROPOSING, (title, {"fields": shown})]

    def get_readonly_fields(self, request: HttpRequest, obj: Forum | None = None) -> list[str]:
        """The year is in the address; approved minutes are shown as they are read."""
        return ["year_shown", "minutes_standing", "shown_minutes"] if obj else []

    def get_inlines(self, request: HttpRequest, obj: Forum | None) -> list:
        """A new forum gets its date first."""
        return self.inlines if obj else []

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "recording_url":
            kwargs["assume_scheme"] = "https"
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        return label_boxes(field) if field else field

    @admin.display(description=gettext_lazy("Freigabe"))
    def minutes_standing(self, forum: Forum) -> str:
        return _("noch nicht freigegeben")

    @admin.display(description=gettext_lazy("Niederschrift"))
    def shown_minutes(self, forum: Forum) -> str:
        approved = _("Freigegeben am {moment}").format(
            moment=long_moment(forum.minutes_approved_at)
        )
        # Cleaned when they were saved.
        return format_html("<div>{}<p><em>{}</em></p></div>", mark_safe(forum.minutes), approved)

    @transaction.atomic
    def save_model(self, request: HttpRequest, obj: Forum, form: Any, change: bool) -> None:
        if not change:
            announce_forum(forum=obj, event=form.event)
            return
        super().save_model(request, obj, form, change)
        if "title" in form.changed_data:
            rename_forum(forum=obj)

    def has_delete_permission(self, request: HttpRequest, obj: Forum | None = None) -> bool:
        """What people know of stays."""
        known = obj is not None and (obj.event.published_at or obj.tasks.exists())
        return super().has_delete_permission(request, obj) and not known

    def render_change_form(
        self, request: HttpRequest, context: dict, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        if forum := context.get("original"):
            context |= {
                "steps": steps(forum),
                "links": self._links(forum),
                "span": span(forum.event),
                "where": where(forum.event),
                "seats": seats_of(type(forum.event).objects.with_counts().get(pk=forum.event_id)),
            }
        return super().render_change_form(request, context, *args, **kwargs)

    def _links(self, forum: Forum) -> list[tuple[str, str]]:
        event = forum.event

        def of_forum(model: str) -> str:
            return reverse(f"admin:forums_{model}_changelist") + f"?forum__id__exact={forum.pk}"

        hall = [
            (reverse("forums:stage", args=[forum.year]), _("Bühne")),
            (reverse("forums:wall", args=[forum.year]), _("Leinwand")),
            (reverse("forums:live", args=[forum.year]), _("Seite fürs Telefon")),
            (reverse("forums:live_poster", args=[forum.year]), _("Aushang mit QR-Code")),
        ]
        return [
            (reverse("admin:events_event_change", args=[event.pk]), _("Zeit, Ort und Plätze")),
            (
                f"{reverse('admin:events_registration_changelist')}?event__id__exact={event.pk}",
                _("Anmeldungen"),
            ),
            (reverse("events:door", args=[event.slug]), _("Einlass")),
            (reverse("events:door_list", args=[event.slug]), _("Teilnehmende drucken")),
            (reverse("admin:events_event_csv", args=[event.pk]), _("Teilnehmende (CSV)")),
            (of_forum("proposal"), _("Vorschläge")),
            (of_forum("question"), _("Fragen")),
            (of_forum("task"), _("Aufgaben")),
            *hall,
        ]
