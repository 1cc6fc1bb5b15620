from strategy.models.consultation import Remark, RemarkSupport, Stance
from strategy.models.debate import Contribution, ContributionSupport, GuidingQuestion
from strategy.models.document import Adoption, Passage, Section, Strategy, Version
from strategy.models.measure import (
    Measure,
    MeasureFollow,
    MeasureImage,
    MeasureNote,
    Milestone,
)
from strategy.models.structure import Goal, Indicator, IndicatorValue, TargetVision

__all__ = [
    "Adoption",
    "Contribution",
    "ContributionSupport",
    "Goal",
    "GuidingQuestion",
    "Indicator",
    "IndicatorValue",
    "Measure",
    "MeasureFollow",
    "MeasureImage",
    "MeasureNote",
    "Milestone",
    "Passage",
    "Remark",
    "RemarkSupport",
    "Section",
    "Stance",
    "Strategy",
    "TargetVision",
    "Version",
]
