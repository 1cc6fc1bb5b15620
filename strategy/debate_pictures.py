"""The pictures beside a debate: by field of action, by municipality."""

from django.utils.translation import gettext_lazy as _

from myk10.charts import Bar, DrawnBar, Tile, TileMap, bar_chart, tile_map
from strategy.debate_listing import ContributionList
from strategy.participation import Participation

HIDDEN = _("k. A.")


def fields_picture(participation: Participation, shown: ContributionList) -> list[DrawnBar]:
    rows = [row for row in participation.by_field if row.slug or row.value != 0]
    return bar_chart(
        Bar(
            label=row.label or str(_("ohne Handlungsfeld")),
            value=row.value or 0,
            text=str(HIDDEN) if row.value is None else "",
            url=shown.list_address(feld=row.slug) if row.slug else "",
        )
        for row in rows
    )


def municipalities_picture(participation: Participation, shown: ContributionList) -> TileMap:
    return tile_map(
        Tile(
            label=row.label,
            column=row.column,
            row=row.row,
            value=row.value or 0,
            text=str(HIDDEN) if row.value is None else "",
            url=shown.list_address(gemeinde=row.slug),
        )
        for row in participation.by_municipality
        if row.slug
    )
