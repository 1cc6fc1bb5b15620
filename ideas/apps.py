from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IdeasConfig(AppConfig):
    name = "ideas"
    verbose_name = _("Ideenwettbewerb")

    def ready(self) -> None:
        from ideas.emails import KINDS
        from ideas.models import Idea
        from ideas.story import steps_of_idea
        from myk10 import story
        from myk10.notifications import kinds

        kinds.register(*KINDS)
        story.register(Idea, steps_of_idea)
