import pytest

from myk10.moderation.actions import hide_content, object_to_decision
from myk10.moderation.models import ContentFlag, Decision, Objection
from tests.factories import CommentFactory, FlagFactory, StaffFactory, UserFactory

pytestmark = pytest.mark.django_db
FLAGS = "/verwaltung/moderation/contentflag/"
DECISIONS = "/verwaltung/moderation/decision/"
OBJECTIONS = "/verwaltung/moderation/objection/"


@pytest.fixture
def office(client):
    person = StaffFactory()
    client.force_login(person)
    return person


@pytest.fixture
def comment():
    return CommentFactory(text="Kauft jetzt!")


def test_queue_shows_open_flags_oldest_first(client, office):
    first, second = FlagFactory(), FlagFactory()
    hide_content(target=FlagFactory().target, moderator=office, ground="spam", reason="x")

    listed = client.get(FLAGS).context["cl"].result_list

    assert list(listed) == [first, second]
    assert client.get(FLAGS + "?zustand=alle").context["cl"].result_count == 3
    assert client.get(FLAGS + "?zustand=erledigt").context["cl"].result_count == 1


def test_queue_shows_text_and_ways_to_decide(client, office, comment):
    flag = FlagFactory(target=comment)

    page = client.get(FLAGS).content.decode()

    assert "Kauft jetzt!" in page
    assert f"{DECISIONS}ausblenden/kommentar/{comment.pk}/" in page
    assert f"{FLAGS}{flag.pk}/bleibt/" in page


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("path", [FLAGS, DECISIONS, OBJECTIONS])
def test_queues_take_the_same_queries_for_any_length(
    client, office, django_assert_num_queries, rows, path
):
    for flag in FlagFactory.create_batch(rows):
        decision = hide_content(target=flag.target, moderator=office, ground="spam", reason="x")
        object_to_decision(decision=decision, author=flag.target.author, text="Doch")
    FlagFactory.create_batch(rows)
    client.get(path)

    with django_assert_num_queries(7):
        client.get(path)


def test_hiding_from_the_queue(client, office, comment):
    flag = FlagFactory(target=comment)
    url = f"{DECISIONS}ausblenden/kommentar/{comment.pk}/"

    assert flag.text in client.get(url).content.decode()
    response = client.post(url, {"ground": "spam", "reason": "Werbung"})

    assert response.status_code == 302
    comment.refresh_from_db()
    assert comment.hidden_by.decided_by == office
    flag.refresh_from_db()
    assert flag.state == "upheld"


def test_hiding_needs_a_reason(client, office, comment):
    url = f"{DECISIONS}ausblenden/kommentar/{comment.pk}/"

    response = client.post(url, {"ground": "spam", "reason": " "})

    assert response.status_code == 200
    assert Decision.objects.count() == 0


def test_second_moderator_is_told(client, office, comment):
    hide_content(target=comment, moderator=StaffFactory(), ground="spam", reason="x")

    response = client.post(
        f"{DECISIONS}ausblenden/kommentar/{comment.pk}/",
        {"ground": "spam", "reason": "Werbung"},
        follow=True,
    )

    assert "inzwischen schon ausgeblendet" in response.content.decode()


def test_dismissing_from_the_queue(client, office):
    flag = FlagFactory()

    client.post(f"{FLAGS}{flag.pk}/bleibt/", {"reason": "Erlaubte Kritik."})

    flag.refresh_from_db()
    assert (flag.state, flag.decided_by) == ("dismissed", office)


def test_restoring(client, office, comment):
    hide_content(target=comment, moderator=office, ground="spam", reason="x")

    client.post(f"{DECISIONS}einblenden/kommentar/{comment.pk}/", {"reason": "Irrtum."})

    comment.refresh_from_db()
    assert comment.hidden_by is None


def test_answering_an_objection(client, office, comment):
    decision = hide_content(target=comment, moderator=office, ground="spam", reason="x")
    objection = object_to_decision(decision=decision, author=comment.author, text="Ein Zitat!")
    url = f"{OBJECTIONS}{objection.pk}/antwort/"

    assert "Ein Zitat!" in client.get(url).content.decode()
    client.post(url, {"upheld": "ja", "answer": "Stimmt."})

    objection.refresh_from_db()
    comment.refresh_from_db()
    assert (objection.state, comment.hidden_by) == ("upheld", None)


def test_details_can_be_read(client, office, comment):
    flag = FlagFactory(target=comment)
    decision = hide_content(target=comment, moderator=office, ground="spam", reason="x")
    objection = object_to_decision(decision=decision, author=comment.author, text="Doch")

    for path in (
        f"{FLAGS}{flag.pk}/change/",
        f"{DECISIONS}{decision.pk}/change/",
        f"{OBJECTIONS}{objection.pk}/change/",
        f"/verwaltung/discussions/comment/{comment.pk}/change/",
        "/verwaltung/discussions/comment/",
    ):
        assert client.get(path).status_code == 200


def test_flag_about_deleted_content_can_be_read_and_dismissed(client, office, comment):
    flag = FlagFactory(target=comment)
    comment.delete()

    assert "(gelöscht)" in client.get(FLAGS).content.decode()
    client.post(f"{FLAGS}{flag.pk}/bleibt/", {"reason": "Schon gelöscht."})

    assert ContentFlag.objects.get().state == "dismissed"


def test_superuser_cannot_add_or_delete_records(client, office, comment):
    office.is_superuser = True
    office.save()
    flag = FlagFactory(target=comment)

    assert client.get(FLAGS + "add/").status_code == 403
    assert client.post(f"{FLAGS}{flag.pk}/delete/", {"post": "yes"}).status_code == 403


@pytest.mark.parametrize("path", [FLAGS, DECISIONS, OBJECTIONS])
def test_citizens_have_no_way_in(client, path):
    client.force_login(UserFactory())

    assert client.get(path).status_code in (302, 403)
    assert Objection.objects.count() == 0
