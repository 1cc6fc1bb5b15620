"""A version of the strategy as a PDF that everybody can read."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from myk10.blocks import blocks_of
from myk10.pdf import pdf
from myk10.templatetags.texts import long_moment, short_date
from strategy.models import Version
from strategy.reading import Standing, document_of, standing_of


def pdf_of(version_id: int) -> bytes:
    document = document_of(version_id)
    version = document.version
    data = {
        "title": f"{version.strategy}: {version}",
        "foot": f"{version.strategy} · {version} · {version.kind}",
        "strategy": version.strategy.title,
        "version": version.title,
        "summary": version.strategy.summary,
        "kind": capfirst(str(version.kind)),
        "standing": [*_standing(standing_of(version)), _address(version)],
        "words": {
            "contents": _("Inhalt"),
            "foreword": _("Vorwort"),
            "adoption": _("Beschluss"),
            "checksum": _(
                "Die Prüfsumme gehört zum beschlossenen Text, wie er unter dieser Adresse steht: {url}"
            ).format(url=settings.SITE_URL + reverse("strategy:adopted_text", args=[version.slug])),
        },
        "foreword": _text(version.foreword),
        "sections": [
            {
                "level": each.level,
                "number": each.number,
                "title": each.passage.title,
                "body": _text(each.passage.body),
            }
            for each in document.tree
        ],
        "adoption": _adoption(version),
    }
    return pdf("strategy", data)


def _text(html: str) -> list[dict[str, Any]]:
    """The standard allows no heading that leaves a level out."""
    blocks, has_big_one = blocks_of(html), False
    for block in blocks:
        has_big_one = has_big_one or block["kind"] == "h2"
        if block["kind"] == "h3" and not has_big_one:
            block["kind"] = "h2"
    return blocks


def _adoption(version: Version) -> list[tuple[str, str]] | None:
    if not version.is_adopted:
        return None
    adoption = version.adoption
    return [
        (_("Beschlossen von"), adoption.body),
        (_("Am"), short_date(adoption.adopted_on)),
        (_("Nummer"), adoption.resolution_number),
        ("SHA-256", adoption.sha256),
    ]


def _standing(standing: Standing) -> list[str]:
    version, in_force = standing.version, standing.in_force
    lines = _decided(version)
    if version.takes_remarks:
        text = _("Konsultation bis {moment}")
        lines.append(text.format(moment=long_moment(version.evaluation_from)))
    if version.demo_content:
        lines.append(_("Beispielinhalt"))
    if in_force and in_force != version:
        lines.append(_("Es gilt: {version}").format(version=in_force))
    if standing.newest and standing.newest != in_force:
        lines.append(_("Es gibt eine neuere Fassung: {version}").format(version=standing.newest))
    today = short_date(timezone.localdate())
    return [*lines, _("Abgerufen am {day}").format(day=today)]


def _decided(version: Version) -> list[str]:
    if not version.is_adopted:
        return [_("Dieser Text ist nicht beschlossen.")]
    adoption = version.adoption
    line = _("Beschlossen am {day} von: {body}, Beschluss {number}").format(
        day=short_date(adoption.adopted_on),
        body=adoption.body,
        number=adoption.resolution_number,
    )
    return [line, f"SHA-256: {adoption.sha256}"]


def _address(version: Version) -> str:
    return settings.SITE_URL + version.get_absolute_url()
