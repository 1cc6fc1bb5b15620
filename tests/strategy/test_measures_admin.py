"""The agenda as the Projektbüro keeps it."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from forums.models import Achievement
from ideas.models import Follow
from myk10.notifications.models import Notification
from myk10.region.models import FieldOfAction
from strategy.models import Measure
from tests.factories import (
    AwardFactory,
    CompetitionFactory,
    ForumFactory,
    IdeaFactory,
    TaskFactory,
    UserFactory,
)
from tests.strategy.factories import MeasureFactory, MilestoneFactory

pytestmark = pytest.mark.django_db
LIST = "/verwaltung/strategy/measure/"


def url(measure, name="change", *args) -> str:
    return reverse(f"admin:strategy_measure_{name}", args=[measure.pk, *args])


def do(measure, deed: str) -> str:
    return url(measure, "do", deed)


def winner():
    idea = IdeaFactory(competition=CompetitionFactory(phase="result"), title="Bank")
    AwardFactory(idea=idea, competition=idea.competition)
    return idea


def listed(office, query="") -> list[str]:
    answer = office.get(reverse("admin:strategy_measure_changelist") + query)
    return [measure.title for measure in answer.context["cl"].result_list]


def typed(**values) -> dict[str, str]:
    return {
        "title": "Amt-O-Mat",
        "summary": "Ein Automat.",
        "field_of_action": str(FieldOfAction.objects.get(slug="versorgung").pk),
        "responsible": "Stabsstelle",
        "starts_on": date(timezone.localdate().year, 4, 1).isoformat(),
        "ends_on": date(timezone.localdate().year + 1, 12, 31).isoformat(),
        **values,
    }


INLINES = {
    f"{name}-{part}": "0"
    for name in ("milestones", "images", "notes")
    for part in ("TOTAL_FORMS", "INITIAL_FORMS")
}


# --- The list -------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_any_number_of_rows(office, count, django_assert_num_queries):
    MeasureFactory.create_batch(count)
    with django_assert_num_queries(8):
        office.get(reverse("admin:strategy_measure_changelist"))


def test_late_ones_come_first_and_queues_narrow(office):
    now, year = timezone.now(), timezone.localdate().year
    past = {"starts_on": date(year - 2, 1, 1), "ends_on": date(year - 1, 12, 31)}
    MeasureFactory(title="Läuft", state_set_at=now)
    MeasureFactory(title="Still", state_set_at=now - timedelta(days=91))
    MeasureFactory(title="Rot", light="red", state_reason="A", state_set_at=now)
    MeasureFactory(title="Vorbei", state_set_at=now - timedelta(days=1), **past)
    MeasureFactory(title="Fertig", state="done", finished_on=timezone.localdate(), **past)
    MeasureFactory(title="Entwurf", published_at=None, state_set_at=now)
    assert listed(office) == ["Vorbei", "Rot", "Still", "Läuft", "Entwurf"]
    assert listed(office, "?vorrat=verzug") == ["Vorbei", "Rot"]
    assert listed(office, "?vorrat=still") == ["Still"]
    assert listed(office, "?vorrat=entwurf") == ["Entwurf"]
    assert len(listed(office, "?vorrat=alle")) == 6


# --- Writing --------------------------------------------------------------------------------


def test_a_new_measure_gets_a_number_and_whole_quarters(office):
    year = timezone.localdate().year
    other = FieldOfAction.objects.get(slug="umwelt")
    answer = office.post(
        reverse("admin:strategy_measure_add"), typed(other_fields=[other.pk]), follow=True
    )
    measure = Measure.objects.get()
    assert answer.status_code == 200
    assert (measure.number, measure.starts_on, measure.ends_on) == (
        f"M-{year}-001",
        date(year, 4, 1),
        date(year + 1, 12, 31),
    )
    assert (list(measure.other_fields.all()), measure.is_public) == ([other], False)


def test_a_measure_that_ends_before_it_starts_gets_an_error_at_the_end(office):
    year = timezone.localdate().year
    wrong = typed(ends_on=date(year - 1, 3, 31).isoformat())
    answer = office.post(reverse("admin:strategy_measure_add"), wrong)
    form = answer.context["adminform"].form
    text = (
        f"Das Ende (1. Quartal {year - 1}) liegt vor dem Beginn (2. Quartal {year}). "
        "Bitte wählen Sie ein späteres."
    )
    assert form.errors == {"ends_on": [text]}
    assert form["title"].value() == "Amt-O-Mat"
    assert not Measure.objects.exists()


@pytest.mark.parametrize("wrong", ["2026-02-03", "gestern", ""])
def test_only_quarters_can_be_chosen(office, wrong):
    answer = office.post(reverse("admin:strategy_measure_add"), typed(starts_on=wrong))
    assert list(answer.context["adminform"].form.errors) == ["starts_on"]


def test_a_quarter_of_long_ago_stays_choosable(office):
    measure = MeasureFactory(starts_on=date(1999, 7, 1))
    page = office.get(url(measure)).content.decode()
    assert '<option value="1999-07-01" selected>3. Quartal 1999</option>' in page


def test_edit_with_milestones_and_pictures(office, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    measure = MeasureFactory(published_at=None)
    buffer = BytesIO()
    Image.new("RGB", (60, 40)).save(buffer, "PNG")
    values = typed(title="Neu", **INLINES) | {
        "milestones-TOTAL_FORMS": "1",
        "milestones-0-title": "Erster steht",
        "milestones-0-due_on": "31.03.2027",
        "images-TOTAL_FORMS": "1",
        "images-0-alt_text": "",
        "images-0-position": "1",
        "images-0-upload": SimpleUploadedFile("a.png", buffer.getvalue()),
    }
    answer = office.post(url(measure), values)
    assert answer.status_code == 200
    assert "Dieses Feld ist zwingend erforderlich." in answer.content.decode()

    values["images-0-alt_text"] = "Ein Automat"
    values["images-0-upload"] = SimpleUploadedFile("a.png", buffer.getvalue())
    assert office.post(url(measure), values).status_code == 302
    measure.refresh_from_db()
    picture = measure.images.get()
    assert (measure.title, measure.milestones.get().due_on) == ("Neu", date(2027, 3, 31))
    assert (picture.alt_text, picture.width, picture.large.name[-5:]) == (
        "Ein Automat",
        60,
        ".webp",
    )


def test_the_day_of_a_public_milestone_is_not_just_typed_over(office):
    milestone = MilestoneFactory(due_on=date(2027, 3, 31))
    values = typed(**INLINES) | {
        "milestones-TOTAL_FORMS": "1",
        "milestones-INITIAL_FORMS": "1",
        "milestones-0-id": milestone.pk,
        "milestones-0-measure": milestone.measure_id,
        "milestones-0-title": "Umbenannt",
        "milestones-0-due_on": "31.03.2029",
        "milestones-0-DELETE": "on",
    }
    assert office.post(url(milestone.measure), values).status_code == 302
    milestone.refresh_from_db()
    assert (milestone.title, milestone.due_on) == ("Umbenannt", date(2027, 3, 31))


# --- Deeds ----------------------------------------------------------------------------------


def test_deeds_are_offered_when_they_make_sense(office):
    def offered(measure) -> set[str]:
        page = office.get(url(measure)).context
        return {address.split("/")[-2] for address, _label in page["deeds"]}

    draft, running, done = (
        MeasureFactory(published_at=None),
        MilestoneFactory().measure,
        MeasureFactory(state="done", finished_on=timezone.localdate()),
    )
    going = {"fortschritt", "abschliessen", "einstellen"}
    assert offered(draft) == {"veroeffentlichen", *going}
    assert offered(running) == {"meilenstein", "neu-planen", *going}
    assert offered(done) == {"forum"}


def test_a_year_of_a_measure_by_its_deeds(office):
    ForumFactory()
    measure = MeasureFactory(published_at=None, state="planned")
    first, second = MilestoneFactory.create_batch(2, measure=measure)
    today = f"{timezone.localdate():%d.%m.%Y}"
    steps = [
        ("veroeffentlichen", {}),
        ("fortschritt", {"state": "under_way", "light": "yellow", "reason": "Strom fehlt.", "text": "Los."}),
        ("meilenstein", {"milestone": first.pk, "reached_on": today, "note": "In Polch."}),
        ("neu-planen", {"milestone": second.pk, "due_on": "31.03.2031", "note": "Strom fehlt."}),
        ("abschliessen", {"finished_on": today, "text": "Alle stehen."}),
        ("forum", {"milestone": ""}),
        ("forum", {"milestone": first.pk}),
    ]  # fmt: skip
    for deed, values in steps:
        answer = office.post(do(measure, deed), values)
        assert answer.status_code == 302, (deed, answer.context["form"].errors)
    measure.refresh_from_db()
    second.refresh_from_db()
    assert (measure.state, measure.state_reason, second.due_on) == ("done", "Alle stehen.", date(2031, 3, 31))  # fmt: skip
    assert measure.notes.count() == 3
    assert Achievement.objects.count() == 2


@pytest.mark.parametrize(
    ("deed", "values", "field"),
    [
        ("fortschritt", {"state": "under_way", "light": "red", "text": "A"}, "reason"),
        ("fortschritt", {"state": "done", "light": "green", "text": "A"}, "state"),
        ("fortschritt", {"state": "under_way", "light": "green", "text": ""}, "text"),
        ("meilenstein", {"milestone": "x", "reached_on": "01.01.2026"}, "milestone"),
        ("meilenstein", {"milestone": "own", "reached_on": "01.01.2100"}, "reached_on"),
        ("neu-planen", {"milestone": "own", "due_on": "01.01.2100", "note": ""}, "note"),
        ("abschliessen", {"finished_on": "01.01.2100", "text": "A"}, "finished_on"),
        ("einstellen", {"reason": ""}, "reason"),
    ],
)
def test_what_is_missing_is_said_at_its_field(office, deed, values, field):
    milestone = MilestoneFactory()
    if values.get("milestone") == "own":
        values = {**values, "milestone": milestone.pk}
    answer = office.post(do(milestone.measure, deed), values)
    assert list(answer.context["form"].errors) == [field]


def test_a_milestone_of_another_measure_is_no_choice(office):
    mine, other = MilestoneFactory(), MilestoneFactory()
    values = {"milestone": other.pk, "reached_on": "01.01.2026"}
    answer = office.post(do(mine.measure, "meilenstein"), values)
    assert list(answer.context["form"].errors) == ["milestone"]


# --- Winners and tasks ----------------------------------------------------------------------


def test_winners_and_tasks_without_a_measure_are_listed(office, django_assert_num_queries):
    idea, task = winner(), TaskFactory()
    MeasureFactory(idea=winner())
    MeasureFactory(task=TaskFactory())
    secret = IdeaFactory(competition=CompetitionFactory(phase="jury"))
    AwardFactory(idea=secret, competition=secret.competition)
    TaskFactory(state="dropped", state_reason="Zu teuer")
    context = office.get(reverse("admin:strategy_measure_candidates")).context
    assert [award.idea for award in context["awards"]] == [idea]
    assert list(context["tasks"]) == [task]


def test_a_winner_becomes_a_measure_and_followers_are_told(office):
    idea, follower = winner(), UserFactory()
    Follow.objects.create(idea=idea, user=follower)
    address = reverse("admin:strategy_measure_make", args=["idee", idea.pk])
    form = office.get(address).context["form"]
    shown = {name: form[name].value() for name in form.fields}
    assert (shown["title"], shown["summary"], shown["publish"]) == ("Bank", idea.summary, True)
    year = timezone.localdate().year
    values = typed(title="Mitfahrerbank", publish="on")
    answer = office.post(address, values)
    measure = Measure.objects.get()
    assert answer["Location"] == url(measure)
    assert (measure.idea, measure.title, measure.ends_on.year) == (idea, "Mitfahrerbank", year + 1)
    assert measure.is_public
    news = Notification.objects.filter(user=follower, kind="measure_published")
    assert news.count() == 1

    answer = office.post(address, values)
    (error,) = answer.context["form"].non_field_errors()
    assert f"schon die Maßnahme {measure.number}" in error
    assert Measure.objects.count() == 1


def test_a_task_becomes_a_draft_where_that_is_wanted(office):
    task = TaskFactory(responsible="Bauamt", text="", title="T" * 150)
    address = reverse("admin:strategy_measure_make", args=["aufgabe", task.pk])
    form = office.get(address).context["form"]
    assert (form["responsible"].value(), len(form["title"].value())) == ("Bauamt", 120)
    office.post(address, typed())
    measure = Measure.objects.get()
    assert (measure.task, measure.is_public) == (task, False)
    assert Notification.objects.count() == 0


@pytest.mark.parametrize("kind", ["idee", "aufgabe", "unbekannt"])
def test_of_nothing_nothing_is_made(office, kind):
    assert office.get(reverse("admin:strategy_measure_make", args=[kind, 99])).status_code == 404


def test_citizens_make_nothing(client):
    client.force_login(UserFactory())
    for name, args in (("candidates", []), ("make", ["idee", winner().pk])):
        address = reverse(f"admin:strategy_measure_{name}", args=args)
        assert client.post(address, typed()).status_code == 302
    assert not Measure.objects.exists()
