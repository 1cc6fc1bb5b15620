"""Writing a version: its sections are added, changed, moved and removed, one at a time.

Each change locks the version, so that two people who move sections cannot make a knot. The section
itself, and with it what people said about it, stays whatever becomes of its passage here.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from myk10.accounts.models import User
from myk10.refusal import Refused
from strategy.actions.document import locked_for_change
from strategy.chapters import (
    DEEPEST,
    children_of,
    digest_of,
    numbered_tree,
    with_all_below,
)
from strategy.models import Passage, Section, Version

OPEN_FOR = timedelta(minutes=15)


class Stale(Refused):
    """Somebody else has saved the passage meanwhile. `current` is what they saved."""

    def __init__(self, current: Passage) -> None:
        text = _("Dieser Abschnitt ist inzwischen von jemand anderem geändert worden.")
        super().__init__(text)
        self.current = current


class Removed(Refused):
    """Somebody else has removed the passage from the version meanwhile."""

    def __init__(self) -> None:
        super().__init__(_("Dieser Abschnitt ist inzwischen aus der Fassung entfernt worden."))


@transaction.atomic
def add_passage(
    *,
    version: Version,
    parent: Passage | None,
    title: str,
    body: str = "",
    easy_text: str = "",
    by: User,
) -> Passage:
    """A new section, the last one below `parent`; a chapter without one."""
    version = locked_for_change(version)
    passages = list(version.passages.all())
    section = Section.objects.create(strategy_id=version.strategy_id)
    passage = Passage(
        version=version, section=section, title=title, body=body, easy_text=easy_text, edited_by=by
    )
    if easy_text:
        passage.easy_of = digest_of([passage])
    _place_last(passage, parent, passages)
    passage.save()
    return passage


@transaction.atomic
def take_in_again(*, version: Version, section: Section, by: User) -> Passage:
    """Bring back a section that this version has left out, with its newest text and below the section
    that it stood below, where that is still here."""
    version = locked_for_change(version)
    passages = list(version.passages.all())
    last = section.passages.exclude(version=version).order_by("-version__created_at", "-pk").first()
    if last is None or any(passage.section_id == section.pk for passage in passages):
        raise Refused(_("Dieser Abschnitt lässt sich hier nicht wieder aufnehmen."))
    above = last.parent.section_id if last.parent else None
    parent = next((passage for passage in passages if passage.section_id == above), None)
    if parent is not None and _level_of(parent, passages) == DEEPEST:
        parent = None
    passage = Passage(
        version=version, section=section, title=last.title, body=last.body, edited_by=by
    )
    passage.easy_text, passage.easy_of = last.easy_text, last.easy_of
    _place_last(passage, parent, passages)
    passage.save()
    return passage


@transaction.atomic
def edit_passage(
    *,
    passage: Passage,
    title: str,
    body: str,
    easy_text: str | None = None,
    easy_text_fits: bool = False,
    revision: int,
    by: User,
) -> Passage:
    """Raises Stale unless `revision` is the one that is there.

    `easy_text` is a chapter's, None to leave it. It counts as written for the chapter as it now is
    when it has changed, or when somebody says that it still fits.
    """
    locked_for_change(passage.version)
    passage = _current(passage)
    easy_text = passage.easy_text if easy_text is None else easy_text
    typed = {"title": title, "body": body, "easy_text": easy_text}
    changed = [name for name, value in typed.items() if getattr(passage, name) != value]
    if changed and passage.revision != revision:
        raise Stale(passage)
    for name in changed:
        setattr(passage, name, typed[name])
    if changed:
        passage.revision += 1
        passage.edited_at, passage.edited_by = timezone.now(), by
    if "easy_text" in changed or easy_text_fits:
        passage.easy_of = _digest_now(passage) if easy_text else ""
    if passage.opened_by_id == by.pk:
        passage.opened_by = passage.opened_at = None
    passage.save()
    return passage


def _digest_now(chapter: Passage) -> str:
    """With the chapter's own text as it is about to be saved."""
    others = chapter.version.passages.exclude(pk=chapter.pk)
    return digest_of(with_all_below(chapter, [chapter, *others]))


