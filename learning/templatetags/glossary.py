from django import template
from django.utils.safestring import SafeString

from learning import glossary

register = template.Library()


@register.filter
def explained(html: str) -> SafeString:
    """`{{ passage.body|explained }}`: HTML that was cleaned when it was written, its terms explained."""
    return glossary.explained(html or "")
