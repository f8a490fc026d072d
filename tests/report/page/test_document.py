"""Tests of the report's page, read as a browser would: as elements, attributes and text."""

import hashlib
import re
from base64 import b64encode
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from html.parser import HTMLParser
from time import perf_counter
from typing import Any

import pytest

from pairbench.core.authoring.claim import Faster, describe
from pairbench.core.authoring.neighbours import SourceFile
from pairbench.core.judging.noise import Noise
from pairbench.core.judging.sentence import SIGN, in_words
from pairbench.core.judging.verdict import Outcome, judge
from pairbench.core.records.disturbance import treatment_of
from pairbench.core.records.environment import Environment
from pairbench.core.records.measurement import (
    Cell,
    Conditions,
    MemoryMeasurement,
    Metadata,
    Stack,
    TimeProfile,
)
from pairbench.core.records.record import PairRecord, Status
from pairbench.core.records.start import START, Starts
from pairbench.core.statistics.sequential import Monitor
from pairbench.core.words import number
from pairbench.report.page.document import build_page
from pairbench.report.page.environment import environment_rows
from tests.builders import QUICK, SLOW
from tests.records import (
    CLAIMS,
    ENVIRONMENT,
    EVIL,
    SIZES,
    a_benchmark,
    a_failure_of,
    a_judged_run,
    a_noise,
    a_record,
    left_out_of,
    rounds_of,
    with_a_slower_baseline,
)

VOID = {"meta", "link", "br", "hr", "img", "input", "wbr"}


@dataclass
class Element:
    """An element of the page, with all the text inside it."""

    tag: str
    attributes: dict[str, str]
    text: str = ""

    def has_class(self, name: str) -> bool:
        """Whether the element is of this class."""
        return name in self.attributes.get("class", "").split()


@dataclass
class Page(HTMLParser):
    """The elements of a page, in their order; every element must be closed."""

    html: str
    elements: list[Element] = field(default_factory=list)
    _open: list[Element] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self.feed(self.html)
        self.close()
        assert not self._open, f"{self._open[-1].tag} is not closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.elements.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop().tag == tag, f"{tag} is closed where another one is open"

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.text += data

    def of(self, tag: str, kind: str | None = None) -> list[Element]:
        """The elements of a tag, and of a class if one is given."""
        return [e for e in self.elements if e.tag == tag and (kind is None or e.has_class(kind))]

    def values(self, *names: str) -> list[str]:
        """The values of these attributes, of all elements."""
        return [e.attributes[name] for e in self.elements for name in names if name in e.attributes]

    @property
    def text(self) -> str:
        """All text of the body."""
        (body,) = self.of("body")
        return body.text


def page_of(*records: PairRecord, noise: Noise | None = None, **changes: Any) -> Page:
    """The page of a run with these pairs."""
    return Page(build_page([a_judged_run(*records, noise=noise, **changes)]))


@cache
def usual_page() -> Page:
    """The page of one pair that was measured."""
    return page_of(a_record())


@cache
def page_of_two() -> Page:
    """The page of two pairs that were measured."""
    return page_of(a_record("strings/join"), a_record("memory/slots"))


def unmeasured() -> PairRecord:
    """A pair without figures, whose page is made in no time."""
    return a_record(rounds=(), memory=())


def with_definition(record: PairRecord, **changes: Any) -> PairRecord:
    """The record of a pair that is written in another way."""
    return replace(record, definition=replace(record.definition, **changes))


def words(text: str) -> str:
    """The text with its white space as single blanks."""
    return " ".join(text.split())


def claim_rows(page: Page) -> list[str]:
    """The text of each row of the table of claims."""
    start = next(
        i for i, e in enumerate(page.elements) if e.tag == "table" and e.has_class("claims")
    )
    count = page.elements[start].text.count("strings/") + page.elements[start].text.count("memory/")
    rows = [each for each in page.elements[start:] if each.tag == "tr"]
    return [words(each.text) for each in rows[1 : count + 1]]


