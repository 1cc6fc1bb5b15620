"""What a mail looks like when it is sent: plain text, the same as HTML, and why one gets it."""

from dataclasses import dataclass

from css_inline import CSSInliner
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from myk10.notifications import audiences
from myk10.notifications.digests import DigestText
from myk10.notifications.kinds import kind_of
from myk10.notifications.models import DIGEST_KIND, MAILING_TEST_KIND, Mail, Mailing
from myk10.notifications.tokens import button_url_of, newsletter_url_of, unsubscribe_url_of
from myk10.plaintext import plain_text_of
from myk10.text import paragraphs

# Mail readers take styles from the elements alone; rules for dark mode stay for those that know them.
_INLINER = CSSInliner(keep_at_rules=True, load_remote_stylesheets=False)


@dataclass(frozen=True)
class Letter:
    """The parts that the two templates of `templates/notifications/mail/` put together."""

    subject: str
    text: str
    html: SafeString
    why: str
    action_label: str = ""
    action_url: str = ""
    settings_url: str = ""
    unsubscribe_url: str = ""

    def as_text(self) -> str:
        return render_to_string("notifications/mail/letter.txt", self._context())

    def as_html(self) -> str:
        html = render_to_string("notifications/mail/letter.html", self._context())
        return _INLINER.inline(html)

    def _context(self) -> dict[str, object]:
        return {"letter": self, "site_url": settings.SITE_URL}


def letter_of(mail: Mail) -> Letter:
    if mail.mailing:
        return letter_of_mailing(mail.mailing, mail)
    kind = kind_of(mail.kind)
    text, html = mail.body, paragraphs(mail.body)
    if mail.kind == DIGEST_KIND:
        digest = DigestText(mail)
        text, html = digest.as_text(), digest.as_html()
    return Letter(
        subject=mail.subject,
        text=text,
        html=html,
        why=str(kind.why),
        action_label=mail.action_label,
        action_url=mail.action_url,
        settings_url=_settings_url() if kind.topic or mail.kind == DIGEST_KIND else "",
        unsubscribe_url=unsubscribe_url_of(mail),
    )


def letter_of_mailing(mailing: Mailing, mail: Mail) -> Letter:
    """The letter to the recipient of `mail`, which need not be saved: a preview is no mail yet."""
    group = audiences.group_of(mail.audience)
    why = group.why if group else str(kind_of(mail.kind).why)
    is_test = mail.kind == MAILING_TEST_KIND
    return Letter(
        subject=_("Probe: {subject}").format(subject=mailing.subject)
        if is_test
        else mailing.subject,
        text=plain_text_of(mailing.text, with_addresses=True),
        html=mark_safe(mailing.text),  # cleaned by RichTextField when it was written
        why=why,
        action_label=mailing.button_label,
        action_url=button_url_of(mailing, mail),
        settings_url=newsletter_url_of(mail.recipient)
        if group and group.audience.by_subscription
        else "",
        unsubscribe_url=unsubscribe_url_of(mail),
    )


def _settings_url() -> str:
    return settings.SITE_URL + reverse("notifications:preferences")


def message_of(mail: Mail) -> EmailMultiAlternatives:
    letter = letter_of(mail)
    headers = {"Message-ID": mail.message_id, "Auto-Submitted": "auto-generated"}
    if letter.unsubscribe_url:  # RFC 8058: one click, no further question
        headers["List-Unsubscribe"] = f"<{letter.unsubscribe_url}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message = EmailMultiAlternatives(
        subject=letter.subject,
        body=letter.as_text(),
        to=[mail.recipient],
        headers=headers,
    )
    message.attach_alternative(letter.as_html(), "text/html")
    if mail.calendar:
        method = "CANCEL" if "METHOD:CANCEL" in mail.calendar else "REQUEST"
        message.attach("termin.ics", mail.calendar, f"text/calendar; method={method}")
    return message
