from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StrategyConfig(AppConfig):
    name = "strategy"
    verbose_name = _("Strategie und Umsetzungsagenda")

    def ready(self) -> None:
        from myk10 import story
        from myk10.notifications import kinds
        from strategy.emails import debate as debate_emails
        from strategy.models import Contribution
        from strategy.story.debate import steps_of_contribution

        kinds.register(*debate_emails.KINDS)
        story.register(Contribution, steps_of_contribution)