def test_every_claim_is_in_the_table_with_its_outcome() -> None:
    """The table has one row for each claim, with the pair, the outcome and what is claimed."""
    records = [a_record("strings/join"), a_record("memory/slots")]
    rows = claim_rows(page_of(*records))
    verdicts = [(record, verdict) for record in records for verdict in judge(record).verdicts]
    assert {verdict.outcome for _, verdict in verdicts} >= {Outcome.CONFIRMED, Outcome.REFUTED}
    assert len(rows) == len(verdicts)
    for row, (record, verdict) in zip(rows, verdicts, strict=True):
        definition = record.definition
        assert row.startswith(definition.name)
        assert f" {verdict.outcome} {verdict.measured}" in row
        assert describe(verdict.claim, baseline=SLOW, axis=definition.axis) in row


def drawings(page: Page) -> list[Element]:
    """What matplotlib drew: time, memory and rounds of each pair in each run."""
    return [each for each in page.of("svg") if not each.has_class("forest")]


def page_of_two_runs() -> Page:
    """The page of one pair, measured on two interpreters that contradict each other."""
    newer = replace(ENVIRONMENT, python_version="3.14.0")
    runs = [
        a_judged_run(a_record(), a_record("memory/slots")),
        a_judged_run(with_a_slower_baseline(a_record()), environment=newer),
    ]
    return Page(build_page(runs))


def test_runs_stand_side_by_side() -> None:
    """A claim has a cell for each run, also for one that did not ask; a pair has one section."""
    page = page_of_two_runs()
    first, *_ = claim_rows(page)
    assert "CPython 3.13" in first
    assert "CPython 3.14" in first
    assert any(row.endswith("not asked") for row in claim_rows(page))
    assert len(page.of("section", "pair")) == 2
    assert len(drawings(page)) == 9
    ids = Counter(page.values("id"))
    assert [name for name, count in ids.items() if count > 1] == []


def test_contradictions_between_runs_are_listed() -> None:
    """What is confirmed on one interpreter and refuted on another has a place of its own."""
    page = page_of_two_runs()
    differing = next(each for each in page.of("section") if "Where they differ" in each.text)
    assert "at least 50 times as fast" in words(differing.text)
    assert "refuted on CPython 3.13" in words(differing.text)
    assert "confirmed on CPython 3.14" in words(differing.text)
    assert "at least 1.5 times as fast" not in words(differing.text)


def test_a_single_run_is_compared_with_nothing() -> None:
    """Without a second run there is no section on differences."""
    assert "Where they differ" not in usual_page().text


def test_the_outcomes_are_counted() -> None:
    """The head of the page says how many claims have each outcome, zeros included."""
    record = a_record()
    counts = Counter(verdict.outcome for verdict in judge(record).verdicts)
    (shown,) = usual_page().of("ul", "counts")
    for outcome in Outcome:
        assert f"{counts[outcome]} {outcome}" in words(shown.text)
    (title,) = usual_page().of("h1")
    assert str(sum(counts.values())) in title.text


def test_every_verdict_is_a_sentence() -> None:
    """The section of a pair says of each claim what was measured, and whether it holds."""
    record = a_record()
    text = words(usual_page().text)
    for verdict in judge(record).verdicts:
        sentence = in_words(verdict, record.definition, where="CPython 3.13")
        assert f"{verdict.outcome} {words(sentence.replace('`', ''))}." in text


def ledger(page: Page, kind: str) -> str:
    """The text of the rows of advice that stands so."""
    return words(" ".join(each.text for each in page.of("table", "ledger") if each.has_class(kind)))


