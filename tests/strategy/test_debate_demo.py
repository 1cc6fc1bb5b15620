from random import Random

import pytest

from ideas.demo.people import create_people
from myk10.accounts import demo as accounts_demo
from myk10.accounts.models import User
from myk10.notifications.models import Mail
from strategy.demo.debate import create_debate
from strategy.models import Contribution, GuidingQuestion

pytestmark = pytest.mark.django_db


def test_three_questions_are_summarised_and_one_is_open():
    accounts_demo.create()
    office = User.objects.by_email("projektbuero@demo.example").get()
    create_debate(people=create_people(Random(1)), office=office)
    questions = GuidingQuestion.objects.all()
    assert [(q.phase.name, q.is_summarised) for q in questions] == [
        ("closed", True),
        ("closed", True),
        ("closed", True),
        ("open", False),
    ]
    said = Contribution.objects.select_related("question", "discussion")
    assert said.count() >= 40
    assert {row.column for row in said} == set(Contribution.Column.values)
    fields, places = zip(*said.values_list("field_of_action", "municipality"), strict=True)
    assert (len(set(fields)), len(set(places))) == (11, 11)
    for row in said:
        assert row.question.open_from < row.created_at < row.question.closed_from
        assert row.discussion.path == row.get_absolute_url()
    assert sum(row.support_count for row in said) > 400
    assert sum(row.discussion.comment_count for row in said) > 15
    assert not Mail.objects.filter(state=Mail.State.QUEUED).exists()
