from django.urls.converters import StringConverter


class IdeaNumberConverter(StringConverter):
    """I-2026-042; the address of an idea by its permanent number."""

    regex = r"I-\d{4}-\d{3,7}"
