"""The debate of the demo: three guiding questions are over and summarised, one is open now."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from random import Random

from django.utils import timezone

from myk10.accounts.models import User
from myk10.discussions.actions import post_comment
from myk10.discussions.models import Comment
from myk10.notifications.models import Mail, Notification
from myk10.region.models import FieldOfAction, Municipality
from strategy.actions.debate import contribute, set_support, summarise
from strategy.demo.debate_texts import QUESTIONS, Question, Text
from strategy.models import Contribution, GuidingQuestion

LENA, KARIM = "buergerin@demo.example", "buerger@demo.example"


def create_debate(*, people: list[User], office: User) -> None:
    """`people` contribute, support and comment; the accounts to log in with say something, too."""
    random = Random(42)  # noqa: S311 - the same demo each time
    speakers = [*User.objects.filter(email__in=[LENA, KARIM]).order_by("email"), *people]
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    for position, question in enumerate(QUESTIONS, start=1):
        _live_through(random, question, position, speakers, office, midnight)
    _settle(midnight)


def _live_through(
    random: Random,
    told: Question,
    position: int,
    speakers: list[User],
    office: User,
    midnight: datetime,
) -> None:
    """Everything is said now, by the actions that everybody uses, and moved to its days afterwards."""
    now = timezone.now()
    question = GuidingQuestion.objects.create(
        title=told.title,
        slug=told.slug,
        text=told.text,
        position=position,
        announced_from=now - timedelta(days=2),
        open_from=now - timedelta(days=1),
        closed_from=now + timedelta(days=1),
        demo_content=True,
    )
    first, last = (midnight + timedelta(days=day) for day in told.days)
    said = [
        (
            text,
            _say(
                random, question, text, speakers[(position * 11 + number) % len(speakers)], speakers
            ),
        )
        for number, text in enumerate(told.texts)
    ]
    step = (min(last, now) - first) / (len(said) + 1)
    for number, (_text, contribution) in enumerate(said, start=1):
        _move(contribution, first + number * step, before=min(last, now))
    question.announced_from, question.open_from = first - timedelta(days=14), first
    question.closed_from = last
    question.save()
    if told.summary:
        used = [contribution for text, contribution in said if text.used]
        summarise(question=question, summary=told.summary, sources=used, by=office)
        published = last + timedelta(days=12, hours=10)
        GuidingQuestion.objects.filter(pk=question.pk).update(summarised_at=published)


def _say(
    random: Random, question: GuidingQuestion, text: Text, author: User, speakers: list[User]
) -> Contribution:
    contribution = contribute(
        question=question,
        author=author,
        column=text.column,
        title=text.title,
        text=text.text,
        field_of_action=FieldOfAction.objects.filter(slug=text.field).first(),
        municipality=Municipality.objects.filter(slug=text.place).first(),
    )
    others = [person for person in speakers if person != author]
    for person in random.sample(others, min(text.supporters, len(others))):
        set_support(contribution=contribution, user=person, supporting=True)
    for comment, person in zip(
        text.comments, random.sample(others, len(text.comments)), strict=True
    ):
        post_comment(discussion=contribution.discussion, author=person, text=comment)
    return contribution


def _move(contribution: Contribution, moment: datetime, *, before: datetime) -> None:
    Contribution.objects.filter(pk=contribution.pk).update(created_at=moment)
    comments: Iterable[Comment] = contribution.discussion.comments.order_by("pk")
    for days, comment in enumerate(comments, start=1):
        said_at = min(moment + timedelta(days=days, hours=3 * days), before)
        Comment.objects.filter(pk=comment.pk).update(created_at=said_at)


def _settle(midnight: datetime) -> None:
    """News of long ago arrived long ago."""
    mails = Mail.objects.filter(kind="contribution_used", state=Mail.State.QUEUED)
    mails.update(state=Mail.State.SENT, sent_at=timezone.now())
    Notification.objects.filter(kind="contribution_used").update(
        created_at=midnight - timedelta(days=30), read_at=timezone.now()
    )
