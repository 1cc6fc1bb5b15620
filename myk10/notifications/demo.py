"""The demo's newsletter and mailings, made through their own actions."""

from datetime import timedelta

from django.utils import timezone

from myk10.accounts.models import User
from myk10.notifications.actions.fan_out import write_mails
from myk10.notifications.actions.mailings import release_mailing
from myk10.notifications.actions.newsletter import confirm_newsletter, order_newsletter
from myk10.notifications.models import Mail, Mailing, Subscription
from myk10.region.models import FieldOfAction, Municipality

# (address, municipalities, fields of action); nothing chosen means everything.
READERS = [
    ("hannelore.thoenes@demo.example", ["mayen"], []),
    ("bauhof.polch@demo.example", ["maifeld"], []),
    ("w.klee@demo.example", ["andernach", "pellenz"], []),
    ("feuerwehr.bendorf@demo.example", ["bendorf"], []),
    ("i.schaefer@demo.example", [], []),
    ("heimatverein.rhens@demo.example", ["rhein-mosel"], []),
    ("praxis.am.markt@demo.example", [], [0]),
    ("schulleitung.weissenthurm@demo.example", ["weissenthurm"], [1]),
    ("familie.nowak@demo.example", ["vordereifel"], []),
    ("redaktion@demo.example", [], []),
    ("m.bellinghausen@demo.example", ["vallendar"], [2]),
    ("jugendtreff@demo.example", [], [1, 3]),
]
DONE = {
    "subject": "Die Ideen sind da: Lesen, mitreden, unterstützen",
    "text": (
        "<p>Guten Tag,</p>"
        "<p>viele Menschen aus dem Landkreis haben uns geschrieben, was digital besser werden soll. "
        "Jetzt können alle mitreden.</p>"
        "<h2>Was Sie tun können</h2>"
        "<ul><li><p>Lesen Sie, was andere vorschlagen.</p></li>"
        "<li><p>Fragen Sie nach, wenn etwas unklar ist.</p></li>"
        "<li><p>Unterstützen Sie Ideen im <strong>Ideenspeicher</strong>.</p></li></ul>"
    ),
    "button_label": "Zu den Ideen",
    "button_path": "/ideen/",
}
DRAFT = {
    "subject": "Einladung zum Zukunftsforum",
    "text": (
        "<p>Guten Tag,</p>"
        "<p>einmal im Jahr kommt die ganze Region zusammen: beim <strong>Zukunftsforum</strong>. "
        "Wir zeigen, was im letzten Projektjahr geschafft wurde, und legen gemeinsam fest, was als "
        "Nächstes kommt.</p>"
        "<h2>Darum geht es</h2>"
        "<ol><li><p>Rückblick: Was ist aus den Ideen geworden?</p></li>"
        "<li><p>Ihre Fragen an den Landkreis</p></li>"
        "<li><p>Die Aufgaben für das kommende Projektjahr</p></li></ol>"
        "<p>Sie können in den Saal kommen oder von zu Hause aus teilnehmen. Wir freuen uns auf Sie!</p>"
    ),
    "button_label": "Mehr erfahren",
    "button_path": "/foren/",
}


def create() -> None:
    """Does nothing where subscriptions are; the accounts of the demo must be there."""
    if Subscription.objects.exists():
        return
    for email, places, fields in READERS:
        _subscribe(email, places, fields)
    office = User.objects.by_email("projektbuero@demo.example").get()
    _send_long_ago(office)
    audiences = ["subscribers", "municipality:mayen"]
    Mailing.objects.create(**DRAFT, audiences=audiences, created_by=office)


def _subscribe(email: str, places: list[str], fields: list[int]) -> None:
    all_fields = list(FieldOfAction.objects.all())
    order_newsletter(
        email=email,
        municipalities=Municipality.objects.filter(slug__in=places),
        fields=[all_fields[position] for position in fields],
    )
    confirm_newsletter(subscription=Subscription.objects.by_email(email).get())
    Mail.objects.filter(recipient=email).delete()  # nobody reads the demo's confirmations


def _send_long_ago(office: User) -> None:
    """Through the actions, and then as if the mail server had taken all but one of it last month."""
    mailing = Mailing.objects.create(**DONE, audiences=["subscribers"], created_by=office)
    release_mailing(mailing=mailing, released_by=office, seen=mailing.changed_at)
    write_mails(mailing)
    then = timezone.now() - timedelta(days=25)
    mails = mailing.mails.all()
    mails.update(created_at=then, sent_at=then, state=Mail.State.SENT, attempts=1)
    mails.filter(recipient__startswith="bauhof").update(
        state=Mail.State.FAILED, sent_at=None, last_error="550 5.1.1 Diese Adresse gibt es nicht."
    )
    dates = ("created_at", "changed_at", "released_at", "send_at", "begun_at", "queued_at")
    Mailing.objects.filter(pk=mailing.pk).update(**dict.fromkeys(dates, then))
