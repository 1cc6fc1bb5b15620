from datetime import timedelta
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from forums.actions.proposing import propose
from forums.models import Forum, Proposal
from myk10.events.models import Registration
from myk10.refusal import Refused
from myk10.text import LongText, plain_text
from myk10.throttle import TooManyAttempts, hit

PROPOSALS_PER_HOUR = 20


class ProposalForm(forms.ModelForm):
    text = LongText(
        label=_("Warum?"),
        max_length=2000,
        validators=[plain_text],
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Wem hilft das? Was ist heute schwierig? Ein paar Sätze genügen."),
        error_messages={"required": _("Bitte sagen Sie, warum das wichtig ist.")},
    )

    class Meta:
        model = Proposal
        fields = ["title", "text", "strand", "field_of_action"]
        help_texts = {
            "title": _(
                "Am besten mit einem Tätigkeitswort: „Mitfahrbänke in allen Orten aufstellen“."
            ),
        }
        labels = {"strand": _("Wozu passt die Aufgabe am ehesten?")}
        error_messages = {
            "title": {"required": _("Bitte sagen Sie, was getan werden soll.")},
            "strand": {"required": _("Bitte wählen Sie, wozu die Aufgabe passt.")},
        }
        widgets = {"strand": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["strand"].choices = [
            choice for choice in self.fields["strand"].choices if choice[0]
        ]
        self.fields["field_of_action"].empty_label = _("keines im Besonderen")
        self.helper = FormHelper(self)
        self.helper.layout = Layout("title", "text", "strand", "field_of_action")
        self.helper.add_input(Submit("vorschlagen", _("Vorschlag absenden")))

    def send(self, forum: Forum, registration: Registration) -> Proposal | None:
        """The proposal, or None with an error in the form; what was typed stays in it."""
        try:
            hit(
                "proposal",
                f"registration {registration.pk}",
                limit=PROPOSALS_PER_HOUR,
                per=timedelta(hours=1),
            )
            return propose(forum=forum, registration=registration, **self.cleaned_data)
        except (Refused, TooManyAttempts) as refusal:
            self.add_error(None, str(refusal))
            return None
