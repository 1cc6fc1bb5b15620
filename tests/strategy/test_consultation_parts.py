"""What stands beside a section on the page of its chapter, and in the difference of two versions."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.test import RequestFactory

from strategy.actions.consultation import set_stance
from strategy.remarks_of import answered_suggestions, counts_by_section, stances_of
from tests.factories import UserFactory
from tests.strategy.factories import PassageFactory, RemarkFactory, VersionFactory

pytestmark = pytest.mark.django_db


def beside(passage, user) -> str:
    request = RequestFactory().get("/strategie/fassung/kapitel/")
    request.user = user
    context = {
        "version": passage.version,
        "passage": passage,
        "counts": counts_by_section(passage.version),
        "my_stances": stances_of(user, passage.version),
    }
    return render_to_string("strategy/consultation/parts/beside_section.html", context, request)


def test_citizens_find_the_remarks_the_way_to_write_and_the_meter():
    passage, user = PassageFactory(title="Mobilität"), UserFactory()
    RemarkFactory.create_batch(2, passage=passage)
    set_stance(version=passage.version, section=passage.section, user=user, value="both")
    html = beside(passage, user)
    assert "2 Anmerkungen" in html
    assert "Anmerken" in html
    assert html.count('name="haltung"') == 3
    assert html.count("vote-button--given") == 1
    assert 'value="/strategie/fassung/kapitel/"' in html


def test_visitors_are_shown_the_way_to_the_login_and_no_form():
    html = beside(PassageFactory(), AnonymousUser())
    assert "Anmelden und einschätzen" in html
    assert "<form" not in html


def test_a_version_that_nobody_is_asked_about_shows_nothing():
    assert (
        beside(PassageFactory(version=VersionFactory(phase="published")), UserFactory()).strip()
        == ""
    )


def test_a_draft_shows_that_other_versions_have_remarks():
    old = PassageFactory(version=VersionFactory(phase="evaluation"))
    RemarkFactory(passage=old)
    new = PassageFactory(section=old.section, version=VersionFactory(phase="published"))
    assert "1 Anmerkung zu anderen Fassungen" in beside(new, UserFactory())


def test_the_difference_names_the_suggestions_that_were_answered(django_assert_num_queries):
    old = PassageFactory(version=VersionFactory(phase="evaluation"))
    adopted = RemarkFactory(passage=old, kind="suggestion", decision="adopted", change="Satz 1")
    RemarkFactory(passage=old, kind="suggestion")
    RemarkFactory(passage=old, decision="answered")
    with django_assert_num_queries(1):
        answered = answered_suggestions(old.version)
    assert answered == {old.section_id: [adopted]}
    html = render_to_string(
        "strategy/consultation/parts/beside_difference.html", {"answered": [adopted]}
    )
    assert adopted.number in html
    assert "übernommen" in html
    assert "Satz 1" in html