def test_every_advice_is_on_the_front() -> None:
    """Each stands below what became of it, with the reason folded into its row."""
    good = with_definition(a_record("memory/slots"), advice="Use slots.", claims=CLAIMS[1:2])
    page = page_of(with_definition(a_record(), advice="Join your strings."), good)
    failing = ledger(page, "does-not-hold")
    assert "does not hold: Join your strings." in failing
    assert "does not hold on CPython 3.13" in failing
    assert "4 of 7 claims confirmed" in failing
    assert "holds: Use slots." in ledger(page, "holds")
    counts = [words(each.text) for each in page.of("ul", "tiles")]
    assert counts == ["1 do not hold 1 hold 0 are not settled"]


def test_a_row_of_the_ledger_shows_what_tells_most() -> None:
    """A refuted claim before the confirmed ones, drawn, with what was asked and what was found."""
    page = page_of(a_record())
    row = ledger(page, "does-not-hold")
    assert f"strings/join quick at 100 items: at least 50 {SIGN} faster?" in row
    assert row.endswith("as fast")
    (table,) = page.of("table", "ledger")
    drawn = [each for each in page.of("svg", "refuted") if each.has_class("forest")]
    assert table.has_class("does-not-hold")
    assert len(drawn) == 2, "once in the ledger, once in the table of claims"


def test_interpreters_are_columns_of_the_ledger() -> None:
    """Each has its own sign, and the claim that is shown is the same in all of them."""
    page = page_of_two_runs()
    row = ledger(page, "does-not-hold")
    assert "CPython 3.13" in row
    assert "CPython 3.13 does not hold: as fast" in row
    assert f"CPython 3.14 does not hold: 1,000 {SIGN} faster" in row
    assert "CPython 3.14 not measured" in row


def test_a_pair_that_claims_nothing_shows_its_ratio() -> None:
    """What was compared is drawn and said, and it is not called unsettled."""
    page = page_of(with_definition(a_record(), claims=(), advice="Join your strings."))
    row = ledger(page, "nothing-is-claimed")
    assert "quick is 1,000 times as fast as slow at 100,000 items" in row
    assert row.endswith(f"1,000 {SIGN} faster")
    assert len(page.of("svg", "unclaimed")) == 1
    assert page.of("ul", "tiles") == []
    assert [each.text for each in page.of("h1")] == ["1 pair compared"]
    assert "Not settled" not in page.text
    assert page.of("table", "claims") == []


def test_what_claims_nothing_is_counted_apart() -> None:
    """Beside advice that was put to the test it has a tile of its own."""
    unclaimed = with_definition(a_record("memory/slots"), claims=())
    (tiles,) = page_of(a_record(), unclaimed).of("ul", "tiles")
    assert words(tiles.text) == "1 do not hold 0 hold 0 are not settled 1 claim nothing"


def test_advice_that_cannot_be_drawn_has_words() -> None:
    """Behaviour is no ratio: its row says that it was demonstrated."""
    page = page_of(with_definition(a_record(), claims=CLAIMS[-1:], advice="Stay whole."))
    assert ledger(page, "holds").endswith("passes the check stays_whole? demonstrated")
    assert [each.attributes["class"] for each in page.of("svg") if each.has_class("forest")] == [
        "forest scale",
        "forest scale",
    ]


def test_advice_that_is_not_settled_says_what_is_missing() -> None:
    """The claims without an answer are named, with the reason, and the others are counted."""
    claims = (CLAIMS[1], Faster(variant=QUICK, factor=1.5, size=SIZES[0] + 1))
    page = page_of(with_definition(a_record(), advice="Join your strings.", claims=claims))
    text = ledger(page, "not-settled")
    assert "1 of 2 claims confirmed" in text
    assert "at 101 items: this is not settled on CPython 3.13" in text


def test_only_the_last_run_is_shown_in_depth() -> None:
    """Where time goes is drawn once for a pair, however many runs stand side by side."""
    record = a_record()
    profile = TimeProfile(
        cell=Cell(pair=record.definition.name, size=SIZES[-1]),
        variant=SLOW,
        stacks=(Stack(frames=("slow (bench/strings/join.py:1)",), weight=0.2),),
    )
    profiled = replace(record, profiles=(profile,))
    newer = replace(ENVIRONMENT, python_version="3.14.0")
    page = Page(build_page([a_judged_run(profiled), a_judged_run(profiled, environment=newer)]))
    titles = [words(each.text) for each in page.of("summary") if "Where time" in each.text]
    assert titles == ["Where time and memory go in strings/join on CPython 3.14"]
    assert len(page.of("svg", "flame")) == 1


