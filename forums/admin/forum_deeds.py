"""What the Projektbüro can do with a forum."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from forums.actions import documenting, prioritising
from forums.models import Forum, PriorityCount
from myk10.accounts.deeds import Deed, DeedForm
from myk10.accounts.models import User
from myk10.events.actions.changing import publish_event
from myk10.events.actions.inviting import draft_invitation


class CopyForm(DeedForm):
    year = forms.IntegerField(
        label=gettext_lazy("Jahr des neuen Forums"), min_value=2021, max_value=2100
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].initial = self.row.year + 1


def _publish(forum: Forum, form: Any, user: User) -> str:
    publish_event(event=forum.event)
    return _("Das Forum ist veröffentlicht.")


def _invite(forum: Forum, form: Any, user: User) -> str:
    forum.new_invitation = draft_invitation(event=forum.event, by=user)
    return _("Das Rundschreiben ist ein Entwurf. Bitte wählen Sie, wer es bekommt.")


def _copy(forum: Forum, form: Any, user: User) -> str:
    copy = documenting.copy_forum(forum=forum, year=form.cleaned_data["year"])
    forum.new_copy = copy
    return _("{forum} ist als Entwurf angelegt. Bitte prüfen Sie Datum und Ort.").format(forum=copy)


def _count(forum: Forum, form: Any, user: User) -> str:
    count = prioritising.freeze_priorities(forum=forum)
    text = ngettext("{n} Person hat abgestimmt.", "{n} Personen haben abgestimmt.", count.voters)
    return _("Die Abstimmung ist ausgezählt. {voters}").format(voters=text.format(n=count.voters))


def _approve(forum: Forum, form: Any, user: User) -> str:
    documenting.approve_minutes(forum=forum, approved_by=user)
    return _("Die Niederschrift ist freigegeben.")


def _document(forum: Forum, form: Any, user: User) -> str:
    documenting.publish_documentation(forum=forum, published_by=user)
    return _("Die Dokumentation ist veröffentlicht. Die E-Mails sind unterwegs.")


def _who_is_told(forum: Forum) -> str:
    count = len(documenting.people_to_tell(forum))
    told = ngettext(
        "{n} Person, die angemeldet war, bekommt eine E-Mail.",
        "{n} Personen, die angemeldet waren, bekommen eine E-Mail.",
        count,
    )
    return _("Die Dokumentation ist dann für alle zu sehen. {told}").format(
        told=told.format(n=count)
    )


def _is_over(forum: Forum) -> bool:
    return forum.event.ends_at <= timezone.now()


def _is_to_count(forum: Forum) -> bool:
    return forum.vote_is_over and not PriorityCount.objects.filter(forum=forum).exists()


DEEDS = [
    Deed(
        "veroeffentlichen",
        gettext_lazy("Veröffentlichen"),
        _publish,
        lambda forum: not forum.event.published_at,
        hint=lambda forum: _(
            "Das Forum ist dann für alle zu sehen, und die Anmeldung öffnet zur gesetzten Zeit."
        ),
    ),
    Deed(
        "einladen",
        gettext_lazy("Einladen"),
        _invite,
        lambda forum: (
            bool(forum.event.published_at) and not forum.event.is_cancelled and not _is_over(forum)
        ),
        hint=lambda forum: _(
            "Es entsteht ein Rundschreiben als Entwurf. Text und Empfänger bestimmen Sie dort."
        ),
        leads_to=lambda forum: forum.new_invitation.get_absolute_url(),
    ),
    Deed("auszaehlen", gettext_lazy("Abstimmung auszählen"), _count, _is_to_count),
    Deed(
        "niederschrift-freigeben",
        gettext_lazy("Niederschrift freigeben"),
        _approve,
        lambda forum: bool(forum.minutes) and not forum.minutes_approved_at,
        hint=lambda forum: _(
            "Sie lässt sich danach nicht mehr ändern und wird mit der Dokumentation öffentlich."
        ),
    ),
    Deed(
        "dokumentieren",
        gettext_lazy("Dokumentation veröffentlichen"),
        _document,
        lambda forum: _is_over(forum) and bool(forum.summary) and not forum.documented_at,
        hint=_who_is_told,
    ),
    Deed(
        "kopieren",
        gettext_lazy("Ins nächste Jahr kopieren"),
        _copy,
        lambda forum: True,
        form=CopyForm,
        hint=lambda forum: _(
            "Ablauf, Programm und Umfragen werden übernommen, am selben Wochentag zur selben "
            "Uhrzeit. Das neue Forum ist ein Entwurf, ohne Anmeldungen und ohne Namen im Programm."
        ),
        leads_to=lambda forum: reverse("admin:forums_forum_change", args=[forum.new_copy.pk]),
    ),
]
