"""What the entrance of the strategy tells: what is open for people now, and what counts."""

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser

from strategy.models import GuidingQuestion, Version


@dataclass(frozen=True)
class Entrance:
    """`versions` with their adoptions, the newest first."""

    questions: list[GuidingQuestion]
    versions: list[Version]

    @property
    def open_questions(self) -> list[GuidingQuestion]:
        return [question for question in self.questions if question.is_open]

    @property
    def announced_questions(self) -> list[GuidingQuestion]:
        coming = [q for q in self.questions if q.phase and q.phase.name == "announced"]
        return sorted(coming, key=lambda question: question.open_from)

    @property
    def consultations(self) -> list[Version]:
        return [version for version in self.versions if version.takes_remarks]

    @property
    def in_force(self) -> Version | None:
        adopted = [version for version in self.versions if version.is_adopted]
        return max(adopted, key=lambda version: version.adoption.adopted_on, default=None)

    @property
    def draft(self) -> Version | None:
        """The newest version, as long as nobody has adopted it or a later one."""
        newest = self.versions[0] if self.versions else None
        return None if newest is None or newest.is_adopted else newest

    @property
    def running(self) -> list[str]:
        """Which of the four steps is going on."""
        steps = {
            "debate": bool(self.open_questions),
            "document": self.draft is not None and not self.consultations,
            "consultation": bool(self.consultations),
            "measures": self.in_force is not None,
        }
        return [name for name, is_running in steps.items() if is_running]


def entrance() -> Entrance:
    """The same for every reader, the Projektbüro included: its drafts are in the admin."""
    anybody = AnonymousUser()
    versions = Version.objects.visible_to(anybody).select_related("adoption")
    return Entrance(
        questions=list(GuidingQuestion.objects.visible_to(anybody).defer("text", "summary")),
        versions=list(versions.defer("foreword", "adoption__text")),
    )
