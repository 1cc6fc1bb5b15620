"""Forums as people live through them: registrations, questions, polls, proposals and the vote."""

from datetime import date, datetime, time, timedelta
from itertools import cycle, islice

from django.db.models import F
from django.utils import timezone

from forums.actions.announcing import announce_forum, event_for
from forums.actions.companion import (
    answer_poll,
    answer_question,
    ask_question,
    close_poll,
    give_feedback,
    mark_answered_live,
    open_poll,
    set_question_support,
)
from forums.actions.prioritising import cast_priority
from forums.actions.proposing import admit_proposal, propose, refuse_proposal
from forums.demo import texts
from forums.demo.people import Cast
from forums.models import Forum, Proposal
from myk10.events.actions.attending import check_in
from myk10.events.actions.changing import publish_event
from myk10.events.demo import fill, register_account
from myk10.events.models import Event, Registration
from myk10.region.models import FieldOfAction

DAY = timedelta(days=1)
GUESTS = 40


def announce(year: int, begins: datetime, *, theme: str) -> Forum:
    """With programme and polls, in the hall and online."""
    forum = Forum(
        year=year,
        title=f"{year - 2021}. Zukunftsforum",
        theme=theme,
        text=texts.COMING_TEXT,
        demo_content=True,
        proposals_until=begins + timedelta(hours=3),
    )
    values = {
        "summary": texts.COMING_SUMMARY,
        "starts_at": begins,
        "ends_at": begins + timedelta(hours=4),
        "format": Event.Format.HYBRID,
        "place": "Kulturhalle Ochtendung",
        "address": "Verbandsgemeinde Maifeld",
        "link": "https://konferenz.demo.example/zukunftsforum",
        "seats_on_site": 180,
        "registration_from": min(timezone.now() - 12 * DAY, begins - 40 * DAY),
        "registration_until": begins - 2 * DAY,
        "reminder_days": [7, 1, 0],
        "remind_invited_days": 5,
        "demo_content": True,
    }
    announce_forum(forum=forum, event=event_for(year=year, title=forum.title, values=values))
    _fill(forum, begins)
    return forum


def _fill(forum: Forum, begins: datetime) -> None:
    for after, minutes, kind, title, track, room, speakers, text in texts.PROGRAMME:
        forum.programme.create(
            kind=kind,
            title=title,
            starts_at=begins + timedelta(minutes=after),
            ends_at=begins + timedelta(minutes=after + minutes),
            track=track,
            room=room,
            speakers=speakers,
            text=text,
        )
    for question, answers in texts.POLLS:
        poll = forum.polls.create(question=question)
        for position, answer in enumerate(answers, start=1):
            poll.options.create(text=answer, position=position)


def create(cast: Cast, day: date) -> Forum:
    """Open for registration, with questions, proposals and a vote under way."""
    begins = datetime.combine(day, time(17), timezone.get_default_timezone())
    forum = announce(day.year, begins, theme="Fertig machen, was begonnen ist")
    publish_event(event=forum.event)
    Event.objects.filter(pk=forum.event_id).update(published_at=timezone.now() - 12 * DAY)
    fill(forum.event, 63, "on_site")
    fill(forum.event, 17, "online", start=63)
    register_account(forum.event, cast.citizen)
    people = list(forum.event.registrations.confirmed().select_related("user").order_by("pk"))
    for number, (text, support) in enumerate(texts.COMING_QUESTIONS):
        _ask(forum, people[number], text, people[10 : 10 + support])
    _propose(cast, forum, people)
    _vote(forum, people)
    return forum


def _ask(forum: Forum, person: Registration, text: str, supporters: list[Registration]):
    question = ask_question(forum=forum, registration=person, text=text)
    for supporter in supporters:
        set_question_support(question=question, registration=supporter, supporting=True)
    return question


