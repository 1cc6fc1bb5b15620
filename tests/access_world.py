"""One of everything that an address leads to, for the access test."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from forums.actions.prioritising import freeze_priorities
from forums.actions.proposing import admit_proposal
from forums.models import Download, Forum, Photo
from ideas.models import Idea, IdeaImage, Juror, MergeProposal
from myk10.accounts.models import User
from myk10.events.tokens import CODE, TICKET
from myk10.moderation.actions import hide_content
from myk10.notifications.tokens import confirm_url, newsletter_url
from strategy.models import Measure, MeasureImage
from tests.factories import (
    CompetitionFactory,
    CriterionFactory,
    EventFactory,
    ForumFactory,
    IdeaFactory,
    PollFactory,
    ProposalFactory,
    QuestionFactory,
    RegistrationFactory,
    StaffFactory,
    StaffWithoutSecondFactorFactory,
    SubscriptionFactory,
    TaskFactory,
    UserFactory,
)
from tests.forums.voting import end_vote
from tests.strategy.access import consultation_of
from tests.strategy.documents import arguments_of_document
from tests.strategy.factories import (
    ContributionFactory,
    GuidingQuestionFactory,
    MeasureFactory,
    TargetVisionFactory,
)
from tests.workgroups.factories import ApplicationFactory, MembershipFactory, ResolutionFactory


class World:
    """One of everything, and one person a role. What belongs to somebody belongs to the author."""

    def __init__(self) -> None:
        self.people: dict[str, User | None] = {
            "visitor": None,
            "citizen": UserFactory(),
            "unsecured": StaffWithoutSecondFactorFactory(is_superuser=True),
            "author": UserFactory(),
            "juror": UserFactory(),
            "staff": StaffFactory(),
            "superuser": StaffFactory(is_superuser=True),
        }
        phases = ("voting", "submission", "jury", "result")
        self.competitions = {phase: CompetitionFactory(phase=phase) for phase in phases}
        self.competitions["secret"] = CompetitionFactory(phase=None)
        self.membership = MembershipFactory(
            user=self.people["author"], shown_publicly=True, photo="gremien/a.webp"
        )
        self.resolutions = {
            "circulating": ResolutionFactory(body=self.membership.body),
            "decided": ResolutionFactory(body=self.membership.body, result="adopted"),
        }
        ApplicationFactory(body=self.membership.body, user=self.people["juror"])
        self.ideas = self._ideas()
        for idea in self.ideas.values():
            IdeaImage.objects.create(
                idea=idea,
                position=1,
                large="ideen/a.webp",
                small="ideen/b.webp",
                width=1,
                height=1,
                alt_text="A",
            )
        CriterionFactory(competition=self.competitions["jury"])
        Juror.objects.create(competition=self.competitions["jury"], user=self.people["juror"])
        self.decision = hide_content(
            target=self.ideas["hidden"],
            moderator=self.people["staff"],
            ground="spam",
            reason="Werbung",
        )
        self.comment = self._comment()
        self.events = {"event": EventFactory(), "event_draft": EventFactory(published_at=None)}
        self.registration = RegistrationFactory(
            event=self.events["event"], user=self.people["author"]
        )
        self.forums = self._forums()
        self.measures = self._measures()
        self.arguments = {
            **self._hall(),
            **self._debate(),
            **consultation_of(self.people["author"]),
            **arguments_of_document(),
            "body": [self.membership.body.slug],
            "photo": [self.membership.body.slug, self.membership.pk],
            **{thing: [found.number] for thing, found in self.resolutions.items()},
        }
        self.other = IdeaFactory(competition=self.competitions["submission"])
        self.proposal = MergeProposal.objects.create(
            duplicate=self.ideas["submitted"],
            target=self.ideas["open"],
            reason="Gleich",
            proposed_by=None,
        )
        self.links = {
            "waiting": confirm_url(SubscriptionFactory(confirmed_at=None)),
            "reader": newsletter_url(SubscriptionFactory()),
            "news": reverse("notifications:open", args=[self._news_of_author()]),
            "decision": reverse("moderation:decision", args=[self.decision.pk]),
            "proposal": reverse("ideas:merge_proposal", args=[self.proposal.pk]),
            "vision": TargetVisionFactory().get_absolute_url(),
        }

    def _forums(self) -> dict[str, Forum]:
        """The author takes part in the one that is going on; the documented one has a counted vote."""
        forums = {
            "going_on": ForumFactory(phase="under_way"),
            "documented": ForumFactory(phase="documented"),
            "undocumented": ForumFactory(phase="to_document", summary="<p>Viel geschafft.</p>"),
            "unannounced": ForumFactory(event__published_at=None),
        }
        for name in ("documented", "undocumented"):
            Photo.objects.create(
                forum=forums[name], large="foren/a.webp", small="foren/a.webp", width=1, height=1
            )
            Download.objects.create(forum=forums[name], title="Vortrag", file="foren/a.webp")
        freeze_priorities(forum=end_vote(forums["documented"]))
        author = self.people["author"]
        seat = RegistrationFactory(event=forums["going_on"].event, user=author, email=author.email)
        self.of_forums = {
            "task": TaskFactory(forum=forums["documented"]),
            "new_proposal": ProposalFactory(
                forum=forums["going_on"], state="submitted", proposed_by=seat, author=author
            ),
            "admitted_proposal": admit_proposal(
                proposal=ProposalFactory(forum=forums["going_on"], state="submitted"),
                decided_by=self.people["staff"],
            ),
        }
        return forums

    def _measures(self) -> dict[str, Measure]:
        measures = {
            "measure": MeasureFactory(),
            "measure_draft": MeasureFactory(published_at=None),
        }
        for measure in measures.values():
            MeasureImage.objects.create(
                measure=measure,
                large="massnahmen/a.webp",
                small="massnahmen/a.webp",
                width=1,
                height=1,
            )
        return measures

    def _address_of_measure(self, name: str, measure: Measure) -> str:
        if name == "strategy:measure_image":
            return reverse(name, args=[measure.number, measure.images.get().pk, "klein"])
        return reverse(name, args=[measure.number])

    def _debate(self) -> dict[str, list[object]]:
        """What the addresses of the debate are made of; the author has said both things."""
        question, secret = GuidingQuestionFactory(), GuidingQuestionFactory(phase=None)
        author = self.people["author"]
        said = ContributionFactory(question=question, author=author)
        taken_back = ContributionFactory(
            question=question, author=author, withdrawn_at=timezone.now()
        )
        return {
            "debated": [question.slug],
            "not_asked_yet": [secret.slug],
            "said": [question.slug, said.pk],
            "taken_back": [question.slug, taken_back.pk],
        }

    def _address_of_forum(self, name: str, thing: str) -> str:
        if found := self.of_forums.get(thing):
            return reverse(name, args=[found.forum.year, found.number])
        forum = self.forums.get(thing)
        if name == "forums:photo":
            return reverse(name, args=[forum.year, forum.photos.get().pk, "klein"])
        if name == "forums:download":
            return reverse(name, args=[forum.year, forum.downloads.get().pk])
        return reverse(name, args=[forum.year] if forum else [])

    def _news_of_author(self) -> int:
        return self.people["author"].notifications.latest("pk").pk

    def _ideas(self) -> dict[str, Idea]:
        author, voting = self.people["author"], self.competitions["voting"]
        states = ("admitted", "refused", "withdrawn", "merged")
        ideas = {
            state: IdeaFactory(competition=voting, author=author, state=state) for state in states
        }
        submission = self.competitions["submission"]
        ideas["submitted"] = IdeaFactory(competition=submission, author=author, state="submitted")
        ideas["draft"] = IdeaFactory(competition=submission, author=author, state="draft")
        ideas["open"] = IdeaFactory(competition=submission, author=author)
        ideas["hidden"] = IdeaFactory(competition=voting, author=author)
        ideas["pool"] = IdeaFactory(pool=True, author=author)
        ideas["shortlisted"] = IdeaFactory(competition=self.competitions["jury"], author=author)
        Idea.objects.filter(pk=ideas["shortlisted"].pk).update(
            shortlisted_at=ideas["shortlisted"].admitted_at
        )
        return ideas

    def _comment(self):
        from myk10.discussions.actions import post_comment

        discussion = self.ideas["admitted"].discussion
        return post_comment(discussion=discussion, author=self.people["author"], text="Gut!")

    def _hall(self) -> dict[str, list[int]]:
        """What the addresses of the hall are made of; the author has a seat there."""
        forum = ForumFactory(phase="under_way")
        RegistrationFactory(event=forum.event, user=self.people["author"])
        draft = ForumFactory(phase="under_way", event__published_at=None)
        question, poll = QuestionFactory(forum=forum), PollFactory(forum=forum)
        return {
            "hall": [forum.year],
            "hall_draft": [draft.year],
            "hall_question": [forum.year, question.pk],
            "hall_poll": [forum.year, poll.pk],
        }

    def _address_of_event(self, name: str, thing: str) -> str:
        signers = {"events:ticket": TICKET, "events:scanned": CODE}
        if thing == "registration":
            return reverse(name, args=[signers[name].sign(str(self.registration.pk))])
        slug = self.events[thing].slug if thing in self.events else thing
        return reverse(name, args=[slug] if slug else [])

    def address(self, name: str, thing: str) -> str:
        if thing in self.links:
            return self.links[thing].removeprefix(settings.SITE_URL)
        if thing in self.arguments:
            return reverse(name, args=self.arguments[thing])
        if thing in self.measures:
            return self._address_of_measure(name, self.measures[thing])
        if name.startswith("events:"):
            return self._address_of_event(name, thing)
        if name.startswith("forums:"):
            return self._address_of_forum(name, thing)
        if thing in self.ideas:
            return self._address_of_idea(name, self.ideas[thing])
        if thing == "comment":
            return reverse(name, args=[self.comment.pk])
        if thing in self.competitions:
            return reverse(name, args=[self.competitions[thing].slug])
        return reverse(name, args=[thing] if thing else [])

    def _address_of_idea(self, name: str, idea: Idea) -> str:
        if name == "moderation:flag":
            return reverse(name, args=["idee", idea.pk])
        if name == "ideas:image":
            return reverse(name, args=[idea.images.get().pk, "klein"])
        address = reverse(name, args=[idea.slug, idea.number])
        return f"{address}?zu={self.other.number}" if name == "ideas:join" else address
