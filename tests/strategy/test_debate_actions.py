from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.utils import timezone

from myk10.home.actions import delete_account
from myk10.moderation.actions import hide_content
from myk10.notifications.models import Mail, Notification
from myk10.refusal import Refused
from myk10.throttle import TooManyAttempts
from strategy.actions import debate
from strategy.actions.debate import (
    MOST_PER_DAY,
    contribute,
    edit_contribution,
    set_support,
    summarise,
    withdraw_contribution,
)
from strategy.models import Contribution, ContributionSupport, GuidingQuestion
from tests.factories import StaffFactory, UserFactory
from tests.ideas.voting import in_thread
from tests.strategy.factories import ContributionFactory, GuidingQuestionFactory

pytestmark = pytest.mark.django_db

SAID = {"column": "needed", "title": "Glasfaser in jedes Dorf", "text": "Ohne Netz geht nichts."}
NOT_OPEN = "nicht geöffnet"


@pytest.fixture
def question():
    return GuidingQuestionFactory(phase="open")


def close(question: GuidingQuestion) -> GuidingQuestion:
    """As if time had passed; the object at hand still believes that the debate is open."""
    now = timezone.now()
    GuidingQuestion.objects.filter(pk=question.pk).update(
        open_from=now - timedelta(days=9), closed_from=now - timedelta(seconds=1)
    )
    return GuidingQuestion.objects.get(pk=question.pk)


# --- Contributing ---------------------------------------------------------------------------


def test_what_somebody_contributes_is_public_at_once_and_can_be_discussed(question):
    author = UserFactory()
    written = contribute(question=question, author=author, **SAID)
    assert list(Contribution.objects.published()) == [written]
    assert (written.author, written.column, written.title) == (author, "needed", SAID["title"])
    discussion = written.discussion
    assert (discussion.title, discussion.path) == (SAID["title"], written.get_absolute_url())


@pytest.mark.parametrize("phase", [None, "announced", "closed"])
def test_nothing_is_said_or_supported_outside_of_the_debate(phase):
    question = GuidingQuestionFactory(phase=phase)
    contribution = ContributionFactory(question=question)
    with pytest.raises(Refused, match=NOT_OPEN):
        contribute(question=question, author=UserFactory(), **SAID)
    with pytest.raises(Refused, match=NOT_OPEN):
        edit_contribution(contribution=contribution, author=contribution.author, **SAID)
    with pytest.raises(Refused, match=NOT_OPEN):
        set_support(contribution=contribution, user=UserFactory(), supporting=True)
    assert Contribution.objects.get().support_count == 0


def test_the_database_decides_whether_the_debate_is_open(question):
    assert question.is_open  # and remembers it
    close(question)
    with pytest.raises(Refused, match=NOT_OPEN):
        contribute(question=question, author=UserFactory(), **SAID)


def test_the_same_words_again_are_a_button_pressed_twice(question):
    author = UserFactory()
    first = contribute(question=question, author=author, **SAID)
    assert contribute(question=question, author=author, **SAID) == first
    assert contribute(question=question, author=author, **SAID | {"column": "digital"}) != first
    assert contribute(question=question, author=UserFactory(), **SAID) != first


def test_after_twenty_within_a_day_it_is_enough(question):
    author = UserFactory()
    for number in range(MOST_PER_DAY):
        contribute(question=question, author=author, column="digital", title=f"Nummer {number}")
    with pytest.raises(TooManyAttempts):
        contribute(question=question, author=author, **SAID)


@pytest.mark.parametrize(
    "wrong",
    [{"title": "x" * 121}, {"title": ""}, {"text": "x" * 3001}, {"column": "oben"}],
    ids=lambda wrong: next(iter(wrong)),
)
def test_limits_hold_for_whoever_calls(question, wrong):
    with pytest.raises((Refused, ValidationError)):
        contribute(question=question, author=UserFactory(), **SAID | wrong)
    assert Contribution.objects.count() == 0


