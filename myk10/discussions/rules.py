import rules
from django.utils import timezone

from myk10.accounts.rules import is_citizen, is_projektbuero


@rules.predicate
def is_author(user, comment) -> bool:
    return user.is_authenticated and comment.author_id == user.pk


@rules.predicate
def is_readable(user, comment) -> bool:
    return comment.is_readable


@rules.predicate
def is_fresh(user, comment) -> bool:
    return timezone.now() < comment.editable_until


rules.add_perm("discussions", is_projektbuero)
rules.add_perm("discussions.post_comment", is_citizen)
rules.add_perm("discussions.edit_comment", is_citizen & is_author & is_readable & is_fresh)
rules.add_perm("discussions.delete_own_comment", is_citizen & is_author & is_readable)
rules.add_perm("discussions.view_comment", is_projektbuero)
rules.add_perm("discussions.view_discussion", is_projektbuero)
