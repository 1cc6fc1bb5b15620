from django import template
from django.db.models import Model
from django.urls import reverse

from myk10.moderation.targets import kind_of

register = template.Library()


@register.simple_tag
def flag_url(target: Model) -> str:
    """Where this piece of content can be flagged."""
    return reverse("moderation:flag", args=[kind_of(target), target.pk])


@register.simple_tag
def hide_url(target: Model) -> str:
    """Where the Projektbüro can hide this piece of content."""
    return reverse("admin:moderation_hide", args=[kind_of(target), target.pk])
