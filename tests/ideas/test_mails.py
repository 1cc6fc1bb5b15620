from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from ideas import emails
from ideas.actions.checking import (
    admit_idea,
    agree_to_merge,
    answer_idea,
    decline_merge,
    propose_merge,
    refuse_idea,
)
from ideas.actions.commenting import comment_on_idea
from ideas.actions.submitting import (
    edit_idea,
    enter_competition,
    join_idea,
    submit_idea,
    withdraw_idea,
)
from ideas.models import Follow, Support
from myk10.discussions.actions import delete_comment
from myk10.notifications.actions.news import choose_delivery
from myk10.notifications.delivery import deliver_due_mail
from myk10.notifications.kinds import kind_of
from myk10.notifications.models import Mail, Notification
from myk10.notifications.topics import Delivery, Topic
from tests.factories import (
    AwardFactory,
    CompetitionFactory,
    IdeaFactory,
    StaffFactory,
    UserFactory,
)
from tests.ideas.writing import IDEA

pytestmark = pytest.mark.django_db


def mails(kind: str) -> dict[str, str]:
    """The texts of the mails of a kind with the address of their button, by recipient; each one is
    complete, and says neither that address nor why one gets it: the letter does."""
    written = Mail.objects.filter(kind=kind)
    for mail in written:
        assert mail.body.startswith(f"Guten Tag {mail.user.display_name},\n\n")
        assert "Freundliche Grüße" not in mail.body  # the letter says it
        assert "Sie erhalten" not in mail.body
        assert f"{mail.action_url}\n" not in mail.body
        assert "&quot;" not in mail.body
        assert "\n\n\n" not in mail.body
        assert mail.action_label
    return {mail.recipient: f"{mail.body}\n[{mail.action_url}]" for mail in written}


def told(kind: str) -> set[str]:
    """Who has news of the kind in the site."""
    rows = Notification.objects.filter(kind=kind)
    return set(rows.values_list("user__email", flat=True))


def why(kind: str) -> str:
    return str(kind_of(kind).why).removeprefix("Sie erhalten diese E-Mail, weil ")


def link(obj) -> str:
    return settings.SITE_URL + obj.get_absolute_url()


def followed(idea):
    person = UserFactory()
    Follow.objects.create(idea=idea, user=person)
    return person


def test_submitted():
    idea = submit_idea(draft=IdeaFactory(state="draft", **IDEA))
    (body,) = mails("idea_submitted").values()
    for text in (idea.number, IDEA["title"], "Spätestens am", "noch ändern", link(idea)):
        assert text in body


def test_special_characters_are_not_escaped_in_mails():
    author = UserFactory(display_name="Müller & „Söhne“ <x>")
    texts = {**IDEA, "title": 'Bäcker\'s "Brot" & <Käse> {{7*7}}'}
    idea = submit_idea(draft=IdeaFactory(state="draft", pool=True, author=author, **texts))
    assert f"Ihre Idee „{idea.title}“ ist angekommen" in mails("idea_submitted")[author.email]


def test_admitted():
    idea = admit_idea(idea=IdeaFactory(state="submitted"), decided_by=StaffFactory())
    (body,) = mails("idea_admitted").values()
    for text in (idea.number, "Die Abstimmung beginnt:", link(idea)):
        assert text in body


def test_admitted_to_the_pool():
    admit_idea(idea=IdeaFactory(state="submitted", pool=True), decided_by=StaffFactory())
    (body,) = mails("idea_admitted").values()
    assert "Ihre Idee liegt im Ideenspeicher." in body
    assert "Abstimmung" not in body


def test_refused_says_why_and_what_to_do():
    idea = IdeaFactory(state="submitted")
    refuse_idea(idea=idea, decided_by=StaffFactory(), reason="Das ist Sache des Bundes.")
    body = mails("idea_refused")[idea.author.email]
    for text in ("Das ist Sache des Bundes.", "/ideen/speicher/neu/", link(idea)):
        assert text in body


def test_withdrawn_is_confirmed_to_the_author_and_told_to_followers():
    idea = IdeaFactory()
    follower = followed(idea)
    withdraw_idea(idea=idea, reason="Gibt es schon.")
    receipt, news = mails("idea_withdrawn"), mails("followed_idea_withdrawn")
    assert (set(receipt), set(news)) == ({idea.author.email}, {follower.email})
    assert "Sie haben Ihre Idee" in receipt[idea.author.email]
    assert "Grund: Gibt es schon." in receipt[idea.author.email]
    assert "Grund: Gibt es schon." in news[follower.email]
    assert why("followed_idea_withdrawn") == "Sie der Idee folgen."
    assert told("idea_withdrawn") == set()  # nobody is told of their own deed
    assert told("followed_idea_withdrawn") == {follower.email}


