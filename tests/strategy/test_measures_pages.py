"""The agenda and the page of a measure."""

import csv
import io
import json
from datetime import date, timedelta

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from forums.models import Achievement
from myk10.moderation.actions import hide_content
from myk10.region.models import FieldOfAction
from myk10.story import story_of
from strategy.measures_of import agenda_numbers, measures_by_section, measures_of_section
from strategy.models import Measure, MeasureFollow, MeasureImage, MeasureNote
from strategy.story.measures import steps_from_idea
from tests.factories import (
    AwardFactory,
    CompetitionFactory,
    ForumFactory,
    IdeaFactory,
    ProposalFactory,
    StaffFactory,
    TaskFactory,
    UserFactory,
)
from tests.strategy.factories import (
    MeasureFactory,
    MilestoneFactory,
    PassageFactory,
    TargetVisionFactory,
)

pytestmark = pytest.mark.django_db
AGENDA = "/strategie/massnahmen/"


def field(slug: str) -> FieldOfAction:
    return FieldOfAction.objects.get(slug=slug)


def shown(client, query: str = "") -> list[str]:
    return [measure.title for measure in client.get(AGENDA + query).context["agenda"].shown]


def won_idea(**fields):
    idea = IdeaFactory(competition=CompetitionFactory(phase="result"), **fields)
    AwardFactory(idea=idea, competition=idea.competition)
    return idea


# --- The agenda -----------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 3])
def test_the_agenda_costs_the_same_for_any_number_of_measures(
    client, count, django_assert_num_queries
):
    for _ in range(count):
        measure = MeasureFactory(idea=won_idea(), target_vision=TargetVisionFactory())
        measure.other_fields.add(field("umwelt"))
        MilestoneFactory.create_batch(2, measure=measure)
    with django_assert_num_queries(3):
        assert client.get(AGENDA).status_code == 200


def test_drafts_are_not_on_the_agenda_not_even_for_the_office(client, office):
    MeasureFactory(title="Entwurf", published_at=None)
    MeasureFactory(title="Öffentlich")
    assert shown(office) == ["Öffentlich"]


def test_without_measures_the_page_says_so(client):
    assert "Noch keine Maßnahmen" in client.get(AGENDA).content.decode()


@pytest.fixture
def three(db):
    """One late from an idea, one done from a task, one planned of a target vision."""
    today = timezone.localdate()
    late = MeasureFactory(
        title="Spät",
        field_of_action=field("umwelt"),
        idea=won_idea(),
        light="red",
        state_reason="Neun Antennen fehlen.",
    )
    done = MeasureFactory(
        title="Fertig",
        field_of_action=field("bildung"),
        task=TaskFactory(),
        state="done",
        finished_on=today,
        state_reason="Alles steht.",
    )
    vision = TargetVisionFactory(slug="vernetzt")
    planned = MeasureFactory(
        title="Geplant", field_of_action=field("medizin"), state="planned", target_vision=vision
    )
    planned.other_fields.add(field("umwelt"))
    return late, done, planned


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("", ["Spät", "Fertig", "Geplant"]),
        ("?feld=umwelt", ["Spät", "Geplant"]),
        ("?feld=bildung", ["Fertig"]),
        ("?zielbild=vernetzt", ["Geplant"]),
        ("?stand=abgeschlossen", ["Fertig"]),
        ("?stand=geplant", ["Geplant"]),
        ("?ampel=rot", ["Spät"]),
        ("?ampel=gruen", ["Geplant"]),
        ("?herkunft=idee", ["Spät"]),
        ("?herkunft=aufgabe", ["Fertig"]),
        ("?herkunft=kreis", ["Geplant"]),
        ("?verzug=ja", ["Spät"]),
        ("?feld=umwelt&verzug=ja&stand=geplant", []),
        ("?feld=mars&stand=&ampel=%00&ab=99999999999999999999", ["Spät", "Fertig", "Geplant"]),
    ],
)
def test_filters(client, three, query, titles):
    assert shown(client, query) == titles


def test_numbers_and_what_is_late_and_why(client, three):
    answer = client.get(AGENDA)
    numbers = answer.context["agenda"].numbers
    assert [number for _name, _label, number in numbers.stats] == [1, 1, 1, 1]
    page = answer.content.decode()
    assert "Neun Antennen fehlen." in page
    assert "Alles steht." in page
    assert agenda_numbers().stats == numbers.stats


def test_a_measure_whose_end_is_past_is_late_whatever_its_light_says(client):
    year = timezone.localdate().year
    MeasureFactory(
        title="Vergessen", ends_on=date(year - 1, 12, 31), starts_on=date(year - 1, 1, 1)
    )
    page = client.get(AGENDA + "?verzug=ja").content.decode()
    assert "Eine Begründung steht noch aus." in page
    assert shown(client, "?ampel=rot") == ["Vergessen"]
    assert [m.title for m in Measure.objects.late()] == ["Vergessen"]


