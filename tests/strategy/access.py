"""What the access test asks of a consultation: the arguments of its addresses by the thing's name."""

from myk10.accounts.models import User
from tests.strategy.factories import PassageFactory, RemarkFactory, VersionFactory


def consultation_of(author: User) -> dict[str, list[str]]:
    """One that runs, with a remark of the author's; one that is over; a draft."""
    running = PassageFactory()
    draft = PassageFactory(version=VersionFactory(phase=None))
    remark = RemarkFactory(passage=running, author=author)
    return {
        "consulted": [running.version.slug],
        "consulted_section": [running.version.slug, running.section.key],
        "consulted_remark": [running.version.slug, remark.number],
        "consultation_over": [VersionFactory(phase="evaluation").slug],
        "consultation_draft": [draft.version.slug],
        "consultation_draft_section": [draft.version.slug, draft.section.key],
    }
