from django.conf import settings
from django.db.models import Model
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from myk10.accounts.models import User
from myk10.moderation.models import ContentFlag, Decision, Objection
from myk10.notifications.actions import queue_mail
from myk10.notifications.kinds import MailKind
from myk10.notifications.topics import Topic

_REPORTER = gettext_lazy("Sie erhalten diese E-Mail, weil Sie einen Beitrag gemeldet haben.")
_AUTHOR = gettext_lazy("Sie erhalten diese E-Mail, weil der Beitrag von Ihnen stammt.")
KINDS = [
    *(MailKind(name, _REPORTER) for name in ("flag_received", "flag_decided")),
    *(
        MailKind(name, _AUTHOR, topic=Topic.MODERATION)
        for name in ("content_hidden", "content_restored")
    ),
    *(MailKind(name, _AUTHOR) for name in ("objection_received", "objection_answered")),
]

# What a stranger typed is never repeated in a mail: nobody can use us to send texts to others.


def flag_received(flag: ContentFlag) -> None:
    _to_reporter(
        flag,
        kind="flag_received",
        subject=_("Ihre Meldung ist eingegangen ({receipt})").format(receipt=flag.receipt),
        text=_(
            "vielen Dank für Ihre Meldung. Sie ist bei uns eingegangen und hat die Vorgangsnummer "
            "{receipt}.\n\n"
            "Gemeldeter Beitrag:\n{url}\n\n"
            "Das Projektbüro prüft den Beitrag. Ein Mensch entscheidet, keine Maschine. "
            "Wie entschieden wurde, schreiben wir Ihnen."
        ).format(receipt=flag.receipt, url=_address(flag.target)),
    )


def flag_decided(flag: ContentFlag) -> None:
    if flag.state == ContentFlag.State.UPHELD:
        outcome = _("Wir haben den Beitrag ausgeblendet.")
    else:
        outcome = _("Der Beitrag bleibt sichtbar.")
    _to_reporter(
        flag,
        kind="flag_decided",
        subject=_("Entscheidung über Ihre Meldung {receipt}").format(receipt=flag.receipt),
        text=_(
            "wir haben über Ihre Meldung {receipt} entschieden.\n\n"
            "{outcome}\n\n"
            "Begründung:\n{reason}\n\n"
            "Sind Sie damit nicht einverstanden? Antworten Sie uns unter Angabe der Vorgangsnummer. "
            "Unsere Adresse steht im Impressum:\n{imprint}\n\n"
            "Der Rechtsweg steht Ihnen offen."
        ).format(
            receipt=flag.receipt,
            outcome=outcome,
            reason=flag.decision_reason,
            imprint=settings.SITE_URL + "/impressum/",
        ),
    )


def content_hidden(decision: Decision) -> None:
    """The statement of reasons: facts, ground, whether somebody flagged it, and ways to object."""
    if decision.flags.exists():
        origin = _("Anlass war eine Meldung.")
    else:
        origin = _("Das Projektbüro hat den Beitrag von sich aus geprüft.")
    _to_author(
        decision,
        kind="content_hidden",
        subject=_("Ihr Beitrag wurde ausgeblendet"),
        text=_(
            "das Projektbüro hat einen Beitrag von Ihnen ausgeblendet. Andere können ihn seit "
            "{date} nicht mehr lesen.\n\n"
            "Beitrag:\n{url}\n\n"
            "Grund:\n{ground}\n\n"
            "Begründung:\n{reason}\n\n"
            "{origin} Entschieden hat ein Mensch, keine Maschine.\n\n"
            "Sie können innerhalb von sechs Monaten kostenlos Widerspruch einlegen:\n{decision}\n\n"
            "Außerdem steht Ihnen der Rechtsweg offen."
        ).format(
            date=date_format(timezone.localtime(decision.decided_at), "l, j. F Y"),
            url=_address(decision.target),
            ground=decision.get_ground_display(),
            reason=decision.reason,
            origin=origin,
            decision=_address(decision),
        ),
    )


def content_restored(decision: Decision) -> None:
    _to_author(
        decision,
        kind="content_restored",
        subject=_("Ihr Beitrag ist wieder zu sehen"),
        text=_(
            "das Projektbüro hat Ihren Beitrag wieder eingeblendet.\n\n"
            "Beitrag:\n{url}\n\n"
            "Begründung:\n{reason}"
        ).format(url=_address(decision.target), reason=decision.reason),
    )


def objection_received(objection: Objection) -> None:
    _to_author(
        objection.decision,
        kind="objection_received",
        subject=_("Ihr Widerspruch ist eingegangen"),
        text=_(
            "Ihr Widerspruch ist eingegangen. Das Projektbüro prüft die Entscheidung noch einmal und "
            "antwortet Ihnen.\n\n"
            "Hier können Sie den Stand nachlesen:\n{url}"
        ).format(url=_address(objection.decision)),
    )


def objection_answered(objection: Objection) -> None:
    if objection.state == Objection.State.UPHELD:
        outcome = _("Sie haben recht bekommen: Ihr Beitrag ist wieder zu sehen.")
    else:
        outcome = _("Es bleibt bei der Entscheidung: Ihr Beitrag bleibt ausgeblendet.")
    _to_author(
        objection.decision,
        kind="objection_answered",
        subject=_("Antwort auf Ihren Widerspruch"),
        text=_(
            "wir haben Ihren Widerspruch geprüft.\n\n"
            "{outcome}\n\n"
            "Begründung:\n{answer}\n\n"
            "Hier steht alles im Zusammenhang:\n{url}\n\n"
            "Außerdem steht Ihnen der Rechtsweg offen."
        ).format(outcome=outcome, answer=objection.answer, url=_address(objection.decision)),
    )


def _to_author(decision: Decision, *, kind: str, subject: str, text: str) -> None:
    if decision.author:
        _queue(decision.author.email, decision.author, kind, str(decision.pk), subject, text)


def _to_reporter(flag: ContentFlag, *, kind: str, subject: str, text: str) -> None:
    if flag.reporter:
        _queue(flag.reporter.email, flag.reporter, kind, flag.receipt, subject, text)
    elif flag.reporter_email:
        _queue(flag.reporter_email, None, kind, flag.receipt, subject, text)


def _queue(to: str, user: User | None, kind: str, occasion: str, subject: str, text: str) -> None:
    greeting, farewell = _("Guten Tag,"), _("Freundliche Grüße\nIhr Projektbüro MYK10")
    queue_mail(
        kind=kind,
        occasion=occasion,
        to=to,
        user=user,
        subject=subject,
        body=f"{greeting}\n\n{text}\n\n{farewell}\n",
    )


def _address(target: Model | None) -> str:
    return settings.SITE_URL + target.get_absolute_url() if target else "–"
