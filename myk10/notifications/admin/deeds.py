"""What the Projektbüro can do with a mailing: each deed asks once and is an action."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from myk10.accounts.models import User
from myk10.notifications.actions import mailings
from myk10.notifications.models import Mailing
from myk10.notifications.progress import progress_of
from myk10.notifications.recipients import count_together, groups_of
from myk10.templatetags.texts import long_moment


class NoForm(forms.Form):
    def __init__(self, *args: Any, mailing: Mailing, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)


class ReleaseForm(forms.Form):
    """Empty: send now. `seen`: which version of the mailing the person decided about."""

    send_at = forms.DateTimeField(
        label=gettext_lazy("Erst senden am"),
        required=False,
        help_text=gettext_lazy(
            "Leer lassen, um jetzt zu senden. Es gilt die Uhrzeit in Deutschland."
        ),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={
            "invalid": gettext_lazy("Bitte geben Sie Datum und Uhrzeit an."),
        },
    )
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, mailing: Mailing, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["seen"] = mailing.changed_at.isoformat()

    def clean_seen(self) -> datetime | None:
        try:
            return parse_datetime(self.cleaned_data["seen"])
        except ValueError:
            return None


@dataclass(frozen=True)
class Deed:
    """`act` does it and gives the mailing to show next (None: the list) and what to say."""

    name: str
    label: Any
    explain: Callable[[Mailing, User], str]
    act: Callable[[Mailing, Any, User], tuple[Mailing | None, str]]
    offered: Callable[[Mailing], bool]
    form: Callable[..., forms.Form] = NoForm
    is_main: bool = False


def people_in_words(mailing: Mailing) -> str:
    count = count_together(groups_of(mailing))
    return ngettext("{count} Person", "{count} Personen", count).format(count=count)


def _test(mailing: Mailing, form: Any, user: User) -> tuple[Mailing, str]:
    mail = mailings.send_test(mailing=mailing, to=user)
    return mailing, _("Die Probe geht an {address}.").format(address=mail.recipient)


def _release(mailing: Mailing, form: Any, user: User) -> tuple[Mailing, str]:
    send_at = form.cleaned_data["send_at"]
    released = mailings.release_mailing(
        mailing=mailing,
        released_by=user,
        seen=form.cleaned_data["seen"],
        send_at=send_at,
    )
    if send_at is None:
        return released, _("Das Rundschreiben wird jetzt gesendet.")
    return released, _("Geplant: {moment}.").format(moment=long_moment(send_at))


def _withdraw(mailing: Mailing, form: Any, user: User) -> tuple[Mailing, str]:
    withdrawn = mailings.withdraw_release(mailing=mailing)
    return withdrawn, _("Das Rundschreiben ist wieder ein Entwurf.")


def _stop(mailing: Mailing, form: Any, user: User) -> tuple[Mailing, str]:
    stopped = mailings.stop_mailing(mailing=mailing, stopped_by=user)
    return stopped, _("Der Versand ist angehalten.")


def _resume(mailing: Mailing, form: Any, user: User) -> tuple[Mailing, str]:
    return mailings.resume_mailing(mailing=mailing), _("Der Versand geht weiter.")


def _copy(mailing: Mailing, form: Any, user: User) -> tuple[Mailing, str]:
    copy = mailings.copy_mailing(mailing=mailing, created_by=user)
    return copy, _("Das ist die Kopie. Sie können sie jetzt bearbeiten.")


def _delete(mailing: Mailing, form: Any, user: User) -> tuple[None, str]:
    mailings.delete_draft(mailing=mailing)
    return None, _("Der Entwurf ist gelöscht.")


def _is_scheduled(mailing: Mailing) -> bool:
    return mailing.released_at is not None and mailing.begun_at is None


def _is_running(mailing: Mailing) -> bool:
    return (
        mailing.begun_at is not None
        and mailing.stopped_at is None
        and not progress_of(mailing).is_done
    )


DEEDS = [
    Deed(
        "probe",
        gettext_lazy("Probe an mich senden"),
        lambda mailing, user: _(
            "Sie bekommen eine E-Mail an {address}, mit dem Wort „Probe“ im Betreff."
        ).format(address=user.email),
        _test,
        lambda mailing: mailing.is_editable,
    ),
    Deed(
        "senden",
        gettext_lazy("Senden oder planen"),
        lambda mailing, user: _(
            "Das Rundschreiben geht an {people}. Danach kann niemand es mehr ändern."
        ).format(people=people_in_words(mailing)),
        _release,
        lambda mailing: mailing.is_editable,
        form=ReleaseForm,
        is_main=True,
    ),
    Deed(
        "zuruecknehmen",
        gettext_lazy("Freigabe zurücknehmen"),
        lambda mailing, user: _("Das Rundschreiben wird wieder ein Entwurf."),
        _withdraw,
        _is_scheduled,
    ),
    Deed(
        "anhalten",
        gettext_lazy("Versand anhalten"),
        lambda mailing, user: _(
            "Was noch nicht gesendet ist, bleibt liegen, bis Sie den Versand fortsetzen. "
            "Gesendete E-Mails lassen sich nicht zurückholen."
        ),
        _stop,
        _is_running,
    ),
    Deed(
        "fortsetzen",
        gettext_lazy("Versand fortsetzen"),
        lambda mailing, user: _("Alle, die noch keine E-Mail haben, bekommen jetzt eine."),
        _resume,
        lambda mailing: mailing.stopped_at is not None,
        is_main=True,
    ),
    Deed(
        "kopieren",
        gettext_lazy("Kopie anlegen"),
        lambda mailing, user: _(
            "Es entsteht ein neuer Entwurf mit demselben Text und denselben Empfängern."
        ),
        _copy,
        lambda mailing: True,
    ),
    Deed(
        "loeschen",
        gettext_lazy("Entwurf löschen"),
        lambda mailing, user: _("Der Entwurf und die Proben davon werden gelöscht."),
        _delete,
        lambda mailing: mailing.is_editable,
    ),
]
BY_NAME = {deed.name: deed for deed in DEEDS}
