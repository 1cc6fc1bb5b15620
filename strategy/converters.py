class MeasureNumberConverter:
    """M-2026-003; the address of a measure by its permanent number."""

    regex = r"M-\d{4}-\d{3,7}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value
