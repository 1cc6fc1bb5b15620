import json

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ideas.actions.submitting import set_following
from ideas.actions.voting import cast_vote
from ideas.models import IdeaImage, JurorScore, Vote
from myk10.accounts.models import User
from myk10.discussions.models import Comment, Discussion
from myk10.home.data_page import LEFT_OUT, Entry
from myk10.home.personal_data import as_json, is_kept, is_shown, label_of, sections_about
from myk10.notifications.actions.news import choose_delivery
from myk10.notifications.actions.outbox import queue_mail
from myk10.notifications.topics import Delivery, Topic
from myk10.region.models import Municipality
from tests.factories import (
    CompetitionFactory,
    IdeaFactory,
    NotificationFactory,
    StaffFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna():
    return UserFactory(
        email="anna@example.org",
        display_name="Anna",
        municipality=Municipality.objects.get(slug="mayen"),
    )


def test_account_is_exported(anna):
    account = as_json(sections_about(anna))["accounts.user"][0]
    assert (account["email"], account["display_name"], account["municipality"]) == (
        "anna@example.org",
        "Anna",
        "Mayen",
    )


def test_own_comments_are_exported_and_those_of_others_are_not(anna):
    discussion = Discussion.objects.create(title="Mitfahrbank", path="/ideen/speicher/1/")
    Comment.objects.create(discussion=discussion, author=anna, text="Meins")
    Comment.objects.create(discussion=discussion, author=UserFactory(), text="Fremdes")
    data = as_json(sections_about(anna))
    assert [row["text"] for row in data["discussions.comment.author"]] == ["Meins"]
    assert "Fremdes" not in json.dumps(data)


def test_news_and_wishes_are_exported(anna):
    NotificationFactory(user=anna, title="Rückmeldung zu I-2026-001")
    NotificationFactory()
    choose_delivery(user=anna, topic=Topic.REPLY, delivery=Delivery.WEEKLY)
    sections = {section.label: section for section in sections_about(anna)}
    (news,) = sections["Benachrichtigungen"].rows
    shown = {value.label: value.text for value in news.values}
    assert shown["Überschrift"] == "Rückmeldung zu I-2026-001"
    assert shown["Thema"] == "Entscheidungen und Rückmeldungen zu meinen Ideen"
    (wish,) = sections["Wünsche zur Benachrichtigung"].rows
    shown = {value.label: value.text for value in wish.values}
    assert (shown["Thema"], shown["Zustellung"]) == (
        "Antworten auf meine Beiträge",
        "wöchentlich gesammelt",
    )


def test_secrets_are_not_exported():
    user = StaffFactory()
    queue_mail(
        kind="account", occasion="1", to=user.email, subject="Link", body="geheim", user=user
    )
    text = json.dumps(as_json(sections_about(user)))
    assert user.password not in text
    for authenticator in Authenticator.objects.filter(user=user):
        assert str(next(iter(authenticator.data.values()))) not in text
    assert "geheim" not in text
    assert "mfa.authenticator.user" in text


def test_every_model_that_refers_to_an_account_is_looked_at(anna):
    """So that no app can be forgotten: each foreign key to the account costs at least its query."""
    keys = [
        field
        for model in apps.get_models()
        if model._meta.managed and not model._meta.proxy
        for field in model._meta.fields
        if field.related_model is User
    ]
    with CaptureQueriesContext(
        connection,
    ) as queries:
        sections_about(anna)
    asked = " ".join(query["sql"] for query in queries)
    missing = [
        f"{key.model._meta.label}.{key.name}"
        for key in keys
        if f'"{key.model._meta.db_table}"."{key.column}" = {anna.pk}' not in asked
    ]
    assert missing == []


def test_page_and_file(client, anna):
    client.force_login(anna)
    page = client.get(reverse("account_data"))
    assert "anna@example.org" in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    file = client.get(reverse("account_data"), {"format": "json"})
    assert file["Content-Disposition"].startswith('attachment; filename="myk10-daten-')
    assert file.json()["accounts.user"][0]["email"] == "anna@example.org"


def test_number_of_queries_does_not_grow_with_the_rows(anna):
    discussion = Discussion.objects.create(title="Mitfahrbank", path="/ideen/speicher/1/")
    counts = []
    for number in (1, 3):
        Comment.objects.bulk_create(
            Comment(discussion=discussion, author=anna, text="Text") for _row in range(number)
        )
        with CaptureQueriesContext(connection) as queries:
            sections_about(anna)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_own_votes_are_exported(anna):
    competition = CompetitionFactory(phase="voting")
    mine, others = IdeaFactory.create_batch(2, competition=competition)
    cast_vote(idea=mine, user=anna)
    cast_vote(idea=others, user=UserFactory())
    [ballot] = as_json(sections_about(anna))["ideas.ballot.user"]
    assert [vote["idea"] for vote in ballot["votes"]] == [str(mine)]


def test_work_of_the_projektbuero_is_counted_not_copied(anna):
    IdeaFactory.create_batch(2, author=UserFactory(), title="Fremde Idee", decided_by=anna)
    data = as_json(sections_about(anna))
    assert data["ideas.idea.decided_by"] == {"count": 2}
    assert "Fremde Idee" not in json.dumps(data)


def test_page_tells_in_german_words(client, anna):
    competition = CompetitionFactory(phase="voting", title="Unterwegs")
    idea = IdeaFactory(competition=competition, title="Mitfahrbank", number="I-2026-900")
    with time_machine.travel("2026-11-05T17:00:00Z", tick=False):
        set_following(idea=idea, user=anna, following=True)
    cast_vote(idea=idea, user=anna)
    client.force_login(anna)
    page = client.get(reverse("account_data")).context
    headings = [subject.heading for subject in page["subjects"]]
    assert headings == ["Ihr Konto", "Ihre Stimmen", "Was Sie unterstützen und verfolgen"]
    [follows] = page["subjects"][2].groups
    moment = ("begonnen am", "Donnerstag, 5. November 2026, 18 Uhr")
    assert follows.entries == [Entry("I-2026-900 Mitfahrbank", [moment])]
    [ballot] = page["subjects"][1].groups[0].entries
    assert (ballot.title, [vote.title for vote in ballot.parts[0].entries]) == (
        "Unterwegs",
        ["I-2026-900 Mitfahrbank"],
    )


def test_no_label_of_the_page_is_the_name_of_a_column(anna):
    relations = [r for r in User._meta.get_fields() if r.auto_created and not r.concrete]
    models = [User, Vote, IdeaImage, JurorScore, *(r.related_model for r in relations)]
    fields = {
        field
        for model in models
        if is_kept(model) and model._meta.app_label != "admin"
        for field in model._meta.fields
        if field.related_model is not User and field.name not in LEFT_OUT and is_shown(field)
    }
    assert sorted(str(f) for f in fields if label_of(f) == f.name.replace("_", " ")) == []
