"""What can be flagged and hidden: every model with a foreign key `hidden_by` to Decision, an `author`,
an address, and `objects.visible_to(user)`. They are found through that key; there is no registry."""

from functools import cache
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _

from myk10.moderation.models import Decision


@cache
def flaggable_models() -> dict[str, type[models.Model]]:
    """The models by the word that stands for them in addresses, such as “kommentar”."""
    models_with_key = [
        relation.related_model
        for relation in Decision._meta.get_fields(include_hidden=True)
        if relation.is_relation and relation.auto_created and relation.field.name == "hidden_by"
    ]
    # Rows of the audit have the key as well, but nobody sees them.
    return {
        kind_of(model): model
        for model in models_with_key
        if hasattr(model._default_manager, "visible_to")
    }


def kind_of(model: type[models.Model] | models.Model) -> str:
    return slugify(str(model._meta.verbose_name))


def lock_target(target: models.Model | None) -> Any:
    """The row as it is now, locked until the end of the transaction. None when it is gone."""
    if target is None:
        return None
    rows = type(target)._base_manager.select_for_update(of=("self",), no_key=True)
    return rows.filter(pk=target.pk).first()


def set_hidden_by(target: models.Model, decision: Decision | None) -> None:
    type(target)._base_manager.filter(pk=target.pk).update(hidden_by=decision)
    target.hidden_by = decision


def typed_text(target: models.Model | None) -> str:
    """Everything that a person typed into it, for those who have to judge it."""
    if target is None:
        return ""
    texts = [
        str(getattr(target, field.attname) or "").strip()
        for field in target._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField)
        and field.editable
        and not field.choices
        and field.name != "slug"
    ]
    return "\n".join(text for text in texts if text)


def moderation_link(row: Any) -> tuple[str, str]:
    """Where the Projektbüro hides the row or shows it again, and what that is called."""
    about = [kind_of(row), row.pk]
    if row.hidden_by_id:
        return reverse("admin:moderation_restore", args=about), _("Wieder einblenden")
    return reverse("admin:moderation_hide", args=about), _("Ausblenden")
