"""A county with one of everything that a page can show, and somebody in each role."""

from datetime import date, timedelta
from io import BytesIO

from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image

from forums.actions.prioritising import cast_priority, freeze_priorities
from forums.actions.proposing import admit_proposal
from forums.actions.tasks import note_progress
from forums.models import Feedback, Forum, Poll, PollOption, ProgrammeItem, Question
from ideas.actions.results import freeze_count
from ideas.actions.submitting import add_image, set_following, set_support
from ideas.actions.voting import cast_vote
from ideas.models import Ballot, Competition, Idea, Juror, MergeProposal, Vote
from myk10.accounts.models import User
from myk10.discussions.actions import post_comment
from myk10.events.actions.changing import cancel_event
from myk10.events.actions.inviting import draft_invitation
from myk10.events.models import Event
from myk10.images import clean_picture
from myk10.moderation.actions import hide_content
from myk10.region.models import Municipality
from strategy.actions.debate import set_support as support_contribution
from strategy.actions.debate import summarise
from strategy.actions.measures import add_image as add_measure_image
from strategy.actions.measures import set_following as set_following_measure
from strategy.actions.progress import note_progress as note_measure
from strategy.models import IndicatorValue, Measure, TargetVision
from tests.factories import (
    AssessmentFactory,
    AwardFactory,
    CommentFactory,
    CompetitionFactory,
    CriterionFactory,
    EventFactory,
    ForumFactory,
    IdeaFactory,
    MailFactory,
    NotificationFactory,
    OfficialAnswerFactory,
    PollFactory,
    ProgrammeItemFactory,
    ProposalFactory,
    QuestionFactory,
    RegistrationFactory,
    StaffFactory,
    TaskFactory,
    UserFactory,
)
from tests.learning.factories import GlossaryTermFactory
from tests.strategy.accessible import consult
from tests.strategy.documents import two_versions
from tests.strategy.factories import (
    ContributionFactory,
    GoalFactory,
    GuidingQuestionFactory,
    IndicatorFactory,
    MeasureFactory,
    MilestoneFactory,
    TargetVisionFactory,
    VersionFactory,
)
from tests.workgroups.factories import (
    ApplicationFactory,
    BodyFactory,
    MembershipFactory,
    ResolutionFactory,
)
from workgroups.models import Body

LONG_TITLE = "Donaudampfschifffahrtsgesellschaftskapitänsmützen für Mayen-Koblenz"
LONG_NAME = "Leutheusser-Schnarrenberger-Hohenstein-Rheingrafenstein"
LONG_TEXT = (
    "An der Haltestelle steht eine Bank. https://www.example.org/"
    + "ein-sehr-langer-pfad/" * 6
    + "\n\nWer mitfahren will, setzt sich hin und wählt das Ziel."
)


def photo(color: str = "seagreen", size: tuple[int, int] = (900, 600)) -> bytes:
    buffer = BytesIO()
    Image.new("RGB", size, color).save(buffer, "JPEG")
    return buffer.getvalue()


def with_picture(idea: Idea, alt_text: str = "Eine Bank unter einer Linde") -> Idea:
    upload = ContentFile(photo())
    add_image(idea=idea, picture=clean_picture(upload, upload.size), alt_text=alt_text)
    return idea


