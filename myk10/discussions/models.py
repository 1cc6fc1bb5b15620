from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from myk10.discussions.querysets import CommentQuerySet, DiscussionQuerySet

COMMENT_LENGTH = 5000
EDITABLE_FOR = timedelta(minutes=15)


class Discussion(models.Model):
    """What is said about something. The owner has a OneToOneField to it; this room never knows
    the owner, so title and path are copies that the owner keeps right."""

    title = models.CharField(_("Titel"), max_length=200)
    path = models.CharField(_("Adresse"), max_length=200)
    comment_count = models.PositiveIntegerField(_("Beiträge"), default=0)
    # Goes up with each change that an author makes, so that a kept page can tell that it is old.
    revision = models.PositiveIntegerField(default=0, editable=False)
    thread_count = models.PositiveIntegerField(_("Gesprächsfäden"), default=0)

    objects = DiscussionQuerySet.as_manager()

    class Meta:
        verbose_name = _("Diskussion")
        verbose_name_plural = _("Diskussionen")
        indexes = [
            models.Index(F("comment_count").desc(), F("id").desc(), name="discussion_most_comments")
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"{self.path}#diskussion"


class Comment(models.Model):
    """A contribution to a discussion: the root of a thread, or a reply to such a root."""

    discussion = models.ForeignKey(
        Discussion,
        verbose_name=_("Diskussion"),
        on_delete=models.CASCADE,
        related_name="comments",
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("Autor"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="comments",
    )
    parent = models.ForeignKey(
        "self",
        verbose_name=_("Antwort auf"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="replies",
    )
    text = models.TextField(_("Text"), max_length=COMMENT_LENGTH, blank=True)
    created_at = models.DateTimeField(_("geschrieben am"), default=timezone.now)
    edited_at = models.DateTimeField(_("bearbeitet am"), null=True, blank=True)
    deleted_at = models.DateTimeField(_("gelöscht am"), null=True, blank=True)
    hidden_by = models.ForeignKey(
        "moderation.Decision",
        verbose_name=_("ausgeblendet durch"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
    )

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("Kommentar")
        verbose_name_plural = _("Kommentare")
        ordering = ["created_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(deleted_at__isnull=True) | Q(text=""),
                name="comment_deleted_is_empty",
            ),
            models.CheckConstraint(
                condition=Q(deleted_at__isnull=False) | ~Q(text=""), name="comment_has_text"
            ),
        ]
        indexes = [
            models.Index(
                fields=["discussion", "created_at", "id"],
                name="comment_threads",
                condition=Q(parent__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("discussions:comment", args=[self.pk])

    @property
    def anchor(self) -> str:
        return f"kommentar-{self.pk}"

    @property
    def is_readable(self) -> bool:
        return self.deleted_at is None and self.hidden_by_id is None

    @property
    def editable_until(self) -> datetime:
        return self.created_at + EDITABLE_FOR
