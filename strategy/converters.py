from django.urls.converters import StringConverter


class MeasureNumberConverter(StringConverter):
    """M-2026-003; the address of a measure by its permanent number."""

    regex = r"M-\d{4}-\d{3,7}"


class SectionKeyConverter(StringConverter):
    """The key of a section, see `strategy.models.Section`."""

    regex = "[0-9a-f]{8}"
