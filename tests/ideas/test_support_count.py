"""The number of supporters that stands in the idea: the database counts it with each row."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, transaction

from ideas.actions.submitting import set_support
from ideas.models import Idea, Support
from tests.factories import IdeaFactory, UserFactory
from tests.ideas.voting import in_thread


def count_of(idea):
    return Idea.objects.values_list("support_count", flat=True).get(pk=idea.pk)


@pytest.mark.django_db(transaction=True)
def test_support_from_many_at_once_is_counted_right():
    idea = IdeaFactory(pool=True)
    people = UserFactory.create_batch(12)

    @in_thread
    def come_and_go(number):
        set_support(idea=idea, user=people[number], supporting=True)
        set_support(idea=idea, user=people[number], supporting=True)
        if number % 3 == 0:
            set_support(idea=idea, user=people[number], supporting=False)

    with ThreadPoolExecutor(6) as threads:
        list(threads.map(come_and_go, range(12)))

    assert (count_of(idea), idea.supports.count()) == (8, 8)


@pytest.mark.django_db
def test_every_way_that_rows_come_and_go_is_counted():
    idea = IdeaFactory(pool=True)
    first, second, third = UserFactory.create_batch(3)
    Support.objects.bulk_create([Support(idea=idea, user=user) for user in (first, second, third)])
    assert count_of(idea) == 3
    idea.supports.filter(user=first).delete()
    assert count_of(idea) == 2
    second.delete()
    assert count_of(idea) == 1


@pytest.mark.django_db
def test_an_idea_saved_as_it_was_read_earlier_keeps_the_new_count():
    idea = IdeaFactory(pool=True)
    read_earlier = Idea.objects.get(pk=idea.pk)
    set_support(idea=idea, user=UserFactory(), supporting=True)

    read_earlier.title = "Ein neuer Titel"
    read_earlier.save()

    assert count_of(idea) == 1
    Idea.objects.filter(pk=idea.pk).update(support_count=7)
    assert count_of(idea) == 1


@pytest.mark.django_db
def test_second_support_of_one_person_is_no_second_count():
    idea, user = IdeaFactory(pool=True), UserFactory()
    Support.objects.create(idea=idea, user=user)
    with pytest.raises(IntegrityError), transaction.atomic():
        Support.objects.create(idea=idea, user=user)
    assert count_of(idea) == 1