def test_joined_reaches_the_other_author_and_those_who_followed():
    idea, other = IdeaFactory(pool=True, state="submitted"), IdeaFactory(pool=True)
    follower = followed(idea)
    join_idea(idea=idea, other=other)
    written = mails("idea_joined")
    assert set(written) == {other.author.email}
    assert link(other) in written[other.author.email]
    assert idea.author.display_name not in written[other.author.email]
    assert told("followed_idea_joined") == {follower.email}


def test_entered_competition_reaches_followers_and_supporters_once():
    idea = IdeaFactory(pool=True)
    person = followed(idea)
    Support.objects.create(idea=idea, user=person)
    competition = CompetitionFactory(title="Ideen 2026")
    entered = enter_competition(idea=idea, competition=competition)
    written = mails("followed_idea_entered_competition")
    assert set(written) == {person.email}
    for text in ("„Ideen 2026“", link(entered), link(competition)):
        assert text in written[person.email]


def test_answered_reaches_author_and_followers():
    idea = IdeaFactory()
    follower = followed(idea)
    answer_idea(idea=idea, text="<p>Machen wir.</p>", answered_by=StaffFactory())
    to_author, to_follower = mails("idea_answered"), mails("followed_idea_answered")
    assert (set(to_author), set(to_follower)) == ({idea.author.email}, {follower.email})
    assert f"[{link(idea)}#rueckmeldung]" in to_author[idea.author.email]
    assert f"[{link(idea)}#rueckmeldung]" in to_follower[follower.email]
    assert why("idea_answered") == "Sie die Idee eingereicht haben."
    assert why("followed_idea_answered") == "Sie der Idee folgen."


def test_who_answers_is_not_told_of_it():
    idea, colleague = IdeaFactory(author=StaffFactory()), StaffFactory()
    Follow.objects.create(idea=idea, user=colleague)
    answer_idea(idea=idea, text="<p>Machen wir.</p>", answered_by=colleague)
    answer_idea(idea=idea, text="<p>Doch nicht.</p>", answered_by=idea.author)
    assert told("idea_answered") == {idea.author.email}
    assert Notification.objects.get(kind="followed_idea_answered").user == colleague
    assert Notification.objects.count() == 2


def test_edited_reaches_followers_once_a_day():
    idea = IdeaFactory()
    follower = followed(idea)
    with time_machine.travel(timezone.now(), tick=False) as traveller:
        edit_idea(idea=idea, values={"title": "Neu"})
        edit_idea(idea=idea, values={"title": "Noch neuer"})
        assert [mail.recipient for mail in Mail.objects.all()] == [follower.email]
        traveller.shift(timedelta(days=1))
        edit_idea(idea=idea, values={"title": "Am nächsten Tag"})
    assert Mail.objects.filter(kind="followed_idea_edited").count() == 2


def test_edits_before_admission_are_nobodys_news():
    idea = IdeaFactory(state="submitted")
    followed(idea)
    edit_idea(idea=idea, values={"title": "Neu"})
    assert Notification.objects.count() == 0


def test_comment_reaches_the_author_and_no_follower():
    idea = IdeaFactory()
    followed(idea)
    comment = comment_on_idea(idea=idea, author=UserFactory(display_name="Eva"), text="Gut!")
    written = mails("idea_commented")
    assert set(written) == {idea.author.email}
    assert "Eva hat etwas zu Ihrer Idee" in written[idea.author.email]
    assert f"[{link(comment)}]" in written[idea.author.email]
    assert Notification.objects.count() == 1


def test_own_comment_is_no_news():
    idea = IdeaFactory()
    comment_on_idea(idea=idea, author=idea.author, text="Nachtrag.")
    assert Notification.objects.count() == 0


def test_reply_to_the_author_is_told_once():
    idea, eva, otto = IdeaFactory(), UserFactory(), UserFactory()
    question = comment_on_idea(idea=idea, author=idea.author, text="Wo am besten?")
    comment_on_idea(idea=idea, author=eva, text="In Mayen.", parent=question)
    assert [(n.kind, n.user) for n in Notification.objects.all()] == [("reply", idea.author)]
    root = comment_on_idea(idea=idea, author=eva, text="Oder in Polch.")
    Notification.objects.all().delete()
    comment_on_idea(idea=idea, author=otto, text="Ja!", parent=root)
    assert {(n.kind, n.user) for n in Notification.objects.all()} == {
        ("reply", eva),
        ("idea_commented", idea.author),
    }


def test_mail_about_a_comment_that_is_gone_is_not_sent(smtp_server):
    idea = IdeaFactory()
    comment = comment_on_idea(idea=idea, author=UserFactory(), text="Unüberlegt.")
    delete_comment(comment=comment, author=comment.author)
    assert deliver_due_mail() == 0
    assert Mail.objects.get().state == "suppressed"


def test_second_answer_is_told_as_well():
    idea = IdeaFactory()
    for text in ("<p>Wir prüfen.</p>", "<p>Machen wir.</p>"):
        answer_idea(idea=idea, text=text, answered_by=StaffFactory())
    assert Mail.objects.filter(kind="idea_answered").count() == 2


