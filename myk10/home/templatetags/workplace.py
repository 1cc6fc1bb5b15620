"""What waits for the Projektbüro, for the start page of the admin."""

from dataclasses import dataclass

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _

from forums.models import Proposal, Question, Task
from ideas.models import Idea
from myk10.moderation.models import ContentFlag, Objection
from myk10.notifications.models import Mail
from myk10.notifications.progress import waiting_in_words
from strategy.models import Measure, Remark
from workgroups.models import Application, Resolution

register = template.Library()


@dataclass(frozen=True)
class Queue:
    label: str
    count: int
    url: str
    urgent: bool = False


@register.simple_tag
def queues() -> list[Queue]:
    ideas = reverse("admin:ideas_idea_changelist")
    mails = reverse("admin:notifications_mail_changelist")
    stuck_mails = Mail.objects.filter(state__in=[Mail.State.FAILED, Mail.State.UNCLEAR])
    return [
        Queue(
            _("Ideen warten auf Vorprüfung"),
            Idea.objects.awaiting_admission().count(),
            f"{ideas}?vorrat=vorpruefung",
        ),
        Queue(_("Ideen warten auf Rückmeldung"), Idea.objects.awaiting_answer().count(), ideas),
        Queue(
            _("Rückmeldungen sind überfällig"),
            Idea.objects.overdue().count(),
            f"{ideas}?vorrat=ueberfaellig",
            urgent=True,
        ),
        *_of_forums(),
        *_of_strategy(),
        *_of_bodies(),
        Queue(
            _("Meldungen sind offen"),
            ContentFlag.objects.open().count(),
            reverse("admin:moderation_contentflag_changelist"),
            urgent=True,
        ),
        Queue(
            _("Widersprüche sind offen"),
            Objection.objects.open().count(),
            reverse("admin:moderation_objection_changelist"),
        ),
        Queue(
            _("E-Mails sind gescheitert oder unklar"),
            stuck_mails.count(),
            f"{mails}?state__in=failed,unclear",
            urgent=True,
        ),
    ]


def _of_forums() -> list[Queue]:
    return [
        Queue(
            _("Fragen an Foren warten auf Antwort"),
            Question.objects.awaiting_answer().count(),
            reverse("admin:forums_question_changelist"),
        ),
        Queue(
            _("Vorschläge für Aufgaben warten auf Prüfung"),
            Proposal.objects.awaiting_decision().count(),
            reverse("admin:forums_proposal_changelist"),
        ),
        Queue(
            _("Aufgaben sind überfällig"),
            Task.objects.late().count(),
            f"{reverse('admin:forums_task_changelist')}?vorrat=ueberfaellig",
            urgent=True,
        ),
    ]


def _of_bodies() -> list[Queue]:
    resolutions = reverse("admin:workgroups_resolution_changelist")
    return [
        Queue(
            _("Bewerbungen um Mitarbeit warten auf Antwort"),
            Application.objects.awaiting_answer().count(),
            f"{reverse('admin:workgroups_application_changelist')}?state__exact=open",
        ),
        Queue(
            _("Beschlüsse warten auf ihr Ergebnis"),
            Resolution.objects.awaiting_decision().count(),
            f"{resolutions}?stand=faellig",
        ),
    ]


def _of_strategy() -> list[Queue]:
    measures = reverse("admin:strategy_measure_changelist")
    return [
        Queue(
            _("Anmerkungen zur Strategie warten auf Antwort"),
            Remark.objects.awaiting_answer().count(),
            reverse("admin:strategy_remark_changelist"),
        ),
        Queue(
            _("Maßnahmen sind im Verzug"),
            Measure.objects.late().count(),
            f"{measures}?vorrat=verzug",
            urgent=True,
        ),
        Queue(
            _("Maßnahmen seit 90 Tagen ohne Fortschritt"),
            Measure.objects.silent().count(),
            f"{measures}?vorrat=still",
        ),
    ]


@register.simple_tag
def oldest_due_mail() -> str:
    return waiting_in_words()
