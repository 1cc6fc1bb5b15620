"""What people contribute to the debate, and what the Projektbüro makes of it.

Locks are taken in one order: author, contribution. Whether a debate is open is asked of the database's
clock, within the transaction that changes something.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from myk10.accounts.models import User
from myk10.clock import database_now
from myk10.discussions.models import Discussion
from myk10.notifications.models import Notification
from myk10.refusal import Refused
from myk10.region.models import FieldOfAction, Municipality
from myk10.throttle import hit
from strategy.emails import debate as emails
from strategy.models import Contribution, ContributionSupport, GuidingQuestion
from strategy.models.debate import TEXT_LENGTH
from strategy.timetable import DEBATE

MOST_PER_DAY = 20


@transaction.atomic
def contribute(
    *,
    question: GuidingQuestion,
    author: User,
    column: str,
    title: str,
    text: str = "",
    field_of_action: FieldOfAction | None = None,
    municipality: Municipality | None = None,
) -> Contribution:
    """Say something to the question. The same words again are a button pressed twice.

    Raises Refused while the debate is not open, TooManyAttempts after twenty within a day.
    """
    User.objects.select_for_update(no_key=True).get(pk=author.pk)
    question = GuidingQuestion.objects.get(pk=question.pk)
    _refuse_unless_open(question)
    own = question.contributions.filter(author=author, withdrawn_at=None)
    if same := own.filter(column=column, title=title, text=text).first():
        return same
    hit("contribute", str(author.pk), limit=MOST_PER_DAY, per=timedelta(days=1))
    contribution = Contribution(
        question=question,
        author=author,
        column=column,
        title=title,
        text=text,
        field_of_action=field_of_action,
        municipality=municipality,
    )
    _refuse_if_invalid(contribution)
    contribution.discussion = Discussion.objects.create(title=title, path="/")
    contribution.save()
    contribution.discussion.path = contribution.get_absolute_url()
    contribution.discussion.save(update_fields=["path"])
    return contribution


@transaction.atomic
def edit_contribution(
    *,
    contribution: Contribution,
    author: User,
    column: str,
    title: str,
    text: str = "",
    field_of_action: FieldOfAction | None = None,
    municipality: Municipality | None = None,
) -> Contribution:
    """Change one's own contribution while the debate is open. Everybody sees that it was changed."""
    contribution = _locked_own(contribution, author)
    _refuse_unless_open(contribution.question)
    contribution.column, contribution.title, contribution.text = column, title, text
    contribution.field_of_action, contribution.municipality = field_of_action, municipality
    contribution.edited_at = timezone.now()
    _refuse_if_invalid(contribution)
    contribution.save()
    _name_discussion(contribution)
    return contribution


@transaction.atomic
def withdraw_contribution(*, contribution: Contribution, author: User) -> None:
    """Take one's own contribution back, whenever. Only its author sees it from then on."""
    contribution = _locked_own(contribution, author)
    contribution.withdrawn_at = timezone.now()
    contribution.save(update_fields=["withdrawn_at"])


@transaction.atomic
def set_support(*, contribution: Contribution, user: User, supporting: bool) -> None:
    """Set or take back, never toggled. Raises Refused once the debate is over."""
    contribution = _locked(contribution)
    _refuse_unless_open(contribution.question)
    if not contribution.is_public:
        raise Refused(_("Dieser Beitrag ist nicht mehr öffentlich."))
    if supporting:
        ContributionSupport.objects.get_or_create(contribution=contribution, user=user)
    else:
        ContributionSupport.objects.filter(contribution=contribution, user=user).delete()


@transaction.atomic
def summarise(
    *,
    question: GuidingQuestion,
    summary: str,
    sources: Iterable[Contribution],
    by: User,
    seen: datetime | None = None,
) -> GuidingQuestion:
    """Publish what the debate came to, and the contributions it rests on; their authors are told.

    Again, it corrects what was published: who was told already is not told twice. `seen` is when the
    summary that is being replaced was published. Raises Refused before the end of the debate and when
    somebody has published meanwhile.
    """
    question = GuidingQuestion.objects.select_for_update().get(pk=question.pk)
    phase = DEBATE.phase_at(question, database_now())
    if phase is None or phase.name != "closed":
        raise Refused(_("Zusammengefasst wird, wenn die Debatte beendet ist."))
    if question.summarised_at != seen:
        raise Refused(
            _(
                "Inzwischen hat jemand anderes eine Zusammenfassung veröffentlicht. "
                "Bitte vergleichen Sie die Texte und veröffentlichen Sie dann noch einmal."
            )
        )
    if not summary.strip():
        raise Refused(_("Bitte schreiben Sie die Zusammenfassung."))
    summary = GuidingQuestion._meta.get_field("summary").clean(summary, question)
    used = list(question.contributions.published().filter(pk__in=[row.pk for row in sources]))
    question.summary = summary  # type: ignore[assignment]
    question.summarised_at, question.summarised_by = timezone.now(), by
    question.save(update_fields=["summary", "summarised_at", "summarised_by"])
    question.summary_sources.set(used)
    for contribution in used:
        emails.used(contribution, by=by)
    return question


@transaction.atomic
def forget_author(*, user: User, keep_texts: bool) -> None:
    """Take back support while the debate is open; elsewhere it stays counted, without a person. Keep the
    contributions without a name, or erase them."""
    running = GuidingQuestion.objects.in_phase("open")
    ContributionSupport.objects.filter(user=user, contribution__question__in=running).delete()
    theirs = Contribution.objects.filter(author=user)
    if not keep_texts:
        for contribution in theirs.select_for_update(of=["self"]).order_by("pk"):
            _erase(contribution)
    theirs.update(author=None)


def _erase(contribution: Contribution) -> None:
    """Its place stays, since others may have talked below it; nobody sees it any more."""
    Notification.objects.filter(path=contribution.get_absolute_url()).delete()
    contribution.title, contribution.text = _("gelöscht"), ""
    contribution.withdrawn_at = contribution.withdrawn_at or timezone.now()
    contribution.save(update_fields=["title", "text", "withdrawn_at"])
    _name_discussion(contribution)


def _refuse_if_invalid(contribution: Contribution) -> None:
    if len(contribution.text) > TEXT_LENGTH:
        raise Refused(_("Eine Erläuterung hat höchstens 3.000 Zeichen."))
    contribution.full_clean(exclude=["author", "discussion"])


def _name_discussion(contribution: Contribution) -> None:
    contribution.discussion.title = contribution.title
    contribution.discussion.save(update_fields=["title"])


def _locked(contribution: Contribution) -> Contribution:
    rows = Contribution.objects.select_related("question", "discussion")
    return rows.select_for_update(of=["self"], no_key=True).get(pk=contribution.pk)


def _locked_own(contribution: Contribution, author: User) -> Contribution:
    contribution = _locked(contribution)
    if contribution.author_id != author.pk:
        raise PermissionDenied
    if contribution.withdrawn_at:
        raise Refused(_("Diesen Beitrag haben Sie schon zurückgezogen."))
    if contribution.hidden_by_id:
        raise Refused(_("Dieser Beitrag wurde vom Projektbüro ausgeblendet."))
    return contribution


def _refuse_unless_open(question: GuidingQuestion) -> None:
    phase = DEBATE.phase_at(question, database_now())
    if phase is None or phase.name != "open":
        raise Refused(
            _("Die Debatte zu dieser Leitfrage ist nicht geöffnet. Es wurde nichts geändert.")
        )
