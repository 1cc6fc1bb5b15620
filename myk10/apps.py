from django.apps import AppConfig


class Myk10Config(AppConfig):
    """The tools that keep rows of their own: number series and counted attempts."""

    name = "myk10"

    def ready(self) -> None:
        from myk10 import checks, logs  # noqa: F401 - the checks register themselves

        logs.configure()
