"""What the database refuses, whoever asks."""

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from strategy.models import Adoption, ContributionSupport, Measure, Passage, Remark
from tests.factories import UserFactory
from tests.strategy.factories import (
    ContributionFactory,
    MeasureFactory,
    PassageFactory,
    RemarkFactory,
    VersionFactory,
)

pytestmark = pytest.mark.django_db


def adopt(version):
    return Adoption.objects.create(
        version=version,
        body="Kreistag",
        adopted_on=date(2023, 3, 27),
        resolution_number="12/2023",
        text="Text",
        sha256="0" * 64,
    )


def test_an_adopted_version_stays_as_it_is():
    passage = PassageFactory()
    version = passage.version
    adoption = adopt(version)
    attempts = [
        lambda: type(version).objects.filter(pk=version.pk).update(title="Anders"),
        lambda: Passage.objects.filter(pk=passage.pk).update(body="<p>Anders</p>"),
        lambda: Passage.objects.filter(pk=passage.pk).delete(),
        lambda: PassageFactory(version=version),
        lambda: Adoption.objects.filter(pk=adoption.pk).update(body="Kreisausschuss"),
        lambda: Adoption.objects.filter(pk=adoption.pk).delete(),
    ]
    for attempt in attempts:
        with pytest.raises(DatabaseError, match="stays as it is"), transaction.atomic():
            attempt()


def test_the_account_of_who_wrote_an_adopted_passage_may_go():
    editor = UserFactory()
    passage = PassageFactory(edited_by=editor)
    adopt(passage.version)
    editor.delete()
    passage.refresh_from_db()
    assert (passage.edited_by, passage.body) == (None, "<p>Der Bus kommt auf Bestellung.</p>")


def test_a_passage_of_another_version_cannot_be_moved_into_an_adopted_one():
    adopted = VersionFactory()
    PassageFactory(version=adopted)
    adopt(adopted)
    other = PassageFactory()
    with pytest.raises(DatabaseError, match="stays as it is"), transaction.atomic():
        Passage.objects.filter(pk=other.pk).update(version=adopted)


def test_the_database_counts_supporters():
    contribution = ContributionFactory()
    before = type(contribution).objects.get(pk=contribution.pk)
    supports = [
        ContributionSupport.objects.create(contribution=contribution, user=UserFactory())
        for _ in range(3)
    ]
    supports[0].delete()
    before.title = "Neuer Titel"
    before.save()
    contribution.refresh_from_db()
    assert (contribution.title, contribution.support_count) == ("Neuer Titel", 2)


@pytest.mark.parametrize(
    "wrong",
    [
        {"starts_on": date(2026, 7, 1), "ends_on": date(2026, 6, 30)},
        {"starts_on": date(2026, 7, 2)},
        {"ends_on": date(2029, 6, 29)},
        {"light": "red", "state_reason": ""},
        {"state": "dropped", "state_reason": ""},
        {"state": "done"},
        {"finished_on": date(2026, 6, 30)},
        {"costs": -1},
    ],
    ids=str,
)
def test_a_measure_that_cannot_be_is_refused(wrong):
    measure = MeasureFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        Measure.objects.filter(pk=measure.pk).update(**wrong)


@pytest.mark.parametrize(
    "wrong",
    [
        {"proposed": "Ein Wortlaut"},
        {"kind": "suggestion"},
        {"decision": "answered"},
        {"answer": "Eine Antwort ohne Entscheidung"},
        {"decision": "adopted", "answer": "Ja", "answered_at": "2026-01-01T00:00Z"},
    ],
    ids=str,
)
def test_a_remark_that_cannot_be_is_refused(wrong):
    remark = RemarkFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        Remark.objects.filter(pk=remark.pk).update(**wrong)
