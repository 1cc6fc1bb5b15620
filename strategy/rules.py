"""Who may do what with the strategy: the debate, the document and its consultation, the agenda."""

import rules

from myk10.accounts.rules import is_citizen, is_projektbuero
from strategy.models import Contribution, GuidingQuestion, Measure, Remark, Version


@rules.predicate
def is_author(user, row: Contribution | Remark) -> bool:
    return row.author_id is not None and row.author_id == user.pk


@rules.predicate
def is_public(user, row: Contribution | Remark | Measure) -> bool:
    return row.is_public


@rules.predicate
def takes_contributions(user, question: GuidingQuestion) -> bool:
    return question.is_open


@rules.predicate
def is_under_debate(user, contribution: Contribution) -> bool:
    return contribution.question.is_open


@rules.predicate
def takes_remarks(user, version: Version) -> bool:
    return version.takes_remarks


@rules.predicate
def is_in_consultation(user, remark: Remark) -> bool:
    return remark.version.takes_remarks


rules.add_perm("strategy.contribute", is_citizen & takes_contributions)
rules.add_perm("strategy.edit_contribution", is_citizen & is_author & is_public & is_under_debate)
rules.add_perm("strategy.withdraw_contribution", is_citizen & is_author & is_public)
rules.add_perm("strategy.support_contribution", is_citizen & is_public & is_under_debate)
rules.add_perm("strategy.comment_contribution", is_citizen & is_public)
rules.add_perm("strategy.remark", is_citizen & takes_remarks)
rules.add_perm("strategy.withdraw_remark", is_citizen & is_author & is_public & is_in_consultation)
rules.add_perm("strategy.support_remark", is_citizen & ~is_author & is_public & is_in_consultation)
rules.add_perm("strategy.set_stance", is_citizen & takes_remarks)
rules.add_perm("strategy.follow_measure", is_citizen & is_public)

# The Projektbüro, in the admin.
rules.add_perm("strategy", is_projektbuero)
for model in (
    "guidingquestion contribution strategy version section passage adoption remark targetvision goal "
    "indicator indicatorvalue measure milestone measurenote measureimage"
).split():
    for verb in ("view", "add", "change", "delete"):
        rules.add_perm(f"strategy.{verb}_{model}", is_projektbuero)
rules.add_perm("strategy.summarise_debate", is_projektbuero)
rules.add_perm("strategy.edit_text", is_projektbuero)
rules.add_perm("strategy.adopt_version", is_projektbuero)
rules.add_perm("strategy.answer_remark", is_projektbuero)
rules.add_perm("strategy.run_measure", is_projektbuero)
