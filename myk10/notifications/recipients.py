"""The people of a mailing: each address once, whoever opted out left aside."""

from collections.abc import Iterable

from django.db.models import CharField, Count, Exists, OuterRef, QuerySet, Value
from django.db.models.functions import Lower

from myk10.notifications import audiences
from myk10.notifications.audiences import Group
from myk10.notifications.models import Mailing, OptOut


def groups_of(mailing: Mailing) -> list[Group]:
    """The chosen groups, as far as they still exist."""
    return [group for group in audiences.groups() if group.key in mailing.audiences]


def addresses_in(group: Group) -> QuerySet:
    return _wanting(group).values_list("address", flat=True).distinct()


def count_people(groups: Iterable[Group]) -> dict[str, int]:
    """How many each group has, by its key. One query for all."""
    counts = [_count_of(group) for group in groups]
    found = dict(_united(counts)) if counts else {}
    return {group.key: found.get(group.key, 0) for group in groups}


def count_together(groups: Iterable[Group]) -> int:
    """How many people the groups have together: somebody in two of them counts once."""
    addresses = [addresses_in(group) for group in groups]
    if not addresses:
        return 0
    return addresses[0].union(*addresses[1:]).count() if addresses[1:] else addresses[0].count()


def first_address(groups: Iterable[Group]) -> tuple[str, Group] | None:
    """Somebody to show a preview for, and the group that the person belongs to."""
    for group in groups:
        address = addresses_in(group).order_by("address").first()
        if address:
            return address, group
    return None


def _wanting(group: Group) -> QuerySet:
    opted_out = OptOut.objects.annotate(address=Lower("email")).filter(address=OuterRef("address"))
    people = group.people().order_by().annotate(address=Lower("email"))
    return people.filter(~Exists(opted_out))


def _count_of(group: Group) -> QuerySet:
    key = Value(group.key, output_field=CharField())
    rows = _wanting(group).annotate(key_of_group=key).values("key_of_group")
    return rows.annotate(people=Count("address", distinct=True)).values_list(
        "key_of_group", "people"
    )


def _united(querysets: list[QuerySet]) -> QuerySet:
    return querysets[0].union(*querysets[1:], all=True) if querysets[1:] else querysets[0]
