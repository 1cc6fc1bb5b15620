import pytest

from ideas.models import Idea
from ideas.similar import ALIKE_FROM, likeness, similar_ideas
from tests.factories import CompetitionFactory, IdeaFactory

BANK = ("Digitale Mitfahrerbank", "An Bänken zeigt ein Bildschirm, wohin jemand mitfahren möchte.")
BENCHES = ("Mitfahrbänke mit App", "Auf der Bank wählen, wohin man will; Autofahrer sehen es.")
EVERY_VILLAGE = (
    "Eine Mitfahrerbank für jedes Dorf",
    "Wer mitfahren will, setzt sich auf die Bank.",
)
CAR = ("Leih-Auto fürs Dorf", "Ein gemeinsames Auto im Dorf, das man per Handy bucht.")
FOUNTAIN = ("Trinkwasserbrunnen in Mayen", "Kostenloses Trinkwasser auf dem Marktplatz.")
FOUNTAINS = ("Öffentliche Trinkbrunnen", "Trinkwasser für alle an öffentlichen Plätzen in Mayen.")
SHOP = ("Digitale Dorfladen-Kasse", "Rund um die Uhr einkaufen ohne Personal.")
DOCTOR = ("Digitale Sprechstunde beim Hausarzt", "Ärztinnen sprechen per Video mit Patienten.")
VIDEO = ("Videosprechstunde für Hausärzte", "Per Video mit dem Hausarzt sprechen, statt zu fahren.")


def likeness_of(one, other) -> float:
    ideas = [Idea(title=title, summary=summary) for title, summary in (one, other)]
    assert likeness(*ideas) == likeness(*reversed(ideas))
    return likeness(*ideas)


@pytest.mark.parametrize(
    "pair", [(BANK, BENCHES), (BANK, EVERY_VILLAGE), (FOUNTAIN, FOUNTAINS), (DOCTOR, VIDEO)]
)
def test_alike(pair):
    assert likeness_of(*pair) >= ALIKE_FROM


@pytest.mark.parametrize(
    "pair",
    [
        (BANK, CAR),
        (BANK, DOCTOR),
        (BANK, SHOP),
        (SHOP, FOUNTAIN),
        (CAR, EVERY_VILLAGE),
        (DOCTOR, SHOP),
    ],
)
def test_not_alike(pair):
    assert likeness_of(*pair) < ALIKE_FROM


def test_likeness_of_the_same_and_of_nothing():
    assert likeness_of(BANK, BANK) == 100
    assert likeness_of(("", ""), BANK) == 0
    assert likeness_of(("?", "!"), ("", "")) == 0


def published(words, **fields) -> Idea:
    return IdeaFactory(title=words[0], summary=words[1], **fields)


@pytest.mark.django_db
def test_the_most_alike_come_first_and_at_most_three():
    idea = published(BANK, pool=True, state="submitted")
    others = [
        published(words, pool=True) for words in (CAR, BENCHES, BANK, SHOP, EVERY_VILLAGE, BANK)
    ]
    found = similar_ideas(idea)
    assert [other.title for other in found[:2]] == [BANK[0], BANK[0]]
    assert (len(found), others[0] in found, others[3] in found) == (3, False, False)


@pytest.mark.django_db
def test_ideas_come_from_the_same_competition_and_the_pool():
    competition = CompetitionFactory()
    idea = published(BANK, competition=competition, state="submitted")
    same = published(BENCHES, competition=competition)
    pool = published(BENCHES, pool=True)
    published(BENCHES, competition=CompetitionFactory(phase="result"))
    assert set(similar_ideas(idea)) == {same, pool}


@pytest.mark.django_db
def test_only_published_ideas_of_others_are_shown(hide):
    idea = published(BANK, pool=True, state="submitted")
    for state in ("draft", "submitted", "refused", "withdrawn", "merged"):
        published(BENCHES, pool=True, state=state)
    published(BENCHES, pool=True, author=idea.author)
    hide(published(BENCHES, pool=True))
    assert similar_ideas(idea) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    "title", ["???", "der die das", "a | b & !c:*", "'; DROP TABLE", "x" * 100]
)
def test_any_title_can_be_looked_for(title):
    idea = published((title, title), pool=True, state="submitted")
    published(BENCHES, pool=True)
    assert similar_ideas(idea) == []
