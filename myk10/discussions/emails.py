from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from myk10.discussions.models import Comment
from myk10.notifications.actions.news import notify
from myk10.notifications.kinds import MailKind
from myk10.notifications.models import Mail, Notification
from myk10.notifications.topics import Topic


def is_still_readable(told: Mail | Notification) -> bool:
    """For kinds whose occasion is a comment: neither deleted nor hidden meanwhile."""
    return Comment.objects.filter(pk=told.occasion, deleted_at=None, hidden_by=None).exists()


KINDS = [
    MailKind(
        "reply",
        gettext_lazy("Sie erhalten diese E-Mail, weil jemand auf Ihren Beitrag geantwortet hat."),
        topic=Topic.REPLY,
        still_wanted=is_still_readable,
    )
]


def reply_posted(*, reply: Comment, answered: Comment) -> None:
    """Tell the author of the answered comment. Nobody is told about their own replies."""
    reader = answered.author
    if reader is None or reader.pk == reply.author_id:
        return
    notify(
        user=reader,
        kind="reply",
        occasion=str(reply.pk),
        title=_("Neue Antwort auf Ihren Beitrag zu „{title}“").format(title=reply.discussion.title),
        body=render_to_string("discussions/emails/reply.txt", {"reply": reply, "user": reader}),
        path=reply.get_absolute_url(),
        action_label=_("Antwort lesen"),
    )
