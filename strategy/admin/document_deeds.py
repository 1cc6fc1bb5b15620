"""What the Projektbüro can do with a version."""

from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminDateWidget, AdminSplitDateTime
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from myk10.accounts.deeds import Deed, DeedForm
from myk10.accounts.models import User
from myk10.templatetags.texts import long_moment
from strategy.actions import document
from strategy.models import Adoption, Remark, Version


class NewVersionForm(DeedForm):
    title = Version._meta.get_field("title").formfield(
        label=gettext_lazy("Titel der neuen Fassung"),
        help_text=gettext_lazy("Zum Beispiel: Fortschreibung 2027"),
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )
    slug = Version._meta.get_field("slug").formfield(
        help_text=gettext_lazy("Zum Beispiel: fortschreibung-2027. Die Seite heißt dann so."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("slug"):
            version = Version(**cleaned)
            try:
                version.full_clean(exclude=["strategy", "title"])
            except ValidationError as error:
                self.add_error(None, error)
        return cleaned


def _moment(label: Any) -> forms.SplitDateTimeField:
    field = forms.SplitDateTimeField(label=label, widget=AdminSplitDateTime)
    for box, part in zip(field.widget.widgets, (_("Datum"), _("Uhrzeit")), strict=True):
        box.attrs["aria-label"] = f"{label}: {part}"
    return field


class ConsultationForm(DeedForm):
    begins = _moment(gettext_lazy("Konsultation ab"))
    ends = _moment(gettext_lazy("Konsultation bis"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["begins"].initial = self.row.consultation_from
        self.fields["ends"].initial = self.row.evaluation_from
        if _has_been_opened(self.row):  # its beginning is known, to the second
            del self.fields["begins"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        return {"begins": self.row.consultation_from} | cleaned


class AdoptionForm(DeedForm):
    body = Adoption._meta.get_field("body").formfield()
    adopted_on = forms.DateField(label=gettext_lazy("beschlossen am"), widget=AdminDateWidget)
    resolution_number = Adoption._meta.get_field("resolution_number").formfield()


def _has_been_opened(version: Version) -> bool:
    return version.phase_name in ("consultation", "evaluation")


def _copy(version: Version, form: Any, user: User) -> str:
    copy = document.create_version(strategy=version.strategy, based_on=version, **form.cleaned_data)
    version.new_copy = copy
    return _("{version} ist als Entwurf angelegt, mit allen Abschnitten.").format(version=copy)


def _publish(version: Version, form: Any, user: User) -> str:
    document.publish_version(version=version)
    return _("Die Fassung ist veröffentlicht.")


def _consult(version: Version, form: Any, user: User) -> str:
    version = document.set_consultation(version=version, **form.cleaned_data)
    return _("Die Konsultation läuft von {begins} bis {ends}.").format(
        begins=long_moment(version.consultation_from), ends=long_moment(version.evaluation_from)
    )


def _adopt(version: Version, form: Any, user: User) -> str:
    document.adopt_version(version=version, recorded_by=user, **form.cleaned_data)
    return _("Der Beschluss ist eingetragen. Die Fassung ändert sich nicht mehr.")


def _before_adoption(version: Version) -> str:
    hint = _(
        "Tragen Sie ein, was beschlossen ist. Der Text wird mit seiner Prüfsumme (SHA-256) "
        "festgehalten. Danach lässt sich an dieser Fassung nichts mehr ändern."
    )
    waiting = Remark.objects.awaiting_answer().filter(version=version).count()
    if not waiting:
        return hint
    text = ngettext(
        "{n} Anmerkung zu dieser Fassung ist noch ohne Antwort.",
        "{n} Anmerkungen zu dieser Fassung sind noch ohne Antwort.",
        waiting,
    )
    return f"{hint} {text.format(n=waiting)}"


def _when_to_consult(version: Version) -> str:
    if _has_been_opened(version):
        begun = _("Die Konsultation hat am {moment} begonnen. Sie können ihr Ende verschieben.")
        return begun.format(moment=long_moment(version.consultation_from))
    return _("In dieser Zeit können alle mit einem Konto zu jedem Abschnitt schreiben.")


def _can_be_adopted(version: Version) -> bool:
    over = not version.evaluation_from or version.evaluation_from <= timezone.now()
    return version.is_public and not version.is_adopted and over


DEEDS = [
    Deed(
        "veroeffentlichen",
        gettext_lazy("Veröffentlichen"),
        _publish,
        lambda version: not version.is_public and not version.is_adopted,
        hint=lambda version: _(
            "Alle können die Fassung dann lesen. Sie können sie weiter bearbeiten, bis sie "
            "beschlossen ist; was Sie ändern, ist sofort zu sehen."
        ),
    ),
    Deed(
        "konsultation",
        gettext_lazy("Konsultation festlegen"),
        _consult,
        lambda version: version.is_public and not version.is_adopted,
        form=ConsultationForm,
        hint=_when_to_consult,
    ),
    Deed(
        "beschluss",
        gettext_lazy("Beschluss eintragen"),
        _adopt,
        _can_be_adopted,
        form=AdoptionForm,
        hint=_before_adoption,
    ),
    Deed(
        "neue-fassung",
        gettext_lazy("Neue Fassung aus dieser"),
        _copy,
        lambda version: True,
        form=NewVersionForm,
        hint=lambda version: _(
            "Die neue Fassung beginnt mit denselben Abschnitten und Texten. Anmerkungen bleiben an "
            "ihren Abschnitten. Nur das Projektbüro sieht sie, bis Sie sie veröffentlichen."
        ),
        leads_to=lambda version: reverse(
            "admin:strategy_version_change", args=[version.new_copy.pk]
        ),
    ),
]
