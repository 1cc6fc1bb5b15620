"""The entrance of the strategy: what is open, what is in force, and what comes next."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from strategy.entrance import entrance
from strategy.models import Adoption, Version
from tests.factories import StaffFactory
from tests.strategy.factories import (
    GuidingQuestionFactory,
    MeasureFactory,
    PassageFactory,
    TargetVisionFactory,
    VersionFactory,
)

pytestmark = pytest.mark.django_db


def adopted(on: date = date(2023, 3, 27), **values) -> Version:
    """As the action of adopting leaves it."""
    version = VersionFactory(phase="evaluation", **values)
    PassageFactory(version=version)
    Adoption.objects.create(
        version=version,
        body="Kreistag",
        adopted_on=on,
        resolution_number="KT 12/2023",
        text="{}",
        sha256="0" * 64,
    )
    return version


def page(client) -> str:
    return client.get("/strategie/").content.decode()


def test_without_anything_the_page_says_what_will_be_there(client):
    text = page(client)

    assert "Gerade ist keine Beteiligung offen" in text
    assert "Noch ist keine Fassung beschlossen" in text
    assert "Zurzeit ist kein Entwurf öffentlich" in text


def test_open_questions_and_consultations_come_with_the_time_that_is_left(client):
    GuidingQuestionFactory(title="Was wird digital?")
    version = VersionFactory(title="Entwurf 2027", phase="consultation")

    text = page(client)

    assert "Was wird digital?" in text
    assert "Entwurf 2027" in text
    assert text.count("noch 10 Tage") + text.count("noch 20 Tage") == 2
    assert [v.pk for v in entrance().consultations] == [version.pk]


@pytest.mark.parametrize(
    ("phase", "open_now", "announced"),
    [(None, 0, 0), ("announced", 0, 1), ("open", 1, 0), ("closed", 0, 0)],
)
def test_a_question_is_open_in_its_window_alone(phase, open_now, announced):
    GuidingQuestionFactory(phase=phase)

    found = entrance()

    assert (len(found.open_questions), len(found.announced_questions)) == (open_now, announced)


def test_the_next_debate_is_named_while_none_is_open(client):
    GuidingQuestionFactory(title="Was brauchen wir?", phase="announced")

    assert "Als Nächstes: „Was brauchen wir?“" in page(client)


def test_the_version_in_force_is_the_one_adopted_last():
    newer = adopted(date(2026, 5, 4))
    adopted(date(2023, 3, 27))

    assert entrance().in_force == newer
    assert entrance().draft is None


def test_the_version_in_force_says_who_adopted_it_and_when(client):
    adopted(title="Strategie 2023")

    text = page(client)

    assert "Strategie 2023" in text
    assert "Montag, 27. März 2023" in text
    assert "KT 12/2023" in text


def test_a_newer_version_is_the_draft_and_a_secret_one_is_not(client):
    in_force = adopted()
    draft = VersionFactory(title="Fortschreibung 2027", phase="published")
    VersionFactory(title="Geheimer Entwurf", phase=None)
    client.force_login(StaffFactory())

    assert (entrance().in_force, entrance().draft) == (in_force, draft)
    assert "Geheimer Entwurf" not in page(client)


def test_an_adopted_version_is_no_consultation_though_its_window_is_open():
    version = VersionFactory(phase="consultation")
    assert entrance().consultations == [version]
    Adoption.objects.create(
        version=version,
        body="Kreistag",
        adopted_on=timezone.localdate(),
        resolution_number="1",
        text="{}",
        sha256="0" * 64,
    )

    assert entrance().consultations == []


def test_what_is_going_on_is_marked_among_the_steps():
    assert entrance().running == []
    GuidingQuestionFactory()
    adopted()
    assert entrance().running == ["debate", "measures"]
    draft = VersionFactory(phase="published")
    assert entrance().running == ["debate", "document", "measures"]
    now = timezone.now()
    Version.objects.filter(pk=draft.pk).update(
        consultation_from=now - timedelta(days=1), evaluation_from=now + timedelta(days=1)
    )
    assert entrance().running == ["debate", "consultation", "measures"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_entrance_asks_as_often_with_many_rows(client, django_assert_num_queries, count):
    for _number in range(count):
        GuidingQuestionFactory()
        VersionFactory()
        adopted()
        TargetVisionFactory()
        MeasureFactory()

    with django_assert_num_queries(5):  # visions without goals need one
        client.get("/strategie/")
