"""One factory a model. Add yours below a heading with the app's name."""

from datetime import timedelta

import factory
from allauth.account.models import EmailAddress
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from forums.models import Forum, Poll, PollOption, ProgrammeItem, Proposal, Question, Task
from ideas.models import (
    Assessment,
    Award,
    Competition,
    Criterion,
    Idea,
    IdeaImage,
    OfficialAnswer,
)
from ideas.timetable import COMPETITION
from myk10.accounts.models import User
from myk10.discussions.models import Comment, Discussion
from myk10.events.models import Event, Registration
from myk10.moderation.models import ContentFlag
from myk10.notifications import kinds
from myk10.notifications.digest_times import next_digest
from myk10.notifications.kinds import MailKind
from myk10.notifications.models import Mail, Mailing, Notification, Subscription
from myk10.notifications.topics import Delivery, Topic
from myk10.numbers import next_number
from myk10.region.models import FieldOfAction, Municipality

# --- accounts --------------------------------------------------------------------------------

PASSWORD = "vier lange worte reichen"
TOTP_SECRET = "JBSWY3DPEHPK3PXP"


class UserFactory(factory.django.DjangoModelFactory):
    """A citizen with a confirmed address and the password `PASSWORD`."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    display_name = factory.Sequence(lambda n: f"Person {n}")

    @classmethod
    def _create(cls, model_class, *args, password=PASSWORD, confirmed=True, **fields):
        user = model_class.objects.create_user(password=password, **fields)
        EmailAddress.objects.create(user=user, email=user.email, verified=confirmed, primary=True)
        return user


class StaffWithoutSecondFactorFactory(UserFactory):
    """An account of the Projektbüro that anyone could enter who knows its password."""

    display_name = factory.Sequence(lambda n: f"Projektbüro {n}")
    is_staff = True


class StaffFactory(StaffWithoutSecondFactorFactory):
    """Somebody of the Projektbüro with an authenticator app (`TOTP_SECRET`) and recovery codes."""

    @classmethod
    def _create(cls, model_class, *args, **fields):
        user = super()._create(model_class, *args, **fields)
        TOTP.activate(user, TOTP_SECRET)
        RecoveryCodes.activate(user)
        return user


# --- ideas -----------------------------------------------------------------------------------

PHASES = [phase.name for phase in COMPETITION]
PHASE_LASTS = timedelta(days=10)


def _begins(phase: str):
    """When `phase` begins, so that the phase asked for began half of its length ago."""

    def date(competition):
        steps = PHASES.index(phase) - (PHASES.index(competition.phase) if competition.phase else -1)
        return competition.now + (steps - 0.5) * PHASE_LASTS

    return factory.LazyAttribute(date)


class CompetitionFactory(factory.django.DjangoModelFactory):
    """`CompetitionFactory(phase="voting")`; phase=None: not announced yet. Each phase lasts ten days.

    Only a rule with a jury has a jury phase; phase="jury" alone takes votes and jury, half and half.
    """

    class Meta:
        model = Competition

    class Params:
        phase = "submission"
        now = factory.LazyFunction(timezone.now)

    title = factory.Sequence(lambda n: f"Wettbewerb {n}")
    slug = factory.Sequence(lambda n: f"wettbewerb-{n}")
    year = 2026
    summary = "Wie wird das Leben im Landkreis leichter?"
    call_text = "<p>Schicken Sie uns Ihre Idee.</p>"
    rules_text = "<p>Alle dürfen mitmachen.</p>"
    winner_rule = factory.LazyAttribute(lambda c: "vote_and_jury" if c.phase == "jury" else "vote")
    vote_weight = factory.LazyAttribute(lambda c: 50 if c.winner_rule == "vote_and_jury" else None)
    announcement_from = _begins("announcement")
    submission_from = _begins("submission")
    screening_from = _begins("screening")
    voting_from = _begins("voting")
    jury_from = factory.Maybe(
        factory.LazyAttribute(lambda c: c.winner_rule in ("jury", "vote_and_jury")),
        _begins("jury"),
        None,
    )
    result_from = _begins("result")


class CriterionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Criterion

    competition = factory.SubFactory(CompetitionFactory)
    name = factory.Sequence(lambda n: f"Kriterium {n}")
    position = factory.Sequence(lambda n: n)


def _number(idea) -> str | None:
    if idea.state == Idea.State.DRAFT:
        return None
    year = idea.competition.year if idea.competition else 2026
    with transaction.atomic():
        return f"I-{year}-{next_number(f'I-{year}'):03d}"


class IdeaFactory(factory.django.DjangoModelFactory):
    """An admitted idea with its discussion. `IdeaFactory(state="draft")` and so on; `pool=True`."""

    class Meta:
        model = Idea
        skip_postgeneration_save = True

    class Params:
        pool = factory.Trait(competition=None)

    competition = factory.SubFactory(CompetitionFactory)
    state = Idea.State.ADMITTED
    author = factory.SubFactory(UserFactory)
    title = factory.Sequence(lambda n: f"Idee {n}")
    summary = "Kurz gesagt."
    description = "Ausführlich gesagt."
    field_of_action = factory.LazyFunction(lambda: FieldOfAction.objects.get(slug="mobilitaet"))
    number = factory.LazyAttribute(_number)
    submitted_at = factory.LazyAttribute(
        lambda i: None if i.state == "draft" else timezone.now() - timedelta(days=2)
    )
    answer_due_at = factory.LazyAttribute(
        lambda i: i.submitted_at and i.submitted_at + timedelta(days=28)
    )
    admitted_at = factory.LazyAttribute(
        lambda i: (
            None
            if i.state in ("draft", "submitted", "refused")
            else timezone.now() - timedelta(days=1)
        )
    )
    decided_at = factory.LazyAttribute(
        lambda i: None if i.state in ("draft", "submitted") else timezone.now() - timedelta(days=1)
    )
    decision_reason = factory.LazyAttribute(
        lambda i: "Das gibt es schon." if i.state == "refused" else ""
    )
    withdrawn_at = factory.LazyAttribute(
        lambda i: timezone.now() if i.state == "withdrawn" else None
    )
    withdrawal_reason = factory.LazyAttribute(
        lambda i: "Hat sich erledigt." if i.state == "withdrawn" else ""
    )
    merged_into = factory.Maybe(
        factory.LazyAttribute(lambda i: i.state == "merged"),
        factory.SubFactory(
            "tests.factories.IdeaFactory", competition=factory.SelfAttribute("..competition")
        ),
        None,
    )

    @factory.post_generation
    def discussion(idea, create, extracted, **kwargs):
        if create and idea.admitted_at and idea.discussion is None:
            idea.discussion = Discussion.objects.create(
                title=idea.title, path=idea.get_absolute_url()
            )
            idea.save(update_fields=["discussion"])


class IdeaImageFactory(factory.django.DjangoModelFactory):
    """A row with the names of files that do not exist; tests of the files upload real ones."""

    class Meta:
        model = IdeaImage

    idea = factory.SubFactory(IdeaFactory)
    position = 1
    large = "ideen/bild.webp"
    small = "ideen/bild-klein.webp"
    width = 1600
    height = 1200
    alt_text = "Eine Bank unter einer Linde"


class AssessmentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Assessment

    idea = factory.SubFactory(IdeaFactory)
    feasibility = Assessment.Feasibility.FEASIBLE
    reason = "Das passt zum Verkehrskonzept."


class OfficialAnswerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = OfficialAnswer

    idea = factory.SubFactory(IdeaFactory)
    text = "<p>Danke, wir prüfen das.</p>"


class AwardFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Award

    idea = factory.SubFactory(
        IdeaFactory, competition=factory.SubFactory(CompetitionFactory, phase="result")
    )
    competition = factory.SelfAttribute("idea.competition")
    rank = 1
    reason = "Viele haben etwas davon."


# --- notifications, discussions, moderation --------------------------------------------------


kinds.register(
    *(MailKind(name, "Sie erhalten diese E-Mail zur Probe.") for name in ("test", "other")),
    MailKind("test_reply", "Sie erhalten diese E-Mail zur Probe.", topic=Topic.REPLY),
)


class MailFactory(factory.django.DjangoModelFactory):
    """A mail that waits to be sent."""

    class Meta:
        model = Mail

    kind = "test"
    occasion = factory.Sequence(str)
    recipient = factory.Sequence(lambda n: f"leser{n}@example.org")
    subject = "Neues aus dem Projektbüro"
    body = "Guten Tag,\n\nes gibt Neues.\n"


class SubscriptionFactory(factory.django.DjangoModelFactory):
    """Somebody who has ordered the newsletter and confirmed it; `places` and `fields` are slugs."""

    class Meta:
        model = Subscription
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"abo{n}@example.org")
    confirmed_at = factory.LazyFunction(timezone.now)

    @factory.post_generation
    def places(self, create, slugs, **kwargs):
        self.municipalities.set(Municipality.objects.filter(slug__in=slugs or []))

    @factory.post_generation
    def fields(self, create, slugs, **kwargs):
        self.fields_of_action.set(FieldOfAction.objects.filter(slug__in=slugs or []))


class MailingFactory(factory.django.DjangoModelFactory):
    """A draft to all subscribers; `MailingFactory(released=True)` waits to be written to them."""

    class Meta:
        model = Mailing

    class Params:
        released = factory.Trait(
            released_at=factory.LazyFunction(timezone.now),
            send_at=factory.SelfAttribute("released_at"),
        )

    subject = "Einladung zum Zukunftsforum"
    text = "<p>Guten Tag,</p><p>kommen Sie?</p>"
    audiences = ["subscribers"]


class NotificationFactory(factory.django.DjangoModelFactory):
    """News in the site; `waiting=True`: wanted daily, and due in tomorrow's collected mail."""

    class Meta:
        model = Notification

    class Params:
        waiting = factory.Trait(
            digest_at=factory.LazyAttribute(lambda n: next_digest(Delivery.DAILY, n.created_at))
        )

    user = factory.SubFactory(UserFactory)
    topic = Topic.OWN_IDEA
    kind = "idea_answered"
    occasion = factory.Sequence(str)
    title = factory.Sequence(lambda n: f"Rückmeldung zu I-2026-{n:03d}")
    path = "/ideen/speicher/I-2026-001/"
    created_at = factory.LazyFunction(timezone.now)


class DiscussionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Discussion

    title = "Radweg nach Polch"
    path = "/ideen/speicher/I-2026-001/"


class CommentFactory(factory.django.DjangoModelFactory):
    """A comment as `post_comment` writes it; a `parent` makes it a reply in the same discussion."""

    class Meta:
        model = Comment

    author = factory.SubFactory(UserFactory)
    parent = None
    discussion = factory.Maybe(
        "parent",
        yes_declaration=factory.SelfAttribute("parent.discussion"),
        no_declaration=factory.SubFactory(DiscussionFactory),
    )
    text = "Das finde ich gut."

    @classmethod
    def _create(cls, model_class, *args, **fields):
        comment = super()._create(model_class, *args, **fields)
        Discussion.objects.filter(pk=comment.discussion_id).update(
            comment_count=F("comment_count") + 1,
            thread_count=F("thread_count") + (0 if comment.parent_id else 1),
        )
        comment.discussion.refresh_from_db()
        return comment


class FlagFactory(factory.django.DjangoModelFactory):
    """An open flag about a comment, by a visitor who left an address."""

    class Meta:
        model = ContentFlag

    target = factory.SubFactory(CommentFactory)
    category = "insulting"
    text = "Das ist eine Beleidigung."
    reporter_email = "melderin@example.org"


