"""The demo's consultations: one that is over and answered, one in which people can write."""

from datetime import datetime, timedelta
from itertools import cycle, islice

from django.db import transaction
from django.utils import timezone

from myk10.accounts.models import User
from myk10.moderation.actions import hide_content
from myk10.notifications.models import Mail
from myk10.numbers import next_number
from myk10.plaintext import plain_text_of
from strategy.actions.consultation import (
    answer_remark,
    send_remark,
    set_remark_support,
    set_stance,
)
from strategy.demo.consultation_texts import ANSWERED, HIDDEN, OPEN, Text
from strategy.emails.consultation import KINDS
from strategy.models import Passage, Remark, RemarkSupport, Version


@transaction.atomic
def create_consultation(*, over: Version | None, running: Version | None) -> None:
    """Does nothing for a version without sections. `over` may be adopted already."""
    people = list(User.objects.filter(is_staff=False, is_active=True).order_by("pk")[:12])
    office = User.objects.by_email("projektbuero@demo.example").get()
    if over and over.passages.exists():
        _live_through(over, people, office)
    if running and running.passages.exists():
        _ask(running, people, office)
    _settle_mails()


def _place(version: Version, text: Text, position: int) -> Passage:
    """The section that the text is about; where no title fits, some other one with text."""
    passages = [p for p in version.passages.select_related("section") if p.body]
    passages = passages or list(version.passages.select_related("section"))
    fitting = [p for p in passages if any(word in p.title for word in text.about)]
    return fitting[0] if fitting else passages[position * 3 % len(passages)]


def _wording(passage: Passage, text: Text) -> tuple[str, str]:
    original = plain_text_of(passage.body)
    return (original, f"{original} {text.adds}".strip()) if text.adds else ("", "")


def _live_through(version: Version, people: list[User], office: User) -> None:
    begin = version.consultation_from or version.published_from or version.created_at
    for position, (text, author) in enumerate(zip(ANSWERED, cycle(people), strict=False)):
        passage = _place(version, text, position)
        moment = begin + timedelta(days=1 + position, hours=3 * position)
        original, proposed = _wording(passage, text)
        year = timezone.localdate(moment).year
        remark = Remark.objects.create(
            number=f"K-{year}-{next_number(f'K-{year}'):03d}",
            version=version,
            section=passage.section,
            author=author,
            kind=text.kind,
            text=text.text,
            original=original,
            proposed=proposed,
            created_at=moment,
        )
        supporters = _others(people, author, text.supporters)
        RemarkSupport.objects.bulk_create(RemarkSupport(remark=remark, user=u) for u in supporters)
        _answer(remark, text, office, moment + timedelta(days=45))


def _answer(remark: Remark, text: Text, office: User, moment: datetime) -> None:
    answer_remark(
        remark=remark,
        decision=text.decision,
        answer=text.answer,
        change=text.change,
        answered_by=office,
    )
    moment = min(moment, timezone.now() - timedelta(days=1))
    Remark.objects.filter(pk=remark.pk).update(answered_at=moment)


def _ask(version: Version, people: list[User], office: User) -> None:
    begin = version.consultation_from or timezone.now()
    age = max(timezone.now() - begin, timedelta(hours=1))
    texts = [*OPEN, HIDDEN]
    for position, (text, author) in enumerate(zip(texts, cycle(people), strict=False)):
        passage = _place(version, text, position)
        remark = send_remark(
            version=version,
            section=passage.section,
            author=author,
            kind=text.kind,
            text=text.text,
            proposed=_wording(passage, text)[1],
            seen_revision=passage.revision,
        )
        moment = begin + age * (position + 1) / (len(texts) + 1)
        Remark.objects.filter(pk=remark.pk).update(created_at=moment)
        for user in _others(people, author, text.supporters):
            set_remark_support(remark=remark, user=user, supporting=True)
    hide_content(
        target=Remark.objects.get(version=version, text=HIDDEN.text),
        moderator=office,
        ground="spam",
        reason="Werbung gehört nicht in die Konsultation.",
    )
    _place_stances(version, people)


def _others(people: list[User], author: User, count: int) -> list[User]:
    return [user for user in people if user != author][:count]


def _place_stances(version: Version, people: list[User]) -> None:
    """Many at some sections, few at others, none at most."""
    values = ["digital", "both", "both", "analogue", "digital", "both", "digital"]
    passages = [p for p in version.passages.select_related("section") if p.body]
    for position, passage in enumerate(islice(passages, 0, None, 3)):
        for user, value in zip(
            people[: 3 if position % 2 else None], values[position % 3 :] + values, strict=False
        ):
            set_stance(version=version, section=passage.section, user=user, value=value)


def _settle_mails() -> None:
    """Mails of what is only told arrived long ago."""
    told = Mail.objects.filter(state=Mail.State.QUEUED, kind__in=[kind.name for kind in KINDS])
    told.update(state=Mail.State.SENT, sent_at=timezone.now())
