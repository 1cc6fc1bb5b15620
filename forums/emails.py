"""One function a message. Each writes rows into the outbox, within the transaction of its cause."""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from forums.models import Forum, Proposal, Question
from myk10.events.models import Registration
from myk10.notifications.actions.outbox import queue_mail
from myk10.notifications.kinds import MailKind

KINDS = [
    MailKind(
        "forum_question_answered",
        gettext_lazy("Sie erhalten diese E-Mail, weil Sie beim Forum eine Frage gestellt haben."),
    ),
    *(
        MailKind(
            name,
            gettext_lazy(
                "Sie erhalten diese E-Mail, weil Sie dem Forum eine Aufgabe vorgeschlagen haben."
            ),
        )
        for name in ("forum_proposal_admitted", "forum_proposal_refused")
    ),
    MailKind(
        "forum_documented",
        gettext_lazy("Sie erhalten diese E-Mail, weil Sie für das Forum angemeldet waren."),
    ),
]


def question_answered(question: Question) -> None:
    _tell(
        question.asked_by,
        "forum_question_answered",
        str(question.pk),
        _("Antwort auf Ihre Frage beim {forum}").format(forum=question.forum),
        (_("Antwort lesen"), question.get_absolute_url()),
        question=question,
    )


def proposal_admitted(proposal: Proposal) -> None:
    _tell(
        proposal.proposed_by,
        "forum_proposal_admitted",
        proposal.number,
        _("Ihr Vorschlag {number} ist zugelassen").format(number=proposal.number),
        (_("Zum Vorschlag"), proposal.get_absolute_url()),
        proposal=proposal,
    )


def proposal_refused(proposal: Proposal) -> None:
    _tell(
        proposal.proposed_by,
        "forum_proposal_refused",
        proposal.number,
        _("Ihr Vorschlag {number} wurde nicht zugelassen").format(number=proposal.number),
        (_("Zum Forum"), proposal.forum.get_absolute_url()),
        proposal=proposal,
    )


def documented(forum: Forum, registration: Registration) -> None:
    _tell(
        registration,
        "forum_documented",
        str(forum.year),
        _("Nachzulesen: {forum}").format(forum=forum),
        (_("Zur Dokumentation"), reverse("forums:documentation", args=[forum.year])),
        forum=forum,
    )


def _tell(
    registration: Registration | None,
    kind: str,
    occasion: str,
    subject: str,
    action: tuple[str, str],
    **context: object,
) -> None:
    """Whoever was forgotten after the forum, or registered by telephone, gets no mail."""
    if registration is None or not registration.email:
        return
    label, path = action
    queue_mail(
        kind=kind,
        occasion=occasion,
        to=registration.email,
        user=registration.user,
        subject=subject,
        body=render_to_string(
            f"forums/emails/{kind.removeprefix('forum_')}.txt",
            {"registration": registration, **context},
        ),
        action=(label, settings.SITE_URL + path),
    )
