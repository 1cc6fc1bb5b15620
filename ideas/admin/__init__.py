from ideas.admin.competition import CompetitionAdmin
from ideas.admin.idea import IdeaAdmin

__all__ = ["CompetitionAdmin", "IdeaAdmin"]