def test_every_bar_is_a_link_and_the_table_says_the_same(client, three):
    page = client.get(AGENDA).content.decode()
    for measure in three:
        assert page.count(f'class="agenda-row" href="{measure.get_absolute_url()}"') == 1
        assert (
            f'<a href="{measure.get_absolute_url()}">{measure.number} {measure.title}</a>' in page
        )


def test_seven_years_with_the_present_one_among_them(client, time_machine):
    time_machine.move_to("2026-11-25T10:00Z")
    MeasureFactory(starts_on=date(2023, 1, 1), ends_on=date(2033, 3, 31))
    agenda = client.get(AGENDA).context["agenda"]
    assert (agenda.first_year, agenda.last_year, agenda.earlier) == (2023, 2029, "")
    assert agenda.later == "?ab=2030"
    agenda = client.get(AGENDA + agenda.later + "&stand=in-umsetzung").context["agenda"]
    assert (agenda.first_year, agenda.last_year, agenda.later) == (2030, 2036, "")
    assert agenda.earlier == "?stand=in-umsetzung&ab=2023"
    time_machine.move_to("2032-11-25T10:00Z")
    assert client.get(AGENDA).context["agenda"].first_year == 2029


# --- Open data ------------------------------------------------------------------------------


@pytest.fixture
def exported(db):
    measure = MeasureFactory(
        number="M-2026-003",
        title="=Amt-O-Mat",
        summary="Ein Automat.",
        field_of_action=field("versorgung"),
        target_vision=TargetVisionFactory(title="MYK verändert sich"),
        responsible="Stabsstelle",
        partners="Gemeinden",
        costs=640000,
        funding="Bund",
        starts_on=date(2024, 1, 1),
        ends_on=date(2091, 6, 30),
        light="yellow",
        state_reason="Strom fehlt.",
        state_set_at="2026-02-03T09:00Z",
        task=TaskFactory(number="A-2025-01"),
    )
    measure.other_fields.add(field("umwelt"), field("bildung"))
    MilestoneFactory(measure=measure, title="Erster", due_on=date(2024, 10, 31), reached_on=date(2024, 11, 18), note="Spät.")  # fmt: skip
    MeasureFactory(published_at=None)
    return measure


VALUES = {
    "nummer": "M-2026-003",
    "titel": "=Amt-O-Mat",
    "kurzfassung": "Ein Automat.",
    "stand": "in Umsetzung",
    "ampel": "Verzug droht",
    "begruendung": "Strom fehlt.",
    "stand_vom": "2026-02-03",
    "beginn": "2024-01-01",
    "ende": "2091-06-30",
    "abgeschlossen_am": "",
    "zielbild": "MYK verändert sich",
    "handlungsfeld": "Versorgung",
    "weitere_handlungsfelder": "Bildung, Umwelt",
    "verantwortlich": "Stabsstelle",
    "beteiligte": "Gemeinden",
    "kosten_euro": "640000.00",
    "finanzierung": "Bund",
    "herkunft": "Aufgabe eines Forums",
    "herkunft_nummer": "A-2025-01",
    "beispielinhalt": "nein",
}


def test_csv_by_value(client, exported):
    text = b"".join(client.get(AGENDA + "massnahmen.csv").streaming_content).decode("utf-8-sig")
    heading, row = csv.reader(io.StringIO(text), delimiter=";")
    assert heading[:5] == ["Nummer", "Titel", "Kurz gesagt", "Stand", "Ampel"]
    assert row[1] == "'=Amt-O-Mat"
    assert row[:1] + row[2:20] == [v for key, v in VALUES.items() if key != "titel"]
    assert row[20].endswith("/strategie/massnahmen/M-2026-003/")


def test_json_by_value_with_milestones(client, exported):
    answer = client.get(AGENDA + "massnahmen.json")
    data = json.loads(b"".join(answer.streaming_content))
    (measure,) = data["massnahmen"]
    assert {key: measure[key] for key in VALUES} == VALUES
    assert measure["meilensteine"] == [
        {
            "titel": "Erster",
            "geplant_bis": "2024-10-31",
            "erreicht_am": "2024-11-18",
            "anmerkung": "Spät.",
        }
    ]
    assert data["lizenz"]["id"] == "dl-de/by-2-0"


def test_the_files_hold_what_the_page_shows(client, three):
    answer = client.get(AGENDA + "massnahmen.json?verzug=ja")
    data = json.loads(b"".join(answer.streaming_content))
    assert [measure["titel"] for measure in data["massnahmen"]] == ["Spät"]


