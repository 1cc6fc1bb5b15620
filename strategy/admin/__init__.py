from strategy.admin.consultation import RemarkAdmin
from strategy.admin.debate import ContributionAdmin, GuidingQuestionAdmin
from strategy.admin.document import StrategyAdmin, VersionAdmin
from strategy.admin.measures import MeasureAdmin
from strategy.admin.structure import GoalAdmin, IndicatorAdmin, TargetVisionAdmin

__all__ = [
    "ContributionAdmin",
    "GoalAdmin",
    "GuidingQuestionAdmin",
    "IndicatorAdmin",
    "MeasureAdmin",
    "RemarkAdmin",
    "StrategyAdmin",
    "TargetVisionAdmin",
    "VersionAdmin",
]
