from forums.models.companion import (
    Feedback,
    FeedbackGiven,
    Poll,
    PollAnswer,
    PollOption,
    Question,
    QuestionSupport,
)
from forums.models.documentation import Download, Photo
from forums.models.forum import Forum, ProgrammeItem
from forums.models.proposing import Ballot, PriorityCount, PriorityVote, Proposal
from forums.models.task import Achievement, Strand, Task, TaskNote

__all__ = [
    "Achievement",
    "Ballot",
    "Download",
    "Feedback",
    "FeedbackGiven",
    "Forum",
    "Photo",
    "Poll",
    "PollAnswer",
    "PollOption",
    "PriorityCount",
    "PriorityVote",
    "ProgrammeItem",
    "Proposal",
    "Question",
    "QuestionSupport",
    "Strand",
    "Task",
    "TaskNote",
]
