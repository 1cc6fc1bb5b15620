"""Forms that anybody can send without an account, and what keeps machines from doing so."""

import time
from datetime import timedelta
from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

SECONDS_TO_FILL_IN = 3
OPEN_AT_MOST = timedelta(hours=12)
_STAMP = signing.TimestampSigner(salt="form-begun")


class HoneypotForm(forms.Form):
    """A field that people do not see, and a minimum time. Show both with `components/honeypot.html`.

    A view answers a form that `is_by_machine` as if it had worked.
    """

    website = forms.CharField(
        label=_("Bitte leer lassen"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )
    begun = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["begun"] = _stamp()

    @property
    def is_by_machine(self) -> bool:
        return bool(self.data.get("website"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        try:
            began = float(_STAMP.unsign(cleaned.get("begun", ""), max_age=OPEN_AT_MOST))
        except signing.BadSignature:
            self.data = self.data.copy()
            self.data["begun"] = _stamp()
            self.add_error(
                None, _("Das Formular war zu lange offen. Bitte senden Sie es noch einmal ab.")
            )
            return cleaned
        if time.time() - began < SECONDS_TO_FILL_IN:
            self.add_error(
                None, _("Das ging sehr schnell. Bitte senden Sie das Formular noch einmal ab.")
            )
        return cleaned


def _stamp() -> str:
    return _STAMP.sign(str(time.time()))
