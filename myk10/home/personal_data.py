"""Everything this site keeps about a person, found by walking the account's reverse relations.

A new app is included without being named here. What is left out is named, with the reason.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.fields import GenericForeignKey
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from myk10.accounts.models import User
from myk10.notifications.models import OptOut, Subscription
from myk10.templatetags.texts import long_date, long_moment

SECRET_FIELDS = {
    "accounts.user": {"password"},
    "mfa.authenticator": {"data"},
    # The texts of account mails hold links that open the account.
    "notifications.mail": {"body", "action_url"},
    "socialaccount.socialaccount": {"extra_data"},
}
# Rows that were made without an account, with an address that is the account's.
ADDRESSES = {"events.registration.user": "email"}
# Rows that belong to a person's rows. Other rows that point there are other people's.
PARTS = {
    "ideas.ballot": ["votes"],
    "ideas.idea": ["images"],
    "ideas.juror": ["scores"],
    "notifications.subscription": ["municipalities", "fields_of_action"],
}
# In German, where a model leaves its field without a name of its own.
LABELS = {
    "answered_by": _("beantwortet"),
    "asked_by": _("gefragt als"),
    "assessed_by": _("geprüft"),
    "author": _("verfasst"),
    "cast_at": _("abgegeben"),
    "competition": _("Wettbewerb"),
    "content_type": _("Art des Beitrags"),
    "created_at": _("begonnen am"),
    "criterion": _("Kriterium"),
    "decided_by": _("entschieden"),
    "discussion": _("Diskussion"),
    "hidden_by": _("ausgeblendet durch"),
    "idea": _("Idee"),
    "last_used_at": _("zuletzt benutzt"),
    "measure": _("Maßnahme"),
    "merged_into": _("zusammengeführt mit"),
    "points": _("Punkte"),
    "proposed_by": _("vorgeschlagen"),
    "pseudonym": _("Pseudonym im veröffentlichten Ergebnis"),
    "scored_at": _("vergeben"),
    "type": _("Art"),
}


@dataclass
class Value:
    name: str
    label: str
    plain: Any
    text: str


@dataclass
class Row:
    values: list[Value]
    parts: list["Section"] = field(default_factory=list)


@dataclass
class Section:
    """Rows of one kind. `count` alone tells of work for the county, which is about other people."""

    key: str
    label: str
    rows: list[Row]
    count: int


def sections_about(user: User) -> list[Section]:
    return [
        _section(User.objects.filter(pk=user.pk), "accounts.user", gettext("Konto"), user),
        *(section for section in _related_sections(user) if section.count),
        *(section for section in _sections_of_address(user) if section.count),
    ]


def as_json(sections: list[Section]) -> dict[str, Any]:
    return {section.key: _plain_section(section) for section in sections}


def _plain_section(section: Section) -> Any:
    if not section.rows:
        return {"count": section.count}
    return [
        {value.name: value.plain for value in row.values} | as_json(row.parts)
        for row in section.rows
    ]


def _related_sections(user: User) -> Iterator[Section]:
    relations = [
        relation
        for relation in User._meta.get_fields(include_hidden=True)
        if relation.auto_created and not relation.concrete and is_kept(relation.related_model)
    ]
    for relation in relations:
        model, name = relation.related_model, relation.field.name
        key = f"{model._meta.label_lower}.{name}"
        theirs = models.Q(**{name: user})
        if key in ADDRESSES:
            theirs |= models.Q(**{f"{ADDRESSES[key]}__iexact": user.email})
        rows = model._base_manager.filter(theirs)
        label = str(model._meta.verbose_name_plural)
        if relation.hidden or model._meta.app_label == "admin":
            label = f"{label} ({label_of(relation.field)})"
            yield Section(key, label, [], rows.count())
        else:
            yield _section(rows, key, label, user)


def _sections_of_address(user: User) -> Iterator[Section]:
    """What needs no account and hangs on the address alone."""
    for model in (Subscription, OptOut):
        rows = model._base_manager.filter(email__iexact=user.email)
        yield _section(rows, model._meta.label_lower, str(model._meta.verbose_name_plural), user)


def is_kept(model: type[models.Model]) -> bool:
    """Whether rows of it exist. Not so for views over several tables, and for the joins that
    Django keeps to groups and permissions, which nobody here has."""
    return model._meta.concrete_model._meta.managed and not model._meta.auto_created


def _section(rows: models.QuerySet, key: str, label: str, user: User) -> Section:
    fields = [item for item in rows.model._meta.fields if is_shown(item)]
    single = [item.name for item in fields if item.is_relation]
    found = [
        Row([_value(row, item) for item in fields if _is_own(row, item, user)], _parts(row, user))
        for row in rows.select_related(*single).order_by("pk")
    ]
    return Section(key, label, found, len(found))


def _parts(row: models.Model, user: User) -> list[Section]:
    parts = []
    for name in PARTS.get(row._meta.label_lower, []):
        rows = getattr(row, name).all()
        if rows:
            parts.append(_section(rows, name, str(rows.model._meta.verbose_name_plural), user))
    return parts


def is_shown(item: models.Field) -> bool:
    if isinstance(item, models.GeneratedField | GenericForeignKey):
        return False
    return item.name not in SECRET_FIELDS.get(item.model._meta.label_lower, set())


def _is_own(row: models.Model, item: models.Field, user: User) -> bool:
    """Who else acted on a row is that person's data."""
    return item.related_model is not User or getattr(row, item.attname) == user.pk


def _value(row: models.Model, item: models.Field) -> Value:
    value = getattr(row, item.name)
    if item.related_model is User:
        plain, text = str(value), ""  # says nothing new on the person's own page
    elif item.is_relation:
        plain = text = "" if value is None else str(value)
    elif item.choices:
        plain, text = value, str(getattr(row, f"get_{item.name}_display")())
    elif hasattr(value, "isoformat"):
        plain, text = _moment(value)
    elif isinstance(value, bool):
        plain, text = value, gettext("ja") if value else gettext("nein")
    elif value is None or isinstance(value, int | float | str):
        plain, text = value, "" if value is None else str(value)
    else:
        plain = text = str(value)
    return Value(item.name, label_of(item), plain, text)


def label_of(item: models.Field) -> str:
    has_name = item.verbose_name != item.name.replace("_", " ")
    return str(item.verbose_name if has_name else LABELS.get(item.name, item.verbose_name))


def _moment(value: Any) -> tuple[str, str]:
    if not hasattr(value, "hour"):
        return value.isoformat(), long_date(value)
    value = timezone.localtime(value)
    return value.isoformat(), long_moment(value)