def test_lines_that_differ_stand_out() -> None:
    """In the sources side by side, the lines that the other does not have are marked."""
    sources = {SLOW: "def slow():\n    a\n    b", QUICK: "def quick():\n    a\n    c"}
    record = unmeasured()
    variants = tuple(
        replace(each, source=sources[each.name]) for each in record.definition.variants
    )
    page = page_of(with_definition(record, variants=variants))
    marked = [words(each.text) for each in page.of("span", "hll")]
    assert marked == ["def slow():", "b", "def quick():", "c"]


def test_every_dot_is_a_number_as_well() -> None:
    """What the drawing of the rounds shows stands in a table."""
    (table,) = usual_page().of("table", "rounds")
    ratios = judge(a_record()).evidence.times[0].round_ratios
    assert " ".join(map(number, ratios)) in words(table.text)


def test_sources_stay_text() -> None:
    """A source with tags in it is shown as it is written, and makes no element."""
    record = unmeasured()
    source = f"def {QUICK}(items):\n    return '{EVIL}'"
    variants = tuple(replace(each, source=source) for each in record.definition.variants)
    page = page_of(with_definition(record, variants=variants, file_source=source))
    shown = [e.text for e in page.of("pre", "code") if EVIL in e.text]
    assert len(shown) >= 2
    assert all(text.strip() == source for text in shown)
    assert len(page.of("script")) == 1
    assert page.of("img") == page.of("b", "x") == []


@pytest.mark.parametrize("field_name", ["question", "axis", "file"])
def test_texts_of_a_pair_stay_text(field_name: str) -> None:
    """Whatever a pair's author writes is text on the page."""
    page = page_of(with_definition(unmeasured(), **{field_name: EVIL}))
    assert EVIL in page.text
    assert len(page.of("script")) == 1
    assert page.of("img") == []


def test_texts_of_the_world_stay_text() -> None:
    """Error messages, last words, summaries, reasons and the environment are text on the page."""
    record = unmeasured()
    failure = replace(a_failure_of(record.definition.name, stderr=EVIL), message=EVIL)
    variants = tuple(
        replace(each, summary=EVIL, unavailable=EVIL if each.role == "good" else None)
        for each in record.definition.variants
    )
    changed = replace(with_definition(record, variants=variants), failures=(failure,))
    page = page_of(
        changed,
        rejected=(EVIL,),
        environment=replace(ENVIRONMENT, warnings=(EVIL,), system=EVIL, packages={EVIL: "1"}),
    )
    assert page.text.count(EVIL) >= 8
    assert len(page.of("script")) == 1
    assert page.of("img") == []


def test_the_files_that_a_pair_uses_are_shown() -> None:
    """A pair's own file and the files that it imports can be unfolded, each under its path."""
    helper = SourceFile(path="bench/strings/_parts.py", text="PARTS = 3")
    page = page_of(with_definition(unmeasured(), file_source="X = 1", neighbours=(helper,)))
    shown = [words(each.text) for each in page.of("details")]
    assert "The whole file, bench/strings/join.py X = 1" in shown
    assert "A file that it uses, bench/strings/_parts.py PARTS = 3" in shown


def test_a_docstring_s_code_is_shown_as_code() -> None:
    """What stands between double backquotes in a docstring is code, escaped like all the rest."""
    page = page_of(with_definition(unmeasured(), question="Is ``a <b> c`` quick?\n\nAnd ``d``?"))
    assert {"a <b> c", "d"} <= {each.text for each in page.of("code")}
    assert "``" not in page.text


