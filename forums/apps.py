from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ForumsConfig(AppConfig):
    name = "forums"
    verbose_name = _("Zukunftsforen")

    def ready(self) -> None:
        from forums.emails import KINDS
        from forums.models import Proposal, Task
        from forums.story import steps_of_proposal, steps_of_task
        from myk10 import story
        from myk10.notifications import kinds

        kinds.register(*KINDS)
        story.register(Task, steps_of_task)
        story.register(Proposal, steps_of_proposal)
