from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from forums import emails
from forums.models import Forum
from myk10.accounts.models import User
from myk10.events.models import Registration
from myk10.refusal import Refused


@transaction.atomic
def approve_minutes(*, forum: Forum, approved_by: User) -> Forum:
    """From then on the minutes are public with the documentation, and stay as they are."""
    forum = _locked(forum)
    if not forum.minutes:
        raise Refused(_("Es gibt noch keine Niederschrift."))
    if not forum.minutes_approved_at:
        forum.minutes_approved_at, forum.minutes_approved_by = timezone.now(), approved_by
        forum.save(update_fields=["minutes_approved_at", "minutes_approved_by"])
    return forum


@transaction.atomic
def publish_documentation(*, forum: Forum, published_by: User) -> Forum:
    """Make the documentation public and tell everybody who took part."""
    forum = _locked(forum)
    if timezone.now() < forum.event.ends_at:
        raise Refused(_("Das Forum ist noch nicht vorbei."))
    if not forum.summary:
        raise Refused(_("Bitte schreiben Sie zuerst eine Zusammenfassung."))
    if forum.documented_at:
        return forum
    forum.documented_at, forum.documented_by = timezone.now(), published_by
    forum.save(update_fields=["documented_at", "documented_by"])
    for registration in people_to_tell(forum):
        emails.documented(forum, registration)
    return forum


def people_to_tell(forum: Forum) -> list[Registration]:
    """Everybody who had a seat and left an address."""
    confirmed = forum.event.registrations.confirmed().exclude(email="")
    return list(confirmed.select_related("user").order_by("pk"))


def _locked(forum: Forum) -> Forum:
    return Forum.objects.select_for_update(of=["self"]).select_related("event").get(pk=forum.pk)


@transaction.atomic
def copy_forum(*, forum: Forum, year: int) -> Forum:
    """Next year's forum with the same structure, unpublished: event, programme, polls."""
    if Forum.objects.filter(year=year).exists():
        raise Refused(_("Für {year} gibt es schon ein Forum.").format(year=year))
    shift = timedelta(weeks=52 * (year - forum.year))
    copy = Forum.objects.create(
        year=year,
        event=_copied_event(forum, year, shift),
        title=forum.title.replace(str(forum.year), str(year)),
        votes_per_person=forum.votes_per_person,
        answer_within_days=forum.answer_within_days,
    )
    for item in forum.programme.all():
        item.pk, item.forum = None, copy
        item.starts_at = _same_clock(item.starts_at, shift)
        item.ends_at = _same_clock(item.ends_at, shift)
        item.speakers = ""
        item.save()
    for poll in forum.polls.prefetch_related("options"):
        options = list(poll.options.all())
        poll.pk, poll.forum, poll.opened_at, poll.closed_at = None, copy, None, None
        poll.save()
        for option in options:
            option.pk, option.poll = None, poll
            option.save()
    return copy


def _copied_event(forum: Forum, year: int, shift: timedelta):
    event = type(forum.event).objects.get(pk=forum.event_id)
    event.pk = None
    event.title = event.title.replace(str(forum.year), str(year))
    event.slug, event.path = f"zukunftsforum-{year}", f"/foren/{year}/"
    for name in ("starts_at", "ends_at", "registration_from", "registration_until"):
        if moment := getattr(event, name):
            setattr(event, name, _same_clock(moment, shift))
    event.published_at = event.cancelled_at = event.cancelled_by = None
    event.cancellation_reason, event.sequence, event.invited_reminded_at = "", 0, None
    event.demo_content = False
    event.full_clean(exclude=["id"])
    event.save()
    return event


def _same_clock(moment, shift: timedelta):
    """The same time by the clock on the wall, in summer and winter."""
    local = timezone.localtime(moment)
    return timezone.make_aware(local.replace(tzinfo=None) + shift)
