from django.conf import settings
from django.db.models import Model
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from myk10.accounts.models import User
from myk10.moderation.models import ContentFlag, Decision, Objection
from myk10.notifications.actions.news import notify
from myk10.notifications.actions.outbox import queue_mail
from myk10.notifications.kinds import MailKind
from myk10.notifications.topics import Topic

_REPORTER = gettext_lazy("Sie erhalten diese E-Mail, weil Sie einen Beitrag gemeldet haben.")
_AUTHOR = gettext_lazy("Sie erhalten diese E-Mail, weil der Beitrag von Ihnen stammt.")
_OBJECTOR = gettext_lazy("Sie erhalten diese E-Mail, weil Sie Widerspruch eingelegt haben.")
KINDS = [
    *(MailKind(name, _REPORTER) for name in ("flag_received", "flag_decided")),
    *(
        MailKind(name, _AUTHOR, topic=Topic.MODERATION)
        for name in ("content_hidden", "content_restored", "objection_answered")
    ),
    MailKind("objection_received", _OBJECTOR),
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
    _tell_author(
        decision,
        kind="content_hidden",
        title=_("Ihr Beitrag wurde ausgeblendet"),
        action=(_("Entscheidung lesen oder widersprechen"), decision.get_absolute_url()),
        text=_(
            "das Projektbüro hat einen Beitrag von Ihnen ausgeblendet. Andere können ihn seit "
            "{date} nicht mehr lesen.\n\n"
            "Beitrag:\n{url}\n\n"
            "Grund:\n{ground}\n\n"
            "Begründung:\n{reason}\n\n"
            "{origin} Entschieden hat ein Mensch, keine Maschine.\n\n"
            "Sie können innerhalb von sechs Monaten kostenlos Widerspruch einlegen. "
            "Außerdem steht Ihnen der Rechtsweg offen."
        ).format(
            date=date_format(timezone.localtime(decision.decided_at), "l, j. F Y"),
            url=_address(decision.target),
            ground=decision.get_ground_display(),
            reason=decision.reason,
            origin=origin,
        ),
    )


def content_restored(decision: Decision) -> None:
    target = decision.target or decision
    _tell_author(
        decision,
        kind="content_restored",
        title=_("Ihr Beitrag ist wieder zu sehen"),
        action=(_("Beitrag ansehen"), target.get_absolute_url()),
        text=_(
            "das Projektbüro hat Ihren Beitrag wieder eingeblendet.\n\nBegründung:\n{reason}"
        ).format(reason=decision.reason),
    )


def objection_received(objection: Objection) -> None:
    author = objection.decision.author
    if author:
        _queue(
            author.email,
            author,
            "objection_received",
            str(objection.decision_id),
            _("Ihr Widerspruch ist eingegangen"),
            _(
                "Ihr Widerspruch ist eingegangen. Das Projektbüro prüft die Entscheidung noch einmal "
                "und antwortet Ihnen."
            ),
            action=(_("Stand nachlesen"), _address(objection.decision)),
        )


def objection_answered(objection: Objection) -> None:
    if objection.state == Objection.State.UPHELD:
        outcome = _("Sie haben recht bekommen: Ihr Beitrag ist wieder zu sehen.")
    else:
        outcome = _("Es bleibt bei der Entscheidung: Ihr Beitrag bleibt ausgeblendet.")
    _tell_author(
        objection.decision,
        kind="objection_answered",
        title=_("Antwort auf Ihren Widerspruch"),
        action=(_("Alles im Zusammenhang lesen"), objection.decision.get_absolute_url()),
        text=_(
            "wir haben Ihren Widerspruch geprüft.\n\n"
            "{outcome}\n\n"
            "Begründung:\n{answer}\n\n"
            "Außerdem steht Ihnen der Rechtsweg offen."
        ).format(outcome=outcome, answer=objection.answer),
    )


def _tell_author(
    decision: Decision, *, kind: str, title: str, action: tuple[str, str], text: str
) -> None:
    """`action` is (label, path)."""
    if decision.author:
        label, path = action
        notify(
            user=decision.author,
            kind=kind,
            occasion=str(decision.pk),
            title=title,
            body=_framed(text),
            path=path,
            action_label=label,
        )


def _to_reporter(flag: ContentFlag, *, kind: str, subject: str, text: str) -> None:
    if flag.reporter:
        _queue(flag.reporter.email, flag.reporter, kind, flag.receipt, subject, text)
    elif flag.reporter_email:
        _queue(flag.reporter_email, None, kind, flag.receipt, subject, text)


def _queue(
    to: str,
    user: User | None,
    kind: str,
    occasion: str,
    subject: str,
    text: str,
    action: tuple[str, str] = ("", ""),
) -> None:
    queue_mail(
        kind=kind,
        occasion=occasion,
        to=to,
        user=user,
        subject=subject,
        body=_framed(text),
        action=action,
    )


def _framed(text: str) -> str:
    return _("Guten Tag,") + f"\n\n{text}"


def _address(target: Model | None) -> str:
    return settings.SITE_URL + target.get_absolute_url() if target else "–"
