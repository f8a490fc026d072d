"""The page of what became of each pair from commit to commit."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pairbench.core.sharing.past import Past
from pairbench.report.page.document import build_beside, rendered
from pairbench.report.page.history import FindChanges, HistoryPart, history_part
from pairbench.report.page.markup import anchor

NAME = "history.html"
"""The file, beside the front of the report."""

TITLE = "From commit to commit"

ANCHOR = re.compile(r'<h2 id="(pair/[^"]*)"')


@dataclass(frozen=True, slots=True, kw_only=True)
class PastPart:
    """A pair on one machine: what changed for good, every number, and what else changed."""

    part: HistoryPart
    titles: Sequence[str]
    rows: Sequence[tuple[str, Sequence[str]]]
    changes: Sequence[str]


def past_part(past: Past, find: FindChanges | None, *, name: str) -> PastPart:
    """As the page tells it; ``name`` keeps the ids of drawings apart."""
    history = past.history
    numbers = zip(*(each.numbers for each in history.courses), strict=True)
    return PastPart(
        part=history_part(history, find, name=name),
        titles=[each.title for each in history.courses],
        rows=[
            (revision, ["not measured" if each is None else each.said for each in row])
            for revision, row in zip(history.revisions, numbers, strict=True)
        ],
        changes=past.changes,
    )


def past_section(pair: str, parts: Sequence[PastPart]) -> str:
    """The section of a pair."""
    return rendered("past.html.jinja", name=pair, anchor=anchor(pair), parts=parts)


def past_page(sections: Iterable[str]) -> str:
    """The whole page."""
    return build_beside(TITLE, sections, front="index.html")


def pairs_with_a_past(html: Path) -> frozenset[str]:
    """The anchors of the pairs that a page in this folder tells of; none where there is no page."""
    page = html / NAME
    if not page.exists():
        return frozenset()
    return frozenset(ANCHOR.findall(page.read_text(encoding="utf-8")))
