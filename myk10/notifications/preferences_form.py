from django import forms
from django.utils.translation import gettext_lazy as _

from myk10.accounts.models import User
from myk10.notifications.actions import choose_deliveries, deliveries_to
from myk10.notifications.topics import Delivery, Topic, deliveries_of

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
