"""One function a message, called within the transaction of its cause.

News reach people as they wish (`_tell`); what confirms somebody's own deed is always a mail (`_confirm`).
Nobody is told of what they did themselves.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ideas.models import Award, Competition, Idea, MergeProposal, OfficialAnswer
from ideas.templatetags.competitions import until
from ideas.timetable import COMPETITION
from myk10.accounts.models import User
from myk10.discussions.emails import is_still_readable
from myk10.discussions.models import Comment
from myk10.notifications.actions.news import notify_all
from myk10.notifications.actions.outbox import queue_mail
from myk10.notifications.kinds import MailKind
from myk10.notifications.models import Mail, Notification
from myk10.notifications.topics import Topic


def _is_still_open(told: Mail | Notification) -> bool:
    open_ones = MergeProposal.objects.filter(declined_at=None, merged_at=None)
    return open_ones.filter(pk=told.occasion).exists()


def _phase_is_on(told: Mail | Notification) -> bool:
    competition, phase, _moment = told.occasion.split("-")
    return Competition.objects.in_phase(phase).filter(pk=competition).exists()


_AUTHOR = gettext_lazy("Sie erhalten diese E-Mail, weil Sie die Idee eingereicht haben.")
_PAIR = gettext_lazy("Sie erhalten diese E-Mail, weil Sie eine der beiden Ideen eingereicht haben.")
_FOLLOWER = gettext_lazy("Sie erhalten diese E-Mail, weil Sie der Idee folgen.")
_PAIRS_FOLLOWER = gettext_lazy("Sie erhalten diese E-Mail, weil Sie einer der beiden Ideen folgen.")
_FRIEND = gettext_lazy("Sie erhalten diese E-Mail, weil Sie der Idee folgen oder sie unterstützen.")
_PARTICIPANT = gettext_lazy(
    "Sie erhalten diese E-Mail, weil Sie bei diesem Wettbewerb mitmachen oder gewählt haben, dass "
    "wir Ihnen von Wettbewerben berichten."
)
_PROPOSER = gettext_lazy("Sie erhalten diese E-Mail, weil Sie das vorgeschlagen haben.")
KINDS = [
    *(MailKind(name, _AUTHOR) for name in ("idea_submitted", "idea_withdrawn")),
    *(
        MailKind(name, _AUTHOR, topic=Topic.OWN_IDEA)
        for name in (
            *("idea_admitted", "idea_refused", "idea_joined", "idea_answered", "idea_awarded"),
        )
    ),
    *(MailKind(name, _PAIR, topic=Topic.OWN_IDEA) for name in ("idea_merged", "merge_declined")),
    MailKind("merge_proposed", _PAIR, topic=Topic.OWN_IDEA, still_wanted=_is_still_open),
    MailKind("own_proposal_declined", _PROPOSER),
    MailKind("idea_commented", _AUTHOR, topic=Topic.COMMENT, still_wanted=is_still_readable),
    *(
        MailKind(name, _FOLLOWER, topic=Topic.FOLLOWED_IDEA)
        for name in (
            *("followed_idea_edited", "followed_idea_answered", "followed_idea_withdrawn"),
            *("followed_idea_joined", "followed_idea_awarded"),
        )
    ),
    MailKind("followed_idea_merged", _PAIRS_FOLLOWER, topic=Topic.FOLLOWED_IDEA),
    MailKind("followed_idea_entered_competition", _FRIEND, topic=Topic.FOLLOWED_IDEA),
    MailKind("phase_notice", _PARTICIPANT, topic=Topic.PHASE, still_wanted=_phase_is_on),
]


def _tell(
    people: Iterable[User | None],
    kind: str,
    occasion: str,
    title: str,
    action: tuple[str, str],
    *,
    by: User | None = None,
    **context: Any,
) -> None:
    """`action` is where the news lead, as (label, path); `by` is who did it and knows already."""
    told = {user for user in people if user is not None} - {by}
    label, path = action
    notify_all(
        people=told,
        kind=kind,
        occasion=occasion,
        title=title,
        body=_body_of(kind, **context),
        path=path,
        action_label=label,
    )


def _confirm(
    user: User | None,
    kind: str,
    occasion: str,
    subject: str,
    action: tuple[str, str],
    **context: Any,
) -> None:
    if user is None or not user.is_active:
        return
    label, path = action
    queue_mail(
        kind=kind,
        occasion=occasion,
        to=user.email,
        subject=subject,
        body=_body_of(kind, **context)(user),
        user=user,
        action=(label, settings.SITE_URL + path),
    )


def _body_of(kind: str, **context: Any) -> Callable[[User], str]:
    template = f"ideas/emails/{kind}.txt"
    return lambda user: render_to_string(
        template, {"user": user, "site_url": settings.SITE_URL, **context}
    )


def _followers(*ideas: Idea) -> set[User]:
    """Who follows one of the ideas and has submitted none of them."""
    followers = User.objects.filter(followed_ideas__idea__in=ideas)
    return set(followers) - {idea.author for idea in ideas}


def _to(idea: Idea, label: str = "") -> tuple[str, str]:
    return label or _("Idee ansehen"), idea.get_absolute_url()


def _to_own(idea: Idea) -> tuple[str, str]:
    return _to(idea, _("Meine Idee ansehen"))


def submitted(idea: Idea) -> None:
    subject = _("Ihre Idee {number} ist angekommen").format(number=idea.number)
    _confirm(idea.author, "idea_submitted", idea.number, subject, _to_own(idea), idea=idea)


def admitted(idea: Idea) -> None:
    title = _("Ihre Idee {number} „{title}“ ist zugelassen").format(
        number=idea.number, title=idea.title
    )
    _tell(
        [idea.author],
        "idea_admitted",
        idea.number,
        title,
        _to_own(idea),
        by=idea.decided_by,
        idea=idea,
    )


def refused(idea: Idea) -> None:
    title = _("Ihre Idee {number} „{title}“ wurde nicht zugelassen").format(
        number=idea.number, title=idea.title
    )
    _tell(
        [idea.author],
        "idea_refused",
        idea.number,
        title,
        _to_own(idea),
        by=idea.decided_by,
        idea=idea,
    )


def edited(idea: Idea) -> None:
    """Told once a day at most, however often the author saves."""
    title = _("Die Idee {number} „{title}“ wurde geändert").format(
        number=idea.number, title=idea.title
    )
    occasion = f"{idea.number}-{timezone.localdate()}"
    _tell(_followers(idea), "followed_idea_edited", occasion, title, _to(idea), idea=idea)


def withdrawn(idea: Idea) -> None:
    title = _("Die Idee {number} „{title}“ wurde zurückgezogen").format(
        number=idea.number, title=idea.title
    )
    _confirm(idea.author, "idea_withdrawn", idea.number, title, _to(idea), idea=idea)
    _tell(_followers(idea), "followed_idea_withdrawn", idea.number, title, _to(idea), idea=idea)


def joined(idea: Idea, other: Idea) -> None:
    occasion = f"{idea.number}-{other.number}"
    texts = {"idea": idea, "other": other}
    title = _("Jemand hat sich Ihrer Idee {number} „{title}“ angeschlossen").format(
        number=other.number, title=other.title
    )
    _tell([other.author], "idea_joined", occasion, title, _to_own(other), by=idea.author, **texts)
    title = _("{number} „{title}“ ist in {target} aufgegangen").format(
        number=idea.number, title=idea.title, target=other.number
    )
    followers = _followers(idea) - {other.author}
    _tell(followers, "followed_idea_joined", occasion, title, _to(other), **texts)


def entered_competition(idea: Idea) -> None:
    title = _("Die Idee {number} „{title}“ nimmt am Wettbewerb teil").format(
        number=idea.number, title=idea.title
    )
    friends = _followers(idea) | set(User.objects.filter(supported_ideas__idea=idea))
    kind = "followed_idea_entered_competition"
    _tell(friends, kind, idea.number, title, _to(idea), by=idea.author, idea=idea)


def answered(answer: OfficialAnswer) -> None:
    idea = answer.idea
    title = _("Rückmeldung zu {number} „{title}“").format(number=idea.number, title=idea.title)
    action = _("Rückmeldung lesen"), f"{idea.get_absolute_url()}#rueckmeldung"
    texts = {"by": answer.answered_by, "idea": idea}
    _tell([idea.author], "idea_answered", str(answer.pk), title, action, **texts)
    _tell(_followers(idea), "followed_idea_answered", str(answer.pk), title, action, **texts)


def commented(idea: Idea, comment: Comment, *, answered: Comment | None) -> None:
    """To the author, who has been told already if the comment answers one of the author's own."""
    title = _("Neuer Kommentar zu Ihrer Idee {number} „{title}“").format(
        number=idea.number, title=idea.title
    )
    action = _("Kommentar lesen"), comment.get_absolute_url()
    told = {idea.author} - {answered.author if answered else None}
    texts = {"idea": idea, "comment": comment}
    _tell(told, "idea_commented", str(comment.pk), title, action, by=comment.author, **texts)


