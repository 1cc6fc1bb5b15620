"""What is one person's on a page that is drawn for all readers; see `myk10.kept`.

On any other page these tags show the same, without a gap.
"""

from typing import Any

from django import template
from django.template import Context, Node, NodeList, TemplateSyntaxError
from django.template.base import FilterExpression, Parser, Token, token_kwargs
from django.template.loader import get_template

from myk10.kept import COMPARISONS, Personal, Whether, looked_up

register = template.Library()


@register.tag
def personal(parser: Parser, token: Token) -> Node:
    """`{% personal "path/to.html" name=value %}`: a template that is drawn for each person anew.

    It sees the personal context and the values given here, not the rest of the page.
    """
    _name, path, *rest = token.split_contents()
    values = token_kwargs(rest, parser)
    if rest or path[0] not in "\"'":
        raise TemplateSyntaxError("personal takes the name of a template and name=value")
    return _Personal(path.strip("\"'"), values)


class _Personal(Node):
    def __init__(self, path: str, values: dict[str, FilterExpression]):
        self.path = path
        self.values = values

    def render(self, context: Context) -> str:
        values = {name: value.resolve(context) for name, value in self.values.items()}
        if gaps := context.get("gaps"):
            return gaps.mark(Personal(self.path, values))
        with context.push(**values):
            return get_template(self.path).template.render(context)


@register.tag
def whether(parser: Parser, token: Token) -> Node:
    """`{% whether votes.idea_ids has idea.pk %}shown if so{% otherwise %}shown if not{% endwhether %}`

    The left side is looked up in the personal context, the right side on the page; both alternatives
    are drawn for everybody, so neither may hold what only some may see. `is` compares, and without a
    comparison the left side alone decides.
    """
    _name, asked, *rest = token.split_contents()
    how, value = rest or ("", "None")
    if how not in COMPARISONS:
        raise TemplateSyntaxError("whether compares with “is” or “has”")
    yes = parser.parse(("otherwise", "endwhether"))
    no = NodeList()
    if parser.next_token().contents == "otherwise":
        no = parser.parse(("endwhether",))
        parser.delete_first_token()
    return _Whether(asked, how, parser.compile_filter(value), yes, no)


class _Whether(Node):
    def __init__(self, asked: str, how: str, value: FilterExpression, yes: NodeList, no: NodeList):
        self.asked = asked
        self.how = how
        self.value = value
        self.nodelist = yes
        self.no = no

    child_nodelists = ("nodelist", "no")

    def render(self, context: Context) -> str:
        value: Any = self.value.resolve(context)
        if gaps := context.get("gaps"):
            yes, no = self.nodelist.render(context), self.no.render(context)
            return gaps.mark(Whether(self.asked, self.how, value, yes, no))
        holds = COMPARISONS[self.how](looked_up(context, self.asked), value)
        return (self.nodelist if holds else self.no).render(context)
