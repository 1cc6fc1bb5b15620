"""One function a message. Each writes rows into the outbox, within the transaction of its cause."""

from collections.abc import Iterable

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ideas.models import Award, Idea, MergeProposal, OfficialAnswer
from myk10.accounts.models import User
from myk10.notifications.actions import queue_mail
from myk10.notifications.kinds import MailKind
from myk10.notifications.topics import Topic

_AUTHOR = gettext_lazy("Sie erhalten diese E-Mail, weil Sie die Idee eingereicht haben.")
_FOLLOWER = gettext_lazy(
    "Sie erhalten diese E-Mail, weil Sie der Idee folgen oder sie eingereicht haben."
)
KINDS = [
    *(
        MailKind(name, _AUTHOR, topic=Topic.OWN_IDEA)
        for name in (
            *("idea_submitted", "idea_admitted", "idea_refused", "idea_joined", "idea_awarded"),
            *("merge_proposed", "merge_declined", "idea_withdrawn", "idea_answered"),
            *("idea_merged", "idea_entered_competition"),
        )
    ),
    MailKind("followed_idea_awarded", _FOLLOWER, topic=Topic.FOLLOWED_IDEA),
]


def _tell(people: Iterable[User | None], kind: str, occasion: str, subject: str, **context) -> None:
    for user in {user for user in people if user is not None and user.is_active}:
        body = render_to_string(
            f"ideas/emails/{kind}.txt", {"user": user, "site_url": settings.SITE_URL, **context}
        )
        queue_mail(
            kind=kind, occasion=occasion, to=user.email, subject=subject, body=body, user=user
        )


def _followers(idea: Idea) -> list[User]:
    return list(User.objects.filter(followed_ideas__idea=idea))


def submitted(idea: Idea) -> None:
    subject = _("Ihre Idee {number} ist angekommen").format(number=idea.number)
    _tell([idea.author], "idea_submitted", idea.number, subject, idea=idea)


def admitted(idea: Idea) -> None:
    subject = _("Ihre Idee {number} ist zugelassen").format(number=idea.number)
    _tell([idea.author], "idea_admitted", idea.number, subject, idea=idea)


def refused(idea: Idea) -> None:
    subject = _("Ihre Idee {number} wurde nicht zugelassen").format(number=idea.number)
    _tell([idea.author], "idea_refused", idea.number, subject, idea=idea)


def withdrawn(idea: Idea) -> None:
    subject = _("Die Idee {number} wurde zurückgezogen").format(number=idea.number)
    _tell([idea.author, *_followers(idea)], "idea_withdrawn", idea.number, subject, idea=idea)


def joined(idea: Idea, other: Idea) -> None:
    subject = _("Jemand hat sich Ihrer Idee {number} angeschlossen").format(number=other.number)
    occasion = f"{idea.number}-{other.number}"
    _tell([other.author], "idea_joined", occasion, subject, idea=idea, other=other)


def entered_competition(idea: Idea) -> None:
    subject = _("Die Idee {number} nimmt am Wettbewerb teil").format(number=idea.number)
    people = [idea.author, *_followers(idea), *User.objects.filter(supported_ideas__idea=idea)]
    _tell(people, "idea_entered_competition", idea.number, subject, idea=idea)


def answered(answer: OfficialAnswer) -> None:
    idea = answer.idea
    subject = _("Rückmeldung zu {number} „{title}“").format(number=idea.number, title=idea.title)
    people = [idea.author, *_followers(idea)]
    _tell(people, "idea_answered", str(answer.pk), subject, idea=idea, answer=answer)


def merge_proposed(proposal: MergeProposal) -> None:
    subject = _("Vorschlag: {number} mit einer ähnlichen Idee zusammenführen").format(
        number=proposal.duplicate.number
    )
    people = [proposal.duplicate.author, proposal.target.author]
    _tell(people, "merge_proposed", str(proposal.pk), subject, proposal=proposal)


def merge_declined(proposal: MergeProposal) -> None:
    subject = _("{number} wird nicht zusammengeführt").format(number=proposal.duplicate.number)
    people = [proposal.duplicate.author, proposal.target.author, proposal.proposed_by]
    _tell(people, "merge_declined", str(proposal.pk), subject, proposal=proposal)


def merged(proposal: MergeProposal) -> None:
    subject = _("{number} ist in {target} aufgegangen").format(
        number=proposal.duplicate.number, target=proposal.target.number
    )
    people = [
        proposal.duplicate.author,
        proposal.target.author,
        *_followers(proposal.duplicate),
        *_followers(proposal.target),
    ]
    _tell(people, "idea_merged", str(proposal.pk), subject, proposal=proposal)


def awarded(award: Award) -> None:
    subject = _("Ihre Idee {number} hat gewonnen").format(number=award.idea.number)
    people = [award.idea.author]
    _tell(people, "idea_awarded", award.idea.number, subject, idea=award.idea, award=award)
    others = set(_followers(award.idea)) - set(people)
    subject = _("Die Idee {number} hat gewonnen").format(number=award.idea.number)
    _tell(others, "followed_idea_awarded", award.idea.number, subject, idea=award.idea, award=award)
