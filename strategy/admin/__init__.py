from strategy.admin.consultation import RemarkAdmin

__all__ = ["RemarkAdmin"]
