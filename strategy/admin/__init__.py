from strategy.admin.debate import ContributionAdmin, GuidingQuestionAdmin

__all__ = ["ContributionAdmin", "GuidingQuestionAdmin"]
