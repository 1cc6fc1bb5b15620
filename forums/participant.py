"""Who takes part in a forum: known by the account, or by the ticket that was opened on this phone.

Opening the companion with a ticket's link remembers the registration in the session; nothing else does,
so that reading sets no cookie.
"""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest

from forums.models import Forum
from myk10.client_ip import client_ip
from myk10.events.models import Registration
from myk10.events.tokens import read_ticket_token
from myk10.throttle import hit

SESSION_KEY = "forum_tickets"
# There are 22^6 codes: with 300 tickets, guessing one takes an address eight months on average.
WRONG_CODES_PER_HOUR = 60


def participant_of(request: HttpRequest, forum: Forum) -> Registration | None:
    """The registration that this person takes part by, if it has a seat."""
    confirmed = forum.event.registrations.confirmed().select_related("user")
    remembered = _remembered(request).get(str(forum.year))
    if remembered and (found := confirmed.filter(pk=remembered).first()):
        return found
    if request.user.is_authenticated:
        return confirmed.belonging_to(request.user).first()
    return None


def _remembered(request: HttpRequest) -> dict[str, int]:
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return {}
    return request.session.get(SESSION_KEY, {})


def remember(request: HttpRequest, forum: Forum, token: str) -> Registration | None:
    """Take part by this ticket from now on, on this phone. None when it is no ticket of this forum."""
    pk = read_ticket_token(token)
    found = forum.event.registrations.confirmed().filter(pk=pk).first() if pk else None
    return _kept(request, forum, found)


def remember_by_code(request: HttpRequest, forum: Forum, code: str) -> Registration | None:
    """The same by the six signs on the ticket. Raises TooManyAttempts: wrong codes are counted by
    address, right ones are not, because a whole hall may share one address."""
    code = "".join(code.split()).replace("-", "").upper()
    with transaction.atomic():
        hit("forum_code", client_ip(request), limit=WRONG_CODES_PER_HOUR, per=timedelta(hours=1))
        found = forum.event.registrations.confirmed().filter(code=code).first()
        transaction.set_rollback(found is not None)
    return _kept(request, forum, found)


def _kept(request: HttpRequest, forum: Forum, found: Registration | None) -> Registration | None:
    if found:
        tickets = request.session.get(SESSION_KEY, {})
        request.session[SESSION_KEY] = tickets | {str(forum.year): found.pk}
    return found


def forget(request: HttpRequest, forum: Forum) -> None:
    tickets = request.session.get(SESSION_KEY, {})
    tickets.pop(str(forum.year), None)
    request.session[SESSION_KEY] = tickets
