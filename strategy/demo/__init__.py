"""The demo's strategy, made through its own actions; a subject a module."""


def create() -> None:
    """Does nothing yet: the document's versions come first."""
