"""The Projektbüro's queue of remarks, and the deed that answers them."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from strategy.models import Remark
from tests.factories import StaffFactory, UserFactory
from tests.strategy.factories import PassageFactory, RemarkFactory

pytestmark = pytest.mark.django_db

LIST = "admin:strategy_remark_changelist"


@pytest.fixture
def office(client):
    user = StaffFactory()
    client.force_login(user)
    return user


@pytest.fixture
def passage():
    return PassageFactory(title="Mobilität")


def deed(remark) -> str:
    return reverse("admin:strategy_remark_do", args=[remark.pk, "beantworten"])


def rows(answer) -> list[Remark]:
    return list(answer.context["cl"].result_list)


@pytest.mark.parametrize("count", [1, 3])
def test_the_queue_costs_the_same_for_any_number_of_rows(
    client, office, passage, django_assert_num_queries, count
):
    RemarkFactory.create_batch(count, passage=passage)
    with django_assert_num_queries(9):
        assert client.get(reverse(LIST)).status_code == 200


def test_the_queue_holds_what_waits_the_oldest_first(client, office, passage):
    now = timezone.now()
    young = RemarkFactory(passage=passage, created_at=now)
    old = RemarkFactory(passage=passage, created_at=now - timedelta(days=3))
    answered = RemarkFactory(passage=passage, decision="answered")
    RemarkFactory(passage=passage, withdrawn_at=now)
    assert rows(client.get(reverse(LIST))) == [old, young]
    assert answered in rows(client.get(f"{reverse(LIST)}?vorrat=alle"))


def test_the_queue_by_version_and_section(client, office, passage):
    here = RemarkFactory(passage=passage)
    there = RemarkFactory()
    page = client.get(f"{reverse(LIST)}?abschnitt={passage.section_id}")
    assert rows(page) == [here]
    assert "Mobilität (1)" in page.content.decode()
    by_version = client.get(f"{reverse(LIST)}?version__id__exact={there.version_id}")
    assert rows(by_version) == [there]


def test_one_answer_leads_to_the_next_that_waits(client, office, passage):
    now = timezone.now()
    later = RemarkFactory(passage=passage, created_at=now)
    first = RemarkFactory(passage=passage, kind="suggestion", created_at=now - timedelta(days=2))
    RemarkFactory(created_at=now - timedelta(days=9))  # of another version
    page = client.get(deed(first)).content.decode()
    assert "auch am Wochenende" in page
    assert "Menschen dafür" in page
    typed = {"decision": "partly", "answer": "Samstags.", "change": "Satz 1", "seen": ""}
    answer = client.post(deed(first), typed)
    assert (answer.status_code, answer["Location"]) == (302, deed(later))
    first.refresh_from_db()
    assert (first.decision, first.answer, first.change, first.answered_by) == (
        "partly",
        "Samstags.",
        "Satz 1",
        office,
    )
    typed = {"decision": "answered", "answer": "Ja.", "seen": ""}
    assert client.post(deed(later), typed)["Location"] == reverse(LIST)


def test_a_second_answer_at_once_is_given_back_with_its_text(client, office, passage):
    remark = RemarkFactory(passage=passage, kind="suggestion")
    typed = {"decision": "partly", "answer": "Meine Antwort", "change": "", "seen": ""}
    client.post(deed(remark), typed | {"answer": "Die erste"})
    page = client.post(deed(remark), typed)
    assert "jemand anderes geantwortet" in page.content.decode()
    assert page.context["form"]["answer"].value() == "Meine Antwort"
    remark.refresh_from_db()
    assert remark.answer == "Die erste"
    again = typed | {"seen": page.context["form"]["seen"].value()}
    assert client.post(deed(remark), again).status_code == 302
    remark.refresh_from_db()
    assert remark.answer == "Meine Antwort"


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"decision": ""}, "decision"),
        ({"answer": " "}, "answer"),
        ({"decision": "open"}, "decision"),
    ],
)
def test_what_is_missing_is_asked_for(client, office, passage, typed, field):
    remark = RemarkFactory(passage=passage, kind="suggestion")
    complete = {"decision": "adopted", "answer": "Ja", "seen": ""}
    page = client.post(deed(remark), complete | typed)
    assert list(page.context["form"].errors) == [field]


def test_a_remark_is_hidden_from_its_page(client, office, passage):
    remark = RemarkFactory(passage=passage)
    page = client.get(reverse("admin:strategy_remark_change", args=[remark.pk])).content.decode()
    assert reverse("admin:moderation_hide", args=["anmerkung", remark.pk]) in page


def test_the_front_page_counts_what_waits(client, office, passage):
    RemarkFactory.create_batch(2, passage=passage)
    page = client.get(reverse("admin:index")).content.decode()
    assert "Anmerkungen zur Strategie warten auf Antwort" in page


def test_citizens_answer_nothing(client, passage):
    client.force_login(UserFactory())
    remark = RemarkFactory(passage=passage)
    assert client.post(deed(remark), {"decision": "answered", "answer": "Nein"}).status_code == 302
    remark.refresh_from_db()
    assert remark.decision == "open"
