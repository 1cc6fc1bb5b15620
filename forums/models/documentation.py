from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forums.models.forum import Forum
from myk10.text import plain_line


class Photo(models.Model):
    """A picture of the forum, cleaned on upload. Its description is not optional."""

    forum = models.ForeignKey(Forum, models.CASCADE, related_name="photos")
    position = models.PositiveSmallIntegerField(_("Reihenfolge"), default=0)
    large = models.FileField(upload_to="foren/")
    small = models.FileField(upload_to="foren/")
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    alt_text = models.CharField(
        _("Bildbeschreibung"),
        max_length=200,
        validators=[plain_line],
        help_text=_("Was ist zu sehen? Für Menschen, die das Bild nicht sehen können."),
    )

    class Meta:
        verbose_name = _("Foto")
        verbose_name_plural = _("Fotos")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.alt_text


class Download(models.Model):
    """A file of the documentation, public from the day on which the documentation is."""

    forum = models.ForeignKey(Forum, models.CASCADE, related_name="downloads")
    title = models.CharField(_("Titel"), max_length=120, validators=[plain_line])
    file = models.FileField(_("Datei"), upload_to="foren/")
    added_at = models.DateTimeField(_("vom"), default=timezone.now)

    class Meta:
        verbose_name = _("Datei")
        verbose_name_plural = _("Dateien")
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title
