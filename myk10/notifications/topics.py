"""What people can choose for themselves: which topics reach them, and how."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Topic(models.TextChoices):
    OWN_IDEA = "own_idea", _("Entscheidungen und Rückmeldungen zu meinen Ideen")
    FOLLOWED_IDEA = "followed_idea", _("Neues zu Ideen, denen ich folge")
    COMMENT = "comment", _("Kommentare zu meinen Ideen")
    REPLY = "reply", _("Antworten auf meine Beiträge")
    STRATEGY = "strategy", _("Antworten auf meine Beiträge und Anmerkungen zur Strategie")
    MEASURE = "measure", _("Neues zu Maßnahmen, denen ich folge")
    BODY = "body", _("Aus den Gremien, in denen ich mitarbeite")
    PHASE = "phase", _("Beginn und Ende der Phasen in Wettbewerben")
    MODERATION = "moderation", _("Entscheidungen des Projektbüros über meine Beiträge")


class Delivery(models.TextChoices):
    AT_ONCE = "at_once", _("sofort per E-Mail")
    DAILY = "daily", _("täglich gesammelt")
    WEEKLY = "weekly", _("wöchentlich gesammelt")
    SITE = "site", _("nur hier auf der Website")
    NEVER = "never", _("gar nicht")


COLLECTED = [Delivery.DAILY, Delivery.WEEKLY]
SILENT = [Delivery.SITE, Delivery.NEVER]

# What can be chosen for all topics at once.
FOR_ALL = {
    Delivery.AT_ONCE.value: _("Alles sofort per E-Mail"),
    Delivery.DAILY.value: _("Alles täglich gesammelt"),
    Delivery.SITE.value: _("Keine E-Mails, nur hier"),
}

# Nobody is left in the dark about a decision against their own texts (Art. 17 DSA).
NEVER_SILENT = {Topic.MODERATION}


def deliveries_of(topic: Topic) -> list[Delivery]:
    """What may be chosen for the topic."""
    return [d for d in Delivery if d != Delivery.NEVER or topic not in NEVER_SILENT]


DEFAULT_DELIVERY = dict.fromkeys(Topic, Delivery.AT_ONCE)
