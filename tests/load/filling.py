"""Rows for the measurements: many ideas, votes and comments, in one competition that is being voted on."""

from datetime import timedelta
from random import Random
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone

from ideas.models import Ballot, Competition, Idea, Vote
from myk10.accounts.models import User
from myk10.discussions.models import Comment, Discussion
from myk10.notifications.models import Mail, Mailing, Subscription
from myk10.region.models import FieldOfAction, Municipality
from strategy.models import Passage, Remark, Section
from tests.strategy.factories import VersionFactory

WORDS = (
    "Bus Rad Weg Schule Arzt Garten Wald Markt Laden Verein Strom Wasser Licht Platz Brücke Mitfahrbank "
    "Werkstatt Bücherei Sprechstunde Lieferung Nachbarschaft Digitalisierung Sensor Karte Treffpunkt"
).split()


def fill(*, ideas: int, votes: int, comments: int, users: int) -> Competition:
    random = Random(10)  # the same rows in each run
    competition = make_competition()
    people = User.objects.bulk_create(
        [
            User(email=f"load{n}@demo.example", display_name=f"Last {n}", password="!")
            for n in range(users)
        ],
        batch_size=5000,
    )
    rows = _ideas(random, competition, people, ideas)
    _votes(random, competition, people, rows, votes)
    _comments(random, people, rows, comments)
    return competition


def make_competition(**fields: Any) -> Competition:
    now = timezone.now()
    return Competition.objects.create(
        title="Lastmessung",
        slug="last",
        year=2026,
        summary="Viele Ideen",
        call_text="<p>Aufruf</p>",
        rules_text="<p>Regeln</p>",
        announcement_from=now - timedelta(days=40),
        submission_from=now - timedelta(days=30),
        screening_from=now - timedelta(days=20),
        voting_from=now - timedelta(days=10),
        result_from=now + timedelta(days=10),
        winner_rule="vote",
        **fields,
    )


def _ideas(random: Random, competition: Competition, people: list[User], count: int) -> list[Idea]:
    now = timezone.now()
    fields, places = list(FieldOfAction.objects.all()), [*Municipality.objects.all(), None]

    def words(n: int) -> str:
        return " ".join(random.choices(WORDS, k=n))

    discussions = Discussion.objects.bulk_create(
        [
            Discussion(title=f"Idee {n}", path=f"/ideen/last/I-2026-{n:03d}/")
            for n in range(1, count + 1)
        ],
        batch_size=5000,
    )
    return Idea.objects.bulk_create(
        [
            Idea(
                competition=competition,
                number=f"I-2026-{n:03d}",
                author=random.choice(people),
                title=f"{words(3)} {n}",
                summary=words(18),
                description="\n\n".join(words(60) for _ in range(4)),
                field_of_action=random.choice(fields),
                municipality=random.choice(places),
                state="admitted",
                submitted_at=now,
                answer_due_at=now,
                admitted_at=now - timedelta(minutes=n),
                decided_at=now,
                discussion=discussion,
            )
            for n, discussion in enumerate(discussions, start=1)
        ],
        batch_size=2000,
    )


def _votes(
    random: Random, competition: Competition, people: list[User], ideas: list[Idea], count: int
) -> None:
    """One or two votes of each person, so that everybody has one left to cast during the measurement."""
    ballots = Ballot.objects.bulk_create(
        [Ballot(competition=competition, user=user) for user in people], batch_size=5000
    )
    pairs = set()
    while len(pairs) < min(count, 2 * len(ballots)):
        ballot = ballots[len(pairs) % len(ballots)]
        pairs.add((ballot.pk, random.choice(ideas[1:]).pk))
    Vote.objects.bulk_create(
        [Vote(ballot_id=ballot, idea_id=idea) for ballot, idea in sorted(pairs)], batch_size=5000
    )


def _comments(random: Random, people: list[User], ideas: list[Idea], count: int) -> None:
    """A tenth of all comments stands under the first idea, the one that is measured."""
    targets = [ideas[0] if n % 10 == 0 else random.choice(ideas) for n in range(count)]
    Comment.objects.bulk_create(
        [
            Comment(
                discussion_id=idea.discussion_id,
                author=random.choice(people),
                text=" ".join(random.choices(WORDS, k=30)),
            )
            for idea in targets
        ],
        batch_size=5000,
    )
    per_discussion: dict[int, int] = {}
    for idea in targets:
        per_discussion[idea.discussion_id] = per_discussion.get(idea.discussion_id, 0) + 1
    discussions = Discussion.objects.in_bulk(per_discussion)
    for pk, discussion in discussions.items():
        discussion.comment_count = discussion.thread_count = per_discussion[pk]
    Discussion.objects.bulk_update(
        discussions.values(), ["comment_count", "thread_count"], batch_size=1000
    )


def session_key_of(user: User) -> str:
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return session.session_key


def fill_outbox(mails: int) -> None:
    """One invitation to so many subscribers, all due."""
    mailing = Mailing.objects.create(
        subject="Einladung zum Zukunftsforum",
        text="<p>Guten Tag,</p>" + "<p>" + "Wir laden Sie herzlich ein. " * 20 + "</p>" * 4,
        button_label="Zur Anmeldung",
        button_path="/ideen/",
        audiences=["municipality:mayen"],
    )
    addresses = [f"leser{number}@demo.example" for number in range(mails)]
    Subscription.objects.bulk_create(
        [Subscription(email=email, confirmed_at=timezone.now()) for email in addresses],
        batch_size=5000,
    )
    Mail.objects.bulk_create(
        [
            Mail(
                kind="mailing",
                occasion=f"mailing-{mailing.pk}",
                recipient=email,
                subject=mailing.subject,
                mailing=mailing,
                audience="municipality:mayen",
            )
            for email in addresses
        ],
        batch_size=5000,
    )


def fill_strategy(people: list[User]) -> str:
    """A version of 300 sections in ten chapters with 3.000 remarks; the address of a chapter."""
    random = Random(10)
    version = VersionFactory(slug="last")
    sections = Section.objects.bulk_create(Section(strategy=version.strategy) for _n in range(300))

    def passage(n: int, chapter: Passage | None) -> Passage:
        words = " ".join(random.choices(WORDS, k=120))
        values = {"title": f"Abschnitt {n}", "body": f"<p>{words}</p>", "position": n}
        return Passage(version=version, section=sections[n], parent=chapter, **values)

    chapters = Passage.objects.bulk_create(passage(n, None) for n in range(10))
    Passage.objects.bulk_create(passage(n, chapters[n % 10]) for n in range(10, 300))
    Remark.objects.bulk_create(
        Remark(
            number=f"K-2026-{n:03d}",
            version=version,
            section=sections[n % 300],
            author=random.choice(people),
            kind="remark",
            text=" ".join(random.choices(WORDS, k=30)),
        )
        for n in range(3000)
    )
    return f"/strategie/last/{sections[3].key}/"
