from django import template

from myk10.events import wording
from myk10.events.models import Event

register = template.Library()


@register.filter
def event_span(event: Event) -> str:
    return wording.span(event)


@register.filter
def event_where(event: Event) -> str:
    return wording.where(event)


@register.filter
def event_seats(event: Event) -> list[wording.Seats]:
    """Of an event that was read `with_counts()`."""
    return wording.seats_of(event)
