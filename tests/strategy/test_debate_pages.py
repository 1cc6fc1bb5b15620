from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from myk10.discussions.models import Comment
from myk10.moderation.actions import hide_content
from myk10.moderation.targets import flaggable_models
from myk10.region.models import FieldOfAction, Municipality
from strategy.actions.debate import set_support, summarise, withdraw_contribution
from strategy.models import Contribution, GuidingQuestion
from tests.factories import CommentFactory, StaffFactory, UserFactory
from tests.strategy.factories import ContributionFactory, GuidingQuestionFactory

pytestmark = pytest.mark.django_db

DEBATE = "/strategie/debatte/"
BOARD = "/strategie/debatte/netz/"
NEW = "/strategie/debatte/netz/neu/"
TYPED = {"column": "needed", "title": "Glasfaser in jedes Dorf", "text": "Ohne Netz geht nichts."}


def netz(phase: str | None = "open", **values) -> GuidingQuestion:
    return GuidingQuestionFactory(phase=phase, slug="netz", title="Was brauchen wir?", **values)


def summarised(question: GuidingQuestion, *sources: Contribution) -> GuidingQuestion:
    return summarise(
        question=question, summary="<p>Zuerst das Netz.</p>", sources=sources, by=StaffFactory()
    )


# --- The guiding questions ------------------------------------------------------------------


def test_each_question_says_where_it_stands(client):
    GuidingQuestionFactory(phase=None, title="Noch geheim")
    GuidingQuestionFactory(phase="announced", title="Bald")
    GuidingQuestionFactory(phase="open", title="Jetzt", closed_from=timezone.now() + timedelta(9))
    summarised(GuidingQuestionFactory(phase="closed", title="Vorbei"))
    page = client.get(DEBATE).content.decode()
    assert "Noch geheim" not in page
    for words in ("Angekündigt", "Debatte läuft", "noch 9 Tage", "Zusammengefasst"):
        assert words in page
    for link in ("Beitrag schreiben: Jetzt", "Zusammenfassung lesen: Vorbei"):
        assert page.count(f'aria-label="{link}"') == 1


def test_the_questions_come_in_their_order_with_what_is_public(client):
    second = GuidingQuestionFactory(position=2)
    first = GuidingQuestionFactory(position=1)
    contribution = ContributionFactory(question=first)
    set_support(contribution=contribution, user=UserFactory(), supporting=True)
    ContributionFactory(question=first, withdrawn_at=timezone.now())
    questions = client.get(DEBATE).context["questions"]
    assert [(q, q.contribution_total, q.support_total) for q in questions] == [
        (first, 1, 1),
        (second, 0, 0),
    ]


def test_without_questions_there_is_an_empty_page(client):
    assert "Noch keine Leitfrage" in client.get(DEBATE).content.decode()


# --- The board and the list -----------------------------------------------------------------


def test_the_board_has_a_column_a_kind_and_the_most_supported_first(client):
    question = netz()
    less, more = ContributionFactory.create_batch(2, question=question, column="needed")
    set_support(contribution=more, user=UserFactory(), supporting=True)
    ContributionFactory(question=question, column="needed", withdrawn_at=timezone.now())
    ContributionFactory(column="digital")
    columns = client.get(BOARD).context["columns"]
    assert [(c.label, c.count, c.contributions) for c in columns] == [
        ("wird digital", 0, []),
        ("bleibt analog", 0, []),
        ("brauchen wir dafür", 2, [more, less]),
        ("Projektvorschlag", 0, []),
    ]


def test_a_long_column_leads_on_to_the_list_of_its_own(client):
    ContributionFactory.create_batch(21, question=netz(), column="project")
    page = client.get(BOARD)
    column = page.context["columns"][3]
    assert (len(column.contributions), column.has_more) == (20, True)
    assert "Alle 21 lesen" in page.content.decode()
    listed = client.get(column.more_url).context
    assert (listed["list"].column, listed["page_obj"].paginator.count) == ("project", 21)
    second = client.get(column.more_url + "&page=2").context["page_obj"]
    assert len(second.object_list) == 1


