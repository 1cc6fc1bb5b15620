"""The admin's form of a forum, as the browser sends it."""

from datetime import datetime

from django.utils import timezone

from forums.models import Forum

PREFIXES = ["programme", "polls", "achievements", "photos", "downloads"]


def moment(name: str, at: datetime | None) -> dict[str, str]:
    local = timezone.localtime(at) if at else None
    return {
        f"{name}_0": f"{local:%d.%m.%Y}" if local else "",
        f"{name}_1": f"{local:%H:%M}" if local else "",
    }


def typed(forum: Forum, **values) -> dict:
    data = {}
    for name in ("title", "theme", "text", "summary", "minutes", "recording_url"):
        data[name] = getattr(forum, name)
    data |= {"votes_per_person": forum.votes_per_person, "answer_within_days": 21}
    for name in ("proposals_until", "vote_from", "vote_until"):
        data |= moment(name, getattr(forum, name))
    return data | no_rows() | values


def no_rows() -> dict:
    return {
        f"{prefix}-{name}": 0 for prefix in PREFIXES for name in ("TOTAL_FORMS", "INITIAL_FORMS")
    }


def new(**values) -> dict:
    """A new forum on Thursday, 9 September 2027, in the evening."""
    return {
        "year": 2027,
        "title": "6. Zukunftsforum",
        "theme": "Zusammen digital",
        "votes_per_person": 3,
        "answer_within_days": 21,
        "event_summary": "Was ist erreicht? Was kommt?",
        "event_starts_at_0": "09.09.2027",
        "event_starts_at_1": "17:00",
        "event_ends_at_0": "09.09.2027",
        "event_ends_at_1": "21:00",
        "event_registration_from_0": "01.07.2027",
        "event_registration_from_1": "08:00",
        "event_format": "on_site",
        "event_place": "Kulturhalle Ochtendung",
        "event_seats_on_site": 200,
    } | values
