from django.db import models
from django.db.models import Count, Prefetch, Q

from myk10.accounts.rules import is_projektbuero


class DiscussionQuerySet(models.QuerySet):
    def visible_to(self, user) -> "DiscussionQuerySet":
        """Whoever may see the owner may see its discussion.

        The owners are the models with a one-to-one relation to Discussion; they are found through
        that relation, so that this room need not know them.
        """
        return self.filter(_owner_is_visible(self.model, user))


class CommentQuerySet(models.QuerySet):
    def visible_to(self, user) -> "CommentQuerySet":
        discussions = self.model._meta.get_field("discussion").related_model.objects
        readable = self.filter(discussion__in=discussions.visible_to(user), deleted_at=None)
        if is_projektbuero(user):
            return readable
        return readable.filter(hidden_by=None)

    def threads(self) -> "CommentQuerySet":
        return self.filter(parent=None)

    def sorted_by(self, sort: str) -> "CommentQuerySet":
        if sort == "newest":
            return self.order_by("-created_at", "-pk")
        if sort == "replies":
            return self.annotate(reply_count=Count("replies")).order_by(
                "-reply_count", "created_at", "pk"
            )
        return self.order_by("created_at", "pk")

    def with_people(self) -> "CommentQuerySet":
        return self.select_related("author", "hidden_by")

    def with_replies(self) -> "CommentQuerySet":
        replies = self.model.objects.with_people().order_by("created_at", "pk")
        return self.with_people().prefetch_related(Prefetch("replies", replies))


def _owner_is_visible(discussion_model: type[models.Model], user) -> Q:
    condition = Q()
    for relation in discussion_model._meta.related_objects:
        if relation.one_to_one:
            owners = relation.related_model.objects.visible_to(user)
            condition &= Q(**{f"{relation.name}__isnull": True}) | Q(
                **{f"{relation.name}__in": owners}
            )
    return condition
