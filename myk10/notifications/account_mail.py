import uuid
from typing import Any

from allauth.core import context as allauth_context
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from myk10.accounts.adapter import AccountAdapter
from myk10.accounts.models import User
from myk10.notifications.actions.outbox import queue_mail
from myk10.notifications.models import ACCOUNT_KIND

ACTIONS = {
    "activate_url": _("Adresse bestätigen"),
    "password_reset_url": _("Neues Passwort setzen"),
    "signup_url": _("Konto anlegen"),
}


class OutboxAccountAdapter(AccountAdapter):
    """Sends allauth's mails through the outbox. Each is written once, whatever its template."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        values = {"email": email, **context}
        request = allauth_context.request
        queue_mail(
            kind=ACCOUNT_KIND,
            occasion=uuid.uuid4().hex,
            to=email,
            subject=render_to_string(f"{template_prefix}_subject.txt", values, request),
            body=render_to_string(f"{template_prefix}_message.txt", values, request).strip() + "\n",
            user=User.objects.by_email(email).first(),
            action=_action_of(context),
        )


def _action_of(context: dict[str, Any]) -> tuple[str, str]:
    """What allauth wants the reader to do; it puts one such address into a mail at most."""
    return next(
        ((str(label), context[name]) for name, label in ACTIONS.items() if name in context),
        ("", ""),
    )
