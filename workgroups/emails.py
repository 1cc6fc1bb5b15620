"""One function a message. Each writes rows into the outbox, within the transaction of its cause."""

from collections.abc import Iterable

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from myk10.accounts.models import User
from myk10.notifications.actions.news import notify, notify_all
from myk10.notifications.kinds import MailKind
from myk10.notifications.topics import Topic
from workgroups.models import Application, Membership, Resolution
from workgroups.seats import seat_of

_MEMBER = gettext_lazy("Sie erhalten diese E-Mail, weil Sie Mitglied des Gremiums sind.")


def _still_votes(told) -> bool:
    """Asked again at the moment of sending: the vote may be over, the member gone, the vote cast."""
    resolution = Resolution.objects.circulating().filter(pk=told.occasion).first()
    seat = resolution and seat_of(told.user, resolution)
    return bool(seat) and not seat.votes.filter(resolution=resolution).exists()


KINDS = [
    MailKind("body_circulation", _MEMBER, topic=Topic.BODY, still_wanted=_still_votes),
    MailKind("body_circulation_ends", _MEMBER, topic=Topic.BODY, still_wanted=_still_votes),
    MailKind("body_resolution_decided", _MEMBER, topic=Topic.BODY),
    *(
        MailKind(
            name,
            gettext_lazy(
                "Sie erhalten diese E-Mail, weil Sie sich um die Mitarbeit beworben haben."
            ),
            topic=Topic.BODY,
        )
        for name in (
            *("body_application_received", "body_application_accepted"),
            "body_application_declined",
        )
    ),
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


def circulation_announced(resolution: Resolution) -> None:
    title = _("Bitte stimmen Sie ab: {title}").format(title=resolution.title)
    _tell_members(_voters(resolution), "body_circulation", resolution, title)


def circulation_ends(resolution: Resolution, silent: Iterable[Membership]) -> None:
    """To those who vote for the seats that are still silent."""
    seats = list(silent)
    people = [seat.user for seat in seats if seat.user]
    stand_ins = Membership.objects.current().filter(stands_in_for__in=seats, user__isnull=False)
    people += [stand_in.user for stand_in in stand_ins.select_related("user")]
    title = _("Ihre Stimme fehlt noch: {title}").format(title=resolution.title)
    _tell_members(people, "body_circulation_ends", resolution, title)


def resolution_decided(resolution: Resolution) -> None:
    members = resolution.body.memberships.current().filter(user__isnull=False)
    title = _("{number}: {result}").format(
        number=resolution.number, result=resolution.get_result_display()
    )
    people = [member.user for member in members.select_related("user")]
    _tell_members(people, "body_resolution_decided", resolution, title)


def _voters(resolution: Resolution) -> list[User]:
    current = resolution.body.memberships.current().filter(user__isnull=False)
    voting = current.filter(may_vote=True) | current.filter(stands_in_for__isnull=False)
    return [member.user for member in voting.select_related("user")]


def _tell_members(people: list[User], kind: str, resolution: Resolution, title: str) -> None:
    template = f"workgroups/emails/{kind.removeprefix('body_')}.txt"
    notify_all(
        people=people,
        kind=kind,
        occasion=str(resolution.pk),
        title=title,
        body=lambda user: render_to_string(
            template, {"user": user, "resolution": resolution}
        ).strip(),
        path=resolution.get_absolute_url(),
        action_label=_("Zum Beschluss"),
    )
