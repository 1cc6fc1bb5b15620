from contextlib import suppress
from datetime import timedelta
from threading import Thread

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone

from myk10.discussions.actions import delete_comment, edit_comment, forget_author, post_comment
from myk10.discussions.models import Comment
from myk10.moderation.actions import hide_content
from myk10.notifications.models import Mail, Notification
from myk10.refusal import Refused
from tests.factories import CommentFactory, DiscussionFactory, StaffFactory, UserFactory


def counts(discussion):
    discussion.refresh_from_db()
    return discussion.comment_count, discussion.thread_count


@pytest.mark.django_db
def test_comment_begins_a_thread():
    discussion, author = DiscussionFactory(), UserFactory()

    comment = post_comment(discussion=discussion, author=author, text="  Gute Idee!  ")

    assert (comment.text, comment.author, comment.parent) == ("Gute Idee!", author, None)
    assert counts(discussion) == (1, 1)


@pytest.mark.django_db
def test_reply_to_a_reply_joins_the_thread():
    root = CommentFactory()
    reply = CommentFactory(parent=root)

    second = post_comment(discussion=root.discussion, author=UserFactory(), text="Ja", parent=reply)

    assert second.parent == root
    assert counts(root.discussion) == (3, 1)


@pytest.mark.django_db
def test_reply_across_discussions_is_refused():
    with pytest.raises(Refused):
        post_comment(
            discussion=DiscussionFactory(),
            author=UserFactory(),
            text="Ja",
            parent=CommentFactory(),
        )


@pytest.mark.django_db
def test_reply_to_a_hidden_comment_is_refused():
    root = CommentFactory()
    hide_content(target=root, moderator=StaffFactory(), ground="spam", reason="Werbung")
    root.refresh_from_db()

    with pytest.raises(Refused):
        post_comment(discussion=root.discussion, author=UserFactory(), text="Ja", parent=root)


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["", "  \n ", "x" * 5001])
def test_empty_and_endless_texts_are_refused(text):
    with pytest.raises(Refused):
        post_comment(discussion=DiscussionFactory(), author=UserFactory(), text=text)


@pytest.mark.django_db
def test_author_of_the_answered_comment_is_told():
    root = CommentFactory()
    reply = CommentFactory(parent=root)

    answer = post_comment(
        discussion=root.discussion, author=UserFactory(display_name="Eva"), text="Ja", parent=reply
    )

    mail = Mail.objects.get()
    assert (mail.kind, mail.occasion, mail.user) == ("reply", str(answer.pk), reply.author)
    assert mail.subject == "Neue Antwort auf Ihren Beitrag zu „Radweg nach Polch“"
    assert "Eva hat auf Ihren Beitrag" in mail.body
    assert mail.action_url == f"http://localhost/beitraege/{answer.pk}/"
    news = Notification.objects.get()
    assert (news.title, news.path) == (mail.subject, f"/beitraege/{answer.pk}/")


@pytest.mark.django_db
def test_nobody_is_told_about_their_own_reply():
    root = CommentFactory()

    post_comment(discussion=root.discussion, author=root.author, text="Nachtrag", parent=root)

    assert Mail.objects.count() == 0


@pytest.mark.django_db
def test_own_comment_can_be_edited_for_fifteen_minutes():
    comment = CommentFactory()
    with time_machine.travel(comment.created_at + timedelta(minutes=14), tick=False):
        edit_comment(comment=comment, author=comment.author, text="Besser so")
    with (
        time_machine.travel(comment.created_at + timedelta(minutes=15), tick=False),
        pytest.raises(Refused),
    ):
        edit_comment(comment=comment, author=comment.author, text="Zu spät")

    comment.refresh_from_db()
    assert comment.text == "Besser so"
    assert comment.edited_at == comment.created_at + timedelta(minutes=14)


@pytest.mark.django_db
def test_other_people_and_superusers_edit_nothing():
    comment = CommentFactory()

    with pytest.raises(PermissionDenied):
        edit_comment(comment=comment, author=StaffFactory(is_superuser=True), text="Anders")


