"""What `templates/discussions/thread.html` shows. The page of the owner includes it, having checked
that the discussion may be seen."""

from typing import Any

from django.core.paginator import EmptyPage, Page, PageNotAnInteger, Paginator
from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _

from myk10.discussions.forms import CommentForm, find_parent
from myk10.discussions.models import Comment, Discussion

THREADS_PER_PAGE = 20
SORTS = {
    "oldest": _("Älteste zuerst"),
    "newest": _("Neueste zuerst"),
    "replies": _("Meiste Antworten zuerst"),
}


class _ThreadPaginator(Paginator):
    """The discussion keeps the number of its threads, so that nothing has to be counted."""

    def __init__(self, discussion: Discussion, sort: str) -> None:
        threads = discussion.comments.threads().sorted_by(sort).with_replies()
        super().__init__(threads, THREADS_PER_PAGE)
        self.count = discussion.thread_count


def threads_page(discussion: Discussion, *, sort: str = "oldest", page: str | int = 1) -> Page:
    """Twenty threads with their replies, in two queries. Raises Http404 for a page that is none."""
    try:
        return _ThreadPaginator(discussion, sort).page(page)
    except (EmptyPage, PageNotAnInteger):
        raise Http404(_("Diese Seite der Diskussion gibt es nicht.")) from None


def thread_context(
    request: HttpRequest,
    discussion: Discussion,
    *,
    post_url: str,
    may_post: bool,
    form: CommentForm | None = None,
) -> dict[str, Any]:
    """The context of the include. `form` is the one that was posted and refused, if any.

    The address may hold `sortierung`, `page` and `antwort` (the comment to be answered).
    """
    sort = request.GET.get("sortierung", "")
    sort = sort if sort in SORTS else "oldest"
    if form is None and may_post:
        parent = find_parent(discussion, request.GET.get("antwort"))
        form = CommentForm(discussion=discussion, parent=parent)
    threads = threads_page(discussion, sort=sort, page=request.GET.get("page", 1))
    return {
        "discussion": discussion,
        "threads": threads,
        "threads_query": f"sortierung={sort}&",
        "sort": sort,
        "sorts": SORTS,
        "comment_form": form if may_post else None,
        "comment_url": post_url,
    }


def page_of(comment: Comment) -> int:
    """The page, in the default order, on which the comment's thread is."""
    root = comment.parent or comment
    threads = Comment.objects.filter(discussion_id=comment.discussion_id).threads()
    before = threads.filter(created_at__lt=root.created_at) | threads.filter(
        created_at=root.created_at, pk__lt=root.pk
    )
    return before.count() // THREADS_PER_PAGE + 1


def address_of(comment: Comment) -> str:
    page = page_of(comment)
    query = f"?page={page}" if page > 1 else ""
    return f"{comment.discussion.path}{query}#{comment.anchor}"
