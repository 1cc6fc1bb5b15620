from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from myk10.text import plain_line, plain_text


class GlossaryTerm(models.Model):
    """A term that pages explain where they use it."""

    term = models.CharField(_("Begriff"), max_length=60, validators=[plain_line])
    slug = models.SlugField(_("Kürzel in Adressen"), unique=True)
    other_forms = models.CharField(
        _("andere Formen"),
        max_length=300,
        blank=True,
        validators=[plain_line],
        help_text=_("Mit Komma getrennt, zum Beispiel: Algorithmen, Algorithmus’"),
    )
    explanation = models.TextField(
        _("Erklärung"),
        max_length=600,
        validators=[plain_text],
        help_text=_("Ein bis drei kurze Sätze in einfacher Sprache."),
    )

    class Meta:
        verbose_name = _("Begriff im Glossar")
        verbose_name_plural = _("Glossar")
        ordering = ["term"]
        constraints = [models.UniqueConstraint(Lower("term"), name="glossary_term_once")]

    def __str__(self) -> str:
        return self.term

    def get_absolute_url(self) -> str:
        return f"{reverse('learning:glossary')}#{self.anchor}"

    @property
    def anchor(self) -> str:
        """Never that of another part of the page."""
        return f"begriff-{self.slug}"
