"""The files of a report, one after the other: the whole is never in memory."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from pairbench.report.book.past import NAME
from pairbench.report.book.spool import Spool
from pairbench.report.page.document import Beside, build_beside

FRONT = "index.html"

FOLDER = "pages"
"""Where the pages of themes lie, beside the front."""

PAST = f'href="{NAME}#'
"""How a section leads to the history of its pair."""

LINK = re.compile(r'href="#(pair/[^"]*)"')


def pages(
    front: Callable[[Iterable[str], Sequence[Beside]], str], spool: Spool
) -> Iterator[tuple[str, str]]:
    """The name and the text of each file.

    ``front`` makes a page with these sections and names those beside it. Where sections would be
    too large for one file, it has none of them, and its links lead to the pages of the themes.
    """
    if spool.size_bytes <= spool.most_bytes:
        yield FRONT, front(spool.sections(), ())
        return
    for leaf in spool.leaves:
        text = build_beside(leaf.title, leaf.sections(), front=f"../{FRONT}")
        yield f"{FOLDER}/{leaf.name}", text.replace(PAST, f'href="../{NAME}#')
    beside = [
        Beside(href=f"{FOLDER}/{each.name}", title=each.title, pairs=len(each.paths))
        for each in spool.leaves
    ]
    yield FRONT, LINK.sub(lambda found: _elsewhere(found[1], spool), front((), beside))


def _elsewhere(anchor: str, spool: Spool) -> str:
    """A link of the front to the page that has the section."""
    name = spool.anchors.get(anchor)
    return f'href="#{anchor}"' if name is None else f'href="{FOLDER}/{name}#{anchor}"'