@transaction.atomic
def shift_passage(*, passage: Passage, steps: int) -> Passage:
    """Up (-1) or down (1) among the passages that stand below the same one."""
    locked_for_change(passage.version)
    passage = _current(passage)
    siblings = children_of(passage.version.passages.all())[passage.parent_id]
    place = siblings.index(passage)
    to = min(max(place + steps, 0), len(siblings) - 1)
    siblings.insert(to, siblings.pop(place))
    _number_positions(siblings)
    return passage


@transaction.atomic
def move_passage(*, passage: Passage, parent: Passage | None) -> Passage:
    """Put it last below another one, with all that stands below it; None makes it a chapter."""
    version = locked_for_change(passage.version)
    passage = _current(passage)
    passages = list(version.passages.all())
    if parent is not None:
        parent = _current(parent)
        if parent in with_all_below(passage, passages):
            raise Refused(_("Ein Abschnitt kann nicht unter sich selbst stehen."))
    _place_last(passage, parent, passages)
    passage.save()
    return passage


@transaction.atomic
def remove_passage(*, passage: Passage, revision: int) -> None:
    """Out of this version. What people said about the section stays, and so does its text elsewhere.

    Refused while other sections stand below it, so that nothing goes that nobody has looked at.
    """
    locked_for_change(passage.version)
    passage = _current(passage)
    count = passage.children.count()
    if count:
        text = ngettext(
            "Darunter steht noch {n} Abschnitt. Verschieben oder entfernen Sie ihn zuerst.",
            "Darunter stehen noch {n} Abschnitte. Verschieben oder entfernen Sie sie zuerst.",
            count,
        )
        raise Refused(text.format(n=count))
    if passage.revision != revision:
        raise Stale(passage)
    passage.delete()


def note_opening(*, passage: Passage, by: User) -> tuple[User, datetime] | None:
    """Note who has the editor open. Returns who else opened it within the last 15 minutes."""
    other = passage.opened_by
    since = timezone.now() - OPEN_FOR
    Passage.objects.filter(pk=passage.pk, version__adoption=None).update(
        opened_by=by, opened_at=timezone.now()
    )
    if other is None or other == by or passage.opened_at is None or passage.opened_at < since:
        return None
    return other, passage.opened_at


def _current(passage: Passage) -> Passage:
    try:
        return Passage.objects.select_related("version", "edited_by").get(
            pk=passage.pk, version=passage.version_id
        )
    except Passage.DoesNotExist:
        raise Removed from None


def _level_of(passage: Passage, passages: list[Passage]) -> int:
    return next(each.level for each in numbered_tree(passages) if each.passage == passage)


def _place_last(passage: Passage, parent: Passage | None, passages: list[Passage]) -> None:
    """Set parent and position. Refused where it would stand in another version or too deep."""
    if parent is not None and parent.version_id != passage.version_id:
        raise Refused(_("Beide Abschnitte müssen in derselben Fassung stehen."))
    if parent is not None and parent not in passages:
        raise Removed
    above = _level_of(parent, passages) if parent else 0
    if above + _height_of(passage, passages) > DEEPEST:
        text = _("Tiefer als {n} Ebenen geht es nicht. Wählen Sie eine Stelle weiter oben.")
        raise Refused(text.format(n=DEEPEST))
    siblings = children_of(passages)[parent.pk if parent else None]
    others = [each for each in siblings if each != passage]
    passage.parent = parent
    passage.position = others[-1].position + 1 if others else 0


def _height_of(passage: Passage, passages: list[Passage]) -> int:
    """1 where nothing stands below the passage, as below one that is not saved yet."""
    if passage.pk is None:
        return 1
    below = with_all_below(passage, passages)
    own = [each.level for each in numbered_tree(passages) if each.passage in below]
    return max(own) - min(own) + 1


def _number_positions(siblings: list[Passage]) -> None:
    for position, sibling in enumerate(siblings):
        sibling.position = position
    Passage.objects.bulk_update(siblings, ["position"])