def merge_proposed(proposal: MergeProposal) -> None:
    title = _("Vorschlag: {number} mit einer ähnlichen Idee zusammenführen").format(
        number=proposal.duplicate.number
    )
    action = _("Beide Ideen ansehen und antworten"), _proposal_path(proposal)
    people = [proposal.duplicate.author, proposal.target.author]
    _tell(people, "merge_proposed", str(proposal.pk), title, action, proposal=proposal)


def _proposal_path(proposal: MergeProposal) -> str:
    return reverse("ideas:merge_proposal", args=[proposal.pk])


def merge_declined(proposal: MergeProposal, *, by: User) -> None:
    title = _("{number} wird nicht zusammengeführt").format(number=proposal.duplicate.number)
    authors = {proposal.duplicate.author, proposal.target.author}
    occasion, action = str(proposal.pk), (_("Vorschlag ansehen"), _proposal_path(proposal))
    _tell(authors, "merge_declined", occasion, title, action, by=by, proposal=proposal)
    if proposal.proposed_by not in authors:
        kind, action = "own_proposal_declined", _to(proposal.target)
        _confirm(proposal.proposed_by, kind, occasion, title, action, proposal=proposal)


def merged(proposal: MergeProposal, *, by: User | None = None) -> None:
    """`by` is the author whose consent was the last."""
    duplicate, target = proposal.duplicate, proposal.target
    title = _("{number} „{title}“ ist in {target} aufgegangen").format(
        number=duplicate.number, title=duplicate.title, target=target.number
    )
    occasion, action = str(proposal.pk), _to(target, _("Gemeinsame Idee ansehen"))
    authors = [duplicate.author, target.author]
    _tell(authors, "idea_merged", occasion, title, action, by=by, proposal=proposal)
    followers = _followers(duplicate, target)
    _tell(followers, "followed_idea_merged", occasion, title, action, proposal=proposal)


