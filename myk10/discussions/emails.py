from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from myk10.discussions.models import Comment
from myk10.notifications.actions import queue_mail
from myk10.notifications.kinds import MailKind
from myk10.notifications.topics import Topic

KINDS = [
    MailKind(
        "reply",
        gettext_lazy("Sie erhalten diese E-Mail, weil jemand auf Ihren Beitrag geantwortet hat."),
        topic=Topic.REPLY,
    )
]


def reply_posted(*, reply: Comment, answered: Comment) -> None:
    """Tell the author of the answered comment. Nobody is told about their own replies."""
    reader = answered.author
    if reader is None or reader.pk == reply.author_id:
        return
    queue_mail(
        kind="reply",
        occasion=str(reply.pk),
        to=reader.email,
        user=reader,
        subject=_("{name} hat auf Ihren Beitrag geantwortet").format(name=reply.author),
        body=_(
            "Guten Tag,\n\n"
            "{name} hat auf Ihren Beitrag in der Diskussion „{title}“ geantwortet.\n\n"
            "Hier können Sie die Antwort lesen:\n{url}\n\n"
            "Freundliche Grüße\nIhr Projektbüro MYK10\n"
        ).format(
            name=reply.author,
            title=reply.discussion.title,
            url=settings.SITE_URL + reply.get_absolute_url(),
        ),
    )
