"""Whether a mail is still wanted, asked at the moment of sending."""

from django.utils.translation import gettext as _

from myk10.notifications import audiences
from myk10.notifications.kinds import kind_of
from myk10.notifications.models import MAILING_KIND, Mail, OptOut, Preference
from myk10.notifications.topics import SILENT


def reason_not_to_send(mail: Mail) -> str:
    """Why nobody wants the mail any more, in German for the Projektbüro; empty when it is wanted."""
    if mail.for_account and not (mail.user and mail.user.is_active):
        return _("Das Konto ist geschlossen.")
    if mail.kind == MAILING_KIND:
        return _reason_not_to_send_mailing(mail)
    kind = kind_of(mail.kind)
    if kind.topic and _is_silenced(mail, kind.topic):
        return _("Die Person möchte diese Nachrichten nicht mehr per E-Mail.")
    if kind.is_bulk and _has_opted_out(mail):
        return _("Die Adresse hat Rundschreiben abbestellt.")
    if not kind.still_wanted(mail):
        return _("Der Anlass hat sich erledigt.")
    return ""


def _reason_not_to_send_mailing(mail: Mail) -> str:
    if _has_opted_out(mail):
        return _("Die Adresse hat Rundschreiben abbestellt.")
    group = audiences.group_of(mail.audience)
    if group is None or not group.includes(mail.recipient):
        return _("Die Adresse gehört nicht mehr zu den Empfängern.")
    return ""


def _has_opted_out(mail: Mail) -> bool:
    return OptOut.objects.filter(email__iexact=mail.recipient).exists()


def _is_silenced(mail: Mail, topic: str) -> bool:
    wishes = Preference.objects.filter(user=mail.user_id, topic=topic, delivery__in=SILENT)
    return mail.user_id is not None and wishes.exists()
