from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StrategyConfig(AppConfig):
    name = "strategy"
    verbose_name = _("Strategie und Umsetzungsagenda")

    def ready(self) -> None:
        from myk10.notifications import kinds
        from strategy.emails import consultation, debate, measures

        kinds.register(*debate.KINDS, *consultation.KINDS, *measures.KINDS)
        self._tell_stories()

    def _tell_stories(self) -> None:
        from forums.models import Proposal, Task
        from ideas.models import Idea
        from myk10 import story
        from strategy.models import Contribution, Measure, Section
        from strategy.story import debate, document, measures

        story.register(Contribution, debate.steps_of_contribution)
        story.register(Section, document.steps_of_section)
        story.register(Measure, measures.steps_of_measure)
        story.register(Idea, measures.steps_from_idea)
        story.register(Task, measures.steps_from_task)
        story.register(Proposal, measures.steps_from_proposal)
        story.register(Section, measures.steps_from_section)
