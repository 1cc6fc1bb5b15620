import pytest
from django.conf import settings
from django.urls import reverse

from ideas import emails
from ideas.actions.checking import (
    admit_idea,
    answer_idea,
    decline_merge,
    propose_merge,
    refuse_idea,
)
from ideas.actions.submitting import enter_competition, join_idea, submit_idea, withdraw_idea
from ideas.models import Follow, Support
from myk10.notifications.models import Mail
from tests.factories import (
    AwardFactory,
    CompetitionFactory,
    IdeaFactory,
    StaffFactory,
    UserFactory,
)
from tests.ideas.writing import IDEA

pytestmark = pytest.mark.django_db
GREETING = "Freundliche Grüße\nIhr Projektbüro MYK10\n\n--\nSie erhalten diese Nachricht, weil "


def mails(kind: str) -> dict[str, str]:
    """The texts of the mails of a kind, by recipient; each one is complete."""
    written = Mail.objects.filter(kind=kind)
    for mail in written:
        assert mail.body.startswith(f"Guten Tag {mail.user.display_name},\n\n")
        assert GREETING in mail.body
        assert mail.body.endswith(f"Meine Ideen: {settings.SITE_URL}{reverse('ideas:my_ideas')}\n")
        assert "&quot;" not in mail.body
        assert "\n\n\n" not in mail.body
    return {mail.recipient: mail.body for mail in written}


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


def test_withdrawn_reaches_author_and_followers():
    idea = IdeaFactory()
    follower = followed(idea)
    withdraw_idea(idea=idea, reason="Gibt es schon.")
    written = mails("idea_withdrawn")
    assert set(written) == {idea.author.email, follower.email}
    assert "Sie haben Ihre Idee" in written[idea.author.email]
    assert "weil Sie der Idee folgen." in written[follower.email]
    assert ["Grund: Gibt es schon." in body for body in written.values()] == [True, True]


def test_joined_reaches_the_other_author():
    idea, other = IdeaFactory(pool=True, state="submitted"), IdeaFactory(pool=True)
    join_idea(idea=idea, other=other)
    written = mails("idea_joined")
    assert set(written) == {other.author.email}
    assert link(other) in written[other.author.email]
    assert idea.author.display_name not in written[other.author.email]


def test_entered_competition_reaches_followers_and_supporters_once():
    idea = IdeaFactory(pool=True)
    person = followed(idea)
    Support.objects.create(idea=idea, user=person)
    competition = CompetitionFactory(title="Ideen 2026")
    entered = enter_competition(idea=idea, competition=competition)
    written = mails("idea_entered_competition")
    assert set(written) == {idea.author.email, person.email}
    assert ["„Ideen 2026“" in body and link(entered) in body for body in written.values()] == [
        True,
        True,
    ]
    assert "weil Sie der Idee folgen oder sie unterstützen." in written[person.email]


def test_answered_reaches_author_and_followers():
    idea = IdeaFactory()
    follower = followed(idea)
    answer_idea(idea=idea, text="<p>Machen wir.</p>", answered_by=StaffFactory())
    written = mails("idea_answered")
    assert set(written) == {idea.author.email, follower.email}
    assert [f"{link(idea)}#rueckmeldung" in body for body in written.values()] == [True, True]
    assert "weil Sie die Idee eingereicht haben." in written[idea.author.email]


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


def test_merge_declined_reaches_both_authors_and_the_projektbuero(proposal):
    decline_merge(proposal=proposal, user=proposal.target.author)
    written = mails("merge_declined")
    page = settings.SITE_URL + reverse("ideas:merge_proposal", args=[proposal.pk])
    assert {email: page in body for email, body in written.items()} == {
        proposal.duplicate.author.email: True,
        proposal.target.author.email: True,
        proposal.proposed_by.email: False,  # it is not theirs to answer
    }
    assert link(proposal.target) in written[proposal.proposed_by.email]


def test_merged_reaches_authors_and_followers(proposal):
    followers = [followed(idea) for idea in (proposal.duplicate, proposal.target)]
    emails.merged(proposal)
    written = mails("idea_merged")
    assert [person.email in written for person in followers] == [True, True]
    assert [link(proposal.target) in body for body in written.values()] == [True] * 4


def test_awarded():
    award = AwardFactory(reason="Viele haben etwas davon.")
    follower = followed(award.idea)
    emails.awarded(award)
    result = settings.SITE_URL + reverse("ideas:result", args=[award.competition.slug])
    (winner,) = mails("idea_awarded").values()
    for text in ("herzlichen Glückwunsch!", "Platz 1", "Viele haben etwas davon.", result):
        assert text in winner
    told = mails("followed_idea_awarded")
    assert set(told) == {follower.email}
    assert result in told[follower.email]


def test_author_who_follows_the_own_idea_is_told_once():
    idea = IdeaFactory()
    Follow.objects.create(idea=idea, user=idea.author)
    withdraw_idea(idea=idea, reason="Gibt es schon.")
    assert Mail.objects.filter(kind="idea_withdrawn").count() == 1


def test_closed_accounts_get_no_mail():
    idea = IdeaFactory(state="submitted", author=UserFactory(is_active=False))
    admit_idea(idea=idea, decided_by=StaffFactory())
    assert Mail.objects.count() == 0


def test_idea_whose_author_is_gone_can_be_decided():
    admit_idea(idea=IdeaFactory(state="submitted", author=None), decided_by=StaffFactory())
    assert Mail.objects.count() == 0
