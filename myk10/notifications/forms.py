from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from myk10.honeypot import HoneypotForm
from myk10.notifications.models import Subscription
from myk10.region.models import FieldOfAction, Municipality
from myk10.throttle import TooManyAttempts, hit

ORDERS_PER_HOUR = 10


class ChoiceForm(forms.Form):
    """What the newsletter is about. Nothing chosen means everything."""

    municipalities = forms.ModelMultipleChoiceField(
        Municipality.objects.all(),
        label=_("Gemeinden"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    fields_of_action = forms.ModelMultipleChoiceField(
        FieldOfAction.objects.all(),
        label=_("Handlungsfelder"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def choice(self) -> dict[str, Any]:
        return {
            "municipalities": self.cleaned_data["municipalities"],
            "fields": self.cleaned_data["fields_of_action"],
        }


def choice_of(subscription: Subscription) -> dict[str, Any]:
    """What a ChoiceForm begins with."""
    return {
        "municipalities": subscription.municipalities.all(),
        "fields_of_action": subscription.fields_of_action.all(),
    }


class NewsletterForm(HoneypotForm, ChoiceForm):
    email = forms.EmailField(
        label=_("Ihre E-Mail-Adresse"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": _("Bitte geben Sie Ihre E-Mail-Adresse an.")},
    )

    def __init__(self, *args: Any, who: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.who = who

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors:
            try:
                hit("newsletter", self.who, limit=ORDERS_PER_HOUR, per=timedelta(hours=1))
            except TooManyAttempts as refusal:
                self.add_error(None, str(refusal))
        return cleaned
