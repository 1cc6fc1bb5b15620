"""What followers of a measure are told, within the transaction of its cause. Drafts tell nobody."""

from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from myk10.accounts.models import User
from myk10.notifications.actions.news import notify_all
from myk10.notifications.kinds import MailKind
from myk10.notifications.models import Mail, Notification
from myk10.notifications.topics import Topic
from strategy.models import Measure, MeasureFollow, MeasureNote, Milestone


def _still_follows(told: Mail | Notification) -> bool:
    number = told.occasion.split("/")[0]
    return MeasureFollow.objects.filter(measure__number=number, user=told.user_id).exists()


KINDS = tuple(
    MailKind(name, why, topic=Topic.MEASURE, still_wanted=_still_follows)
    for why, names in (
        (
            gettext_lazy(
                "Sie erhalten diese E-Mail, weil Sie die Idee oder die Aufgabe, aus der die Maßnahme "
                "geworden ist, eingereicht oder unterstützt haben oder ihr folgen."
            ),
            ("measure_published",),
        ),
        (
            gettext_lazy("Sie erhalten diese E-Mail, weil Sie der Maßnahme folgen."),
            ("measure_milestone", "measure_finished", "measure_dropped", "measure_late"),
        ),
    )
    for name in names
)


def published(measure: Measure) -> None:
    title = _("Neu auf der Umsetzungsagenda: {title}").format(title=measure.title)
    _tell_followers(measure, "measure_published", "", title)


def milestone_reached(milestone: Milestone) -> None:
    measure = milestone.measure
    title = _("Meilenstein erreicht: {milestone} ({measure})").format(
        milestone=milestone.title, measure=measure.title
    )
    path = milestone.get_absolute_url()
    _tell_followers(
        measure, "measure_milestone", str(milestone.pk), title, path=path, milestone=milestone
    )


def finished(measure: Measure) -> None:
    title = _("Abgeschlossen: {title}").format(title=measure.title)
    _tell_followers(measure, "measure_finished", "", title)


def dropped(measure: Measure) -> None:
    title = _("Eingestellt: {title}").format(title=measure.title)
    _tell_followers(measure, "measure_dropped", "", title)


def late(measure: Measure, note: MeasureNote) -> None:
    title = _("Im Verzug: {title}").format(title=measure.title)
    _tell_followers(measure, "measure_late", str(note.pk), title, note=note)


def _tell_followers(
    measure: Measure, kind: str, what: str, title: str, *, path: str = "", **context: Any
) -> None:
    if not measure.is_public:
        return
    followers = list(User.objects.filter(followed_measures__measure=measure))
    template = f"strategy/measures/emails/{kind.removeprefix('measure_')}.txt"

    def body(user: User) -> str:
        return render_to_string(template, {"user": user, "measure": measure, **context})

    notify_all(
        people=followers,
        kind=kind,
        occasion=f"{measure.number}/{what}" if what else measure.number,
        title=title,
        body=body,
        path=path or measure.get_absolute_url(),
        action_label=_("Zur Maßnahme"),
    )
