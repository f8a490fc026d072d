"""The files of a report: one page, or a front with pages by theme."""

import re
from functools import partial

from pairbench.core.judging.ledger import lay_out, theme_of
from pairbench.core.judging.verdict import judge
from pairbench.report.book.light import light
from pairbench.report.book.pages import pages
from pairbench.report.book.spool import Spool
from pairbench.report.page.document import build_page, build_section
from pairbench.report.page.markup import anchor
from tests.records import a_judged_run, a_record

NAMES = ("strings/join", "strings/split", "memory/slots")


def files(most_bytes: int) -> dict[str, str]:
    """The files of a report whose pages hold no more than so much, by their names."""
    run = a_judged_run(*map(a_record, NAMES))
    with Spool(most_bytes) as spool:
        for number, line in enumerate(lay_out([run])):
            name = line.definition.name
            text = build_section(line, ["a run"], number)
            spool.add(theme_of(name), anchor(name), text)
        return dict(pages(partial(build_page, [run], None), spool))


def test_a_small_report_is_one_page() -> None:
    """It is the page that is built at once."""
    (page,) = files(10_000_000).items()
    assert page[0] == "index.html"
    assert page[1].count('<section class="pair"') == len(NAMES)
    assert 'href="#pair/strings/join"' in page[1]


def test_a_large_report_has_a_page_for_each_theme() -> None:
    """The front stays one, and each of its links leads to the page that has the pair."""
    whole = files(10_000_000)["index.html"]
    sizes = [len(part) for part in whole.split('<section class="pair"')[1:]]
    found = files(2 * max(sizes))
    front = found.pop("index.html")
    assert len(found) == 2
    assert '<section class="pair"' not in front
    links = set(re.findall(r'href="(pages/[^"#]+)#(pair/[^"]+)"', front))
    assert {target for _, target in links} == {anchor(name) for name in NAMES}
    beside = re.findall(r'<li><a href="([^"#]+)">([^<]+)</a>: (\d) pairs?</li>', front)
    assert beside == [
        ("pages/1-strings.html", "strings", "2"),
        ("pages/2-memory.html", "memory", "1"),
    ]
    for page, target in links:
        assert f'id="{target}"' in found[page]
    for text in found.values():
        assert 'href="../index.html"' in text
        assert "<script" not in text


def test_a_large_theme_has_several_pages() -> None:
    """No page holds more than one section where each is as large as a page may be."""
    found = files(1)
    assert len(found) == 1 + len(NAMES)


def test_light_findings_say_the_same() -> None:
    """What a table says of a pair does not need its rounds."""
    findings = judge(a_record())
    kept = light(findings)
    assert kept.verdicts == findings.verdicts
    assert kept.record.rounds == ()
    assert kept.record.definition.name == findings.record.definition.name
    assert kept.treatment is not None
    assert kept.treatment.disturbances.rounds == len(findings.record.rounds)
