from django.urls.converters import StringConverter


class ResolutionNumberConverter(StringConverter):
    """B-LG-2026-03, in capitals as it is printed."""

    regex = r"B-[A-Za-z0-9_-]{1,10}-[0-9]{4}-[0-9]{2,5}"