def test_the_list_filters_and_orders(client):
    question = netz()
    mayen, work = Municipality.objects.get(slug="mayen"), FieldOfAction.objects.get(slug="arbeit")
    of = {
        "mayen": ContributionFactory(question=question, municipality=mayen, column="analogue"),
        "work": ContributionFactory(question=question, field_of_action=work, column="digital"),
    }
    set_support(contribution=of["mayen"], user=UserFactory(), supporting=True)

    def listed(query: str) -> list[Contribution]:
        return list(client.get(f"{BOARD}?ansicht=liste&{query}").context["page_obj"])

    assert listed("") == listed("einordnung=unfug&page=x") == [of["work"], of["mayen"]]
    assert listed("reihenfolge=unterstuetzt") == [of["mayen"], of["work"]]
    assert listed("gemeinde=mayen") == listed("einordnung=analogue") == [of["mayen"]]
    assert listed("gemeinde=kreisweit") == listed("feld=arbeit") == [of["work"]]
    assert listed("feld=arbeit&gemeinde=mayen") == []


def test_wrong_addresses_are_no_faults(client):
    netz()
    assert (
        client.get(f"{BOARD}?ansicht=liste&feld=%00&gemeinde=%ff&page={'9' * 40}").status_code
        == 200
    )
    assert client.get(f"{BOARD}{'9' * 30}/").status_code == 404
    assert client.get("/strategie/debatte/unbekannt/").status_code == 404


@pytest.mark.parametrize("who", ["visitor", "citizen"])
@pytest.mark.parametrize(("query", "queries"), [("", 7), ("?ansicht=liste", 6)])
def test_board_and_list_cost_the_same_with_one_and_three(
    client, settings, who, query, queries, django_assert_num_queries
):
    settings.VISITOR_CACHE_SECONDS = 0
    question = netz(phase="open")
    used = ContributionFactory(question=question)
    GuidingQuestion.objects.update(
        open_from=timezone.now() - timedelta(9), closed_from=timezone.now() - timedelta(1)
    )
    summarised(question, used)
    if who == "citizen":
        client.force_login(UserFactory())
        queries += 3  # the session, the account, its unread news
    for more in (0, 2):
        for contribution in ContributionFactory.create_batch(more, question=question):
            question.summary_sources.add(contribution)
        with django_assert_num_queries(queries):
            client.get(BOARD + query)


def test_the_questions_cost_the_same_with_one_and_three(
    client, settings, django_assert_num_queries
):
    settings.VISITOR_CACHE_SECONDS = 0
    for more in (1, 2):
        GuidingQuestionFactory.create_batch(more)
        with django_assert_num_queries(1):
            client.get(DEBATE)


# --- The summary ----------------------------------------------------------------------------


def test_the_summary_links_its_sources_and_they_say_that_they_were_used(client):
    question = netz("closed")
    used, unused, withdrawn = ContributionFactory.create_batch(3, question=question)
    summarised(question, used, withdrawn)
    withdraw_contribution(contribution=withdrawn, author=withdrawn.author)
    page = client.get(BOARD)
    assert page.context["sources"] == [used]
    assert "Zuerst das Netz." in page.content.decode()
    said = "Die Zusammenfassung der Debatte stützt sich auch auf diesen Beitrag."
    assert said in client.get(used.get_absolute_url()).content.decode()
    assert said not in client.get(unused.get_absolute_url()).content.decode()


def test_the_red_thread_of_a_contribution(client):
    question = netz("closed")
    used = ContributionFactory(question=question, created_at=question.open_from)
    summarised(question, used)
    steps = client.get(used.get_absolute_url()).context["steps"]
    assert [(step.text, step.url) for step in steps] == [
        ("Zur Leitfrage „Was brauchen wir?“ geschrieben", BOARD),
        ("Debatte beendet", ""),
        ("In der Zusammenfassung des Projektbüros verwendet", f"{BOARD}#zusammenfassung"),
    ]


