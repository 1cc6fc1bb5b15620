"""The demo's document: the strategy as adopted, and a Fortschreibung that is open for consultation."""

from datetime import date, datetime, time, timedelta

import pgtrigger
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from myk10.accounts.models import User
from strategy.actions.document import adopt_version, create_version, set_consultation
from strategy.actions.editing import (
    add_passage,
    edit_passage,
    move_passage,
    remove_passage,
    shift_passage,
)
from strategy.demo import document_changes, document_texts
from strategy.models import Adoption, Passage, Strategy, Version

DRAFTED, ASKED_UNTIL = date(2022, 9, 13), date(2022, 10, 31)
ADOPTED = date(2023, 3, 27)


def create_document(office: User) -> None:
    """Does nothing where a strategy is."""
    if Strategy.objects.exists():
        return
    strategy = Strategy.objects.create(
        title="Smarte Region MYK10",
        summary="Wie der Landkreis Mayen-Koblenz digital wird, und was analog bleibt.",
    )
    adopted = _adopted(strategy, office)
    _in_consultation(adopted, office)


def _adopted(strategy: Strategy, office: User) -> Version:
    """The draft of September 2022, which became the strategy of 2023."""
    version = create_version(strategy=strategy, title="Strategie 2023", slug="strategie-2023")
    for (title, text, easy_text), sections in document_texts.CHAPTERS:
        chapter = add_passage(version=version, parent=None, title=title, body=html(text), by=office)
        for name, body in sections:
            add_passage(version=version, parent=chapter, title=name, body=html(body), by=office)
        if easy_text:
            _edit(chapter, office, easy_text=html(easy_text))
    version.passages.update(edited_at=_moment(ADOPTED, -20))
    Version.objects.filter(pk=version.pk).update(
        foreword=html(document_texts.FOREWORD),
        created_at=_moment(DRAFTED, -60),
        published_from=_moment(DRAFTED),
        consultation_from=_moment(DRAFTED, 1),
        evaluation_from=_moment(ASKED_UNTIL),
        demo_content=True,
    )
    adopt_version(
        version=version,
        body="Kreistag",
        adopted_on=ADOPTED,
        resolution_number="Beispiel 1/2023",
        recorded_by=office,
    )
    with pgtrigger.ignore("strategy.Adoption:adoption_stays"):
        Adoption.objects.filter(version=version).update(recorded_at=_moment(ADOPTED, 1))
    return version


def _in_consultation(adopted: Version, office: User) -> None:
    now, year = timezone.now(), timezone.localdate().year + 1
    version = create_version(
        strategy=adopted.strategy,
        title=f"Fortschreibung {year}",
        slug=f"fortschreibung-{year}",
        based_on=adopted,
    )
    _rewrite(version, office)
    version.passages.filter(edited_at__gt=now).update(edited_at=now - timedelta(days=40))
    Version.objects.filter(pk=version.pk).update(
        foreword=html(document_changes.FOREWORD),
        created_at=now - timedelta(days=90),
        published_from=now - timedelta(days=30),
        demo_content=True,
    )
    today = timezone.localdate()
    set_consultation(
        version=version, begins=_moment(today, -21), ends=_moment(today, 28, time(23, 59))
    )


def _rewrite(version: Version, office: User) -> None:
    changes = document_changes

    def passage(title: str) -> Passage:
        return version.passages.get(title=title)

    for title in changes.REMOVED:
        remove_passage(passage=passage(title), revision=passage(title).revision)
    for title, text in changes.REWRITTEN.items():
        _edit(passage(title), office, body=html(text))
    for title, chapter in changes.MOVED.items():
        move_passage(passage=passage(title), parent=passage(chapter))
    for chapter, title, text in changes.NEW:
        parent = passage(chapter)
        add_passage(version=version, parent=parent, title=title, body=html(text), by=office)
    for title, name in changes.RENAMED.items():
        _edit(passage(title), office, title=name)
    shift_passage(passage=passage("Gesund und gut versorgt"), steps=-1)
    for title, easy_text in changes.EASY_TEXT_NEW.items():
        _edit(passage(title), office, easy_text=html(easy_text))
    for title in changes.EASY_TEXT_FITS:
        _edit(passage(title), office, easy_text_fits=True)


def _edit(passage: Passage, office: User, easy_text_fits: bool = False, **values: str) -> None:
    now = Passage.objects.get(pk=passage.pk)
    edit_passage(
        passage=now,
        **{"title": now.title, "body": now.body} | values,
        easy_text_fits=easy_text_fits,
        revision=now.revision,
        by=office,
    )


def _moment(day: date, days: int = 0, at: time = time(9)) -> datetime:
    naive = datetime.combine(day + timedelta(days=days), at)
    return timezone.make_aware(naive)


def html(text: str) -> SafeString:
    """Paragraphs and lists of points, as the editor would write them."""
    return mark_safe("".join(_block(block) for block in text.strip().split("\n\n")))


def _block(block: str) -> SafeString:
    if not block.startswith("- "):
        return format_html("<p>{}</p>", block)
    points = [(line.removeprefix("- "),) for line in block.split("\n")]
    return format_html("<ul>{}</ul>", format_html_join("", "<li><p>{}</p></li>", points))
