"""A version is published, opened for consultation, and adopted once and for all."""

import hashlib
import json
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from myk10.refusal import Refused
from strategy.actions import editing
from strategy.actions.document import adopt_version, publish_version, set_consultation
from strategy.models import Adoption, Version
from tests.factories import UserFactory
from tests.strategy.factories import PassageFactory, VersionFactory

RESOLUTION = {"body": "Kreistag", "adopted_on": date(2023, 3, 27), "resolution_number": "12/2023"}


def version_in(phase):
    version = VersionFactory(phase=phase, title="Strategie 2023")
    chapter = PassageFactory(version=version, title="Mobilität", body="")
    PassageFactory(version=version, parent=chapter, title="Bus", body="<p>Für alle: größer</p>")
    return version


def adopt(version, **values):
    return adopt_version(version=version, recorded_by=UserFactory(), **(RESOLUTION | values))


@pytest.mark.django_db
def test_a_version_is_published_once():
    version = publish_version(version=version_in(None))
    since = version.published_from
    assert version.is_public
    assert publish_version(version=version).published_from == since


@pytest.mark.django_db
def test_a_version_without_sections_is_not_published():
    with pytest.raises(Refused, match="noch keine Abschnitte"):
        publish_version(version=VersionFactory(phase=None))


@pytest.mark.django_db
def test_a_consultation_has_a_beginning_and_an_end():
    version, now = version_in("published"), timezone.now()
    begins, ends = now + timedelta(days=1), now + timedelta(days=31)
    set_consultation(version=version, begins=begins, ends=ends)
    version = Version.objects.get(pk=version.pk)
    assert (version.consultation_from, version.evaluation_from) == (begins, ends)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("phase", "begins", "ends", "reason"),
    [
        (None, 1, 31, "bevor Sie um Anmerkungen bitten"),
        ("published", 31, 31, "nach ihrem Beginn enden"),
        ("published", -10, -1, "nicht schon in der Vergangenheit"),
        ("published", -30, 30, "erst nach der Veröffentlichung"),
        ("consultation", 1, 31, "steht damit fest"),
    ],
)
def test_a_consultation_that_cannot_be_is_refused(phase, begins, ends, reason):
    version, now = version_in(phase), timezone.now()
    with pytest.raises(Refused, match=reason):
        set_consultation(
            version=version, begins=now + timedelta(days=begins), ends=now + timedelta(days=ends)
        )


@pytest.mark.django_db
def test_a_running_consultation_can_be_made_longer():
    version = version_in("consultation")
    ends = timezone.now() + timedelta(days=90)
    set_consultation(version=version, begins=version.consultation_from, ends=ends)
    version.refresh_from_db()
    assert version.evaluation_from == ends


@pytest.mark.django_db
def test_the_adopted_text_is_kept_with_its_sha256():
    version = version_in("evaluation")
    adoption = adopt(version)
    chapter, section = version.passages.order_by("parent_id").reverse()
    assert json.loads(adoption.text) == {
        "format": "myk10-strategy-1",
        "strategy": "Smarte Region MYK10",
        "version": "Strategie 2023",
        "foreword": "",
        "sections": [
            {"key": chapter.section.key, "number": "1", "title": "Mobilität", "text": ""},
            {
                "key": section.section.key,
                "number": "1.1",
                "title": "Bus",
                "text": "<p>Für alle: größer</p>",
            },
        ],
    }
    assert adoption.text.startswith('{\n "foreword": "",\n "format": "myk10-strategy-1",\n')
    assert adoption.sha256 == hashlib.sha256(adoption.text.encode("utf-8")).hexdigest()
    assert adoption.body == "Kreistag"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("phase", "values", "reason"),
    [
        (None, {}, "nie veröffentlicht"),
        ("consultation", {}, "Die Konsultation dauert bis"),
        ("published", {"adopted_on": date(2999, 1, 1)}, "in der Zukunft"),
    ],
)
def test_what_is_not_ready_is_not_adopted(phase, values, reason):
    version = version_in(phase)
    with pytest.raises(Refused, match=reason):
        adopt(version, **values)
    assert not Adoption.objects.exists()


@pytest.mark.django_db
def test_an_adopted_version_is_refused_everywhere():
    version, office = version_in("evaluation"), UserFactory()
    chapter, section = version.passages.order_by("parent_id").reverse()
    adopt(version)
    attempts = [
        lambda: adopt(version),
        lambda: publish_version(version=version),
        lambda: set_consultation(
            version=version, begins=timezone.now(), ends=timezone.now() + timedelta(days=9)
        ),
        lambda: editing.add_passage(version=version, parent=None, title="Neu", by=office),
        lambda: editing.edit_passage(passage=section, title="Neu", body="", revision=1, by=office),
        lambda: editing.shift_passage(passage=chapter, steps=1),
        lambda: editing.move_passage(passage=section, parent=None),
        lambda: editing.remove_passage(passage=section, revision=1),
        lambda: editing.take_in_again(version=version, section=section.section, by=office),
    ]
    for attempt in attempts:
        with pytest.raises(Refused, match=r"ist beschlossen \(Kreistag, 27\.03\.2023\)"):
            attempt()
    assert editing.note_opening(passage=section, by=office) is None


@pytest.mark.django_db(transaction=True)
def test_of_two_who_adopt_at_once_one_is_refused():
    version, person = version_in("evaluation"), UserFactory()
    start = Barrier(2)

    def run(number: str) -> str:
        start.wait()
        try:
            adopt_version(
                version=version, recorded_by=person, **RESOLUTION | {"resolution_number": number}
            )
        except Refused as refusal:
            return str(refusal)
        finally:
            connection.close()
        return "adopted"

    with ThreadPoolExecutor(2) as threads:
        answers = sorted(threads.map(run, ["1", "2"]), reverse=True)
    assert answers[0] == "adopted"
    assert answers[1].startswith("Diese Fassung ist beschlossen")
    assert Adoption.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_what_is_saved_while_a_version_is_adopted_is_in_the_adopted_text_or_refused():
    version, person = version_in("evaluation"), UserFactory()
    section = version.passages.get(title="Bus")
    start = Barrier(2)

    def save() -> bool:
        start.wait()
        try:
            editing.edit_passage(passage=section, title="Bahn", body="", revision=1, by=person)
        except Refused:
            return False
        finally:
            connection.close()
        return True

    def decide() -> None:
        start.wait()
        adopt_version(version=version, recorded_by=person, **RESOLUTION)
        connection.close()

    with ThreadPoolExecutor(2) as threads:
        saved, _ = threads.submit(save), threads.submit(decide).result()
    titles = [each["title"] for each in json.loads(Adoption.objects.get().text)["sections"]]
    assert titles == ["Mobilität", "Bahn" if saved.result() else "Bus"]
    section.refresh_from_db()
    assert section.title == titles[1]