# --- Contributing ---------------------------------------------------------------------------


def test_a_citizen_contributes(client):
    netz()
    author = UserFactory()
    client.force_login(author)
    form = client.get(f"{NEW}?einordnung=digital").context["form"]
    assert form["column"].value() == "digital"
    answer = client.post(NEW, TYPED, follow=True)
    written = Contribution.objects.get()
    assert (written.author, written.column) == (author, "needed")
    assert answer.redirect_chain == [(written.get_absolute_url(), 302)]
    assert "Danke! Ihr Beitrag ist veröffentlicht." in answer.content.decode()
    assert TYPED["title"] in client.get(BOARD).content.decode()


@pytest.mark.parametrize(
    ("phase", "words"),
    [("announced", "Mitreden können Sie ab"), ("closed", "ist seit")],
)
def test_before_and_after_nothing_typed_is_lost(client, phase, words):
    netz(phase)
    client.force_login(UserFactory())
    page = client.post(NEW, TYPED).content.decode()
    assert words in page
    assert TYPED["title"] in page
    assert TYPED["text"] in page
    pool = reverse("ideas:idea_new", args=["speicher"])
    assert (pool in page) == (phase == "closed")  # where else one is heard
    assert Contribution.objects.count() == 0


def test_a_debate_that_closes_while_somebody_types_gives_the_text_back(client):
    question = netz()
    client.force_login(UserFactory())
    assert client.get(NEW).status_code == 200
    GuidingQuestion.objects.filter(pk=question.pk).update(closed_from=timezone.now())
    page = client.post(NEW, TYPED).content.decode()
    assert "beendet" in page
    assert TYPED["text"] in page


def test_whoever_is_signed_out_meanwhile_gets_the_text_back(client):
    netz()
    assert client.get(NEW).headers["Location"] == f"{reverse('account_login')}?next={NEW}"
    answer = client.post(NEW, TYPED)
    assert (answer.status_code, Contribution.objects.count()) == (403, 0)
    assert TYPED["text"] in answer.content.decode()


def test_faults_are_named_and_what_was_typed_stays(client):
    netz()
    client.force_login(UserFactory())
    page = client.post(NEW, TYPED | {"title": "", "column": ""}).content.decode()
    assert "Bitte sagen Sie in einem Satz, worum es Ihnen geht." in page
    assert "Bitte wählen Sie, wohin Ihr Beitrag gehört." in page
    assert TYPED["text"] in page
    for wrong in (
        {"title": "a\x00b"},
        {"title": "x" * 121},
        {"title": "zwei\nZeilen"},
        {"text": "x" * 3001},
        {"column": "oben"},
        {"municipality": "9" * 30},
    ):
        assert client.post(NEW, TYPED | wrong).status_code == 200
    assert Contribution.objects.count() == 0
    client.post(NEW, TYPED | {"text": "a\r\n" * 1500})  # 3.000 as a browser counts
    assert len(Contribution.objects.get().text) == 2999


def test_authors_edit_while_the_debate_is_open_and_withdraw_whenever(client):
    question = netz()
    mine = ContributionFactory(question=question)
    address = mine.get_absolute_url()
    client.force_login(mine.author)
    assert "Bearbeiten" in client.get(address).content.decode()
    client.post(f"{address}bearbeiten/", TYPED)
    assert "bearbeitet am" in client.get(address).content.decode()
    GuidingQuestion.objects.update(closed_from=timezone.now())
    page = client.post(f"{address}bearbeiten/", TYPED | {"text": "Zu spät"}).content.decode()
    assert "Zu spät" in page
    assert "darunter als Kommentar" in page
    mine.refresh_from_db()
    assert mine.text == TYPED["text"]
    assert client.get(f"{address}zuruecknehmen/").status_code == 200
    client.post(f"{address}zuruecknehmen/")
    assert "Zurückgezogen am" in client.get(address).content.decode()
    assert client.post(f"{address}zuruecknehmen/").status_code == 404
    client.logout()
    assert client.get(address).status_code == 404