# --- events ----------------------------------------------------------------------------------


class EventFactory(factory.django.DjangoModelFactory):
    """A published event on site in two weeks with open registration. `EventFactory(starts_in=timedelta)`;
    it lasts two hours."""

    class Meta:
        model = Event

    class Params:
        starts_in = timedelta(days=14)

    title = factory.Sequence(lambda n: f"Veranstaltung {n}")
    slug = factory.Sequence(lambda n: f"veranstaltung-{n}")
    summary = "Zuhören und mitreden."
    starts_at = factory.LazyAttribute(
        lambda e: (timezone.now() + e.starts_in).replace(second=0, microsecond=0)
    )
    ends_at = factory.LazyAttribute(lambda e: e.starts_at + timedelta(hours=2))
    format = "on_site"
    place = factory.LazyAttribute(
        lambda e: "" if e.format == "online" else "Kulturhalle Ochtendung"
    )
    address = factory.LazyAttribute(lambda e: "" if e.format == "online" else "Raiffeisenplatz 1")
    link = factory.LazyAttribute(
        lambda e: "" if e.format == "on_site" else "https://konferenz.example.org/raum"
    )
    published_at = factory.LazyFunction(lambda: timezone.now() - timedelta(days=100))


def _time_of(*states: str):
    return factory.LazyAttribute(lambda r: r.created_at if r.state in states else None)


class RegistrationFactory(factory.django.DjangoModelFactory):
    """Somebody with a seat. `RegistrationFactory(state="offered")` and so on."""

    class Meta:
        model = Registration

    event = factory.SubFactory(EventFactory)
    attendance = factory.LazyAttribute(
        lambda r: "online" if r.event.format == "online" else "on_site"
    )
    name = factory.Sequence(lambda n: f"Gast {n}")
    email = factory.Sequence(lambda n: f"gast{n}@example.org")
    state = "confirmed"
    created_at = factory.LazyFunction(lambda: timezone.now() - timedelta(days=80))
    confirmed_at = _time_of("confirmed")
    waitlisted_at = _time_of("waitlisted", "offered")
    offered_at = _time_of("offered")
    offer_expires_at = factory.LazyAttribute(
        lambda r: timezone.now() + timedelta(hours=48) if r.state == "offered" else None
    )
    cancelled_at = _time_of("cancelled")


