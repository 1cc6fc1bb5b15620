from collections.abc import Callable
from datetime import timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from myk10.accounts.models import User
from myk10.discussions.actions import edit_comment
from myk10.discussions.models import COMMENT_LENGTH, Comment, Discussion
from myk10.refusal import Refused
from myk10.text import plain_text
from myk10.throttle import TooManyAttempts, hit

COMMENTS_PER_HOUR = 20


class TypedTextField(forms.CharField):
    """Browsers count a line break as one character and send two."""

    def to_python(self, value: str | None) -> str:
        return super().to_python(value).replace("\r\n", "\n")


class _TextForm(forms.Form):
    text = TypedTextField(
        label=_("Ihr Beitrag"),
        max_length=COMMENT_LENGTH,
        validators=[plain_text],
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={
            "required": _("Bitte schreiben Sie etwas."),
            "max_length": _(
                "Ihr Beitrag hat %(show_value)s Zeichen. Möglich sind %(limit_value)s. "
                "Bitte kürzen Sie ihn."
            ),
        },
    )


class CommentForm(_TextForm):
    """A new comment or reply. `post` writes it once the form is valid, by the action of its owner."""

    antwort = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)

    def __init__(self, *args, discussion: Discussion, parent: Comment | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.discussion = discussion
        self.parent = parent
        if self.is_bound:
            self.parent = find_parent(discussion, self.data.get("antwort"))
        elif parent:
            self.initial["antwort"] = parent.pk
        if self.parent:
            self.fields["text"].label = _("Ihre Antwort an {name}").format(
                name=self.parent.author or _("gelöschtes Konto")
            )

    def clean(self) -> dict:
        if self.data.get("antwort") and self.parent is None:
            raise forms.ValidationError(
                _("Der Beitrag, auf den Sie antworten wollten, wurde inzwischen gelöscht.")
            )
        return super().clean()

    def post(self, author: User, write: Callable[..., Comment]) -> Comment | None:
        """The new comment, or None with an error in the form; what was typed stays in it.

        `write` is called with author, text and parent.
        """
        try:
            hit("comment", str(author.pk), limit=COMMENTS_PER_HOUR, per=timedelta(hours=1))
            return write(author=author, text=self.cleaned_data["text"], parent=self.parent)
        except (Refused, TooManyAttempts) as refusal:
            self.add_error(None, str(refusal))
            return None


class EditForm(_TextForm):
    def save(self, comment: Comment, author: User) -> Comment | None:
        try:
            return edit_comment(comment=comment, author=author, text=self.cleaned_data["text"])
        except Refused as refusal:
            self.add_error(None, str(refusal))
            return None


def find_parent(discussion: Discussion, pk: str | None) -> Comment | None:
    """The comment that is to be answered; None when it is gone or the number is none."""
    if not pk or not (pk.isascii() and pk.isdigit()) or len(pk) > 18:
        return None
    parents = discussion.comments.select_related("author", "parent")
    return parents.filter(pk=int(pk), deleted_at=None, hidden_by=None).first()
