"""How remarks and stances are shown."""

from typing import Any

from django import template
from django.utils.safestring import SafeString

from strategy.difference import difference, marked
from strategy.models import Passage, Remark, Stance
from strategy.remarks_of import RemarkCounts

register = template.Library()

TONES = {
    Remark.Decision.OPEN: "plain",
    Remark.Decision.ADOPTED: "success",
    Remark.Decision.PARTLY: "warning",
    Remark.Decision.NOT_ADOPTED: "danger",
    Remark.Decision.ANSWERED: "info",
}


@register.filter
def of_section(counts: dict[int, RemarkCounts], section_id: int) -> RemarkCounts:
    return counts.get(section_id) or RemarkCounts()


@register.filter
def decision_tone(remark: Remark) -> str:
    return TONES[Remark.Decision(remark.decision)]


@register.filter
def with_changes(remark: Remark) -> SafeString:
    """The proposed wording with what it strikes out and what it adds."""
    return marked(difference(remark.original, remark.proposed))


@register.simple_tag
def stance_choices(passage: Passage) -> list[tuple[str, Any, str]]:
    """(value, label, what `my_stances` holds for somebody who chose it)"""
    return [(s.value, s.label, f"{passage.section_id}-{s.value}") for s in Stance.Value]