def awarded(award: Award) -> None:
    idea = award.idea
    action = _("Ergebnis ansehen"), reverse("ideas:result", args=[award.competition.slug])
    texts = {"by": award.decided_by, "idea": idea, "award": award}
    title = _("Ihre Idee {number} „{title}“ hat gewonnen").format(
        number=idea.number, title=idea.title
    )
    _tell([idea.author], "idea_awarded", idea.number, title, action, **texts)
    title = _("Die Idee {number} „{title}“ hat gewonnen").format(
        number=idea.number, title=idea.title
    )
    _tell(_followers(idea), "followed_idea_awarded", idea.number, title, action, **texts)


def phase_notice(competition: Competition, phase: str, moment: str, people: Iterable[User]) -> None:
    """`moment` is one of PhaseNotice.Moment."""
    titles = {
        "submission-opening": _("„{title}“: Jetzt können Sie Ideen einreichen"),
        "submission-closing": _("„{title}“: Einreichen noch bis {end}"),
        "voting-opening": _("„{title}“: Die Abstimmung hat begonnen"),
        "voting-closing": _("„{title}“: Abstimmen noch bis {end}"),
        "result-opening": _("„{title}“: Das Ergebnis ist da"),
    }
    actions = {
        "submission": (_("Idee einreichen"), "ideas:idea_new"),
        "voting": (_("Ideen ansehen und abstimmen"), "ideas:idea_list"),
        "result": (_("Ergebnis ansehen"), "ideas:result"),
    }
    end = COMPETITION.end_of(competition, phase)
    label, route = actions[phase]
    name = f"{phase}-{moment}"
    notify_all(
        people=people,
        kind="phase_notice",
        occasion=f"{competition.pk}-{name}",
        title=titles[name].format(title=competition.title, end=until(end)),
        body=_body_of(f"phase_{phase}_{moment}", competition=competition, end=end),
        path=reverse(route, args=[competition.slug]),
        action_label=label,
    )
