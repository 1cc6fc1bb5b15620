"""What the strands have achieved, handed to the next forum to present."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from forums.actions.tasks import hand_in_achievement
from ideas.models import Award

# What is older was presented before, or is no news any more.
PRESENTED_WITHIN = timedelta(days=366)


@transaction.atomic
def hand_in_achievements() -> None:
    """Ideas whose award is public. Again and late does no harm: each is handed in once."""
    now = timezone.now()
    awards = Award.objects.filter(
        idea__hidden_by=None,
        competition__result_from__lte=now,
        competition__result_from__gt=now - PRESENTED_WITHIN,
    )
    for award in awards.select_related("idea__competition", "competition").order_by("pk"):
        hand_in_achievement(
            title=_("Prämierte Idee: {title}").format(title=award.idea.title)[:150],
            text=_("Platz {rank} im Wettbewerb „{competition}“").format(
                rank=award.rank, competition=award.competition
            ),
            strand="projects",
            path=award.idea.get_absolute_url(),
            achieved_on=timezone.localdate(award.competition.result_from),
        )
