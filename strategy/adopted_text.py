"""The text that a body adopts, in the one form that its SHA-256 is of.

UTF-8 JSON, keys sorted, indented by one space, lines ended by \\n, one at the end:

    format    "myk10-strategy-1"
    strategy  the title of the strategy
    version   the title of the version
    foreword  HTML
    sections  in the order in which they are read, each with
              key     what the section is known by in all versions
              number  its number in this version, as "2.1"
              title   plain text
              text    HTML

Summaries in easy language explain the text and are no part of it.
"""

import json

from strategy.chapters import numbered_tree
from strategy.models import Version

FORMAT = "myk10-strategy-1"


def canonical_text(version: Version) -> str:
    passages = version.passages.select_related("section")
    content = {
        "format": FORMAT,
        "strategy": version.strategy.title,
        "version": version.title,
        "foreword": version.foreword,
        "sections": [
            {
                "key": numbered.passage.section.key,
                "number": numbered.number,
                "title": numbered.passage.title,
                "text": numbered.passage.body,
            }
            for numbered in numbered_tree(passages)
        ],
    }
    return json.dumps(content, ensure_ascii=False, sort_keys=True, indent=1) + "\n"
