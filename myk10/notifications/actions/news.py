"""News for people, in the site and by mail as they wish."""

from collections.abc import Callable, Iterable
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from myk10.accounts.models import User
from myk10.notifications.actions.outbox import new_mail, subject_line, wake_worker
from myk10.notifications.digest_times import next_digest
from myk10.notifications.kinds import kind_of
from myk10.notifications.models import Mail, Notification, OptOut, Preference, Subscription
from myk10.notifications.topics import COLLECTED, DEFAULT_DELIVERY, Delivery, Topic, deliveries_of
from myk10.refusal import Refused

NEWS_KEPT_FOR = timedelta(days=180)


def notify(
    *,
    user: User,
    kind: str,
    occasion: str,
    title: str,
    body: str,
    path: str,
    action_label: str,
) -> Notification | None:
    """Tell somebody of news in the site, and by mail as the person wishes.

    The kind must have a topic. None when the person wants to hear nothing of it, or heard already.
    """
    told = notify_all(
        people=[user],
        kind=kind,
        occasion=occasion,
        title=title,
        body=lambda _user: body,
        path=path,
        action_label=action_label,
    )
    return told[0] if told else None


@transaction.atomic
def notify_all(
    *,
    people: Iterable[User],
    kind: str,
    occasion: str,
    title: str,
    body: Callable[[User], str],
    path: str,
    action_label: str,
) -> list[Notification]:
    """`notify` for many, in as many queries as for one; what was written by this call."""
    topic = kind_of(kind).topic
    if topic is None:
        raise ValueError(f"{kind} is always a mail of its own.")
    wishes = _deliveries_to(people, topic)
    told = {
        user.pk: user for user in people if user.is_active and wishes[user.pk] != Delivery.NEVER
    }
    common = {"topic": topic, "kind": kind, "occasion": occasion, "title": title, "path": path}
    written = _write_news(told, wishes, **common)
    mails = [
        new_mail(
            kind,
            occasion,
            user.email,
            title,
            body(user),
            user,
            (action_label, settings.SITE_URL + path),
        )
        for user in (told[row.user_id] for row in written)
        if wishes[user.pk] == Delivery.AT_ONCE
    ]
    if mails:
        Mail.objects.bulk_create(mails, ignore_conflicts=True)
        transaction.on_commit(wake_worker)
    return written


def _write_news(
    told: dict[int, User], wishes: dict[int, Delivery], *, title: str, **common: str
) -> list[Notification]:
    """The rows that are new. Who heard already has a row of an earlier moment, which decided about
    the mail as well. Written in one order, so that nobody waits in a circle."""
    now = timezone.now()
    news = [
        Notification(
            user=told[pk],
            title=subject_line(title),
            digest_at=next_digest(wishes[pk], now),
            created_at=now,
            **common,
        )
        for pk in sorted(told)
    ]
    Notification.objects.bulk_create(news, ignore_conflicts=True)
    rows = Notification.objects.filter(
        kind=common["kind"], occasion=common["occasion"], created_at=now
    )
    return list(rows.filter(user__in=told.keys())) if told else []


def _deliveries_to(people: Iterable[User], topic: Topic) -> dict[int, Delivery]:
    wishes = dict.fromkeys((user.pk for user in people), DEFAULT_DELIVERY[topic])
    chosen = Preference.objects.filter(user__in=list(wishes), topic=topic)
    return wishes | {
        user: Delivery(delivery) for user, delivery in chosen.values_list("user", "delivery")
    }


@transaction.atomic
def choose_delivery(*, user: User, topic: Topic, delivery: Delivery) -> None:
    """What waits for a collected mail waits for the next one of the new rhythm, or no longer."""
    if delivery not in deliveries_of(topic):
        raise Refused(_("Davon müssen wir Ihnen berichten. Bitte wählen Sie, auf welchem Weg."))
    Preference.objects.update_or_create(user=user, topic=topic, defaults={"delivery": delivery})
    rhythm = Delivery.DAILY if delivery == Delivery.AT_ONCE else delivery
    waiting = Notification.objects.filter(user=user, topic=topic, digest_at__isnull=False)
    waiting.update(digest_at=next_digest(rhythm, timezone.now()))


@transaction.atomic
def choose_deliveries(*, user: User, wishes: dict[Topic, Delivery]) -> None:
    for topic, delivery in wishes.items():
        choose_delivery(user=user, topic=topic, delivery=delivery)


def deliveries_to(user: User) -> dict[Topic, Delivery]:
    """How each topic reaches somebody."""
    chosen = Preference.objects.filter(user=user).values_list("topic", "delivery")
    return DEFAULT_DELIVERY | {Topic(topic): Delivery(delivery) for topic, delivery in chosen}


@transaction.atomic
def stop_mail(*, mailings: str = "", user: int | None = None, topic: str = "") -> None:
    """What the link at the end of a mail does: no more mailings to that address, or no more mails
    about that topic to that account; without a topic, no more collected mails."""
    if mailings:
        Subscription.objects.by_email(mailings).delete()
        OptOut.objects.bulk_create([OptOut(email=mailings)], ignore_conflicts=True)
    account = User.objects.filter(pk=user).first()
    if account:
        wishes = deliveries_to(account)
        stopped = [Topic(topic)] if topic else [t for t in wishes if wishes[t] in COLLECTED]
        choose_deliveries(user=account, wishes=dict.fromkeys(stopped, Delivery.SITE))


@transaction.atomic
def read_news(*, news: QuerySet[Notification]) -> None:
    news.filter(read_at=None).update(read_at=timezone.now())


@transaction.atomic
def forget_old_news() -> None:
    """News are deleted after half a year, as the privacy statement promises."""
    Notification.objects.filter(created_at__lt=timezone.now() - NEWS_KEPT_FOR).delete()
