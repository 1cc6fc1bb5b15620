from django.db import transaction
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from myk10.accounts.models import User
from myk10.events.actions.seats import lock_event
from myk10.events.models import Event, Invitation, InvitationDecline
from myk10.events.wording import span, where
from myk10.notifications.models import Mailing
from myk10.refusal import Refused


@transaction.atomic
def draft_invitation(*, event: Event, by: User) -> Mailing:
    """A mailing that invites to the event, for somebody to complete, address and release."""
    if event.is_cancelled:
        raise Refused(_("Der Termin ist abgesagt."))
    mailing = Mailing.objects.create(
        subject=_("Einladung: {event}").format(event=event.title),
        text=_proposal(event),
        button_label=_("Zur Anmeldung"),
        button_path=reverse("events:register", args=[event.slug]),
        audiences=[],
        created_by=by,
    )
    Invitation.objects.create(event=event, mailing=mailing)
    return mailing


@transaction.atomic
def decline_invitation(*, event: Event, email: str) -> None:
    """The person cannot come: no reminder. Raises Refused for somebody who is registered."""
    event = lock_event(event.pk)
    if event.registrations.live().exclude(state="pending").of(email).exists():
        raise Refused(_("Sie sind angemeldet. Bitte melden Sie sich auf Ihrer Eintrittskarte ab."))
    decline = InvitationDecline(event=event, email=email.strip().lower())
    InvitationDecline.objects.bulk_create([decline], ignore_conflicts=True)


def _proposal(event: Event) -> str:
    parts = [
        format_html("<p>{}</p>", _("Guten Tag,")),
        format_html("<p>{}</p>", _("wir laden Sie herzlich ein: {event}.").format(event=event)),
        format_html("<p><strong>{}</strong><br>{}</p>", span(event), where(event)),
        format_html("<p>{}</p>", event.summary),
        format_html(
            "<p>{}</p>",
            _(
                "Bitte melden Sie sich an. Das dauert eine Minute; ein Konto brauchen Sie nicht. "
                "Sie können nicht kommen? Auch das können Sie uns dort sagen."
            ),
        ),
    ]
    return "".join(parts)
