"""One function a message. Each writes rows into the outbox, within the transaction of its cause."""

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from myk10.notifications.actions.news import notify
from myk10.notifications.kinds import MailKind
from myk10.notifications.topics import Topic
from workgroups.models import Application

KINDS = [
    MailKind(
        name,
        gettext_lazy("Sie erhalten diese E-Mail, weil Sie sich um die Mitarbeit beworben haben."),
        topic=Topic.BODY,
    )
    for name in (
        "body_application_received",
        "body_application_accepted",
        "body_application_declined",
    )
]


def application_received(application: Application) -> None:
    title = _("Ihre Bewerbung ist angekommen: {body}").format(body=application.body)
    _tell(application, "body_application_received", title)


def application_accepted(application: Application) -> None:
    title = _("Willkommen! Sie sind jetzt Mitglied: {body}").format(body=application.body)
    _tell(application, "body_application_accepted", title)


def application_declined(application: Application) -> None:
    title = _("Antwort auf Ihre Bewerbung: {body}").format(body=application.body)
    _tell(application, "body_application_declined", title)


def _tell(application: Application, kind: str, title: str) -> None:
    name = kind.removeprefix("body_")
    context = {"application": application, "user": application.user}
    notify(
        user=application.user,
        kind=kind,
        occasion=str(application.pk),
        title=title,
        body=render_to_string(f"workgroups/emails/{name}.txt", context).strip(),
        path=application.body.get_absolute_url(),
        action_label=_("Zur Seite des Gremiums"),
    )