# --- Supporting, talking, flagging, hiding --------------------------------------------------


def test_support_is_set_and_unset_on_the_page(client):
    contribution = ContributionFactory(question=netz())
    address = contribution.get_absolute_url()
    client.force_login(UserFactory())
    assert "Ich bin dafür" in client.get(address).content.decode()
    for wish, words in (("ja", "1 Mensch ist dafür"), ("nein", "Noch unterstützt das niemand")):
        for _again in range(2):
            client.post(f"{address}unterstuetzen/", {"unterstuetzen": wish})
            assert words in client.get(address).content.decode()
    assert client.post(f"{address}unterstuetzen/", {"unterstuetzen": "x"}).status_code == 404


def test_the_kept_page_tells_each_person_their_own(client):
    contribution = ContributionFactory(question=netz())
    address = contribution.get_absolute_url()
    supporter, other = UserFactory.create_batch(2)
    set_support(contribution=contribution, user=supporter, supporting=True)
    for user, words in ((supporter, "Sie sind dafür."), (other, "Ich bin dafür")):
        client.force_login(user)
        page = client.get(address).content.decode()
        assert words in page
        assert "Das haben Sie geschrieben" not in page


def test_after_the_end_nobody_supports(client):
    contribution = ContributionFactory(question=netz("closed"))
    client.force_login(UserFactory())
    answer = client.post(
        f"{contribution.get_absolute_url()}unterstuetzen/", {"unterstuetzen": "ja"}, follow=True
    )
    assert "ist nicht geöffnet" in answer.content.decode()
    contribution.refresh_from_db()
    assert contribution.support_count == 0


def test_comments_need_an_account_and_keep_what_was_typed(client):
    contribution = ContributionFactory(question=netz())
    contribution.discussion.path = contribution.get_absolute_url()
    contribution.discussion.save()
    address = f"{contribution.get_absolute_url()}kommentieren/"
    answer = client.post(address, {"text": "Sehr gut, das fehlt."})
    assert (answer.status_code, Comment.objects.count()) == (403, 0)
    assert "Sehr gut, das fehlt." in answer.content.decode()
    client.force_login(UserFactory())
    client.post(address, {"text": "Sehr gut, das fehlt."})
    assert Comment.objects.get().discussion == contribution.discussion
    assert "Sehr gut, das fehlt." in client.get(contribution.get_absolute_url()).content.decode()
    page = client.post(address, {"text": "x" * 5001}).content.decode()
    assert "Ihr Beitrag hat 5001 Zeichen." in page


def test_the_contribution_costs_the_same_with_one_and_three(
    client, settings, django_assert_num_queries
):
    settings.VISITOR_CACHE_SECONDS = 0
    contribution = ContributionFactory(question=netz())
    for more in (1, 2):
        CommentFactory.create_batch(more, discussion=contribution.discussion)
        with django_assert_num_queries(3):
            client.get(contribution.get_absolute_url())


def test_it_can_be_flagged_and_hidden(client):
    contribution = ContributionFactory(question=netz())
    address = contribution.get_absolute_url()
    assert flaggable_models()["beitrag"] is Contribution
    flag = reverse("moderation:flag", args=["beitrag", contribution.pk])
    assert flag in client.get(address).content.decode()
    assert client.get(flag).status_code == 200
    office = StaffFactory()
    hide_content(target=contribution, moderator=office, ground="spam", reason="Werbung")
    assert client.get(address).status_code == 404
    assert contribution.title not in client.get(BOARD).content.decode()
    client.force_login(contribution.author)
    assert "Dieser Beitrag ist ausgeblendet." in client.get(address).content.decode()
    client.force_login(office)
    assert client.get(address).status_code == 200


def test_the_contribution_of_another_question_is_not_below_this_one(client):
    netz()
    other = ContributionFactory()
    assert client.get(f"{BOARD}{other.pk}/").status_code == 404
