import uuid
from typing import Any

from allauth.core import context as allauth_context
from django.template.loader import render_to_string

from myk10.accounts.adapter import AccountAdapter
from myk10.accounts.models import User
from myk10.notifications.actions import queue_mail
from myk10.notifications.models import ACCOUNT_KIND


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
        )
