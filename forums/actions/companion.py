"""Asking, supporting, answering polls and giving feedback. Everybody is known by a registration."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Case, F, When
from django.utils import timezone
from django.utils.translation import gettext as _

from forums import emails
from forums.models import (
    Feedback,
    FeedbackGiven,
    Forum,
    Poll,
    PollAnswer,
    PollOption,
    Question,
    QuestionSupport,
)
from myk10.accounts.models import User
from myk10.events.models import Registration
from myk10.refusal import Refused
from myk10.throttle import hit

QUESTIONS_PER_HOUR = 10


@transaction.atomic
def ask_question(*, forum: Forum, registration: Registration, text: str) -> Question:
    """Ask the forum. The same words within a minute are the same question: a button pressed twice."""
    _refuse_unless_open(forum)
    registration = _taking_part(forum, registration, lock=True)
    text = text.strip()
    now = timezone.now()
    recent = forum.questions.filter(asked_by=registration, asked_at__gte=now - timedelta(minutes=1))
    if same := recent.filter(text=text).first():
        return same
    hit(
        "question",
        f"registration {registration.pk}",
        limit=QUESTIONS_PER_HOUR,
        per=timedelta(hours=1),
    )
    question = Question(
        forum=forum,
        asked_by=registration,
        author=registration.user,
        text=text,
        asked_at=now,
        answer_due_on=_answer_due_on(forum),
    )
    question.full_clean(exclude=["asked_by"])
    question.save()
    return question


def _answer_due_on(forum: Forum):
    """So many days after the forum, where most questions are answered on the spot."""
    end = timezone.localdate(forum.event.ends_at)
    return max(end, timezone.localdate()) + timedelta(days=forum.answer_within_days)


def _refuse_unless_open(forum: Forum) -> None:
    if not forum.takes_questions:
        raise Refused(_("Das Forum ist vorbei. Fragen beantwortet das Projektbüro per E-Mail."))


def _taking_part(forum: Forum, registration: Registration, *, lock: bool = False) -> Registration:
    """The registration as it is now: with a seat at this forum, whatever a view has let through."""
    rows = Registration.objects.select_related("user")
    if lock:
        rows = rows.select_for_update(no_key=True, of=["self"])
    found = rows.filter(pk=registration.pk, event=forum.event_id).confirmed().first()
    if found is None:
        raise Refused(_("Dafür brauchen Sie einen Platz bei diesem Forum."))
    return found


@transaction.atomic
def set_question_support(
    *, question: Question, registration: Registration, supporting: bool
) -> Question:
    """Set or take back; never a toggle. The count moves with the rows."""
    question = _locked_question(question)
    _taking_part(question.forum, registration)
    if not question.forum.takes_questions:
        raise Refused(_("Das Forum ist vorbei. Die Unterstützung der Fragen bleibt, wie sie ist."))
    if question.hidden_by_id or question.merged_into_id:
        raise Refused(_("Diese Frage kann nicht mehr unterstützt werden."))
    own = QuestionSupport.objects.filter(question=question, registration=registration)
    if supporting and not own.exists():
        QuestionSupport.objects.create(question=question, registration=registration)
        change = 1
    elif not supporting and own.exists():
        own.delete()
        change = -1
    else:
        return question
    Question.objects.filter(pk=question.pk).update(support_count=F("support_count") + change)
    question.refresh_from_db(fields=["support_count"])
    return question


def _locked_question(question: Question) -> Question:
    rows = Question.objects.select_related("forum__event").select_for_update(of=["self"])
    return rows.get(pk=question.pk)


@transaction.atomic
def show_question(*, question: Question, shown: bool) -> None:
    """On the wall, or off it."""
    Question.objects.filter(pk=question.pk).update(shown_at=timezone.now() if shown else None)


@transaction.atomic
def mark_answered_live(*, question: Question, answered: bool) -> None:
    moment = timezone.now() if answered else None
    Question.objects.filter(pk=question.pk).update(answered_live_at=moment)


@transaction.atomic
def order_questions(*, forum: Forum, order: list[int]) -> None:
    """Give the questions their places on the stage; those left out lose theirs."""
    Forum.objects.select_for_update(no_key=True).get(pk=forum.pk)
    forum.questions.update(position=None)
    places = [When(pk=pk, then=position) for position, pk in enumerate(order, start=1)]
    if places:
        forum.questions.filter(pk__in=order).update(position=Case(*places))


@transaction.atomic
def move_question(*, question: Question, up: bool) -> None:
    """One place up or down among the open questions on the stage. Two tablets wait for each other."""
    forum = Forum.objects.select_for_update(no_key=True).get(pk=question.forum_id)
    order = [other.pk for other in forum.questions.on_stage()]
    if question.pk not in order:
        raise Refused(_("Diese Frage steht nicht mehr auf der Liste."))
    place = order.index(question.pk)
    other = max(place - 1, 0) if up else min(place + 1, len(order) - 1)
    order[place], order[other] = order[other], order[place]
    order_questions(forum=forum, order=order)


@transaction.atomic
def merge_questions(*, question: Question, into: Question) -> Question:
    """Make one question of two. Whoever supported either supports the one that stays, once."""
    pks = sorted([question.pk, into.pk])
    locked = {
        q.pk: q
        for q in Question.objects.select_for_update(of=["self"]).filter(pk__in=pks).order_by("pk")
    }
    question, into = locked[question.pk], locked[into.pk]
    if question.pk == into.pk or question.forum_id != into.forum_id:
        raise Refused(_("Bitte wählen Sie eine andere Frage desselben Forums."))
    if question.merged_into_id or into.merged_into_id:
        raise Refused(_("Eine der Fragen ist schon zusammengeführt."))
    supporters = set(question.supports.values_list("registration", flat=True))
    if question.asked_by_id and question.asked_by_id != into.asked_by_id:
        supporters.add(question.asked_by_id)
    QuestionSupport.objects.bulk_create(
        [QuestionSupport(question=into, registration_id=pk) for pk in sorted(supporters)],
        ignore_conflicts=True,
    )
    question.merged_into = into
    question.save(update_fields=["merged_into"])
    question.merged_questions.update(merged_into=into)
    into.support_count = into.supports.count()
    into.save(update_fields=["support_count"])
    return into


@transaction.atomic
def answer_question(
    *,
    question: Question,
    answer: str,
    answered_by: User,
    seen: datetime | None = None,
) -> Question:
    """Publish the written answer and tell whoever asked.

    `seen`: when the answer was given that is replaced. Raises Refused when somebody has answered since.
    """
    question = Question.objects.select_for_update(of=["self"]).get(pk=question.pk)
    if question.answered_at != seen:
        raise Refused(
            _(
                "Inzwischen hat jemand anderes geantwortet. Bitte sehen Sie sich die Antwort an. "
                "Wenn Sie noch einmal speichern, ersetzt Ihr Text sie."
            )
        )
    question.answer = answer  # type: ignore[assignment]
    question.answered_at, question.answered_by = timezone.now(), answered_by
    question.full_clean(exclude=["asked_by"])
    question.save()
    emails.question_answered(question)
    return question


@transaction.atomic
def open_poll(*, poll: Poll) -> Poll:
    poll = Poll.objects.select_for_update().get(pk=poll.pk)
    if poll.options.count() < 2:
        raise Refused(_("Eine Umfrage braucht mindestens zwei Antworten."))
    if poll.closed_at:
        raise Refused(_("Diese Umfrage ist schon geschlossen."))
    if not poll.opened_at:
        poll.opened_at = timezone.now()
        poll.save(update_fields=["opened_at"])
    return poll


@transaction.atomic
def close_poll(*, poll: Poll) -> Poll:
    """Waits for answers under way; from then on the result is public."""
    poll = Poll.objects.select_for_update().get(pk=poll.pk)
    if poll.is_open:
        poll.closed_at = timezone.now()
        poll.save(update_fields=["closed_at"])
    return poll


@transaction.atomic
def answer_poll(*, poll: Poll, registration: Registration, options: list[PollOption]) -> PollAnswer:
    """One answer a person. A second one replaces the first until the poll closes."""
    rows = Poll.objects.select_related("forum__event")
    poll = rows.select_for_update(no_key=True, of=["self"]).get(pk=poll.pk)
    _taking_part(poll.forum, registration)
    if not poll.is_open or poll.forum.event.is_cancelled:
        raise Refused(_("Diese Umfrage ist geschlossen."))
    options = [option for option in options if option.poll_id == poll.pk]
    if not options or (len(options) > 1 and not poll.several):
        raise Refused(_("Bitte wählen Sie eine Antwort."))
    answer, _created = PollAnswer.objects.get_or_create(poll=poll, registration=registration)
    answer.options.set(options)
    return answer


@transaction.atomic
def give_feedback(
    *,
    forum: Forum,
    registration: Registration,
    content: int | None,
    participation: int | None,
    organisation: int | None,
    text: str,
) -> None:
    """Anonymous: that somebody has given feedback is kept apart from what it says."""
    _taking_part(forum, registration)
    if not forum.takes_feedback:
        raise Refused(_("Ihre Rückmeldung können Sie zum Abschluss des Forums geben."))
    if not text.strip() and content is participation is organisation is None:
        raise Refused(_("Bitte beantworten Sie mindestens eine Frage."))
    _given, is_first = FeedbackGiven.objects.get_or_create(
        registration=registration, defaults={"forum": forum}
    )
    if not is_first:
        raise Refused(_("Sie haben schon eine Rückmeldung gegeben. Vielen Dank!"))
    feedback = Feedback(
        forum=forum,
        content=content,
        participation=participation,
        organisation=organisation,
        text=text.strip(),
    )
    feedback.full_clean()
    feedback.save()