def test_authors_change_and_withdraw_their_own(question):
    mine = contribute(question=question, author=UserFactory(), **SAID)
    changed = edit_contribution(
        contribution=mine, author=mine.author, column="project", title="Netz für alle"
    )
    assert (changed.column, changed.text, changed.edited_at is None) == ("project", "", False)
    assert changed.discussion.title == "Netz für alle"
    for act in (
        lambda: edit_contribution(contribution=mine, author=UserFactory(), **SAID),
        lambda: withdraw_contribution(contribution=mine, author=UserFactory()),
    ):
        with pytest.raises(PermissionDenied):
            act()
    close(question)
    withdraw_contribution(contribution=mine, author=mine.author)
    assert not Contribution.objects.published().exists()
    with pytest.raises(Refused, match="schon zurückgezogen"):
        withdraw_contribution(contribution=mine, author=mine.author)


def test_what_is_hidden_is_not_changed_and_not_supported(question):
    mine = ContributionFactory(question=question)
    hide_content(target=mine, moderator=StaffFactory(), ground="spam", reason="Werbung")
    with pytest.raises(Refused, match="ausgeblendet"):
        edit_contribution(contribution=mine, author=mine.author, **SAID)
    with pytest.raises(Refused, match="nicht mehr öffentlich"):
        set_support(contribution=mine, user=UserFactory(), supporting=True)


# --- Supporting -----------------------------------------------------------------------------


def test_support_is_set_and_unset_and_again_changes_nothing(question):
    contribution, user = ContributionFactory(question=question), UserFactory()
    counts = []
    for supporting in (True, True, False, False):
        set_support(contribution=contribution, user=user, supporting=supporting)
        counts.append(Contribution.objects.get().support_count)
    assert counts == [1, 1, 0, 0]


def at_once(work, arguments: list) -> list:
    barrier = Barrier(len(arguments))

    @in_thread
    def one(argument):
        connection.ensure_connection()
        barrier.wait()
        return work(argument)

    with ThreadPoolExecutor(len(arguments)) as threads:
        return list(threads.map(one, arguments))


@pytest.mark.django_db(transaction=True)
def test_twenty_who_support_at_once_are_counted_as_twenty(question):
    contribution = ContributionFactory(question=question)
    users = UserFactory.create_batch(20)
    at_once(lambda user: set_support(contribution=contribution, user=user, supporting=True), users)
    contribution.refresh_from_db()
    assert (contribution.support_count, ContributionSupport.objects.count()) == (20, 20)


