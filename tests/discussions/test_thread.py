from datetime import timedelta
from functools import partial

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import timezone

from myk10.discussions.actions import post_comment
from myk10.discussions.forms import COMMENTS_PER_HOUR, CommentForm
from myk10.discussions.models import Comment
from myk10.discussions.thread import address_of, thread_context, threads_page
from myk10.moderation.actions import hide_content
from tests.factories import CommentFactory, DiscussionFactory, StaffFactory, UserFactory


def page(discussion, user=None, query=""):
    request = RequestFactory().get(f"{discussion.path}?{query}")
    request.user = user or AnonymousUser()
    context = thread_context(
        request, discussion, post_url="/hier/", may_post=request.user.is_authenticated
    )
    return render_to_string("discussions/thread.html", context, request)


def threads(discussion, sort):
    return list(threads_page(discussion, sort=sort))


@pytest.mark.django_db
def test_orders():
    now = timezone.now()
    discussion = DiscussionFactory()
    first, second, third = (
        CommentFactory(discussion=discussion, created_at=now + timedelta(minutes=minute))
        for minute in range(3)
    )
    CommentFactory(parent=second)

    assert threads(discussion, "oldest") == [first, second, third]
    assert threads(discussion, "newest") == [third, second, first]
    assert threads(discussion, "replies") == [second, first, third]


@pytest.mark.django_db
@pytest.mark.parametrize("number", ["0", "-1", "2", "x", "99999999999999999999", "9" * 5000, "²"])
def test_page_that_is_none_is_not_found(number):
    with pytest.raises(Http404):
        threads_page(DiscussionFactory(), page=number)


@pytest.mark.django_db
@pytest.mark.parametrize("rows", [1, 3])
def test_page_takes_two_queries_however_long_the_threads(django_assert_num_queries, rows):
    discussion = DiscussionFactory()
    for root in CommentFactory.create_batch(rows, discussion=discussion):
        CommentFactory.create_batch(rows, parent=root)
        hide_content(
            target=CommentFactory(parent=root),
            moderator=StaffFactory(),
            ground="spam",
            reason="Werbung",
        )

    with django_assert_num_queries(2):
        page(discussion)


@pytest.mark.django_db
@pytest.mark.parametrize("rows", [1, 3])
def test_page_of_a_citizen_takes_two_queries(django_assert_num_queries, rows):
    discussion, user = DiscussionFactory(), UserFactory()
    for root in CommentFactory.create_batch(rows, discussion=discussion, author=user):
        CommentFactory.create_batch(rows, parent=root)

    with django_assert_num_queries(2):
        page(discussion, user)


@pytest.mark.django_db
def test_twenty_threads_a_page_and_permanent_addresses():
    discussion = DiscussionFactory()
    roots = CommentFactory.create_batch(21, discussion=discussion)
    reply = CommentFactory(parent=roots[20])

    assert len(threads(discussion, "oldest")) == 20
    assert address_of(roots[19]) == f"{discussion.path}#kommentar-{roots[19].pk}"
    assert address_of(reply) == f"{discussion.path}?page=2#kommentar-{reply.pk}"


@pytest.mark.django_db
def test_text_is_shown_as_text():
    comment = CommentFactory(text="<svg onload=alert(1)> {{7*7}} https://example.org/?a=1&b=2")

    html = page(comment.discussion)

    assert "&lt;svg onload=alert(1)&gt; {{7*7}}" in html
    assert 'href="https://example.org/?a=1&amp;b=2"' in html


@pytest.mark.django_db
def test_hidden_comment_gives_its_ground_and_not_its_text():
    comment = CommentFactory(text="Kauft jetzt!")
    hide_content(target=comment, moderator=StaffFactory(), ground="spam", reason="Intern: Bot")

    html = page(comment.discussion)

    assert "Dieser Beitrag wurde vom Projektbüro ausgeblendet." in html
    assert "Der Inhalt ist Werbung oder Spam." in html
    assert "Kauft jetzt!" not in html
    assert "Intern: Bot" not in html


@pytest.mark.django_db
def test_form_for_a_reply_stands_below_what_it_answers():
    comment = CommentFactory(author=UserFactory(display_name="Eva"))

    html = page(comment.discussion, UserFactory(), f"antwort={comment.pk}")

    assert "Ihre Antwort an Eva" in html
    assert html.count("<form") == 1


@pytest.mark.django_db
def test_visitor_gets_no_form():
    assert "<form" not in page(CommentFactory().discussion)


@pytest.mark.django_db
def test_comments_follow_who_may_see_their_owner():
    comment = CommentFactory()
    hidden = CommentFactory()
    hide_content(target=hidden, moderator=StaffFactory(), ground="spam", reason="Werbung")

    assert list(Comment.objects.visible_to(AnonymousUser())) == [comment]
    assert set(Comment.objects.visible_to(StaffFactory())) == {comment, hidden}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("a\0b", "Null"),
        ("a\x0bb", "Steuerzeichen"),
        ("a\ud83db", "Steuerzeichen"),
        ("a\u202eb", "Steuerzeichen"),
        ("x" * 1_000_000, "1000000 Zeichen"),
        ("", "Bitte schreiben Sie etwas."),
    ],
)
def test_bad_text_gives_an_error_and_stays_in_the_form(text, error):
    form = CommentForm({"text": text}, discussion=DiscussionFactory())

    assert not form.is_valid()
    assert error in str(form.errors["text"])
    assert form["text"].value() == text


@pytest.mark.django_db
def test_line_breaks_count_once():
    form = CommentForm({"text": "\r\n".join("x" * 2500)[:7498]}, discussion=DiscussionFactory())

    assert form.is_valid()


@pytest.mark.django_db
@pytest.mark.parametrize("pk", ["999999999", "9" * 400, "abc", "-1", "\0"])
def test_reply_to_what_is_gone_is_told(pk):
    form = CommentForm({"text": "Ja", "antwort": pk}, discussion=DiscussionFactory())

    assert not form.is_valid()


@pytest.mark.django_db
def test_number_of_comments_an_hour_is_limited():
    discussion, author = DiscussionFactory(), UserFactory()

    def post():
        form = CommentForm({"text": "Ja"}, discussion=discussion)
        assert form.is_valid()
        return form, form.post(author, partial(post_comment, discussion=discussion))

    for _number in range(COMMENTS_PER_HOUR):
        assert post()[1] is not None
    form, comment = post()

    assert comment is None
    assert "später noch einmal" in str(form.non_field_errors())


@pytest.mark.django_db
def test_reply_links_hold_for_numbers_above_a_thousand():
    discussion = DiscussionFactory()
    CommentFactory(discussion=discussion, pk=12345)
    assert "antwort=12345#" in page(discussion, UserFactory())
