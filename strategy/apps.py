from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StrategyConfig(AppConfig):
    name = "strategy"
    verbose_name = _("Strategie und Umsetzungsagenda")

    def ready(self) -> None:
        from myk10 import story
        from myk10.notifications import kinds
        from strategy.emails import consultation
        from strategy.models import Section
        from strategy.story.document import steps_of_section

        kinds.register(*consultation.KINDS)
        story.register(Section, steps_of_section)