@pytest.mark.django_db(transaction=True)
def test_one_who_presses_ten_times_at_once_supports_once(question):
    contribution, user = ContributionFactory(question=question), UserFactory()
    at_once(
        lambda _press: set_support(contribution=contribution, user=user, supporting=True),
        list(range(10)),
    )
    contribution.refresh_from_db()
    assert (contribution.support_count, ContributionSupport.objects.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_sent_ten_times_at_once_it_is_one_contribution(question):
    author = UserFactory()
    written = at_once(
        lambda _press: contribute(question=question, author=author, **SAID).pk, list(range(10))
    )
    assert set(written) == {Contribution.objects.get().pk}


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_on_the_author_it_would_be_several(question, monkeypatch):
    author = UserFactory()
    both_have_looked = Barrier(2)
    hit = debate.hit

    def hit_together(*args, **kwargs):
        both_have_looked.wait(5)
        hit(*args, **kwargs)

    monkeypatch.setattr(debate, "hit", hit_together)
    monkeypatch.setattr(
        debate.User.objects, "select_for_update", lambda **_how: debate.User.objects
    )
    at_once(lambda _press: contribute(question=question, author=author, **SAID).pk, [1, 2])
    assert Contribution.objects.count() == 2


# --- The summary ----------------------------------------------------------------------------


def test_a_summary_names_its_sources_and_their_authors_are_told():
    question = GuidingQuestionFactory(phase="closed", title="Was wird digital?")
    used, _unused = ContributionFactory.create_batch(2, question=question)
    foreign = ContributionFactory()
    withdrawn = ContributionFactory(question=question, withdrawn_at=timezone.now())
    office = StaffFactory()
    question = summarise(
        question=question, summary="<p>Netz</p>", sources=[used, foreign, withdrawn], by=office
    )
    assert list(question.summary_sources.all()) == [used]
    assert question.summarised_by == office
    news, mail = Notification.objects.get(), Mail.objects.get()
    title = f"Ihr Beitrag „{used.title}“ ist in die Zusammenfassung eingegangen"
    assert (news.user, news.title, mail.recipient) == (used.author, title, used.author.email)
    assert news.path == used.get_absolute_url()
    assert mail.body.split("\n\n") == [
        f"Guten Tag {used.author.display_name},",
        "die Debatte zur Leitfrage „Was wird digital?“ ist ausgewertet. "
        "Die Zusammenfassung stützt sich auch auf Ihren Beitrag:",
        used.title,
        "Beim Beitrag steht, was daraus wird. Danke, dass Sie mitgeredet haben.",
    ]


def test_a_correction_tells_nobody_twice():
    question = GuidingQuestionFactory(phase="closed")
    first, second = ContributionFactory.create_batch(2, question=question)
    office = StaffFactory()
    question = summarise(question=question, summary="<p>Netz</p>", sources=[first], by=office)
    summarise(
        question=question,
        summary="<p>Netze</p>",
        sources=[first, second],
        by=office,
        seen=question.summarised_at,
    )
    assert {mail.recipient for mail in Mail.objects.all()} == {
        first.author.email,
        second.author.email,
    }
    assert Mail.objects.count() == 2


def test_two_who_summarise_do_not_overwrite_each_other():
    question = GuidingQuestionFactory(phase="closed")
    summarise(question=question, summary="<p>Eins</p>", sources=[], by=StaffFactory())
    with pytest.raises(Refused, match="Inzwischen hat jemand anderes"):
        summarise(question=question, summary="<p>Zwei</p>", sources=[], by=StaffFactory())
    question.refresh_from_db()
    assert question.summary == "<p>Eins</p>"


@pytest.mark.parametrize("phase", [None, "announced", "open"])
def test_nothing_is_summarised_before_the_end(phase):
    with pytest.raises(Refused, match="wenn die Debatte beendet ist"):
        summarise(
            question=GuidingQuestionFactory(phase=phase),
            summary="<p>Netz</p>",
            sources=[],
            by=StaffFactory(),
        )


# --- Leaving --------------------------------------------------------------------------------


@pytest.mark.parametrize("keep_texts", [True, False])
def test_whoever_leaves_takes_support_along_and_texts_as_wished(question, keep_texts):
    mine = contribute(question=question, author=UserFactory(), **SAID)
    other = ContributionFactory(question=question)
    set_support(contribution=other, user=mine.author, supporting=True)
    delete_account(user=mine.author, keep_texts=keep_texts)
    mine.refresh_from_db()
    other.refresh_from_db()
    assert (mine.author, other.support_count) == (None, 0)
    said = (mine.title, mine.text, mine.discussion.title)
    if keep_texts:
        assert said == (SAID["title"], SAID["text"], SAID["title"])
        assert mine.is_public
    else:
        assert said == ("gelöscht", "", "gelöscht")
        assert not mine.is_public


@pytest.mark.parametrize(("phase", "kept"), [("open", 0), ("closed", 1)])
def test_support_of_a_closed_debate_stays_counted_without_a_person(phase, kept):
    contribution, user = ContributionFactory(question__phase=phase), UserFactory()
    ContributionSupport.objects.create(contribution=contribution, user=user)
    delete_account(user=user, keep_texts=True)
    contribution.refresh_from_db()
    assert contribution.support_count == kept
    assert ContributionSupport.objects.filter(user=None).count() == kept
