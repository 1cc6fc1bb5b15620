from strategy.admin.measures import MeasureAdmin
from strategy.admin.structure import GoalAdmin, IndicatorAdmin, TargetVisionAdmin

__all__ = ["GoalAdmin", "IndicatorAdmin", "MeasureAdmin", "TargetVisionAdmin"]
