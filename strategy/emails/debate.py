"""What contributors to the debate are told, within the transaction of its cause."""

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from myk10.accounts.models import User
from myk10.notifications.actions.news import notify_all
from myk10.notifications.kinds import MailKind
from myk10.notifications.models import Mail, Notification
from myk10.notifications.topics import Topic
from strategy.models import Contribution


def _is_still_used(told: Mail | Notification) -> bool:
    published = Contribution.objects.published().filter(question__summarised_at__isnull=False)
    return published.filter(pk=told.occasion).exists()


KINDS = [
    MailKind(
        "contribution_used",
        gettext_lazy("Sie erhalten diese E-Mail, weil Sie bei der Debatte mitgeredet haben."),
        topic=Topic.STRATEGY,
        still_wanted=_is_still_used,
    )
]


def used(contribution: Contribution, *, by: User) -> None:
    """The summary rests on this contribution, too."""
    author = contribution.author
    if author is None or author == by:
        return
    notify_all(
        people=[author],
        kind="contribution_used",
        occasion=str(contribution.pk),
        title=_("Ihr Beitrag „{title}“ ist in die Zusammenfassung eingegangen").format(
            title=contribution.title
        ),
        body=lambda user: render_to_string(
            "strategy/emails/contribution_used.txt",
            {"user": user, "contribution": contribution, "question": contribution.question},
        ),
        path=contribution.get_absolute_url(),
        action_label=_("Zum Beitrag"),
    )
