from datetime import timedelta

from celery import shared_task
from django.db.models import Q
from django.utils import timezone

from ideas import emails
from ideas.actions.announcing import announce_due_phases
from ideas.actions.results import freeze_count
from ideas.models import Award, Competition
from myk10.refusal import Refused


@shared_task
def freeze_due_counts() -> None:
    """Count every competition whose voting has ended and that is not counted yet."""
    for competition in Competition.objects.with_voting_closed().filter(count__isnull=True):
        try:
            freeze_count(competition=competition)
        except Refused:  # this machine's clock is ahead of the database's: the next sweep counts
            continue


@shared_task
def announce_phases() -> None:
    announce_due_phases()


@shared_task
def announce_awards() -> None:
    """Tell winners and followers once the result is public. The outbox takes each message only once."""
    week_ago = timezone.now() - timedelta(days=7)
    news = Q(competition__result_from__gte=week_ago) | Q(decided_at__gte=week_ago)
    published = Award.objects.filter(competition__in=Competition.objects.in_phase("result"))
    for award in published.filter(news).select_related("idea__author"):
        emails.awarded(award)
