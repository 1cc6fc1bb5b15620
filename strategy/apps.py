from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StrategyConfig(AppConfig):
    name = "strategy"
    verbose_name = _("Strategie und Umsetzungsagenda")

    def ready(self) -> None:
        self._ready_measures()

    def _ready_measures(self) -> None:
        from forums.models import Proposal, Task
        from ideas.models import Idea
        from myk10 import story
        from myk10.notifications import kinds
        from strategy.emails.measures import KINDS
        from strategy.models import Measure, Section
        from strategy.story import measures

        kinds.register(*KINDS)
        story.register(Measure, measures.steps_of_measure)
        story.register(Idea, measures.steps_from_idea)
        story.register(Task, measures.steps_from_task)
        story.register(Proposal, measures.steps_from_proposal)
        story.register(Section, measures.steps_from_section)