def test_a_hidden_idea_is_named_nowhere(client):
    idea = won_idea(title="Unflat")
    measure = MeasureFactory(idea=idea, title="Bank")
    hide_content(target=idea, moderator=StaffFactory(), ground="spam", reason="Werbung")
    text = b"".join(client.get(AGENDA + "massnahmen.csv").streaming_content).decode()
    assert idea.number not in text
    page = client.get(measure.get_absolute_url()).content.decode()
    assert "Unflat" not in page
    assert idea.number not in page


# --- One measure ----------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 3])
def test_a_measure_costs_the_same_for_any_number_of_rows(client, count, django_assert_num_queries):
    measure = MeasureFactory(idea=won_idea())
    MilestoneFactory.create_batch(count, measure=measure, reached_on=timezone.localdate())
    for _ in range(count):
        MeasureNote.objects.create(
            measure=measure, text="A", state="under_way", light="green", written_by=UserFactory()
        )
        image(measure)
    with django_assert_num_queries(7):
        assert client.get(measure.get_absolute_url()).status_code == 200


def image(measure) -> MeasureImage:
    return MeasureImage.objects.create(
        measure=measure, large="massnahmen/a.webp", small="massnahmen/a.webp", width=4, height=3, alt_text="Ein Automat"
    )  # fmt: skip


def test_a_citizen_costs_no_more_than_the_budget(client, django_assert_max_num_queries):
    measure = MeasureFactory(idea=won_idea())
    client.force_login(UserFactory())
    with django_assert_max_num_queries(12):
        client.get(measure.get_absolute_url())


def test_facts_with_german_numbers(client):
    measure = MeasureFactory(
        costs="1150000.50", light="yellow", state_reason="Es wird eng.", profile="<p>Mehr dazu</p>"
    )
    MilestoneFactory(measure=measure, title="Offen", due_on=date(2020, 1, 31))
    page = client.get(measure.get_absolute_url()).content.decode()
    assert "1.150.000,50 €" in page
    assert "Es wird eng." in page
    assert "<p>Mehr dazu</p>" in page
    assert "überfällig seit dem 31. Januar 2020" in page


def test_a_draft_is_for_the_office_alone(client):
    measure = MeasureFactory(published_at=None)
    picture = image(measure)
    addresses = [
        measure.get_absolute_url(),
        reverse("strategy:measure_image", args=[measure.number, picture.pk, "klein"]),
    ]
    client.force_login(UserFactory())
    assert [client.get(address).status_code for address in addresses] == [404, 404]
    client.force_login(StaffFactory())
    assert "Nur das Projektbüro sieht diese Seite." in client.get(addresses[0]).content.decode()


