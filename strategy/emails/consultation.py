"""Mails about remarks, written within the transaction of their cause."""

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from myk10.accounts.models import User
from myk10.notifications.actions.news import notify_all
from myk10.notifications.kinds import MailKind
from myk10.notifications.models import Mail, Notification
from myk10.notifications.topics import Topic
from strategy.models import Remark


def _is_still_so(told: Mail | Notification) -> bool:
    """Neither withdrawn nor hidden, nor answered anew since."""
    number, _separator, moment = told.occasion.partition(" ")
    remark = Remark.objects.published().filter(number=number).first()
    return remark is not None and bool(remark.answered_at) and _moment(remark) == moment


def _moment(remark: Remark) -> str:
    return f"{remark.answered_at:%Y%m%d%H%M%S%f}"


KINDS = (
    MailKind(
        "remark_answered",
        gettext_lazy(
            "Sie erhalten diese E-Mail, weil Sie zur Strategie eine Anmerkung geschrieben haben."
        ),
        topic=Topic.STRATEGY,
        still_wanted=_is_still_so,
    ),
)


def answered(remark: Remark) -> None:
    """To the author, again with each new answer."""
    author: User | None = remark.author
    if author is None or author == remark.answered_by:
        return
    title = _("Antwort auf {number}: {decision}").format(
        number=remark.number, decision=remark.get_decision_display()
    )
    notify_all(
        people=[author],
        kind="remark_answered",
        occasion=f"{remark.number} {_moment(remark)}",
        title=title,
        body=lambda user: render_to_string(
            "strategy/emails/remark_answered.txt",
            {
                "user": user,
                "remark": remark,
                "passage": remark.version.passages.filter(section=remark.section).first(),
                "site_url": settings.SITE_URL,
            },
        ),
        path=f"{remark.get_absolute_url()}#antwort",
        action_label=_("Antwort lesen"),
    )
