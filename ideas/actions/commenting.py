from django.db import transaction
from django.utils.translation import gettext as _

from ideas import emails
from ideas.models import Idea
from myk10.accounts.models import User
from myk10.discussions.actions import post_comment
from myk10.discussions.models import Comment
from myk10.refusal import Refused


@transaction.atomic
def comment_on_idea(
    *, idea: Idea, author: User, text: str, parent: Comment | None = None
) -> Comment:
    """Post a comment and tell the author of the idea. The discussion does not know its owner."""
    if idea.discussion is None:
        raise Refused(_("Zu dieser Idee kann niemand mehr etwas schreiben."))
    comment = post_comment(discussion=idea.discussion, author=author, text=text, parent=parent)
    emails.commented(idea, comment, answered=parent)
    return comment