class World:
    """`people` by role; `competitions` by phase; `ideas` by what is special about them."""

    def __init__(self) -> None:
        self.people: dict[str, User] = {
            "citizen": UserFactory(display_name="Bürgerin Beate"),
            "author": UserFactory(
                display_name="Autorin Agnes", municipality=Municipality.objects.get(slug="mayen")
            ),
            "juror": UserFactory(display_name="Jurorin Jana"),
            "staff": StaffFactory(),
            "newcomer": UserFactory(display_name="Neuling Nele"),
        }
        phases = ["announcement", "submission", "screening", "voting", "jury"]
        self.competitions = {
            phase: CompetitionFactory(phase=phase, title=f"Ideen {phase}", slug=phase)
            for phase in phases
        }
        self.competitions["result"] = self._finished_competition()
        self.ideas = self._ideas()
        self.ideas["winner"] = self.competitions["result"].awards.get().idea
        self.events = self._events()
        self.hall = self._hall()
        self.body = self._body()
        self.resolutions = {
            "circulating": ResolutionFactory(body=self.body, internal_text=LONG_TEXT),
            "decided": ResolutionFactory(body=self.body, title=LONG_TITLE, result="adopted"),
        }
        self._judge()
        self._talk()
        self._decide()
        self._tell()
        self._meet()
        self._debate()
        self.measures = self._measures()
        self.target_vision = self._target_vision()
        self.consulted = consult()
        self.document = two_versions()

    def _target_vision(self) -> TargetVision:
        """With an indicator in each state, and a term of the glossary in its text."""
        GlossaryTermFactory(term="Bank", explanation=LONG_TEXT)
        vision = TargetVisionFactory(title=LONG_TITLE, text=LONG_TEXT)
        goal = GoalFactory(target_vision=vision, title=LONG_TITLE, text=LONG_TEXT)
        for value, year in ((2000, 2990), (640, 2990), (640, 2020), (None, 2990)):
            indicator = IndicatorFactory(
                goal=goal, name=LONG_TITLE, unit=LONG_NAME[:30], target_on=date(year, 12, 31)
            )
            if value:
                measured = {"measured_on": date(2019, 12, 31), "value": value, "note": LONG_TITLE}
                IndicatorValue.objects.create(indicator=indicator, **measured)
        GuidingQuestionFactory(title=LONG_TITLE)
        VersionFactory(title=LONG_TITLE)
        return vision

    def _measures(self) -> dict[str, Measure]:
        measures = {
            "late": MeasureFactory(
                title=LONG_TITLE,
                starts_on=date(2020, 1, 1),
                ends_on=date(2022, 12, 31),
                light="red",
                state_reason=LONG_TEXT.split("\n")[0],
                costs=1_150_000,
                demo_content=True,
            ),
            "of_idea": MeasureFactory(
                idea=self.ideas["winner"],
                state="done",
                finished_on=timezone.localdate(),
                target_vision=TargetVisionFactory(),
            ),
            "dropped": MeasureFactory(state="dropped", state_reason="Kaum jemand blieb stehen."),
            "planned": MeasureFactory(state="planned", light="yellow", state_reason="Es wird eng."),
            "draft": MeasureFactory(published_at=None),
        }
        for days, reached in ((-400, True), (-30, False), (60, False)):
            day = timezone.localdate() + timedelta(days=days)
            for measure in measures.values():
                MilestoneFactory(measure=measure, due_on=day, reached_on=day if reached else None)
        note_measure(
            measure=measures["late"],
            state="under_way",
            light="red",
            text=LONG_TEXT,
            reason="Neun Antennen fehlen.",
            written_by=self.people["staff"],
        )
        upload = ContentFile(photo())
        picture = clean_picture(upload, upload.size)
        add_measure_image(measure=measures["late"], picture=picture, alt_text="Eine Antenne")
        follower = self.people["citizen"]
        set_following_measure(measure=measures["late"], user=follower, following=True)
        return measures

    def _body(self) -> Body:
        body = BodyFactory(name=LONG_TITLE)
        for role, shown in [("chair", True), ("guest", False)]:
            MembershipFactory(
                body=body,
                user=self.people["author" if shown else "staff"],
                name=LONG_NAME,
                role=role,
                may_vote=shown,
                shown_publicly=shown,
            )
        ApplicationFactory(body=body, user=self.people["juror"])
        return body

    def _ideas(self) -> dict[str, Idea]:
        author, voting = self.people["author"], self.competitions["voting"]
        submission = self.competitions["submission"]
        ideas = {
            state: IdeaFactory(competition=voting, author=author, state=state)
            for state in ("refused", "withdrawn", "merged", "submitted")
        }
        ideas["admitted"] = IdeaFactory(
            competition=voting, author=author, title=LONG_TITLE, description=LONG_TEXT
        )
        ideas["voted"] = IdeaFactory(competition=voting, author=author)
        ideas["hidden"] = IdeaFactory(competition=voting, author=author)
        ideas["draft"] = IdeaFactory(competition=submission, author=author, state="draft")
        ideas["new"] = IdeaFactory(competition=submission, author=author, state="submitted")
        ideas["similar"] = IdeaFactory(competition=submission, title=ideas["new"].title)
        ideas["pool"] = IdeaFactory(pool=True, author=author, title=LONG_TITLE)
        ideas["shortlisted"] = IdeaFactory(competition=self.competitions["jury"])
        Idea.objects.filter(pk=ideas["shortlisted"].pk).update(
            shortlisted_at=ideas["shortlisted"].admitted_at
        )
        for name in ("admitted", "draft", "pool"):
            with_picture(ideas[name])
        cast_vote(idea=ideas["voted"], user=self.people["citizen"])
        set_support(idea=ideas["pool"], user=self.people["citizen"], supporting=True)
        set_following(idea=ideas["admitted"], user=self.people["citizen"], following=True)
        return ideas

    def _events(self) -> dict[str, Event]:
        """`registrations` holds one in each state, for the hybrid event."""
        events = {
            "hybrid": EventFactory(
                slug="hybrid", title=LONG_TITLE, format="hybrid", seats_on_site=5, text=LONG_TEXT
            ),
            "online": EventFactory(slug="online", format="online"),
            "full": EventFactory(slug="full", seats_on_site=1),
            "soon": EventFactory(slug="soon", registration_from=timezone.now() + timedelta(days=2)),
            "past": EventFactory(slug="past", starts_in=-timedelta(days=9)),
        }
        office = self.people["staff"]
        events["cancelled"] = cancel_event(
            event=EventFactory(slug="cancelled"), by=office, reason="Der Saal ist gesperrt."
        )
        self.registrations = {
            state: RegistrationFactory(
                event=events["hybrid"], state=state, name=f"Gast {LONG_NAME}"
            )
            for state in ("pending", "confirmed", "waitlisted", "offered", "cancelled")
        }
        self.registrations["online"] = RegistrationFactory(event=events["online"])
        self.registrations["of a cancelled event"] = RegistrationFactory(event=events["cancelled"])
        self.registrations["past"] = RegistrationFactory(
            event=events["past"], user=self.people["citizen"], checked_in_at=timezone.now()
        )
        self.registrations["citizen"] = RegistrationFactory(
            event=events["full"], user=self.people["citizen"], needs="Rampe"
        )
        mailing = draft_invitation(event=events["hybrid"], by=office)
        self.invitation = MailFactory(mailing=mailing, state="sent", sent_at=timezone.now())
        return events

    def _hall(self) -> Forum:
        """A forum under way, in which the citizen has a seat, with something of everything."""
        forum = ForumFactory(phase="under_way", theme=LONG_TITLE)
        RegistrationFactory(event=forum.event, user=self.people["citizen"])
        for minutes in (-10, 20, 60):
            begins_in = timedelta(minutes=minutes)
            ProgrammeItemFactory(forum=forum, title=LONG_TITLE, room="Saal", begins_in=begins_in)
        now = timezone.now()
        self.question = QuestionFactory(forum=forum, text=LONG_TEXT, support_count=3)
        QuestionFactory(forum=forum, text=LONG_TITLE, shown_at=now)
        QuestionFactory(forum=forum, answered_live_at=now)
        QuestionFactory(forum=forum, answer="<p>Am Montag.</p>", answered_at=now)
        for state in ("waiting", "open", "closed"):
            PollFactory(forum=forum, state=state, question=LONG_TITLE)
        PollFactory(forum=forum, several=True)
        return forum

    def _finished_competition(self) -> Competition:
        competition = CompetitionFactory(phase="result", title="Ideen result", slug="result")
        ideas = IdeaFactory.create_batch(3, competition=competition)
        for _person in range(6):
            ballot = Ballot.objects.create(competition=competition, user=UserFactory())
            Vote.objects.create(ballot=ballot, idea=ideas[0])
        freeze_count(competition=competition)
        AwardFactory(idea=with_picture(ideas[0]))
        return competition

    def _judge(self) -> None:
        criterion = CriterionFactory(competition=self.competitions["jury"])
        Juror.objects.create(competition=criterion.competition, user=self.people["juror"])
        AssessmentFactory(idea=self.ideas["admitted"])
        OfficialAnswerFactory(idea=self.ideas["admitted"])
        self.proposal = MergeProposal.objects.create(
            duplicate=self.ideas["new"],
            target=self.ideas["similar"],
            reason="Beide wollen dasselbe.",
            proposed_by=self.people["staff"],
        )

    def _talk(self) -> None:
        discussion = self.ideas["admitted"].discussion
        first = CommentFactory(discussion=discussion, author=self.people["citizen"], text=LONG_TEXT)
        CommentFactory(parent=first, author=self.people["staff"])
        self.comment = post_comment(
            discussion=discussion, author=self.people["author"], text="Dort, wo alle vorbeikommen."
        )

    def _decide(self) -> None:
        staff = self.people["staff"]
        self.decision = hide_content(
            target=self.ideas["hidden"], moderator=staff, ground="spam", reason="Das ist Werbung."
        )
        comment = CommentFactory(discussion=self.ideas["admitted"].discussion)
        hide_content(target=comment, moderator=staff, ground="insulting", reason="Beleidigung.")

    def _tell(self) -> None:
        person, now = self.people["citizen"], timezone.now()
        title = f"Rückmeldung zu I-2026-001 „{LONG_TITLE}“"
        NotificationFactory(user=person, title=title)
        yesterday = now - timedelta(days=1)
        NotificationFactory.create_batch(26, user=person, created_at=yesterday, read_at=now)

    def _meet(self) -> None:
        """Last year's forum, with its tasks and everything that is left of it, and this year's one."""
        staff = self.people["staff"]
        last = ForumFactory(phase="documented", year=2025, minutes="<p>Beginn 17 Uhr.</p>")
        for state in ("open", "under_way", "done", "dropped"):
            note_progress(
                task=TaskFactory(forum=last, title=LONG_TITLE),
                state=state,
                text="So weit sind wir.",
                written_by=staff,
            )
        ProposalFactory(forum=last)
        Question.objects.create(
            forum=last, text=LONG_TEXT[:200], answer_due_on=timezone.localdate()
        )
        now = timezone.now()
        poll = Poll.objects.create(forum=last, question="Was zuerst?", opened_at=now, closed_at=now)
        PollOption.objects.create(poll=poll, text=LONG_TITLE)
        Feedback.objects.create(forum=last, content=4, participation=5, organisation=3)
        Forum.objects.filter(pk=last.pk).update(
            vote_from=now - timedelta(days=2), vote_until=now - timedelta(days=1)
        )
        freeze_priorities(forum=last)
        self.documented = last
        self.forum = forum = ForumFactory(
            phase="under_way", year=2026, vote_from=now, vote_until=now + timedelta(hours=2)
        )
        for track in ("", "Bildung", "Mobilität"):
            ProgrammeItem.objects.create(
                forum=forum,
                title=LONG_TITLE,
                track=track,
                starts_at=forum.event.starts_at,
                ends_at=forum.event.ends_at,
                speakers=LONG_NAME,
            )
        citizen = self.people["citizen"]
        seat = RegistrationFactory(event=forum.event, user=citizen, email=citizen.email)
        values = {"forum": forum, "proposed_by": seat, "author": citizen, "title": LONG_TITLE}
        self.new_proposal = ProposalFactory(state="submitted", **values)
        self.proposal_for_forum = admit_proposal(
            proposal=ProposalFactory(state="submitted", text=LONG_TEXT, **values), decided_by=staff
        )
        cast_priority(proposal=self.proposal_for_forum, registration=seat)

    def _debate(self) -> None:
        """A guiding question in each phase; the closed one is summarised. The citizen has spoken."""
        phases = ("announced", "open", "closed")
        self.debates = {
            phase: GuidingQuestionFactory(phase=phase, title=LONG_TITLE) for phase in phases
        }
        self.contributions = {}
        for phase in ("open", "closed"):
            values = {"question": self.debates[phase], "author": self.people["citizen"]}
            self.contributions[phase] = ContributionFactory(
                title=LONG_TITLE, text=LONG_TEXT, **values
            )
            ContributionFactory(column="needed", text="", **values)
        said = self.contributions["open"]
        support_contribution(contribution=said, user=self.people["author"], supporting=True)
        CommentFactory(discussion=said.discussion, text=LONG_TEXT)
        self.debates["closed"] = summarise(
            question=self.debates["closed"],
            summary=f"<h3>{LONG_TITLE}</h3><p>Zuerst das Netz.</p>",
            sources=[self.contributions["closed"]],
            by=self.people["staff"],
        )