def test_nothing_is_loaded_from_elsewhere() -> None:
    """The page opens offline: no address of any other file is in it."""
    page = page_of_two()
    links = page.values(
        "href", "src", "xlink:href", "srcset", "action", "poster", "data", "formaction"
    )
    assert links
    assert all(link.startswith(("#", "data:")) for link in links)
    style = "".join(each.text for each in page.of("style")) + "".join(page.values("style"))
    assert "@import" not in style
    assert all(
        target.startswith(("#", "data:")) for target in re.findall(r"url\(['\"]?([^)]*)", style)
    )
    assert [each.attributes for each in page.of("script")] == [{}]
    assert page.of("iframe") == page.of("object") == []


def test_the_policy_allows_this_page_and_no_more() -> None:
    """The style and the script have the hashes that the policy names, and nothing else may run."""
    page = usual_page()
    (policy,) = [
        each.attributes["content"]
        for each in page.of("meta")
        if each.attributes.get("http-equiv") == "Content-Security-Policy"
    ]
    rules = dict(rule.strip().partition(" ")[::2] for rule in policy.split(";"))
    assert rules["default-src"] == rules["base-uri"] == rules["form-action"] == "'none'"
    for tag, rule in (("style", "style-src"), ("script", "script-src")):
        (element,) = page.of(tag)
        digest = b64encode(hashlib.sha256(element.text.encode()).digest()).decode()
        assert rules[rule] == f"'sha256-{digest}'"
    assert page.values("style") == []
    assert not [name for each in page.elements for name in each.attributes if name[:2] == "on"]
    assert "http" not in policy


def test_ids_are_unique() -> None:
    """No two elements share an id, the drawings of several pairs included."""
    page = page_of_two()
    ids = Counter(page.values("id"))
    assert len(drawings(page)) == 6
    assert [name for name, count in ids.items() if count > 1] == []
    assert all(ids), "an id is empty"


def test_every_reference_has_its_target() -> None:
    """Links, labels and the references inside the drawings point to an id of the page."""
    page = page_of_two()
    ids = set(page.values("id"))
    targets = {
        link.removeprefix("#") for link in page.values("href", "xlink:href") if link[:1] == "#"
    }
    targets |= {name for value in page.values("aria-labelledby") for name in value.split()}
    targets |= set(re.findall(r"url\(#([^)]+)\)", page.html))
    assert {"pair/strings/join", "pair/memory/slots"} <= targets
    assert targets <= ids


def test_failures_are_shown_with_their_last_words() -> None:
    """A variant that failed is named with its size, what happened, and its standard error."""
    record = unmeasured()
    failure = a_failure_of(record.definition.name, stderr="Traceback:\n  the last words")
    (shown,) = page_of(replace(record, failures=(failure,))).of("div", "failure")
    assert f"{QUICK} at 100,000" in words(shown.text)
    assert "died during time: was ended by SIGKILL" in words(shown.text)
    assert "Traceback:\n  the last words" in shown.text


def test_without_last_words_there_is_no_empty_box() -> None:
    """A failure that wrote nothing has no block of text."""
    record = unmeasured()
    page = page_of(replace(record, failures=(a_failure_of(record.definition.name),)))
    assert all(pre.text.strip() for pre in page.of("pre") if not pre.has_class("code"))


def test_every_variant_is_shown_with_its_role() -> None:
    """Each variant has a block with its name, its role and its source."""
    record = unmeasured()
    variants = tuple(
        replace(each, source=f"def {each.name}(): ...", summary=f"The {each.name} way.")
        for each in record.definition.variants
    )
    blocks = page_of(with_definition(record, variants=variants)).of("figure", "source")
    assert [words(block.text) for block in blocks] == [
        f"{SLOW} bad The {SLOW} way. def {SLOW}(): ...",
        f"{QUICK} good The {QUICK} way. def {QUICK}(): ...",
    ]


