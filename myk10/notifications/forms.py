from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from myk10.accounts.models import User
from myk10.honeypot import HoneypotForm
from myk10.notifications.actions.news import choose_deliveries, deliveries_to
from myk10.notifications.models import Subscription
from myk10.notifications.topics import Delivery, Topic, deliveries_of
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


HINTS = {
    Topic.PHASE: _(
        "Ohne Ihre Wahl erfahren Sie es von Wettbewerben, bei denen Sie mitmachen. "
        "Was Sie hier ändern, gilt für alle Wettbewerbe."
    ),
    Topic.MODERATION: _("Davon müssen wir Ihnen berichten. Sie wählen, auf welchem Weg."),
}


class PreferencesForm(forms.Form):
    """One choice a topic. What stays as it was is not written: it is no wish of the person's own."""

    def __init__(self, *args, user: User, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.now = deliveries_to(user)
        for topic in Topic:
            self.fields[topic.value] = forms.ChoiceField(
                label=topic.label,
                help_text=HINTS.get(topic, ""),
                choices=[(way.value, way.label) for way in deliveries_of(topic)],
                initial=self.now[topic].value,
                widget=forms.RadioSelect,
                error_messages={
                    "required": _("Bitte wählen Sie, wie Sie davon erfahren möchten."),
                    "invalid_choice": _("Bitte wählen Sie eine der angebotenen Möglichkeiten."),
                },
            )

    def save(self) -> None:
        chosen = {topic: Delivery(self.cleaned_data[topic.value]) for topic in Topic}
        changed = {topic: way for topic, way in chosen.items() if way != self.now[topic]}
        choose_deliveries(user=self.user, wishes=changed)
