"""Locks are taken in one order: author, root of the thread, reply, the discussion's counts."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from myk10.accounts.models import User
from myk10.discussions import emails, rules
from myk10.discussions.models import COMMENT_LENGTH, Comment, Discussion
from myk10.refusal import Refused


@transaction.atomic
def post_comment(
    *, discussion: Discussion, author: User, text: str, parent: Comment | None = None
) -> Comment:
    """Add a comment. An answer to a reply joins the thread of that reply: there is one level only."""
    User.objects.select_for_update(no_key=True).get(pk=author.pk)
    root = _locked_root(discussion, parent) if parent else None
    text = _valid_text(text)
    if same := _just_posted(discussion, author, root, text):
        return same
    comment = Comment.objects.create(discussion=discussion, author=author, parent=root, text=text)
    _count(discussion.pk, comments=1, threads=0 if root else 1)
    if parent:
        emails.reply_posted(reply=comment, answered=parent)
    return comment


@transaction.atomic
def edit_comment(*, comment: Comment, author: User, text: str) -> Comment:
    comment = _locked_own(comment, author)
    if not rules.is_fresh(author, comment):
        raise Refused(_("Beiträge lassen sich nur in den ersten 15 Minuten ändern."))
    comment.text = _valid_text(text)
    comment.edited_at = timezone.now()
    comment.save(update_fields=["text", "edited_at"])
    _count(comment.discussion_id)
    return comment


@transaction.atomic
def delete_comment(*, comment: Comment, author: User) -> None:
    """Delete one's own comment. Where others have replied, an empty place stays behind."""
    if comment.parent_id:
        Comment.objects.select_for_update(of=("self",)).get(pk=comment.parent_id)
    _remove(_locked_own(comment, author))


@transaction.atomic
def forget_author(*, user: User, keep_texts: bool) -> None:
    """Detach a leaving person's comments from the account, or remove their texts as well."""
    own = Comment.objects.filter(author=user)
    if not keep_texts:
        # Locked roots first, removed replies first.
        texts = own.filter(deleted_at=None).order_by("pk").select_for_update(of=("self",))
        for comment in sorted(texts, key=lambda comment: comment.parent_id is None):
            _remove(comment)
    own.update(author=None)


def _just_posted(
    discussion: Discussion, author: User, root: Comment | None, text: str
) -> Comment | None:
    """The same words from a moment ago: somebody has pressed the button twice."""
    since = timezone.now() - timedelta(minutes=1)
    own = discussion.comments.filter(author=author, parent=root, text=text, hidden_by=None)
    return own.filter(created_at__gte=since).first()


def _locked_root(discussion: Discussion, parent: Comment) -> Comment:
    """The root of the thread that the reply joins, kept from being deleted meanwhile."""
    locked = discussion.comments.select_for_update(of=("self",))
    root = locked.filter(pk=parent.parent_id or parent.pk).first()
    answered = discussion.comments.filter(pk=parent.pk).first()
    if root is None or answered is None or answered.deleted_at:
        raise Refused(_("Der Beitrag, auf den Sie antworten wollten, wurde inzwischen gelöscht."))
    if answered.hidden_by_id:
        raise Refused(_("Auf einen ausgeblendeten Beitrag kann man nicht antworten."))
    return root


def _locked_own(comment: Comment, author: User) -> Comment:
    row = Comment.objects.select_for_update(of=("self",)).filter(pk=comment.pk).first()
    if row is None or row.deleted_at:
        raise Refused(_("Dieser Beitrag wurde schon gelöscht."))
    if not rules.is_author(author, row):
        raise PermissionDenied
    if row.hidden_by_id:
        raise Refused(_("Dieser Beitrag wurde vom Projektbüro ausgeblendet."))
    return row


def _remove(comment: Comment) -> None:
    if comment.replies.exists() or comment.hidden_by_id:
        comment.text = ""
        comment.deleted_at = timezone.now()
        comment.edited_at = None
        comment.save(update_fields=["text", "deleted_at", "edited_at"])
        _count(comment.discussion_id, comments=-1)
        return
    parent = comment.parent
    comment.delete()
    _count(comment.discussion_id, comments=-1, threads=0 if parent else -1)
    if parent and parent.deleted_at and not parent.hidden_by_id and not parent.replies.exists():
        parent.delete()
        _count(comment.discussion_id, threads=-1)


def _count(discussion_pk: int, *, comments: int = 0, threads: int = 0) -> None:
    Discussion.objects.filter(pk=discussion_pk).update(
        comment_count=F("comment_count") + comments,
        thread_count=F("thread_count") + threads,
        revision=F("revision") + 1,
    )


def _valid_text(text: str) -> str:
    text = text.strip()
    if not text or len(text) > COMMENT_LENGTH:
        raise Refused(_("Ein Beitrag hat zwischen 1 und 5.000 Zeichen."))
    return text
