import pghistory
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from myk10.richtext import RichTextField
from myk10.text import plain_line


@pghistory.track()
class Page(models.Model):
    """A page that the law asks for, kept up to date by the Projektbüro."""

    slug = models.SlugField(_("Adresse"), max_length=50, unique=True)
    title = models.CharField(_("Titel"), max_length=120, validators=[plain_line])
    description = models.CharField(
        _("Kurzbeschreibung"),
        max_length=200,
        validators=[plain_line],
        help_text=_("Für Suchmaschinen und Vorschauen."),
    )
    body = RichTextField(_("Text"))
    updated_at = models.DateTimeField(_("Stand"), default=timezone.now)

    class Meta:
        verbose_name = _("Seite")
        verbose_name_plural = _("Seiten")
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("pages:page", args=[self.slug])
