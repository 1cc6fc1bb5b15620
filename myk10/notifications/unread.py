from django.contrib.auth.models import AnonymousUser

from myk10 import prepared
from myk10.accounts.models import User

# Asked on every page of somebody who is signed in, so written out.
_COUNT = "SELECT count(*) FROM notifications_notification WHERE user_id = %s AND read_at IS NULL"


def unread_news_of(user: User | AnonymousUser) -> int:
    if not user.is_authenticated:
        return 0
    (count,) = prepared.row(_COUNT, [user.pk])
    return count
