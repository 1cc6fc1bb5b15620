"""Who may do what with ideas. Asked with `user.has_perm(name, object)` in views, templates and admin."""

import rules

from ideas.models import Competition, Idea, Juror
from myk10.accounts.rules import is_citizen, is_projektbuero


def _phase_of(idea: Idea) -> str:
    return idea.competition.phase_name if idea.competition else "pool"


@rules.predicate
def is_author(user, idea: Idea) -> bool:
    return idea.author_id is not None and idea.author_id == user.pk


@rules.predicate
def is_public(user, idea: Idea) -> bool:
    return idea.is_public


@rules.predicate
def is_in_pool(user, idea: Idea) -> bool:
    return idea.competition_id is None


@rules.predicate
def takes_submissions(user, competition: Competition | None) -> bool:
    return competition is None or competition.phase_name == "submission"


@rules.predicate
def is_editable(user, idea: Idea) -> bool:
    """Drafts always; submitted ideas until their competition's submission phase ends."""
    if idea.state == Idea.State.DRAFT:
        return True
    if idea.state not in (Idea.State.SUBMITTED, Idea.State.ADMITTED) or idea.hidden_by_id:
        return False
    return _phase_of(idea) in ("submission", "pool")


@rules.predicate
def is_withdrawable(user, idea: Idea) -> bool:
    """Not once voting has begun: people may have voted for it."""
    if idea.state not in (Idea.State.SUBMITTED, Idea.State.ADMITTED):
        return False
    return _phase_of(idea) in ("pool", "submission", "screening")


@rules.predicate
def is_open_for_votes(user, competition: Competition) -> bool:
    return competition.phase_name == "voting"


@rules.predicate
def is_juror(user, competition: Competition) -> bool:
    return Juror.objects.filter(competition=competition, user=user).exists()


@rules.predicate
def is_judged_now(user, competition: Competition) -> bool:
    return competition.phase_name == "jury"


@rules.predicate
def may_enter(user, idea: Idea) -> bool:
    return idea.is_public and idea.competition_id is None


rules.add_perm("ideas.submit_idea", is_citizen & takes_submissions)
rules.add_perm("ideas.edit_idea", is_citizen & is_author & is_editable)
rules.add_perm("ideas.withdraw_idea", is_citizen & is_author & is_withdrawable)
rules.add_perm("ideas.join_idea", is_citizen & is_author & is_withdrawable)
rules.add_perm("ideas.enter_competition", is_citizen & is_author & may_enter)
rules.add_perm("ideas.comment_idea", is_citizen & is_public)
rules.add_perm("ideas.follow_idea", is_citizen & is_public)
rules.add_perm("ideas.support_idea", is_citizen & is_public & is_in_pool)
rules.add_perm("ideas.cast_vote", is_citizen & is_open_for_votes)
rules.add_perm("ideas.score_ideas", is_citizen & is_juror & is_judged_now)
rules.add_perm("ideas.see_jury", is_citizen & is_juror)

# The Projektbüro, in the admin.
rules.add_perm("ideas", is_projektbuero)
for model in (
    "competition criterion idea ideaimage assessment criterionrating officialanswer internalnote "
    "mergeproposal juror award count"
).split():
    for verb in ("view", "add", "change", "delete"):
        rules.add_perm(f"ideas.{verb}_{model}", is_projektbuero)
rules.add_perm("ideas.decide_idea", is_projektbuero)
