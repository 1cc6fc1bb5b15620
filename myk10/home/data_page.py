"""What is kept about a person, arranged for reading. The file to download holds it as it is kept."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from myk10.home.personal_data import Row, Section

# By the first matching beginning of a section's key; what matches none comes under the last one.
SUBJECTS = [
    (_("Ihr Konto"), ("accounts.", "account.", "mfa.", "socialaccount.")),
    (_("Ihre Ideen"), ("ideas.idea.",)),
    (_("Ihre Stimmen"), ("ideas.ballot.",)),
    (_("Was Sie unterstützen und verfolgen"), ("ideas.support.", "ideas.follow.")),
    (_("Ihre Beiträge zu Zukunftsforen"), ("forums.",)),
    (_("Ihre Bewertungen in der Jury"), ("ideas.juror.",)),
    (_("Ihre Beiträge in Diskussionen"), ("discussions.",)),
    (_("Meldungen und Entscheidungen"), ("moderation.",)),
    (_("E-Mails an Sie"), ("notifications.",)),
    (_("Weiteres"), ("",)),
]
HEADINGS = {
    "accounts.user": _("Angaben"),
    "ideas.follow.user": _("Diesen Ideen folgen Sie"),
    "ideas.support.user": _("Diese Ideen unterstützen Sie"),
    "mfa.authenticator.user": _("Zweiter Faktor"),
    "socialaccount.socialaccount.user": _("Anmeldung über andere Dienste"),
    "scores": _("Ihre Punkte"),
    "votes": _("Ihre Stimmen"),
}
# The value that names an entry best, by the section's key.
TITLES = {
    "account.emailaddress.user": "email",
    "discussions.comment.author": "discussion",
    "forums.proposal.author": "title",
    "forums.question.author": "text",
    "ideas.ballot.user": "competition",
    "ideas.follow.user": "idea",
    "ideas.idea.author": "title",
    "ideas.juror.user": "competition",
    "ideas.support.user": "idea",
    "images": "alt_text",
    "mfa.authenticator.user": "type",
    "notifications.mail.user": "subject",
    "scores": "idea",
    "votes": "idea",
}
# Of use to machines alone, or said by the entry around it.
LEFT_OUT = set(
    "id slug shuffle position large small width height object_id ballot juror kind occasion "
    "message_id attempts next_attempt_at claimed_at".split()
)


@dataclass
class Entry:
    title: str
    facts: list[tuple[str, str]]
    parts: list["Group"] = field(default_factory=list)


@dataclass
class Group:
    heading: str
    entries: list[Entry]

    @property
    def is_short(self) -> bool:
        """Whether one line an entry says everything."""
        return all(e.title and len(e.facts) <= 2 and not e.parts for e in self.entries)


@dataclass
class Subject:
    heading: str
    groups: list[Group]


def subjects_of(sections: Iterable[Section]) -> list[Subject]:
    groups: dict[str, list[Group]] = {str(heading): [] for heading, _keys in SUBJECTS}
    for section in sections:
        if section.rows:
            groups[_subject_of(section.key)].append(_group(section))
    return [Subject(heading, found) for heading, found in groups.items() if found]


def work_for_the_county(sections: Iterable[Section]) -> list[tuple[str, int]]:
    return [(section.label, section.count) for section in sections if not section.rows]


def _subject_of(key: str) -> str:
    return next(str(heading) for heading, keys in SUBJECTS if key.startswith(keys))


def _group(section: Section) -> Group:
    heading = str(HEADINGS.get(section.key, section.label))
    return Group(heading, [_entry(section.key, row) for row in section.rows])


def _entry(key: str, row: Row) -> Entry:
    named_by = TITLES.get(key, "")
    left_out = LEFT_OUT | {named_by} | ({"idea"} if key == "images" else set())
    title = next((value.text for value in row.values if value.name == named_by), "")
    facts = [(v.label, v.text) for v in row.values if v.text and v.name not in left_out]
    return Entry(title, facts, [_group(part) for part in row.parts])
