from strategy.admin.measures import MeasureAdmin

__all__ = ["MeasureAdmin"]