def test_nothing_is_called_bad_where_nothing_is_claimed() -> None:
    """Whoever asks which is better is told what is held against what."""
    page = page_of(with_definition(a_record(), claims=(), behaviours=(), advice=None))
    roles = [words(each.text) for each in page.of("span", "role")]
    assert roles == ["baseline", "alternative"]


def test_a_variant_that_is_not_available_says_why() -> None:
    """What this interpreter cannot run is shown, with the reason."""
    record = unmeasured()
    variants = tuple(
        replace(each, unavailable="it came with 3.14" if each.role == "good" else None)
        for each in record.definition.variants
    )
    text = words(page_of(with_definition(record, variants=variants)).text)
    assert "Not available here: it came with 3.14." in text


def figures(page: Page) -> list[list[str]]:
    """The rows of the tables of figures, cell by cell."""
    rows: list[list[str]] = []
    inside = False
    for element in page.elements:
        if element.tag == "table":
            inside = element.attributes.get("class") == "figures"
        if inside and element.tag == "tr":
            rows.append([])
        if inside and element.tag in {"td", "th"}:
            rows[-1].append(words(element.text))
    return [row for row in rows if row[1] in {SLOW, QUICK}]


def test_every_figure_is_in_the_table() -> None:
    """There is a row for each size and variant, with units, and ratios for the alternatives."""
    rows = figures(usual_page())
    assert [row[:2] for row in rows] == [
        [size, variant] for size in ("100", "100,000") for variant in (SLOW, QUICK)
    ]
    baseline, alternative = rows[2], rows[3]
    assert baseline[2].endswith(" s")
    assert alternative[2].endswith(" ms")
    assert baseline[3] == ""
    assert alternative[3].startswith("1,000")
    assert alternative[4] == "faster"
    assert {"40.0 MB", "10.0 MB"} <= {*baseline, *alternative}


@pytest.mark.parametrize(
    ("changes", "note"),
    [
        ({"children": 3}, "3 child processes added"),
        ({"untraced": True}, "started processes that could not be traced"),
    ],
)
def test_child_processes_are_told(changes: dict[str, object], note: str) -> None:
    """Figures with children in them, or with some missing, say so."""

    def changed(each: MemoryMeasurement) -> MemoryMeasurement:
        repeats = tuple(replace(figure, **changes) for figure in each.repeats)  # type: ignore[arg-type]
        return replace(each, repeats=repeats)

    record = a_record()
    with_note = replace(record, memory=tuple(changed(each) for each in record.memory))
    assert note in page_of(with_note).text
    assert note not in usual_page().text


def test_figures_that_differ_are_a_range() -> None:
    """Where two processes gave different figures, both ends are shown."""
    record = a_record()
    first, *others = record.memory
    low, high = first.repeats
    spread = replace(first, repeats=(low, replace(high, peak_bytes=90_000, allocations=1_234)))
    text = page_of(replace(record, memory=(spread, *others))).text
    assert "40.0 kB to 90.0 kB" in text
    assert "1 to 1,234" in text


@pytest.mark.parametrize(
    ("changes", "shown"),
    [
        ({"quick": True}, "quick run"),
        ({"status": Status.INTERRUPTED}, "The run was interrupted"),
        ({"rejected": ("bench/a.py: has no sizes",)}, "bench/a.py: has no sizes"),
        ({}, "turbo is on: switch it off"),
        ({}, "Measured 2025-03-01 at 12:30 UTC"),
    ],
)
def test_what_weakens_a_run_is_at_its_head(changes: dict[str, Any], shown: str) -> None:
    """Whoever reads the numbers learns first how they came about."""
    (head,) = page_of(unmeasured(), **changes).of("header")
    assert shown in words(head.text)


def test_a_whole_run_makes_no_excuses() -> None:
    """A full and complete run is not called quick or interrupted."""
    (head,) = usual_page().of("header")
    assert "quick run" not in head.text
    assert "The run is" not in words(head.text)


