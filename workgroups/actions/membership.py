"""How people come into a body, show themselves there, and leave it."""

from datetime import date

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from myk10.accounts.models import User
from myk10.refusal import Refused
from workgroups import emails
from workgroups.models import Application, Body, Membership
from workgroups.rules import membership_of


@transaction.atomic
def apply_to_join(
    *, body: Body, user: User, name: str, text: str, affiliation: str = ""
) -> Application:
    """Ask to join. Pressed twice, it is one application. Raises Refused where nobody is wanted."""
    body = Body.objects.select_for_update(no_key=True).get(pk=body.pk)
    if not body.is_open_for_applications:
        raise Refused(_("Dieses Gremium nimmt zurzeit keine neuen Mitglieder auf."))
    if membership_of(user, body):
        raise Refused(_("Sie sind schon Mitglied."))
    if waiting := body.applications.awaiting_answer().filter(user=user).first():
        return waiting
    application = Application(body=body, user=user, name=name, text=text, affiliation=affiliation)
    application.full_clean()
    application.save()
    emails.application_received(application)
    return application


@transaction.atomic
def accept_application(
    *,
    application: Application,
    answered_by: User,
    role: str = Membership.Role.MEMBER,
    may_vote: bool = True,
    answer: str = "",
) -> Membership:
    application = _open(application)
    membership = appoint(
        body=application.body,
        user=application.user,
        name=application.name,
        affiliation=application.affiliation,
        role=role,
        may_vote=may_vote,
    )
    _answer(application, Application.State.ACCEPTED, answered_by, answer)
    emails.application_accepted(application)
    return membership


@transaction.atomic
def decline_application(*, application: Application, answered_by: User, answer: str) -> None:
    application = _open(application)
    if not answer.strip():
        raise Refused(_("Bitte schreiben Sie, warum es diesmal nicht geht."))
    _answer(application, Application.State.DECLINED, answered_by, answer)
    emails.application_declined(application)


@transaction.atomic
def withdraw_application(*, application: Application) -> None:
    application = _open(application)
    application.state = Application.State.WITHDRAWN
    application.save(update_fields=["state"])


def _open(application: Application) -> Application:
    rows = Application.objects.select_for_update(of=["self"]).select_related("body", "user")
    application = rows.get(pk=application.pk)
    if application.state != Application.State.OPEN:
        raise Refused(
            _("Über diese Bewerbung ist schon entschieden: {state}.").format(
                state=application.get_state_display()
            )
        )
    return application


def _answer(application: Application, state: str, answered_by: User, answer: str) -> None:
    application.state, application.answer = state, answer.strip()
    application.answered_at, application.answered_by = timezone.now(), answered_by
    application.save()


@transaction.atomic
def appoint(
    *,
    body: Body,
    user: User,
    name: str,
    role: str = Membership.Role.MEMBER,
    may_vote: bool = True,
    affiliation: str = "",
    from_on: date | None = None,
    until_on: date | None = None,
) -> Membership:
    """Give somebody a seat. Nobody has two seats in one body on the same day."""
    body = Body.objects.select_for_update(no_key=True).get(pk=body.pk)
    membership = Membership(
        body=body,
        user=user,
        name=name,
        affiliation=affiliation,
        role=role,
        may_vote=may_vote and role != Membership.Role.GUEST,
        from_on=from_on or timezone.localdate(),
        until_on=until_on,
    )
    refuse_second_seat(membership)
    membership.full_clean()
    membership.save()
    return membership


def refuse_second_seat(membership: Membership) -> None:
    """Raises Refused if the person has a seat in the body on one of these days already."""
    if membership.user_id is None:
        return
    others = membership.body.memberships.filter(user=membership.user_id).exclude(pk=membership.pk)
    for other in others:
        begins_later = other.until_on and other.until_on < membership.from_on
        ends_before = membership.until_on and membership.until_on < other.from_on
        if not (begins_later or ends_before):
            raise Refused(_("Diese Person ist in dieser Zeit schon Mitglied."))


@transaction.atomic
def end_membership(*, membership: Membership, last_day: date) -> Membership:
    membership = Membership.objects.select_for_update(of=["self"]).get(pk=membership.pk)
    if last_day < membership.from_on:
        raise Refused(_("Der letzte Tag darf nicht vor dem ersten liegen."))
    membership.until_on = last_day
    membership.save(update_fields=["until_on"])
    return membership


@transaction.atomic
def show_oneself(
    *, membership: Membership, shown: bool, affiliation: str, photo: ContentFile | None = None
) -> None:
    """What the public reads of a member is the member's own decision; taking it back removes the photo."""
    membership = Membership.objects.select_for_update(of=["self"]).get(pk=membership.pk)
    if not membership.is_current:
        raise Refused(_("Sie sind nicht mehr Mitglied."))
    old = membership.photo.name
    membership.shown_publicly, membership.affiliation = shown, affiliation
    if photo:
        membership.photo.save(str(photo.name), photo, save=False)
    elif not shown:
        membership.photo = ""
    membership.full_clean()
    membership.save()
    if old and old != membership.photo.name:
        storage = membership.photo.storage
        transaction.on_commit(lambda: storage.delete(old))


@transaction.atomic
def forget_person(*, user: User) -> None:
    """A leaving person's seats end today. The name stays, as it stands in minutes; all else goes."""
    today = timezone.localdate()
    for membership in Membership.objects.select_for_update(of=["self"]).filter(user=user):
        if membership.photo:
            membership.photo.delete(save=False)
        if membership.from_on > today:
            membership.delete()
            continue
        membership.shown_publicly, membership.affiliation = False, ""
        if membership.is_current:
            membership.until_on = today
        membership.save()
