from strategy.admin.document import StrategyAdmin, VersionAdmin

__all__ = ["StrategyAdmin", "VersionAdmin"]
