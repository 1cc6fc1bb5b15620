from ideas.models.checking import (
    Assessment,
    CriterionRating,
    InternalNote,
    MergeProposal,
    OfficialAnswer,
)
from ideas.models.competition import Competition, Criterion
from ideas.models.idea import Follow, Idea, IdeaImage, Support
from ideas.models.notices import PhaseNotice
from ideas.models.results import Award, Count, Juror, JurorScore
from ideas.models.voting import Ballot, Vote

__all__ = [
    "Assessment",
    "Award",
    "Ballot",
    "Competition",
    "Count",
    "Criterion",
    "CriterionRating",
    "Follow",
    "Idea",
    "IdeaImage",
    "InternalNote",
    "Juror",
    "JurorScore",
    "MergeProposal",
    "OfficialAnswer",
    "PhaseNotice",
    "Support",
    "Vote",
]
