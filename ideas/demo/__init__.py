"""The demo's competitions and ideas: lived through with the real actions, then moved into the past."""

from random import Random

from django.utils import timezone

from ideas.actions.checking import admit_idea, answer_idea
from ideas.actions.results import award_idea
from ideas.actions.submitting import save_draft, set_following, set_support
from ideas.demo import earlier_texts, history, life, plan, talk
from ideas.demo.people import create_people
from ideas.models import Competition
from myk10.accounts.models import User
from myk10.notifications.models import Mail

MAILS_KEPT = 3


def create() -> None:
    """Does nothing where competitions are; the accounts of the demo must be there."""
    if Competition.objects.exists():
        return
    random = Random(10)  # noqa: S311 - the same demo each time
    cast = life.Cast(
        random=random,
        people=create_people(random),
        office=User.objects.by_email("projektbuero@demo.example").get(),
        lena=User.objects.by_email("buergerin@demo.example").get(),
        karim=User.objects.by_email("buerger@demo.example").get(),
        juror=User.objects.by_email("jury@demo.example").get(),
    )
    _of_2021(cast)
    _pool(cast)
    for planned in plan.PLANS:
        life.play(cast, planned)
    history.settle_news()
    _keep_mails_short()


def _of_2021(cast: life.Cast) -> None:
    """What is known of the first competition: two of its three winners."""
    competition = plan.create_2021()
    now = timezone.now()
    dates = history.dates_of(competition)
    history.pretend(competition, dates, "submission", now)
    ideas = [
        life.hand_in(cast, competition, text, person)
        for text, person in zip(earlier_texts.OF_2021, cast.people, strict=False)
    ]
    for idea in ideas:
        admit_idea(idea=idea, decided_by=cast.office)
    history.pretend(competition, dates, "screening", now)
    for rank, idea in enumerate(ideas, start=1):
        idea.refresh_from_db()
        award_idea(idea=idea, rank=rank, reason=talk.REASON_2021, decided_by=cast.office)
        answer_idea(idea=idea, text=talk.ANSWER_2021, answered_by=cast.office)
    history.settle(cast.random, competition, dates)


def _pool(cast: life.Cast) -> None:
    """Ideas outside of competitions, with supporters; one of them is still a draft."""
    for text, author in zip(earlier_texts.POOL, cast.people[20:], strict=False):
        idea = admit_idea(idea=life.hand_in(cast, None, text, author), decided_by=cast.office)
        for person in cast.random.sample(cast.people, cast.random.randrange(3, 19)):
            set_support(idea=idea, user=person, supporting=True)
        life.comment(cast, idea, 2)
    set_support(idea=idea, user=cast.lena, supporting=True)
    set_following(idea=idea, user=cast.lena, following=True)
    save_draft(competition=None, author=cast.lena, values=life.values_of(earlier_texts.DRAFT))
    history.settle_pool(cast.random)


def _keep_mails_short() -> None:
    """What was mailed in the past arrived in the past. The newest to the citizen's account are sent."""
    kept = Mail.objects.filter(recipient="buergerin@demo.example").order_by("-pk")[:MAILS_KEPT]
    past = Mail.objects.filter(state=Mail.State.QUEUED).exclude(pk__in=[mail.pk for mail in kept])
    past.update(state=Mail.State.SENT, sent_at=timezone.now())
