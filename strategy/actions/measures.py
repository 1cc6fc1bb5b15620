"""How measures come onto the agenda, and who hears of them.

A measure of a winning idea or of a forum's task brings along who stood behind that, once it is public:
they follow the measure and are told. Who voted for what stays secret, so votes carry nobody over.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from forums.models import Proposal, Task
from ideas.models import Award, Follow, Idea, Support
from myk10.accounts.models import User
from myk10.images import Picture
from myk10.numbers import next_number
from myk10.refusal import Refused
from myk10.region.models import FieldOfAction
from strategy.emails import measures as emails
from strategy.models import Measure, MeasureFollow, MeasureImage


@transaction.atomic
def create_measure(
    *,
    title: str,
    summary: str,
    field_of_action: FieldOfAction,
    responsible: str,
    starts_on: date,
    ends_on: date,
    other_fields: Iterable[FieldOfAction] = (),
    created_at: datetime | None = None,
    **others: Any,
) -> Measure:
    """A draft with a permanent number of the year in which it was created. `others` are further fields
    of the model, as the form has them. Raises ValidationError for what the model refuses.
    """
    created_at = created_at or timezone.now()
    year = timezone.localtime(created_at).year
    measure = Measure(
        number=f"M-{year}-{next_number(f'M-{year}'):03d}",
        title=title,
        summary=summary,
        field_of_action=field_of_action,
        responsible=responsible,
        starts_on=starts_on,
        ends_on=ends_on,
        created_at=created_at,
        **others,
    )
    measure.full_clean(exclude=["number"])
    measure.save()
    measure.other_fields.set(other_fields)
    return measure


@transaction.atomic
def measure_from_idea(*, idea: Idea, **values: Any) -> Measure:
    """A winner becomes a measure, once. `values` as for `create_measure`.

    Raises Refused unless the idea's award is public, and when there is a measure already.
    """
    ideas = Idea.objects.select_for_update(of=["self"]).select_related("competition")
    idea = ideas.get(pk=idea.pk)
    _refuse_a_second(idea.number or "", Measure.objects.filter(idea=idea).first())
    is_won = idea.is_public and Award.objects.filter(idea=idea).exists()
    if not is_won or idea.competition is None or idea.competition.phase_name != "result":
        raise Refused(
            _("{number} ist keine prämierte Idee, deren Ergebnis öffentlich ist.").format(
                number=idea.number
            )
        )
    measure = create_measure(idea=idea, **values)
    _carry_over(measure)
    return measure


@transaction.atomic
def measure_from_task(*, task: Task, **values: Any) -> Measure:
    """What a forum has set as a task becomes a measure, once. `values` as for `create_measure`.

    Raises Refused when there is a measure already, and for a task that was given up.
    """
    task = Task.objects.select_for_update(of=["self"]).get(pk=task.pk)
    _refuse_a_second(task.number, Measure.objects.filter(task=task).first())
    if task.state == Task.State.DROPPED:
        raise Refused(_("Die Aufgabe {number} ist aufgegeben.").format(number=task.number))
    measure = create_measure(task=task, **values)
    _carry_over(measure)
    return measure


def _refuse_a_second(origin: str, measure: Measure | None) -> None:
    if measure:
        raise Refused(
            _("Aus {origin} ist schon die Maßnahme {number} „{title}“ geworden.").format(
                origin=origin, number=measure.number, title=measure.title
            )
        )


def _carry_over(measure: Measure) -> None:
    follows = [MeasureFollow(measure=measure, user=user) for user in _backers_of(measure)]
    MeasureFollow.objects.bulk_create(follows, ignore_conflicts=True)


def _backers_of(measure: Measure) -> list[User]:
    """Those who stand behind the idea or the task by a public deed of their own."""
    people: set[int | None] = set()
    if idea := measure.idea:
        people |= {idea.author_id}
        people |= set(Follow.objects.filter(idea=idea).values_list("user", flat=True))
        people |= set(Support.objects.filter(idea=idea).values_list("user", flat=True))
    if task := measure.task:
        proposals = Proposal.objects.filter(task=task)
        people |= set(proposals.values_list("author", flat=True))
        people |= set(proposals.values_list("proposed_by__user", flat=True))
    return list(User.objects.filter(pk__in=people - {None}, is_active=True).order_by("pk"))


@transaction.atomic
def publish_measure(*, measure: Measure) -> Measure:
    """Everybody can read it from now on; those who stood behind its origin hear of it, each once."""
    measure = Measure.objects.select_for_update(of=["self"]).get(pk=measure.pk)
    if measure.is_public:
        raise Refused(_("{number} ist schon öffentlich.").format(number=measure.number))
    measure.published_at = timezone.now()
    measure.save(update_fields=["published_at"])
    _carry_over(measure)  # who came while it was a draft
    emails.published(measure)
    return measure


@transaction.atomic
def set_following(*, measure: Measure, user: User, following: bool) -> None:
    if not following:
        MeasureFollow.objects.filter(measure=measure, user=user).delete()
        return
    if not measure.is_public:
        raise Refused(_("Dieser Maßnahme kann man noch nicht folgen."))
    MeasureFollow.objects.get_or_create(measure=measure, user=user)


# --- Pictures -------------------------------------------------------------------------------


@transaction.atomic
def add_image(
    *, measure: Measure, picture: Picture, alt_text: str, position: int = 0
) -> MeasureImage:
    image = MeasureImage(measure=measure, alt_text=alt_text, position=position)
    put_picture(image=image, picture=picture)
    image.full_clean()
    image.save()
    return image


def put_picture(*, image: MeasureImage, picture: Picture) -> None:
    """The cleaned picture into an unsaved row."""
    image.large, image.small = picture.large, picture.small
    image.width, image.height = picture.width, picture.height


@transaction.atomic
def remove_image(image: MeasureImage) -> None:
    """The row at once, its files once that is certain."""
    files = [image.large, image.small]
    image.delete()

    def remove_files() -> None:
        for file in files:
            file.storage.delete(str(file.name))

    transaction.on_commit(remove_files)
