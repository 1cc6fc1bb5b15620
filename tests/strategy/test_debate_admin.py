from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from myk10.notifications.models import Notification
from strategy.models import GuidingQuestion
from tests.factories import StaffFactory, UserFactory
from tests.strategy.factories import ContributionFactory, GuidingQuestionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client):
    client.force_login(StaffFactory())
    return client


def url(row, name: str = "change", *args: str) -> str:
    return reverse(f"admin:strategy_{row._meta.model_name}_{name}", args=[row.pk, *args])


def deeds(answer) -> list[str]:
    return [label for _url, label in answer.context["deeds"]]


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("model", "queries"), [("guidingquestion", 6), ("contribution", 7)], ids=str
)
def test_lists_cost_the_same_for_any_number_of_rows(
    office, django_assert_num_queries, model, queries, count
):
    question = GuidingQuestionFactory()
    GuidingQuestionFactory.create_batch(count - 1)
    ContributionFactory.create_batch(count, question=question)
    with django_assert_num_queries(queries):
        office.get(reverse(f"admin:strategy_{model}_changelist"))


def test_a_question_is_asked_and_its_dates_must_follow_each_other(office):
    address = reverse("admin:strategy_guidingquestion_add")
    today = timezone.localdate()
    typed = {"title": "Was wird digital?", "slug": "digital", "text": "<p>Ja</p>", "position": 1}
    for name, days in (("announced", 0), ("open", 7), ("closed", 3)):
        typed[f"{name}_from_0"] = (today + timedelta(days)).strftime("%d.%m.%Y")
        typed[f"{name}_from_1"] = "08:00"
    answer = office.post(address, typed)
    assert "Jede Phase muss nach der vorigen beginnen" in answer.content.decode()
    typed["closed_from_0"] = (today + timedelta(30)).strftime("%d.%m.%Y")
    office.post(address, typed)
    assert GuidingQuestion.objects.get().slug == "digital"


def test_the_summary_is_published_by_a_deed_once_the_debate_is_over(office):
    running = GuidingQuestionFactory(phase="open")
    assert deeds(office.get(url(running))) == []
    question = GuidingQuestionFactory(phase="closed")
    used, unused = ContributionFactory.create_batch(2, question=question)
    ContributionFactory(question=running)
    assert deeds(office.get(url(question))) == ["Zusammenfassung veröffentlichen"]
    deed = url(question, "do", "zusammenfassen")
    form = office.get(deed).context["form"]
    assert set(form.fields["sources"].queryset) == {used, unused}

    page = office.post(deed, {"summary": "", "sources": [used.pk]})
    assert "Bitte schreiben Sie die Zusammenfassung." in page.content.decode()
    office.post(deed, {"summary": "<p>Netz<script>x</script></p>", "sources": [used.pk]})
    question.refresh_from_db()
    assert (question.summary, list(question.summary_sources.all())) == ("<p>Netz</p>", [used])
    assert Notification.objects.get().user == used.author
    assert deeds(office.get(url(question))) == ["Zusammenfassung ändern"]


def test_who_was_faster_is_not_overwritten_and_no_text_is_lost(office):
    question = GuidingQuestionFactory(phase="closed")
    deed = url(question, "do", "zusammenfassen")
    office.post(deed, {"summary": "<p>Eins</p>", "seen": ""})
    page = office.post(deed, {"summary": "<p>Zwei</p>", "seen": ""}).content.decode()
    assert "Inzwischen hat jemand anderes" in page
    assert "Zwei" in page
    question.refresh_from_db()
    assert question.summary == "<p>Eins</p>"


def test_what_people_have_contributed_to_cannot_be_deleted(office):
    used, unused = GuidingQuestionFactory.create_batch(2)
    ContributionFactory(question=used)
    assert office.post(url(used, "delete"), {"post": "yes"}).status_code == 403
    office.post(url(unused, "delete"), {"post": "yes"})
    assert list(GuidingQuestion.objects.all()) == [used]


def test_contributions_are_read_and_moderated_not_changed(office):
    contribution = ContributionFactory()
    page = office.get(url(contribution)).content.decode()
    assert reverse("admin:moderation_hide", args=["beitrag", contribution.pk]) in page
    assert office.post(url(contribution), {"title": "Gekapert"}).status_code == 403


def test_citizens_stay_out(client):
    question = GuidingQuestionFactory(phase="closed")
    client.force_login(UserFactory())
    assert client.get(url(question, "do", "zusammenfassen")).status_code == 302