@pytest.mark.django_db
def test_deleted_comment_is_gone():
    comment = CommentFactory()

    delete_comment(comment=comment, author=comment.author)

    assert Comment.objects.count() == 0
    assert counts(comment.discussion) == (0, 0)


@pytest.mark.django_db
def test_deleted_root_with_replies_leaves_an_empty_place_until_they_are_gone():
    root = CommentFactory()
    reply = CommentFactory(parent=root)

    delete_comment(comment=root, author=root.author)

    root.refresh_from_db()
    assert (root.text, root.deleted_at is not None) == ("", True)
    assert counts(root.discussion) == (1, 1)

    delete_comment(comment=reply, author=reply.author)

    assert Comment.objects.count() == 0
    assert counts(root.discussion) == (0, 0)


@pytest.mark.django_db
def test_deleting_twice_is_told():
    comment = CommentFactory()
    delete_comment(comment=comment, author=comment.author)

    with pytest.raises(Refused):
        delete_comment(comment=comment, author=comment.author)


@pytest.mark.django_db
def test_hidden_comment_is_not_deleted_by_its_author():
    comment = CommentFactory()
    hide_content(target=comment, moderator=StaffFactory(), ground="spam", reason="Werbung")

    with pytest.raises(Refused):
        delete_comment(comment=comment, author=comment.author)


@pytest.mark.django_db
def test_leaving_person_may_leave_texts_behind():
    comment = CommentFactory()

    forget_author(user=comment.author, keep_texts=True)

    comment.refresh_from_db()
    assert (comment.author, comment.text) == (None, "Das finde ich gut.")


@pytest.mark.django_db
def test_leaving_person_may_take_texts_away():
    user = UserFactory()
    answered = CommentFactory(author=user)
    CommentFactory(parent=answered)
    own_thread = CommentFactory(author=user)
    CommentFactory(author=user, parent=own_thread)
    hidden = CommentFactory(author=user)
    hide_content(target=hidden, moderator=StaffFactory(), ground="spam", reason="Werbung")

    forget_author(user=user, keep_texts=False)

    assert not Comment.objects.filter(author=user).exists()
    assert set(Comment.objects.filter(deleted_at__isnull=False)) == {answered, hidden}
    assert not Comment.objects.filter(pk=own_thread.pk).exists()
    assert counts(answered.discussion) == (1, 1)
    assert counts(own_thread.discussion) == (0, 0)


@pytest.mark.django_db(transaction=True)
def test_replies_and_deletion_at_once_leave_right_counts():
    root = CommentFactory()
    people = UserFactory.create_batch(6)

    def reply(person):
        with suppress(Refused):
            post_comment(discussion=root.discussion, author=person, text="Ja", parent=root)
        connection.close()

    def delete():
        delete_comment(comment=root, author=root.author)
        connection.close()

    threads = [Thread(target=reply, args=[person]) for person in people]
    threads.insert(3, Thread(target=delete))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    replies = Comment.objects.filter(parent=root).count()
    roots = Comment.objects.filter(parent=None).count()
    assert counts(root.discussion) == (replies, roots)
    assert roots == (1 if replies else 0)


@pytest.mark.django_db
def test_time_of_editing_is_over_by_rule_too():
    comment = CommentFactory()
    with time_machine.travel(timezone.now() + timedelta(minutes=16), tick=False):
        assert not comment.author.has_perm("discussions.edit_comment", comment)
        assert comment.author.has_perm("discussions.delete_own_comment", comment)


@pytest.mark.django_db
def test_pressing_twice_posts_once():
    discussion, author = DiscussionFactory(), UserFactory()
    first = post_comment(discussion=discussion, author=author, text="Genau gleich.")
    assert post_comment(discussion=discussion, author=author, text="Genau gleich.") == first
    discussion.refresh_from_db()
    assert discussion.comment_count == 1
