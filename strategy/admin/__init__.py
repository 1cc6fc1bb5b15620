from strategy.admin.consultation import RemarkAdmin
from strategy.admin.document import StrategyAdmin, VersionAdmin
from strategy.admin.measures import MeasureAdmin

__all__ = ["MeasureAdmin", "RemarkAdmin", "StrategyAdmin", "VersionAdmin"]