def test_a_single_claim_is_not_counted_twice() -> None:
    """The tiles count advice, the counts below them claims."""
    page = page_of_two()
    (tiles,) = page.of("ul", "tiles")
    (counts,) = page.of("ul", "counts")
    assert sum(map(int, re.findall(r"\d+", tiles.text))) == 2
    assert sum(map(int, re.findall(r"\d+", counts.text))) == 2 * len(CLAIMS)


def test_a_pair_that_was_not_measured_has_no_plots() -> None:
    """Without figures the section says why, and leaves out drawings and tables."""
    record = a_record(rounds=(), memory=(), left_out=left_out_of("strings/join"))
    page = page_of(record)
    assert {each.attributes["class"] for each in page.of("svg")} == {"forest scale"}
    assert figures(page) == []
    assert "inconclusive" in page.text


def test_a_run_without_pairs_is_a_page() -> None:
    """Even when nothing could be loaded, there is a page that says so."""
    page = page_of(rejected=("bench/a.py: cannot be imported",))
    assert "bench/a.py: cannot be imported" in page.text


def test_the_environment_is_told() -> None:
    """The page ends with the machine, the interpreter and the tools."""
    page = usual_page()
    names = [each.text for each in page.of("dt")]
    values = [each.text for each in page.of("dd")]
    assert list(zip(names, values, strict=True)) == environment_rows(ENVIRONMENT)


def test_the_starts_of_the_rounds_are_told() -> None:
    """Where starts were to be coupled, the page says how many rounds had which."""
    found = a_record().rounds[0]
    kinds: list[Metadata] = [{START: "forked"}, {START: "forked"}, {START: "grown"}, {}]
    rounds = [
        replace(found, runs=tuple(replace(run, metadata=kind) for run in found.runs))
        for kind in kinds
    ]
    coupled, starts = replace(ENVIRONMENT, starts=Starts.COUPLED), treatment_of(rounds).starts
    assert dict(environment_rows(coupled, starts))["Starts of workers"] == (
        "coupled: rounds 2 forked from a loaded side, 1 loaded by each worker, 1 with fresh starts"
    )
    assert dict(environment_rows(ENVIRONMENT, starts))["Starts of workers"] == "fresh"


UNKNOWN = replace(ENVIRONMENT, cpu_model=None, memory_bytes=None)
KNOWN = replace(
    ENVIRONMENT, governor="performance", turbo=False, git_revision="abc", git_clean=False, gil=False
)


@pytest.mark.parametrize(
    ("environment", "name", "value"),
    [
        (UNKNOWN, "CPU", "could not be read"),
        (UNKNOWN, "Memory", "could not be read"),
        (UNKNOWN, "Governor", "could not be read"),
        (UNKNOWN, "Turbo", "could not be read"),
        (UNKNOWN, "Revision", "not in a git repository"),
        (KNOWN, "CPU", "A CPU <of some make>"),
        (KNOWN, "Memory", "8.00 GB"),
        (KNOWN, "Governor", "performance"),
        (KNOWN, "Turbo", "off"),
        (KNOWN, "GIL", "off"),
        (KNOWN, "Working tree", "with changes that are not committed"),
        (KNOWN, "Packages", "pyperf 2.9.0"),
    ],
)
def test_what_could_not_be_read_says_so(environment: Environment, name: str, value: str) -> None:
    """The environment shows what is known, and never a guess."""
    assert dict(environment_rows(environment))[name] == value


def test_crossings_are_told() -> None:
    """Where the intervals say that two variants cross, the page says about where."""
    record = a_record()
    slow_at_first = tuple(
        replace(
            each,
            runs=tuple(
                replace(run, values_s=tuple(value_s * 100 for value_s in run.values_s))
                if run.variant == QUICK
                else run
                for run in each.runs
            ),
        )
        for each in record.rounds
    )
    crossing = replace(record, rounds=slow_at_first)
    (shown,) = page_of(crossing).of("p", "crossing")
    assert shown.text.startswith(f"{QUICK} and {SLOW} cross near")


