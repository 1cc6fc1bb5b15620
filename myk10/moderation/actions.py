"""Flagging, hiding, restoring, objecting. Each decision is made once: whoever comes second is told.

Locks are taken in one order: the content, then its flags or its objection.
"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from myk10.accounts.models import User
from myk10.accounts.rules import is_projektbuero
from myk10.moderation import emails, rules, targets
from myk10.moderation.models import ContentFlag, Decision, Objection
from myk10.refusal import Refused


@transaction.atomic
def flag_content(
    *,
    target: models.Model,
    category: str,
    text: str,
    reporter: User | None = None,
    reporter_email: str = "",
) -> ContentFlag:
    """Take in a notice (Art. 16 DSA). A second one by the same account while the first is open is
    the first one: its receipt is returned again."""
    content = targets.lock_target(target)
    if content is None or content.hidden_by_id:
        raise Refused(_("Dieser Beitrag ist nicht mehr zu sehen."))
    if reporter:
        earlier = ContentFlag.objects.open().about(content).filter(reporter=reporter).first()
        if earlier:
            return earlier
    flag = ContentFlag.objects.create(
        target=content,
        category=category,
        text=text,
        reporter=reporter,
        reporter_email="" if reporter else reporter_email,
    )
    emails.flag_received(flag)
    return flag


@transaction.atomic
def dismiss_flag(*, flag: ContentFlag, moderator: User, reason: str) -> ContentFlag:
    _require_moderator(moderator)
    flag = ContentFlag.objects.select_for_update(of=("self",)).get(pk=flag.pk)
    if flag.state != ContentFlag.State.OPEN:
        raise Refused(
            _("Über die Meldung {receipt} wurde inzwischen entschieden: {state}.").format(
                receipt=flag.receipt, state=flag.get_state_display()
            )
        )
    _decide_flag(flag, ContentFlag.State.DISMISSED, moderator, _required(reason))
    return flag


@transaction.atomic
def hide_content(*, target: models.Model, moderator: User, ground: str, reason: str) -> Decision:
    """Hide it, uphold every open flag about it, and tell its author why (Art. 17 DSA)."""
    _require_moderator(moderator)
    content = targets.lock_target(target)
    if content is None:
        raise Refused(_("Diesen Beitrag gibt es nicht mehr."))
    if content.hidden_by_id:
        raise Refused(_("Dieser Beitrag wurde inzwischen schon ausgeblendet."))
    if ground not in Decision.Ground.values:
        raise Refused(_("Bitte wählen Sie einen Grund."))
    decision = Decision.objects.create(
        target=content,
        kind=Decision.Kind.HIDE,
        ground=ground,
        reason=_required(reason),
        author=content.author,
        decided_by=moderator,
    )
    targets.set_hidden_by(content, decision)
    for flag in ContentFlag.objects.open().about(content).select_for_update(of=("self",)):
        flag.decision = decision
        _decide_flag(flag, ContentFlag.State.UPHELD, moderator, decision.get_ground_display())
    emails.content_hidden(decision)
    return decision


@transaction.atomic
def restore_content(*, target: models.Model, moderator: User, reason: str) -> Decision:
    """Show it again. An open objection is thereby answered: it was right."""
    _require_moderator(moderator)
    content = _locked_hidden_content(target)
    objection = (
        Objection.objects.open()
        .select_for_update(of=("self",))
        .filter(decision=content.hidden_by_id)
        .first()
    )
    decision = _restore(content, moderator, _required(reason))
    if objection:
        _answer(objection, Objection.State.UPHELD, moderator, decision.reason)
    else:
        emails.content_restored(decision)
    return decision


@transaction.atomic
def object_to_decision(*, decision: Decision, author: User, text: str) -> Objection:
    if not rules.is_affected(author, decision):
        raise PermissionDenied
    if not rules.can_be_objected_to(author, decision):
        raise Refused(_("Die Frist für einen Widerspruch ist abgelaufen."))
    content = targets.lock_target(decision.target)
    if content is None or content.hidden_by_id != decision.pk:
        raise Refused(
            _("Ihr Beitrag ist nicht mehr ausgeblendet. Ein Widerspruch ist nicht nötig.")
        )
    try:
        with transaction.atomic():
            objection = Objection.objects.create(
                decision=decision, author=author, text=_required(text)
            )
    except IntegrityError:
        raise Refused(
            _("Sie haben gegen diese Entscheidung schon Widerspruch eingelegt.")
        ) from None
    emails.objection_received(objection)
    return objection


@transaction.atomic
def answer_objection(
    *, objection: Objection, moderator: User, upheld: bool, answer: str
) -> Objection:
    """Answer an objection. An upheld one restores the content."""
    _require_moderator(moderator)
    answer = _required(answer)
    content = targets.lock_target(objection.decision.target)
    objection = Objection.objects.select_for_update(of=("self",)).get(pk=objection.pk)
    if objection.state != Objection.State.OPEN:
        raise Refused(
            _("Der Widerspruch wurde inzwischen schon beantwortet: {state}.").format(
                state=objection.get_state_display()
            )
        )
    if upheld and content is not None and content.hidden_by_id == objection.decision_id:
        _restore(content, moderator, answer)
    state = Objection.State.UPHELD if upheld else Objection.State.REJECTED
    _answer(objection, state, moderator, answer)
    return objection


@transaction.atomic
def forget_reporters() -> int:
    """Delete the addresses of people who flagged without an account, half a year after the decision,
    as the privacy statement promises; how many."""
    long_ago = timezone.now() - rules.OBJECTION_PERIOD
    old = ContentFlag.objects.filter(decided_at__lt=long_ago).exclude(reporter_email="")
    return old.update(reporter_email="")


def _require_moderator(person: User) -> None:
    if not is_projektbuero(person):
        raise PermissionDenied


def _required(text: str) -> str:
    text = text.strip()
    if not text:
        raise Refused(_("Bitte geben Sie eine Begründung an."))
    return text


def _locked_hidden_content(target: models.Model) -> Any:
    content = targets.lock_target(target)
    if content is None:
        raise Refused(_("Diesen Beitrag gibt es nicht mehr."))
    if not content.hidden_by_id:
        raise Refused(_("Dieser Beitrag ist inzwischen schon wieder zu sehen."))
    return content


def _restore(content: Any, moderator: User, reason: str) -> Decision:
    decision = Decision.objects.create(
        target=content,
        kind=Decision.Kind.RESTORE,
        reason=reason,
        author=content.author,
        decided_by=moderator,
    )
    targets.set_hidden_by(content, None)
    return decision


def _decide_flag(flag: ContentFlag, state: str, moderator: User, reason: str) -> None:
    flag.state = state
    flag.decision_reason = reason
    flag.decided_at = timezone.now()
    flag.decided_by = moderator
    flag.save(update_fields=["state", "decision", "decision_reason", "decided_at", "decided_by"])
    emails.flag_decided(flag)


def _answer(objection: Objection, state: str, moderator: User, answer: str) -> None:
    objection.state = state
    objection.answer = answer
    objection.answered_at = timezone.now()
    objection.answered_by = moderator
    objection.save(update_fields=["state", "answer", "answered_at", "answered_by"])
    emails.objection_answered(objection)
