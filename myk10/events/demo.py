"""The demo's events: an hour of questions online, a full workshop and one that has been. All are
examples, made through the app's own actions; the people are invented."""

from datetime import date, datetime, time, timedelta

from django.db.models import F
from django.utils import timezone

from myk10.accounts.models import User
from myk10.events.actions.attending import check_in
from myk10.events.actions.changing import change_event, publish_event
from myk10.events.actions.registering import cancel_registration, register
from myk10.events.models import Event, Registration
from myk10.notifications.models import Mail

FIRST = (
    "Anja Bernd Carla Dieter Elif Frank Gisela Hakan Ines Jürgen Katrin Luis Mona Norbert".split()
)
LAST = "Adams Breuer Cremer Daun Esch Franzen Geisbüsch Hommer Israel Juchem Klasen".split()


def create() -> None:
    """Does nothing where events are; the accounts of the demo must be there."""
    if Event.objects.exists():
        return
    accounts = {
        name: User.objects.by_email(f"{name}@demo.example").get()
        for name in ("buergerin", "buerger", "projektbuero")
    }
    fill(_online_hour(), 9, "online")
    workshop = _workshop()
    fill(workshop, 12, "on_site")
    register_account(workshop, accounts["buerger"])
    fill(workshop, 4, "on_site", start=20)
    cancel_registration(registration=workshop.registrations.confirmed().earliest("pk"))
    _past(accounts["projektbuero"], accounts["buergerin"])
    # Mails of what is only told arrived long ago.
    Mail.objects.filter(kind__startswith="event_", state=Mail.State.QUEUED).update(
        state=Mail.State.SENT, sent_at=timezone.now()
    )


def _publish(event: Event) -> Event:
    event.demo_content = True
    event.full_clean()
    event.save()
    return publish_event(event=event)


def _online_hour() -> Event:
    begins = _at(timezone.localdate() + timedelta(days=9), 18)
    return _publish(
        Event(
            title="Sprechstunde: Fragen zum Ideenwettbewerb",
            slug="sprechstunde-ideenwettbewerb",
            summary="Wie reiche ich eine Idee ein, und was passiert dann? Fragen Sie das Projektbüro direkt.",
            text="<p>Eine Stunde am Bildschirm, ohne Vortrag. Sie brauchen nur einen Browser; die Kamera kann aus bleiben.</p>",
            starts_at=begins,
            ends_at=begins + timedelta(hours=1),
            format=Event.Format.ONLINE,
            link="https://konferenz.demo.example/sprechstunde",
            reminder_days=[1, 0],
        )
    )


def _workshop() -> Event:
    begins = _at(timezone.localdate() + timedelta(days=16), 16)
    return _publish(
        Event(
            title="Werkstatt: Sensoren selbst gebaut",
            slug="werkstatt-sensoren",
            summary="In drei Stunden zum eigenen Sensor für Temperatur und Feuchte. Vorwissen brauchen Sie nicht.",
            text="<p>Material und Werkzeug sind da. Am Ende nehmen Sie Ihren Sensor mit nach Hause.</p>",
            starts_at=begins,
            ends_at=begins + timedelta(hours=3),
            format=Event.Format.ON_SITE,
            place="Projektbüro MYK10",
            address="Bahnhofstraße 22, Andernach",
            seats_on_site=12,
        )
    )


def _past(office: User, citizen: User) -> None:
    """It is lived through in the future, and then moved into the past with all that belongs to it."""
    begins = _at(timezone.localdate() + timedelta(days=30), 18)
    event = _publish(
        Event(
            title="Digital im Alltag: ein Abend zum Ausprobieren",
            slug="digital-im-alltag",
            summary="Geräte, Apps und Dienste zum Anfassen, mit Menschen, die sie erklären.",
            starts_at=begins,
            ends_at=begins + timedelta(hours=2),
            format=Event.Format.ON_SITE,
            place="Projektbüro MYK10",
            address="Bahnhofstraße 22, Andernach",
            seats_on_site=40,
        )
    )
    fill(event, 34, "on_site", start=40)
    register_account(event, citizen)
    for number, person in enumerate(event.registrations.order_by("pk")):
        if number % 5:
            check_in(registration=person, by=office)
    ago = timedelta(days=44)
    change_event(
        event=event,
        values={"starts_at": event.starts_at - ago, "ends_at": event.ends_at - ago},
        notify=False,
    )
    Event.objects.filter(pk=event.pk).update(published_at=F("published_at") - ago, sequence=0)
    arrived = event.starts_at - ago - timedelta(minutes=10)
    event.registrations.update(
        created_at=F("created_at") - ago, confirmed_at=F("confirmed_at") - ago
    )
    event.registrations.filter(checked_in_at__isnull=False).update(checked_in_at=arrived)


def fill(event: Event, count: int, attendance: str, *, start: int = 0) -> None:
    """Register so many guests; `start` begins with others."""
    for number in range(start, start + count):
        first, last = FIRST[number % len(FIRST)], LAST[number * 3 % len(LAST)]
        register(
            event=event,
            name=f"{first} {last}",
            email=f"gast{number + 1}@demo.example",
            attendance=attendance,
            needs="Platz für einen Rollstuhl" if number % 17 == 3 else "",
            is_proven=True,
        )


def register_account(event: Event, user: User) -> Registration:
    return register(
        event=event,
        name=user.display_name,
        email=user.email,
        attendance="on_site",
        user=user,
        is_proven=True,
    )


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), timezone.get_default_timezone())
