from strategy.admin.consultation import RemarkAdmin
from strategy.admin.document import StrategyAdmin, VersionAdmin
from strategy.admin.measures import MeasureAdmin
from strategy.admin.structure import GoalAdmin, IndicatorAdmin, TargetVisionAdmin

__all__ = [
    "GoalAdmin",
    "IndicatorAdmin",
    "MeasureAdmin",
    "RemarkAdmin",
    "StrategyAdmin",
    "TargetVisionAdmin",
    "VersionAdmin",
]