# --- forums ----------------------------------------------------------------------------------


def _forum_event(phase: str):
    """How long from now a forum's event begins, so that the forum is in the phase."""
    days = {"registration": 30, "closed": 2, "under_way": 0}.get(phase, -20)
    return timedelta(days=days, minutes=-30 if phase == "under_way" else 0)


class ForumFactory(factory.django.DjangoModelFactory):
    """`ForumFactory(phase="under_way")`; phases are those of `forums.timetable`. Without one its
    registration is open."""

    class Meta:
        model = Forum

    class Params:
        phase = "registration"

    year = factory.Sequence(lambda n: 2030 + n)
    title = factory.LazyAttribute(lambda f: f"Zukunftsforum {f.year}")
    event = factory.SubFactory(
        EventFactory,
        title=factory.LazyAttribute(lambda e: f"Zukunftsforum {e.factory_parent.year}"),
        slug=factory.LazyAttribute(lambda e: f"zukunftsforum-{e.factory_parent.year}"),
        path=factory.LazyAttribute(lambda e: f"/foren/{e.factory_parent.year}/"),
        starts_in=factory.LazyAttribute(lambda e: _forum_event(e.factory_parent.phase)),
        registration_from=factory.LazyAttribute(lambda e: e.starts_at - timedelta(days=60)),
        registration_until=factory.LazyAttribute(lambda e: e.starts_at - timedelta(days=5)),
    )
    proposals_until = factory.LazyAttribute(lambda f: f.event.ends_at)
    summary = factory.LazyAttribute(
        lambda f: "<p>Viel geschafft.</p>" if f.phase == "documented" else ""
    )
    documented_at = factory.LazyAttribute(
        lambda f: timezone.now() - timedelta(days=1) if f.phase == "documented" else None
    )


class TaskFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Task

    forum = factory.SubFactory(ForumFactory, phase="documented")
    number = factory.Sequence(lambda n: f"A-2030-{n:02d}")
    title = factory.Sequence(lambda n: f"Aufgabe {n}")
    strand = "structures"
    due_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=100))
    adopted_by = "Lenkungsgruppe"


class QuestionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Question

    forum = factory.SubFactory(ForumFactory, phase="under_way")
    asked_by = factory.LazyAttribute(lambda q: RegistrationFactory(event=q.forum.event))
    text = factory.Sequence(lambda n: f"Wann fährt der Bus {n}?")
    answer_due_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=21))


class ProgrammeItemFactory(factory.django.DjangoModelFactory):
    """Half an hour that runs now; `begins_in=timedelta(hours=1)` moves it."""

    class Meta:
        model = ProgrammeItem

    class Params:
        begins_in = timedelta(minutes=-10)

    forum = factory.SubFactory(ForumFactory, phase="under_way")
    title = factory.Sequence(lambda n: f"Programmpunkt {n}")
    starts_at = factory.LazyAttribute(lambda i: timezone.now() + i.begins_in)
    ends_at = factory.LazyAttribute(lambda i: i.starts_at + timedelta(minutes=30))


class PollFactory(factory.django.DjangoModelFactory):
    """An open poll with three answers; `PollFactory(state="closed")` or `"waiting"`."""

    class Meta:
        model = Poll
        skip_postgeneration_save = True

    class Params:
        state = "open"

    forum = factory.SubFactory(ForumFactory, phase="under_way")
    question = factory.Sequence(lambda n: f"Wie kommen Sie hierher {n}?")
    opened_at = factory.LazyAttribute(lambda p: None if p.state == "waiting" else timezone.now())
    closed_at = factory.LazyAttribute(lambda p: p.opened_at if p.state == "closed" else None)

    @factory.post_generation
    def options(poll, create, extracted, **kwargs):
        for position, text in enumerate(extracted or ["Bus", "Rad", "Auto"]):
            PollOption.objects.create(poll=poll, text=text, position=position)


class ProposalFactory(factory.django.DjangoModelFactory):
    """An admitted proposal; `ProposalFactory(state="submitted")` waits for the Projektbüro."""

    class Meta:
        model = Proposal

    forum = factory.SubFactory(ForumFactory)
    number = factory.Sequence(lambda n: f"V-2030-{n:03d}")
    proposed_by = factory.LazyAttribute(lambda p: RegistrationFactory(event=p.forum.event))
    title = factory.Sequence(lambda n: f"Vorschlag {n}")
    text = "Das hilft allen."
    strand = "projects"
    state = "admitted"
    decided_at = factory.LazyAttribute(lambda p: None if p.state == "submitted" else timezone.now())
    decision_reason = factory.LazyAttribute(
        lambda p: "Das gibt es schon." if p.state == "refused" else ""
    )