def _propose(cast: Cast, forum: Forum, people: list[Registration]) -> None:
    fields = cycle(FieldOfAction.objects.all())
    authors = [people[-1], *people]  # the first one is the citizen's, whose account is in the demo
    for (title, text, strand, state), person in zip(texts.PROPOSALS, authors, strict=False):
        proposal = propose(
            forum=forum,
            registration=person,
            title=title,
            text=text,
            strand=strand,
            field_of_action=next(fields),
        )
        if state == Proposal.State.ADMITTED:
            admit_proposal(proposal=proposal, decided_by=cast.office)
        elif state == Proposal.State.REFUSED:
            refuse_proposal(proposal=proposal, decided_by=cast.office, reason=texts.REFUSAL)
    forum.proposals.update(proposed_at=timezone.now() - 4 * DAY)


def _vote(forum: Forum, people: list[Registration]) -> None:
    """Open since yesterday, until the forum begins."""
    forum.vote_from, forum.vote_until = timezone.now() - DAY, forum.event.starts_at
    forum.full_clean()
    forum.save()
    admitted = list(forum.proposals.filter(state=Proposal.State.ADMITTED))
    for number, person in enumerate(people[:30]):
        start = number * number % len(admitted)
        for proposal in islice(cycle(admitted), start, start + 1 + number % 3):
            cast_priority(proposal=proposal, registration=person)


def live_through(cast: Cast, forum: Forum, begins: datetime) -> None:
    """As if it were about to begin, and then moved to where it belongs, its people forgotten."""
    event = forum.event
    now = timezone.now()
    _move(forum, now + 3 * DAY - begins)
    publish_event(event=event)
    fill(event, GUESTS, "on_site")
    people = list(event.registrations.confirmed().order_by("pk"))
    for person in people[: GUESTS - 6]:
        check_in(registration=person, by=cast.office)
    for number, (text, support, live, answer) in enumerate(texts.PAST_QUESTIONS):
        question = _ask(forum, people[number], text, people[8 : 8 + support])
        if live:
            mark_answered_live(question=question, answered=True)
        else:
            answer_question(question=question, answer=answer, answered_by=cast.office)
    _poll(forum, people)
    for number, person in enumerate(people[::4]):
        give_feedback(
            forum=forum,
            registration=person,
            content=5 - number % 2,
            participation=4,
            organisation=5 - number % 3,
            text="Mehr Zeit an den Tischen, bitte." if number == 2 else "",
        )
    _move(forum, begins - (now + 3 * DAY))
    _settle(forum, begins)


def _poll(forum: Forum, people: list[Registration]) -> None:
    for poll in forum.polls.prefetch_related("options"):
        open_poll(poll=poll)
        poll.refresh_from_db()
        options = list(poll.options.all())
        for number, person in enumerate(people[:34]):
            chosen = options[number * number % 7 % len(options)]
            answer_poll(poll=poll, registration=person, options=[chosen])
        close_poll(poll=poll)


def _move(forum: Forum, shift: timedelta) -> None:
    moved = {
        name: F(name) + shift
        for name in ("starts_at", "ends_at", "registration_from", "registration_until")
    }
    Event.objects.filter(pk=forum.event_id).update(**moved)
    forum.event.refresh_from_db()


def _settle(forum: Forum, begins: datetime) -> None:
    """Its moments lie in its evening, and nobody is known thirty days after it."""
    evening = begins + timedelta(hours=3)
    forum.questions.update(asked_at=evening, answer_due_on=timezone.localdate(evening + 21 * DAY))
    forum.questions.exclude(answered_live_at=None).update(answered_live_at=evening)
    forum.questions.exclude(answered_at=None).update(answered_at=evening + 9 * DAY)
    forum.polls.update(opened_at=evening, closed_at=evening + timedelta(minutes=5))
    people = forum.event.registrations.all()
    people.update(created_at=begins - 40 * DAY, confirmed_at=begins - 40 * DAY)
    people.exclude(checked_in_at=None).update(checked_in_at=begins - timedelta(minutes=10))
    if timezone.now() > begins + 31 * DAY:
        people.update(name="", email="", user=None, needs="", checked_in_by=None)