def names_of(sections: Sequence[Element]) -> list[str]:
    """The headings of the sections of pairs."""
    return [each.text for each in sections]


def test_the_pairs_are_in_the_order_of_the_run() -> None:
    """Sections follow each other as the pairs were measured."""
    page = page_of_two()
    headings = names_of(page.of("h2"))
    assert headings.index("strings/join") < headings.index("memory/slots")


def test_the_noise_of_the_machine_is_told() -> None:
    """The placebo, the canary and the rounds that were spoilt stand at the head of the page."""
    asleep = Conditions(wall_s=1.0, suspended_s=0.5)
    record = a_record()
    first, *others = record.rounds
    page = page_of(
        replace(record, rounds=(replace(first, conditions=asleep), *others)), noise=a_noise()
    )

    (told,) = page.of("p", "noise")

    assert "identical code came out at 1.00 (0.990 to 1.01): no false alarm" in told.text
    assert "came out at 0.970 (0.960 to 0.980): it was seen" in told.text
    assert f"Of {len(record.rounds)} rounds the machine spoilt 1, left out here" in told.text


def test_a_run_without_controls_says_so() -> None:
    """Nothing is made up where the noise was not measured."""
    (told,) = page_of(a_record()).of("p", "noise")

    assert "The machine's noise was not measured." in told.text


def test_what_chance_of_error_remains_is_told() -> None:
    """The levels of all comparisons are added up."""
    monitors = {size: Monitor(alpha=0.01, cap=20) for size in SIZES}

    (how,) = page_of(a_record(monitors=monitors)).of("p", "trust")

    # The crossing speaks of the same two sizes as the two other claims.
    assert "on the 2 compared times is wrong is at most 2%" in how.text


def seconds_for(pairs: int) -> float:
    """The shortest time in which a page of so many pairs was made."""
    judged = a_judged_run(*(replace_name(unmeasured(), f"strings/{n}") for n in range(pairs)))
    times_s = []
    for _ in range(3):
        start_s = perf_counter()
        build_page([judged])
        times_s.append(perf_counter() - start_s)
    return min(times_s)


def replace_name(record: PairRecord, name: str) -> PairRecord:
    """The record of a pair with another name."""
    return with_definition(record, name=name)


@pytest.mark.alone
@pytest.mark.once
@pytest.mark.no_cover
def test_a_thousand_pairs_take_no_longer_each() -> None:
    """The time for a pair does not grow with their number."""
    assert seconds_for(1_000) / 1_000 < 2 * seconds_for(100) / 100


def test_a_benchmark_has_its_figures_and_no_advice() -> None:
    """What has no rival is in a table of its own, and not among the advice or the ratios."""
    page = page_of(a_benchmark("parsing"))

    (table,) = page.of("table", "benchmarks")
    assert [size for size in SIZES if f"{size:,} items" in words(table.text)] == list(SIZES)
    assert "10.0 kB" in table.text
    assert page.of("table", "ledger") == page.of("ul", "tiles") == []
    assert [each.text for each in page.of("h1")] == ["1 benchmark"]
    assert [each.text for each in page.of("title")] == ["pairbench: 1 benchmark"]
    assert "baseline ÷ variant" not in page.of("section", "pair")[0].text
    assert [each.text for each in page.of("span", "role")] == ["benchmark"]
    assert page_of(unmeasured()).of("table", "benchmarks") == []


def test_a_benchmark_over_sizes_says_how_it_grows() -> None:
    """In the words of a terminal; over two sizes nothing can be said, and nothing is."""
    few = a_benchmark("parsing")
    definition = replace(few.definition, sizes=(100, 1_000, 10_000, 100_000))
    page = page_of(replace(few, definition=definition, rounds=rounds_of(definition)))

    (growth,) = page.of("p", "growth")
    assert growth.text.startswith(f"The time of {QUICK} grows like ")
    assert page_of(few).of("p", "growth") == []