def test_pictures_are_for_those_who_may_read_the_measure(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    measure, draft = MeasureFactory(), MeasureFactory(published_at=None)
    for one in (measure, draft):
        picture = image(one)
        picture.small.save("b.webp", ContentFile(b"RIFF"))

    def get(one, size="klein"):
        pk = one.images.get().pk
        return client.get(reverse("strategy:measure_image", args=[one.number, pk, size]))

    answer = get(measure)
    assert (b"".join(answer.streaming_content), answer["Content-Type"]) == (b"RIFF", "image/webp")
    assert "public" in answer["Cache-Control"]
    assert get(measure, "riesig").status_code == 404
    client.force_login(StaffFactory())
    answer = get(draft)
    b"".join(answer.streaming_content)
    assert "no-store" in answer["Cache-Control"]
    other = reverse("strategy:measure_image", args=[measure.number, draft.images.get().pk, "klein"])
    assert client.get(other).status_code == 404


def test_follow_and_unfollow_with_the_page_saying_so_at_once(client, settings):
    settings.VISITOR_CACHE_SECONDS = 60
    measure, me, other = MeasureFactory(), UserFactory(), UserFactory()
    address = reverse("strategy:measure_follow", args=[measure.number])
    client.force_login(me)
    for wanted, text in (("ja", "Sie folgen dieser Maßnahme."), ("nein", "Dieser Maßnahme folgen")):
        answer = client.post(address, {"folgen": wanted}, follow=True)
        assert text in answer.content.decode()
        assert MeasureFollow.objects.filter(user=me).exists() == (wanted == "ja")
    client.post(address, {"folgen": "ja"})
    client.force_login(other)
    page = client.get(measure.get_absolute_url()).content.decode()
    assert "Sie folgen dieser Maßnahme." not in page
    assert client.post(address, {"folgen": "vielleicht"}).status_code == 404
    assert client.get(address).status_code == 302


def test_nobody_follows_a_draft_or_without_an_account(client):
    draft, public = MeasureFactory(published_at=None), MeasureFactory()
    for measure, status in ((draft, 404), (public, 302)):
        address = reverse("strategy:measure_follow", args=[measure.number])
        assert client.post(address, {"folgen": "ja"}).status_code == status
    client.force_login(UserFactory())
    address = reverse("strategy:measure_follow", args=[draft.number])
    assert client.post(address, {"folgen": "ja"}).status_code == 404
    assert not MeasureFollow.objects.exists()


# --- The Roter Faden ------------------------------------------------------------------------


def texts(obj) -> list[str]:
    return [step.text for step in story_of(obj)]


@time_machine.travel("2026-05-04T12:00+02:00", tick=False)  # days end in the evening
def test_from_the_idea_to_the_end_and_back():
    day = timezone.localdate()
    idea = won_idea(title="Bank")
    measure = MeasureFactory(
        number="M-2026-007",
        title="Mitfahrerbank",
        idea=idea,
        state="done",
        finished_on=day,
        state_reason="Steht.",
    )
    MilestoneFactory(measure=measure, title="Erste", reached_on=day)
    MilestoneFactory(measure=measure, title="Nie")
    assert sorted(texts(measure)) == [
        f"Als Idee {idea.number} „Bank“ eingereicht",
        "Als Maßnahme M-2026-007 auf die Umsetzungsagenda gesetzt",
        "Maßnahme M-2026-007 abgeschlossen",
        "Meilenstein erreicht: Erste",
        f"Prämiert im Wettbewerb „{idea.competition}“",
    ]
    assert texts(measure)[-1] == "Maßnahme M-2026-007 abgeschlossen"
    of_idea = [step for step in story_of(idea) if "M-2026-007" in step.text]
    assert [(step.text, step.url) for step in of_idea] == [
        (
            "Maßnahme M-2026-007 „Mitfahrerbank“ auf der Umsetzungsagenda",
            measure.get_absolute_url(),
        ),
        (
            "Meilenstein von M-2026-007 erreicht: Erste",
            measure.milestones.get(title="Erste").get_absolute_url(),
        ),
        ("Maßnahme M-2026-007 abgeschlossen", measure.get_absolute_url()),
    ]
    assert of_idea[-1].reason == "Steht."


def test_from_the_proposal_over_the_task_to_the_measure():
    task = TaskFactory()
    proposal = ProposalFactory(state="adopted", task=task, forum=task.forum)
    measure = MeasureFactory(task=task)
    text = f"Maßnahme {measure.number} „{measure.title}“ auf der Umsetzungsagenda"
    assert text in texts(task)
    assert text in texts(proposal)
    assert f"Von {task.forum} als Aufgabe {task.number} gestellt: {task.title}" in texts(measure)


def test_a_draft_is_told_to_nobody():
    idea, task = won_idea(), TaskFactory()
    MeasureFactory(idea=idea, published_at=None)
    MeasureFactory(task=task, published_at=None)
    assert [text for text in texts(idea) + texts(task) if "Maßnahme" in text] == []


def test_the_page_of_the_idea_shows_its_measure(client):
    idea = won_idea()
    measure = MeasureFactory(idea=idea)
    page = client.get(idea.get_absolute_url()).content.decode()
    assert f'<a href="{measure.get_absolute_url()}">Maßnahme {measure.number}' in page


def test_a_forum_that_presents_it_is_named():
    measure = MeasureFactory(state="done", finished_on=timezone.localdate() - timedelta(days=9))
    forum, secret = ForumFactory(), ForumFactory(event__published_at=None)
    for one in (forum, secret):
        Achievement.objects.create(
            forum=one, title="T", strand="projects", path=measure.get_absolute_url(), achieved_on=measure.finished_on
        )  # fmt: skip
    assert [t for t in texts(measure) if "vorgestellt" in t] == [f"Wird vorgestellt: {forum}"]


def test_a_section_names_its_measures(django_assert_num_queries):
    passage = PassageFactory(title="Der Bus")
    measure = MeasureFactory(section=passage.section)
    MeasureFactory(section=passage.section, published_at=None)
    assert measures_of_section(passage.section) == [measure]
    with django_assert_num_queries(3):
        assert measures_by_section([passage.section]) == {passage.section.pk: [measure]}
    on_the_agenda = f"Maßnahme {measure.number} „{measure.title}“ auf der Umsetzungsagenda"
    assert [text for text in texts(passage.section) if "Maßnahme" in text] == [on_the_agenda]


def test_only_winners_cost_their_pages_a_query(django_assert_num_queries):
    plain, idea = IdeaFactory(), won_idea()
    measure = MeasureFactory(idea=idea)
    MilestoneFactory.create_batch(3, measure=measure, reached_on=timezone.localdate())
    ideas = type(idea).objects.for_page().in_bulk([plain.pk, idea.pk])
    for pk, queries in ((plain.pk, 0), (idea.pk, 1)):
        with django_assert_num_queries(queries):
            list(steps_from_idea(ideas[pk]))
