"""What people do on their phones during a forum. They are known by their registration."""

import uuid

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forums.models.forum import Forum
from forums.querysets import PollQuerySet, QuestionQuerySet
from myk10.events.models import Registration
from myk10.moderation.models import Decision
from myk10.richtext import RichTextField
from myk10.text import plain_line, plain_text

QUESTION_LENGTH = 500


class Question(models.Model):
    """A question to the forum. What is not answered there gets a written answer by the promised day."""

    forum = models.ForeignKey(
        Forum, models.CASCADE, related_name="questions", verbose_name=_("Forum")
    )
    asked_by = models.ForeignKey(
        Registration, models.SET_NULL, null=True, related_name="forum_questions"
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="forum_questions",
    )
    text = models.CharField(_("Frage"), max_length=QUESTION_LENGTH, validators=[plain_text])
    asked_at = models.DateTimeField(_("gestellt am"), default=timezone.now)
    position = models.PositiveSmallIntegerField(
        _("Reihenfolge auf der Bühne"), null=True, blank=True
    )
    shown_at = models.DateTimeField(_("auf der Leinwand seit"), null=True, blank=True)
    answered_live_at = models.DateTimeField(_("im Saal beantwortet"), null=True, blank=True)
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="merged_questions",
        verbose_name=_("zusammengeführt mit"),
    )
    answer = RichTextField(_("Antwort"), blank=True)
    answer_due_on = models.DateField(_("Antwort zugesagt bis"))
    answered_at = models.DateTimeField(_("schriftlich beantwortet am"), null=True, editable=False)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    hidden_by = models.ForeignKey(Decision, models.PROTECT, null=True, editable=False)
    support_count = models.PositiveIntegerField(_("Unterstützung"), default=0, editable=False)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("Frage")
        verbose_name_plural = _("Fragen")
        ordering = ["-support_count", "asked_at", "pk"]
        indexes = [
            models.Index(
                fields=["forum", "-support_count", "asked_at"], name="questions_by_support"
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="question_answer_has_text",
                condition=Q(answered_at=None) | ~Q(answer=""),
            ),
            models.CheckConstraint(
                name="question_merged_into_another",
                condition=Q(merged_into=None) | ~Q(merged_into=F("pk")),
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]

    def get_absolute_url(self) -> str:
        return f"{reverse('forums:questions', args=[self.forum.year])}#frage-{self.pk}"

    @property
    def is_answered(self) -> bool:
        return bool(self.answered_live_at or self.answered_at)


class QuestionSupport(models.Model):
    question = models.ForeignKey(Question, models.CASCADE, related_name="supports")
    registration = models.ForeignKey(Registration, models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["question", "registration"], name="question_supported_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.registration_id} → {self.question_id}"


class Poll(models.Model):
    """A quick poll in the hall. The moderator opens and closes it; the result shows once it is closed."""

    forum = models.ForeignKey(Forum, models.CASCADE, related_name="polls")
    question = models.CharField(_("Frage"), max_length=200, validators=[plain_line])
    several = models.BooleanField(_("mehrere Antworten erlaubt"), default=False)
    opened_at = models.DateTimeField(_("geöffnet am"), null=True, blank=True, editable=False)
    closed_at = models.DateTimeField(_("geschlossen am"), null=True, blank=True, editable=False)

    objects = PollQuerySet.as_manager()

    class Meta:
        verbose_name = _("Umfrage")
        verbose_name_plural = _("Umfragen")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="poll_closes_after_it_opened",
                condition=Q(closed_at=None) | Q(opened_at__lte=F("closed_at")),
            )
        ]

    def __str__(self) -> str:
        return self.question

    @property
    def is_open(self) -> bool:
        return self.opened_at is not None and self.closed_at is None


class PollOption(models.Model):
    poll = models.ForeignKey(Poll, models.CASCADE, related_name="options")
    text = models.CharField(_("Antwort"), max_length=100, validators=[plain_line])
    position = models.PositiveSmallIntegerField(_("Reihenfolge"), default=0)

    class Meta:
        verbose_name = _("Antwort")
        verbose_name_plural = _("Antworten")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.text


class PollAnswer(models.Model):
    """One person's answer to a poll. It can be changed until the poll closes."""

    poll = models.ForeignKey(Poll, models.CASCADE, related_name="answers")
    registration = models.ForeignKey(Registration, models.CASCADE, related_name="+")
    options = models.ManyToManyField(PollOption, related_name="answers")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["poll", "registration"], name="poll_answered_once")
        ]

    def __str__(self) -> str:
        return f"{self.registration_id} → {self.poll_id}"


def _stars(name) -> models.PositiveSmallIntegerField:
    return models.PositiveSmallIntegerField(
        name, null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )


class Feedback(models.Model):
    """What somebody thought of the forum. It does not say who; `FeedbackGiven` says who has spoken.

    Its key is random, so that the order of the rows does not tell whose it is.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    forum = models.ForeignKey(Forum, models.CASCADE, related_name="feedback")
    content = _stars(_("Inhalte"))
    participation = _stars(_("Möglichkeit mitzureden"))
    organisation = _stars(_("Ablauf"))
    text = models.CharField(
        _("Was wir besser machen können"), max_length=1000, blank=True, validators=[plain_text]
    )

    class Meta:
        verbose_name = _("Rückmeldung zum Forum")
        verbose_name_plural = _("Rückmeldungen zum Forum")

    def __str__(self) -> str:
        return self.text[:60]


class FeedbackGiven(models.Model):
    forum = models.ForeignKey(Forum, models.CASCADE, related_name="+")
    registration = models.OneToOneField(Registration, models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return str(self.registration_id)
