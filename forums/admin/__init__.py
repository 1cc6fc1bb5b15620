from forums.admin.forum import ForumAdmin
from forums.admin.proposal import ProposalAdmin
from forums.admin.question import QuestionAdmin
from forums.admin.task import TaskAdmin

__all__ = ["ForumAdmin", "ProposalAdmin", "QuestionAdmin", "TaskAdmin"]
