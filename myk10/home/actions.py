from django.db import transaction
from django.db.models import ProtectedError, Q
from django.utils.translation import gettext as _
from pghistory.models import Context

import forums.actions.forgetting
import ideas.actions.authors
import myk10.discussions.actions
import myk10.events.actions.forgetting
import strategy.actions.consultation
import strategy.actions.debate
import workgroups.actions.membership
from myk10.accounts.models import User
from myk10.moderation.models import ContentFlag
from myk10.notifications.models import Mail, Subscription
from myk10.refusal import Refused


@transaction.atomic
def delete_account(*, user: User, keep_texts: bool) -> None:
    """Delete the account and all that is linked to it. Raises Refused when duties stand against it.

    Open votes are taken back, counted ones stay without a person. With `keep_texts`, ideas, questions,
    proposals, contributions and comments stay readable without a name; else their texts go as well.
    """
    superusers = User.objects.select_for_update().filter(is_superuser=True, is_active=True)
    if user.is_superuser and set(superusers.values_list("pk", flat=True)) == {user.pk}:
        raise Refused(
            _(
                "Dies ist das letzte Konto, das alles verwalten darf. "
                "Geben Sie dieses Recht zuerst einem anderen Konto."
            )
        )
    forums.actions.forgetting.forget_author(user=user, keep_texts=keep_texts)
    ideas.actions.authors.forget_author(user=user, keep_texts=keep_texts)
    strategy.actions.consultation.forget_author(user=user, keep_texts=keep_texts)
    myk10.discussions.actions.forget_author(user=user, keep_texts=keep_texts)
    strategy.actions.debate.forget_author(user=user, keep_texts=keep_texts)
    myk10.events.actions.forgetting.forget_person(user=user)
    workgroups.actions.membership.forget_person(user=user)
    _forget_correspondence(user)
    try:
        user.delete()
    except ProtectedError as error:
        raise Refused(
            _(
                "Ihr Konto hat noch eine Aufgabe, die andere brauchen. "
                "Bitte wenden Sie sich an das Projektbüro; dort wird das Konto gelöscht."
            )
        ) from error


def _forget_correspondence(user: User) -> None:
    Mail.objects.filter(Q(user=user) | Q(recipient__iexact=user.email)).delete()
    Subscription.objects.by_email(user.email).delete()
    ContentFlag.objects.filter(Q(reporter=user) | Q(reporter_email__iexact=user.email)).update(
        reporter=None, reporter_email=""
    )
    for context in Context.objects.filter(metadata__user=user.pk):
        context.metadata.pop("user")
        context.save()
