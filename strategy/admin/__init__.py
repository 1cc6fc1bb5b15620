from strategy.admin.consultation import RemarkAdmin
from strategy.admin.document import StrategyAdmin, VersionAdmin

__all__ = ["RemarkAdmin", "StrategyAdmin", "VersionAdmin"]
