from datetime import UTC, datetime

from django.template.loader import render_to_string

from myk10.charts import Bar, Phase, Tile, bar_chart, phase_timeline, tile_map
from myk10.region.models import Municipality


def september(day: int) -> datetime:
    return datetime(2026, 9, day, tzinfo=UTC)


PHASES = [
    Phase("Einreichung", september(1), september(10)),
    Phase("Abstimmung", september(10), september(20)),
    Phase("Ergebnis", september(20), None),
]


def states(now: datetime) -> list[str]:
    return [bar.state for bar in phase_timeline(PHASES, now=now).bars]


def test_phase_states_follow_the_moment():
    assert states(datetime(2026, 8, 31, tzinfo=UTC)) == ["future", "future", "future"]
    assert states(september(1)) == ["current", "future", "future"]
    assert states(september(10)) == ["past", "current", "future"]
    assert states(september(30)) == ["past", "past", "current"]


def test_mark_of_today_stands_where_the_phase_stands_in_time():
    assert phase_timeline(PHASES, now=september(15), width=294).now_x == "147.0"
    assert phase_timeline(PHASES, now=datetime(2026, 8, 1, tzinfo=UTC)).now_x == "0.0"


def test_mark_of_today_keeps_its_word_inside_the_picture():
    anchors = [phase_timeline(PHASES, now=september(day)).now_anchor for day in (1, 15)]

    assert anchors == ["start", "middle"]


def test_tiles_are_shaded_in_four_steps_and_nothing_stays_blank():
    chart = tile_map(Tile(str(n), n, 0, n) for n in (0, 1, 5, 8))

    assert [placed.level for placed in chart.tiles] == [0, 1, 3, 4]


def test_map_without_a_single_idea_is_blank():
    chart = tile_map([Tile("Mayen", 0, 0, 0)])

    assert [placed.level for placed in chart.tiles] == [0]


def test_long_double_names_take_two_lines():
    chart = tile_map([Tile("Rhein-Mosel", 0, 0, 1), Tile("Mayen-Koblenz", 1, 0, 1)])

    assert [placed.lines for placed in chart.tiles] == [["Rhein-Mosel"], ["Mayen-", "Koblenz"]]


def test_short_names_tell_the_municipalities_apart(db):
    names = Municipality.objects.values_list("name", flat=True)
    short = [placed.short for placed in tile_map(Tile(name, 0, 0, 1) for name in names).tiles]

    assert short == "Ande Bend Maif Mayen Mendig Pell Rh-Mo Vall Vord Weiß".split()


def test_longest_bar_is_full_and_zero_is_empty():
    assert [drawn.length for drawn in bar_chart([Bar("a", 30), Bar("b", 15), Bar("c", 0)])] == [
        "100.0",
        "50.0",
        "0.0",
    ]
    assert [drawn.length for drawn in bar_chart([Bar("a", 0)])] == ["0.0"]


def test_coordinates_keep_their_decimal_point_in_german_pages():
    html = render_to_string(
        "components/charts/bar_chart.html", {"bars": bar_chart([Bar("a", 3000), Bar("b", 1000)])}
    )

    assert 'width="33.3"' in html
    assert ">3.000<" in html


def test_map_speaks_each_tile_and_repeats_it_as_a_table():
    chart = tile_map([Tile("Mayen", 1, 1, 23, url="/ideen/?gemeinde=mayen", chosen=True)])

    html = render_to_string(
        "components/charts/tile_map.html",
        {"chart": chart, "id": "karte", "title": "Ideen je Gemeinde", "value_label": "Ideen"},
    )

    assert 'aria-label="Mayen: 23 Ideen" aria-current="true"' in html
    assert '<title id="karte-title">Ideen je Gemeinde</title>' in html
    assert '<td class="number">23</td>' in html
