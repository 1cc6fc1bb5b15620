from django import template

from forums.hall import result_of
from forums.models import Poll
from myk10.charts import DrawnBar

register = template.Library()


@register.filter
def poll_result(poll: Poll) -> list[DrawnBar]:
    return result_of(poll)
