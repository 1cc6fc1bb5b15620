"""What authors do with their ideas."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ideas import emails
from ideas.forms import ImageChange
from ideas.models import Competition, Follow, Idea, IdeaImage, Support
from ideas.models.idea import MAX_IMAGES
from ideas.timetable import COMPETITION
from myk10.accounts.models import User
from myk10.clock import database_now
from myk10.images import Picture
from myk10.numbers import next_number
from myk10.refusal import Refused
from myk10.throttle import hit

POOL_ANSWER_DAYS = 28
TEXT_FIELDS = ["title", "summary", "description", "field_of_action", "municipality", "will_help"]


@transaction.atomic
def save_draft(
    *,
    competition: Competition | None,
    author: User,
    values: dict[str, Any],
    images: Iterable[ImageChange] = (),
) -> Idea:
    """Keep what the author has typed so far, finished or not. There is one draft per competition.

    A text that was submitted already does not become a draft once more: for a double click, or an
    automatic save that arrives late, the submitted idea is returned as it is.
    """
    draft = _locked_draft(competition, author)
    if draft is None:
        if submitted := _submitted_already(competition, author, values):
            return submitted
        draft = Idea(competition=competition, author=author)
    _write(draft, values)
    _change_images(draft, images)
    return draft


def _locked_draft(competition: Competition | None, author: User) -> Idea | None:
    # What one person saves in two windows at once happens one after the other.
    User.objects.select_for_update(no_key=True).get(pk=author.pk)
    drafts = Idea.objects.drafts_of(author).filter(competition=competition)
    return drafts.select_for_update(of=["self"]).first()


def _submitted_already(
    competition: Competition | None, author: User, values: dict[str, Any]
) -> Idea | None:
    texts = {field: values.get(field, "") for field in ("title", "summary", "description")}
    return Idea.objects.filter(
        competition=competition,
        author=author,
        state__in=[Idea.State.SUBMITTED, Idea.State.ADMITTED],
        **texts,
    ).first()


def _write(idea: Idea, values: dict[str, Any]) -> None:
    for field in TEXT_FIELDS:
        if field in values:
            setattr(idea, field, values[field])
    idea.save()


@transaction.atomic
def submit_idea(*, draft: Idea) -> Idea:
    """Hand the draft in: it gets its number and a date by which it is answered.

    Raises Refused when the submission phase is over (by the database's clock) or something is missing,
    TooManyAttempts after ten submissions within a day.
    """
    idea = Idea.objects.select_for_update(of=["self"]).get(pk=draft.pk)
    if idea.state != Idea.State.DRAFT:
        return idea
    now = database_now()
    if not _takes_submissions(idea.competition, now):
        raise Refused(
            _(
                "Die Einreichung ist nicht geöffnet. Ihr Entwurf bleibt gespeichert; "
                "Sie können die Idee auch im Ideenspeicher einreichen."
            )
        )
    if not (idea.title and idea.summary and idea.description and idea.field_of_action_id):
        raise Refused(_("Es fehlen noch Angaben. Bitte ergänzen Sie die markierten Felder."))
    _refuse_undescribed_images(idea)
    hit("submit-idea", str(idea.author_id), limit=10, per=timedelta(days=1))
    year = idea.competition.year if idea.competition else timezone.localtime(now).year
    days = idea.competition.answer_within_days if idea.competition else POOL_ANSWER_DAYS
    idea.number = f"I-{year}-{next_number(f'I-{year}'):03d}"
    idea.state = Idea.State.SUBMITTED
    idea.submitted_at = now
    idea.answer_due_at = now + timedelta(days=days)
    idea.save()
    emails.submitted(idea)
    return idea


def _takes_submissions(competition: Competition | None, moment: datetime) -> bool:
    if competition is None:
        return True
    phase = COMPETITION.phase_at(competition, moment)
    return phase is not None and phase.name == "submission"


@transaction.atomic
def move_draft_to_pool(*, draft: Idea) -> Idea:
    """Save a draft whose competition takes no submissions any more for the standing pool."""
    author = User.objects.select_for_update(no_key=True).get(pk=draft.author_id)
    draft = Idea.objects.select_for_update(of=["self"]).get(pk=draft.pk, state=Idea.State.DRAFT)
    if Idea.objects.drafts_of(author).pool().exists():
        raise Refused(
            _(
                "Im Ideenspeicher liegt schon ein Entwurf von Ihnen. "
                "Bitte reichen Sie ihn zuerst ein oder verwerfen Sie ihn."
            )
        )
    draft.competition = None
    draft.save()
    return draft


@transaction.atomic
def edit_idea(*, idea: Idea, values: dict[str, Any], images: Iterable[ImageChange] = ()) -> Idea:
    """Change a submitted idea until its submission phase ends."""
    idea = Idea.objects.select_for_update(of=["self"]).get(pk=idea.pk)
    if idea.state not in (Idea.State.SUBMITTED, Idea.State.ADMITTED) or idea.hidden_by_id:
        raise Refused(_("Diese Idee kann nicht mehr bearbeitet werden."))
    if not _takes_submissions(idea.competition, database_now()):
        raise Refused(
            _("Die Einreichung ist beendet. Die Idee bleibt so, wie sie zuletzt gespeichert war.")
        )
    _write(idea, values)
    _change_images(idea, images)
    _refuse_undescribed_images(idea)
    if idea.discussion:
        idea.discussion.title = idea.title
        idea.discussion.save(update_fields=["title"])
    if idea.is_public:
        emails.edited(idea)
    return idea


def _refuse_undescribed_images(idea: Idea) -> None:
    if idea.images.filter(alt_text="").exists():
        raise Refused(_("Bitte beschreiben Sie bei jedem Bild, was darauf zu sehen ist."))


def _change_images(idea: Idea, changes: Iterable[ImageChange]) -> None:
    present = {image.position: image for image in idea.images.all()}
    for change in changes:
        image = present.get(change.position)
        if image and (change.remove or change.picture):
            remove_image(image=image)
        if change.picture:
            _create_image(idea, change.position, change.picture, change.alt_text)
        elif image and not change.remove:
            image.alt_text = change.alt_text
            image.save(update_fields=["alt_text"])


@transaction.atomic
def add_image(*, idea: Idea, picture: Picture, alt_text: str) -> IdeaImage:
    Idea.objects.select_for_update(of=["self"]).get(pk=idea.pk)
    taken = set(idea.images.values_list("position", flat=True))
    free = [position for position in range(1, MAX_IMAGES + 1) if position not in taken]
    if not free:
        raise Refused(_("Eine Idee kann höchstens drei Bilder haben."))
    return _create_image(idea, free[0], picture, alt_text)


def _create_image(idea: Idea, position: int, picture: Picture, alt_text: str) -> IdeaImage:
    return IdeaImage.objects.create(
        idea=idea,
        position=position,
        large=picture.large,
        small=picture.small,
        width=picture.width,
        height=picture.height,
        alt_text=alt_text,
    )


@transaction.atomic
def remove_image(*, image: IdeaImage) -> None:
    files = [image.large, image.small]
    image.delete()

    def remove_files() -> None:
        for file in files:
            file.storage.delete(str(file.name))

    transaction.on_commit(remove_files)


@transaction.atomic
def discard_draft(*, draft: Idea) -> None:
    draft = Idea.objects.select_for_update(of=["self"]).get(pk=draft.pk, state=Idea.State.DRAFT)
    for image in draft.images.all():
        remove_image(image=image)
    draft.delete()


@transaction.atomic
def withdraw_idea(*, idea: Idea, reason: str) -> Idea:
    idea = Idea.objects.select_for_update(of=["self"]).get(pk=idea.pk)
    _refuse_unless_withdrawable(idea)
    idea.state = Idea.State.WITHDRAWN
    idea.withdrawn_at = timezone.now()
    idea.withdrawal_reason = reason
    idea.save()
    emails.withdrawn(idea)
    return idea


def _refuse_unless_withdrawable(idea: Idea) -> None:
    if idea.state not in (Idea.State.SUBMITTED, Idea.State.ADMITTED):
        raise Refused(
            _("Diese Idee ist bereits entschieden und kann nicht mehr zurückgezogen werden.")
        )
    if idea.competition and COMPETITION.has_begun(idea.competition, "voting", database_now()):
        raise Refused(
            _(
                "Seit Beginn der Abstimmung kann eine Idee nicht mehr zurückgezogen werden. "
                "Bitte wenden Sie sich an das Projektbüro."
            )
        )


@transaction.atomic
def join_idea(*, idea: Idea, other: Idea) -> None:
    """Give one's own idea up in favour of a similar one, and go along with that one."""
    idea, other = Idea.objects.locked(idea, other)
    _refuse_unless_withdrawable(idea)
    if idea.pk == other.pk or not other.is_public:
        raise Refused(_("Dieser Idee können Sie sich nicht anschließen."))
    idea.state = Idea.State.MERGED
    idea.merged_into = other
    idea.decided_at = timezone.now()
    idea.decision_reason = _(
        "Die Verfasserin oder der Verfasser hat sich der anderen Idee angeschlossen."
    )
    idea.save()
    Follow.objects.get_or_create(idea=other, user=idea.author)
    if other.competition_id is None:
        Support.objects.get_or_create(idea=other, user=idea.author)
    emails.joined(idea, other)


@transaction.atomic
def enter_competition(*, idea: Idea, competition: Competition) -> Idea:
    """Take an idea from the standing pool into a competition that accepts submissions.

    It keeps its number, its discussion and its supporters; its address changes and the old one redirects.
    """
    idea = Idea.objects.select_for_update(of=["self"]).get(pk=idea.pk)
    if not idea.is_public or idea.competition_id is not None:
        raise Refused(
            _("Nur zugelassene Ideen aus dem Ideenspeicher können am Wettbewerb teilnehmen.")
        )
    if not _takes_submissions(competition, database_now()):
        raise Refused(
            _("Der Wettbewerb nimmt gerade keine Ideen an. Ihre Idee bleibt im Ideenspeicher.")
        )
    idea.competition = competition
    idea.save()
    if idea.discussion:
        idea.discussion.path = idea.get_absolute_url()
        idea.discussion.save(update_fields=["path"])
    emails.entered_competition(idea)
    return idea


@transaction.atomic
def set_following(*, idea: Idea, user: User, following: bool) -> None:
    if following:
        Follow.objects.get_or_create(idea=idea, user=user)
    else:
        Follow.objects.filter(idea=idea, user=user).delete()


@transaction.atomic
def set_support(*, idea: Idea, user: User, supporting: bool) -> None:
    if idea.competition_id is not None or not idea.is_public:
        raise Refused(_("Nur Ideen im Ideenspeicher können unterstützt werden."))
    if supporting:
        Support.objects.get_or_create(idea=idea, user=user)
    else:
        Support.objects.filter(idea=idea, user=user).delete()
