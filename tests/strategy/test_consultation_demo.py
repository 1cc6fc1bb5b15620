import pytest

from myk10.accounts import demo as accounts_demo
from myk10.accounts.models import User
from myk10.notifications.models import Mail
from strategy.demo.consultation import create_consultation
from strategy.models import Remark, Stance
from tests.strategy.factories import PassageFactory, VersionFactory
from tests.strategy.test_models import adopt

pytestmark = pytest.mark.django_db


def test_the_demo_shows_both_consultations(settings):
    settings.STAFF_NEEDS_SECOND_FACTOR = False  # as in the demo
    accounts_demo.create()
    over, running = VersionFactory(phase="evaluation"), VersionFactory()
    for version in (over, running):
        for title in ("Mobilität", "Verwaltung und Bürgerservice", "Gesundheit", "Bildung"):
            PassageFactory(version=version, title=title)
    adopt(over)
    create_consultation(over=over, running=running)
    assert {r.decision for r in Remark.objects.filter(version=over)} == {
        "adopted",
        "partly",
        "not_adopted",
        "answered",
    }
    opened = Remark.objects.filter(version=running)
    assert {r.kind for r in opened} == {"remark", "question", "suggestion"}
    assert opened.exclude(hidden_by=None).count() == 1
    assert opened.filter(support_count__gte=5).exists()
    assert Stance.objects.filter(version=running).count() >= 5
    assert not Mail.objects.filter(state="queued", kind="remark_answered").exists()
    assert over.passages.get(title="Mobilität").section.remarks.filter(version=over).exists()


def test_a_document_without_sections_has_nothing_to_say_to():
    accounts_demo.create()
    create_consultation(over=VersionFactory(phase="evaluation"), running=None)
    assert not Remark.objects.exists()
    assert User.objects.exists()
