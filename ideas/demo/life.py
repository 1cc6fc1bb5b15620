"""What the invented people do in a competition, step by step, through the same actions as everybody."""

from dataclasses import dataclass
from itertools import cycle
from random import Random

from django.utils import timezone

from ideas.actions import checking, results, submitting, voting
from ideas.actions.commenting import comment_on_idea
from ideas.demo import history, pictures, talk
from ideas.demo.plan import Plan, create_competition, dates_of
from ideas.demo.texts import Text
from ideas.models import Competition, Idea, Juror
from ideas.outcome import Outcome
from myk10.accounts.models import User
from myk10.moderation.actions import flag_content, hide_content
from myk10.region.models import FieldOfAction, Municipality


@dataclass
class Cast:
    random: Random
    people: list[User]
    office: User
    lena: User
    karim: User
    juror: User
    pictures_drawn: int = 0


def play(cast: Cast, plan: Plan) -> None:
    """Live through a competition up to the phase that it is in today."""
    competition = create_competition(plan)
    if not plan.ideas:
        return
    dates, now = dates_of(plan), timezone.now()
    history.pretend(competition, dates, "submission", now)
    authors = cast.random.sample(cast.people, len(plan.ideas))
    if plan.slug == "smarte-ideen":
        authors[2], authors[4] = cast.karim, cast.lena
    ideas = [hand_in(cast, competition, *pair) for pair in zip(plan.ideas, authors, strict=True)]
    if plan.slug == "smarte-ideen":
        _open_decisions(cast, ideas)
    else:
        for idea in ideas:
            checking.admit_idea(idea=idea, decided_by=cast.office)
    _talk_about(cast, competition)
    for phase, live in (("voting", _vote), ("jury", _judge), ("result", _award)):
        if plan.begins.get(phase, 1) < 0:
            history.pretend(competition, dates, phase, now)
            live(cast, Competition.objects.get(pk=competition.pk))
    history.settle(cast.random, competition, dates)
    _check(cast, competition, plan)


def values_of(text: Text) -> dict:
    return {
        "title": text.title,
        "summary": text.summary,
        "description": text.description,
        "field_of_action": FieldOfAction.objects.get(slug=text.field),
        "municipality": Municipality.objects.filter(slug=text.place).first(),
        "will_help": text.will_help,
    }


def hand_in(cast: Cast, competition: Competition | None, text: Text, author: User) -> Idea:
    draft = submitting.save_draft(competition=competition, author=author, values=values_of(text))
    if text.picture:
        cast.pictures_drawn += 1
        picture = pictures.draw(text.picture, cast.pictures_drawn % 2)
        submitting.add_image(idea=draft, picture=picture, alt_text=pictures.ALT_TEXTS[text.picture])
    return submitting.submit_idea(draft=draft)


def _open_decisions(cast: Cast, ideas: list[Idea]) -> None:
    """In the open competition some decisions are made, some wait, one is overdue."""
    *good, _late, _new, twin, weak = ideas
    for idea in [*good, twin]:
        checking.admit_idea(idea=idea, decided_by=cast.office)
    checking.refuse_idea(idea=weak, decided_by=cast.office, reason=talk.REFUSAL)
    proposal = checking.propose_merge(
        duplicate=twin, target=good[0], reason=talk.MERGE, proposed_by=cast.office
    )
    checking.agree_to_merge(proposal=proposal, user=twin.author)
    checking.agree_to_merge(proposal=proposal, user=good[0].author)
    checking.add_note(idea=_late, text=talk.NOTE, author=cast.office)


def comment(cast: Cast, idea: Idea, number: int) -> None:
    replies = cycle(cast.random.sample(talk.REPLIES, len(talk.REPLIES)))
    for text in cast.random.sample(talk.COMMENTS, number):
        person = cast.random.choice(cast.people)
        posted = comment_on_idea(idea=idea, author=person, text=text)
        if idea.author and cast.random.random() < 0.35:
            comment_on_idea(idea=idea, author=idea.author, text=next(replies), parent=posted)


def _talk_about(cast: Cast, competition: Competition) -> None:
    ideas = list(Idea.objects.published().filter(competition=competition).order_by("pk"))
    for idea in ideas:
        comment(cast, idea, cast.random.randrange(0, 5))
        for person in cast.random.sample(cast.people, cast.random.randrange(0, 4)):
            submitting.set_following(idea=idea, user=person, following=True)
    if competition.slug == "ortsmitten":
        spam = comment_on_idea(idea=ideas[0], author=cast.people[40], text=talk.SPAM)
        flag_content(target=spam, category="spam", text=talk.FLAG, reporter=cast.karim)
        rude = comment_on_idea(idea=ideas[1], author=cast.people[41], text=talk.RUDE)
        flag_content(target=rude, category="insulting", text=talk.FLAG_RUDE, reporter=cast.lena)
        hide_content(
            target=rude, moderator=cast.office, ground="insulting", reason=talk.HIDDEN_BECAUSE
        )


def _vote(cast: Cast, competition: Competition) -> None:
    ideas = list(Idea.objects.published().filter(competition=competition).order_by("pk"))
    liked = [len(ideas) * 2 - place for place in range(len(ideas))]
    turnout = {"gemeinsam-unterwegs": 61, "gesund-versorgt": 43}.get(competition.slug, 34)
    for person in cast.random.sample(cast.people, turnout):
        for idea in set(cast.random.choices(ideas, liked, k=competition.votes_per_person)):
            voting.cast_vote(idea=idea, user=person)
    for idea in ideas[1:3]:
        voting.cast_vote(idea=idea, user=cast.lena)


def _judge(cast: Cast, competition: Competition) -> None:
    """The count is made; the jury has its list, and the demo's juror has begun with it."""
    results.freeze_count(competition=competition)
    for idea in Idea.objects.published().filter(competition=competition).order_by("pk")[:5]:
        checking.set_shortlisted(idea=idea, shortlisted=True)
    shortlist = list(competition.ideas.filter(shortlisted_at__isnull=False).order_by("number"))
    criteria = list(competition.criteria.all())
    for number, user in enumerate([cast.juror, *cast.people[50:53]]):
        juror = Juror.objects.create(competition=competition, user=user)
        for idea in shortlist[: 2 + number % 3]:
            if idea.author_id != user.pk:
                points = {criterion: cast.random.randrange(2, 6) for criterion in criteria}
                results.score_idea(juror=juror, idea=idea, points=points)


def _award(cast: Cast, competition: Competition) -> None:
    results.freeze_count(competition=competition)
    winners = Outcome(competition).standings[: competition.winners_count]
    for standing in winners:
        idea = Idea.objects.get(number=standing.number)
        results.award_idea(
            idea=idea,
            rank=standing.rank,
            reason=talk.REASONS.get(idea.title, talk.REASON),
            decided_by=cast.office,
        )


def _check(cast: Cast, competition: Competition, plan: Plan) -> None:
    """Assess and answer what is due by now, and a part of what is not."""
    admitted = competition.ideas.filter(state=Idea.State.ADMITTED).order_by("submitted_at")
    now = timezone.now()
    for number, idea in enumerate(admitted):
        in_time = idea.answer_due_at > now
        if in_time and number % 3 and not plan.begins.get("voting", 1) < 0:
            continue
        feasibility, reason = cast.random.choice(talk.ASSESSMENTS)
        checking.assess_idea(
            idea=idea, feasibility=feasibility, reason=reason, assessed_by=cast.office
        )
        checking.answer_idea(
            idea=idea, text=cast.random.choice(talk.ANSWERS), answered_by=cast.office
        )
    history.settle_answers(cast.random, competition)
