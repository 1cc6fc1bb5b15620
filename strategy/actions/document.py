"""What becomes of a version: it is made, published, opened for consultation, adopted."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from myk10.accounts.models import User
from myk10.refusal import Refused
from myk10.templatetags.texts import long_moment
from myk10.text import sha256_of
from strategy.adopted_text import canonical_text
from strategy.chapters import DEEPEST, numbered_tree
from strategy.models import Adoption, Passage, Strategy, Version
from strategy.models.document import RESERVED_SLUGS


@transaction.atomic
def create_version(
    *, strategy: Strategy, title: str, slug: str, based_on: Version | None = None
) -> Version:
    """An unpublished version: empty, or with all sections of the one that it is based on."""
    if slug in RESERVED_SLUGS or Version.objects.filter(slug=slug).exists():
        raise Refused(_("Dieses Kürzel ist schon vergeben. Bitte wählen Sie ein anderes."))
    version = Version(strategy=strategy, title=title, slug=slug, based_on=based_on)
    if based_on:
        version.foreword = based_on.foreword
    version.save()
    if based_on:
        _copy_passages(based_on, version)
    return version


def _copy_passages(source: Version, version: Version) -> None:
    tree = numbered_tree(source.passages.all())
    copies: dict[int | None, Passage] = {}
    for level in range(1, DEEPEST + 1):
        originals = [numbered.passage for numbered in tree if numbered.level == level]
        made = Passage.objects.bulk_create(
            _copy(original, version, copies.get(original.parent_id)) for original in originals
        )
        copies |= {original.pk: copy for original, copy in zip(originals, made, strict=True)}


def _copy(original: Passage, version: Version, parent: Passage | None) -> Passage:
    kept = ("section_id", "position", "title", "body", "easy_text", "easy_of")
    who = ("edited_at", "edited_by_id")
    values = {name: getattr(original, name) for name in (*kept, *who)}
    return Passage(version=version, parent=parent, **values)


@transaction.atomic
def publish_version(*, version: Version) -> Version:
    """From now on everybody can read it. It is changed in public, until it is adopted."""
    version = locked_for_change(version)
    if not version.passages.exists():
        raise Refused(_("Diese Fassung hat noch keine Abschnitte. Schreiben Sie zuerst welche."))
    now = timezone.now()
    if version.published_from is None or version.published_from > now:
        version.published_from = now
        version.save(update_fields=["published_from"])
    return version


@transaction.atomic
def set_consultation(*, version: Version, begins: datetime, ends: datetime) -> Version:
    """Once people were asked, only the end can move, and only to a moment that is still to come."""
    version = locked_for_change(version)
    now = timezone.now()
    if version.published_from is None or version.published_from > now:
        raise Refused(_("Bitte veröffentlichen Sie die Fassung, bevor Sie um Anmerkungen bitten."))
    if ends <= max(begins, now):
        raise Refused(
            _(
                "Die Konsultation muss nach ihrem Beginn enden, und nicht schon in der Vergangenheit."
            )
        )
    has_begun = version.consultation_from is not None and version.consultation_from <= now
    if has_begun and begins != version.consultation_from:
        text = _("Die Konsultation läuft seit {moment}. Ihr Beginn steht damit fest.")
        raise Refused(text.format(moment=long_moment(version.consultation_from)))
    if begins <= version.published_from:
        text = _(
            "Die Konsultation kann erst nach der Veröffentlichung beginnen, also nach {moment}."
        )
        raise Refused(text.format(moment=long_moment(version.published_from)))
    version.consultation_from, version.evaluation_from = begins, ends
    version.save(update_fields=["consultation_from", "evaluation_from"])
    return version


@transaction.atomic
def adopt_version(
    *, version: Version, body: str, adopted_on: date, resolution_number: str, recorded_by: User
) -> Adoption:
    """Freeze the version as the body has adopted it. The database refuses any change from then on."""
    version = locked_for_change(version)
    if not version.is_public:
        raise Refused(
            _("Diese Fassung ist nie veröffentlicht worden. Veröffentlichen Sie sie zuerst.")
        )
    if version.evaluation_from and timezone.now() < version.evaluation_from:
        text = _("Die Konsultation dauert bis {moment}. Erst danach ist ein Beschluss möglich.")
        raise Refused(text.format(moment=long_moment(version.evaluation_from)))
    if adopted_on > timezone.localdate():
        raise Refused(_("Der Tag des Beschlusses liegt in der Zukunft."))
    if not version.passages.exists():
        raise Refused(_("Diese Fassung hat keine Abschnitte, die beschlossen sein könnten."))
    text = canonical_text(version)
    return Adoption.objects.create(
        version=version,
        body=body,
        adopted_on=adopted_on,
        resolution_number=resolution_number,
        text=text,
        sha256=sha256_of(text),
        recorded_by=recorded_by,
    )


def locked_for_change(version: Version) -> Version:
    """The version as it is now. Nobody else changes, moves or adopts anything in it until the end of
    the transaction. Refused for one that was adopted."""
    version = Version.objects.select_for_update().get(pk=version.pk)
    # A query of its own: a join would show the moment before the lock was free.
    adoption = Adoption.objects.filter(version=version).first()
    if adoption:
        text = _(
            "Diese Fassung ist beschlossen ({body}, {day}) und ändert sich nicht mehr. "
            "Legen Sie für Änderungen eine neue Fassung an."
        )
        day = adoption.adopted_on.strftime("%d.%m.%Y")
        raise Refused(text.format(body=adoption.body, day=day))
    return version