@pytest.fixture
def proposal():
    competition = CompetitionFactory()
    return propose_merge(
        duplicate=IdeaFactory(competition=competition),
        target=IdeaFactory(competition=competition),
        reason="Beide wollen Bänke.",
        proposed_by=StaffFactory(),
    )


def test_merge_proposed_asks_both_authors(proposal):
    written = mails("merge_proposed")
    assert set(written) == {proposal.duplicate.author.email, proposal.target.author.email}
    page = settings.SITE_URL + reverse("ideas:merge_proposal", args=[proposal.pk])
    for body in written.values():
        for text in (
            proposal.duplicate.number,
            proposal.target.number,
            "Beide wollen Bänke.",
            page,
        ):
            assert text in body


def test_merge_declined_reaches_the_other_author_and_the_projektbuero(proposal):
    decline_merge(proposal=proposal, user=proposal.target.author)
    page = settings.SITE_URL + reverse("ideas:merge_proposal", args=[proposal.pk])
    written = mails("merge_declined")
    assert set(written) == {proposal.duplicate.author.email}
    assert f"[{page}]" in written[proposal.duplicate.author.email]
    written = mails("own_proposal_declined")
    assert set(written) == {proposal.proposed_by.email}  # whose it is not to answer
    assert f"[{link(proposal.target)}]" in written[proposal.proposed_by.email]


def test_proposal_that_is_decided_meanwhile_is_not_mailed(proposal, smtp_server):
    decline_merge(proposal=proposal, user=proposal.target.author)
    deliver_due_mail()
    sent = Mail.objects.filter(state="sent").values_list("kind", flat=True)
    assert set(sent) == {"merge_declined", "own_proposal_declined"}


def test_merge_proposal_can_be_answered_from_the_collected_mail(proposal):
    author = proposal.duplicate.author
    choose_delivery(user=author, topic=Topic.OWN_IDEA, delivery=Delivery.DAILY)
    other = propose_merge(
        duplicate=IdeaFactory(competition=proposal.target.competition, author=author),
        target=proposal.target,
        reason="Dasselbe.",
        proposed_by=StaffFactory(),
    )
    news = Notification.objects.get(user=author, occasion=str(other.pk))
    assert news.path == reverse("ideas:merge_proposal", args=[other.pk])
    assert news.digest_at is not None


def test_merged_reaches_authors_and_followers(proposal):
    followers = [followed(idea) for idea in (proposal.duplicate, proposal.target)]
    agree_to_merge(proposal=proposal, user=proposal.duplicate.author)
    agree_to_merge(proposal=proposal, user=proposal.target.author)
    written, news = mails("idea_merged"), mails("followed_idea_merged")
    assert set(written) == {proposal.duplicate.author.email}  # the last to agree knows
    assert set(news) == {person.email for person in followers}
    for body in (*written.values(), *news.values()):
        assert f"[{link(proposal.target)}]" in body
    assert why("idea_merged") == "Sie eine der beiden Ideen eingereicht haben."
    assert why("followed_idea_merged") == "Sie einer der beiden Ideen folgen."


def test_awarded():
    award = AwardFactory(reason="Viele haben etwas davon.")
    follower = followed(award.idea)
    emails.awarded(award)
    result = settings.SITE_URL + reverse("ideas:result", args=[award.competition.slug])
    (winner,) = mails("idea_awarded").values()
    for text in ("herzlichen Glückwunsch!", "Platz 1", "Viele haben etwas davon.", result):
        assert text in winner
    news = mails("followed_idea_awarded")
    assert set(news) == {follower.email}
    assert result in news[follower.email]


def test_author_who_follows_the_own_idea_is_told_once():
    idea = IdeaFactory()
    Follow.objects.create(idea=idea, user=idea.author)
    answer_idea(idea=idea, text="<p>Machen wir.</p>", answered_by=StaffFactory())
    assert [mail.kind for mail in Mail.objects.all()] == ["idea_answered"]


def test_closed_accounts_get_no_mail():
    idea = IdeaFactory(state="submitted", author=UserFactory(is_active=False))
    admit_idea(idea=idea, decided_by=StaffFactory())
    assert (Mail.objects.count(), Notification.objects.count()) == (0, 0)


def test_idea_whose_author_is_gone_can_be_decided():
    admit_idea(idea=IdeaFactory(state="submitted", author=None), decided_by=StaffFactory())
    assert Mail.objects.count() == 0


@pytest.mark.parametrize("followers", [1, 3])
def test_followers_cost_no_further_queries(followers, django_assert_num_queries):
    idea = IdeaFactory()
    for _number in range(followers):
        followed(idea)
    # A savepoint, followers, wishes, news, which of them are new, mails.
    with django_assert_num_queries(7):
        emails.edited(idea)
    assert Mail.objects.count() == followers
