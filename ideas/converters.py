class IdeaNumberConverter:
    """I-2026-042; the address of an idea by its permanent number."""

    regex = r"I-\d{4}-\d{3,7}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value
