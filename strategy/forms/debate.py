from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from myk10.accounts.models import User
from myk10.refusal import Refused
from myk10.text import LongText, plain_text
from myk10.throttle import TooManyAttempts
from strategy.actions.debate import contribute, edit_contribution
from strategy.debate_listing import EXPLANATIONS
from strategy.models import Contribution, GuidingQuestion
from strategy.models.debate import TEXT_LENGTH


class ContributionForm(forms.ModelForm):
    """`send` writes a new contribution, `save_changes` changes the one that the form is about."""

    text = LongText(
        label=_("Erläuterung"),
        max_length=TEXT_LENGTH,
        required=False,
        validators=[plain_text],
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Warum ist das wichtig? Wem hilft es? Höchstens 3.000 Zeichen."),
    )

    class Meta:
        model = Contribution
        fields = ["column", "title", "text", "field_of_action", "municipality"]
        labels = {"column": _("Wohin gehört Ihr Beitrag?")}
        help_texts = {
            "title": _("Zum Beispiel: „Den Bauantrag online stellen“. Höchstens 120 Zeichen."),
        }
        error_messages = {
            "column": {"required": _("Bitte wählen Sie, wohin Ihr Beitrag gehört.")},
            "title": {"required": _("Bitte sagen Sie in einem Satz, worum es Ihnen geht.")},
        }
        widgets = {"column": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["column"].choices = [
            (name, f"{label}: {EXPLANATIONS[name]}") for name, label in Contribution.Column.choices
        ]
        self.fields["field_of_action"].empty_label = _("keines im Besonderen")
        self.fields["municipality"].empty_label = _("ganzer Landkreis")
        self.fields["municipality"].help_text = ""
        self.fields["municipality"].label = _("Für welche Gemeinde?")
        self.helper = FormHelper(self)
        self.helper.layout = Layout("column", "title", "text", "field_of_action", "municipality")
        label = _("Änderungen speichern") if self.instance.pk else _("Beitrag veröffentlichen")
        self.helper.add_input(Submit("senden", label))

    def send(self, question: GuidingQuestion, author: User) -> Contribution | None:
        """The contribution, or None with an error in the form; what was typed stays in it."""
        try:
            return contribute(question=question, author=author, **self.cleaned_data)
        except (Refused, TooManyAttempts) as refusal:
            self.add_error(None, str(refusal))
            return None

    def save_changes(self, author: User) -> Contribution | None:
        try:
            return edit_contribution(contribution=self.instance, author=author, **self.cleaned_data)
        except Refused as refusal:
            self.add_error(None, str(refusal))
            return None
