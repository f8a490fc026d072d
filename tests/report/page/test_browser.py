"""Tests of the report in a real browser: what a reader does with it, and what nobody may."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pairbench.core.judging.ledger import JudgedRun
from pairbench.report.page.document import build_page
from tests.records import (
    ENVIRONMENT,
    EVIL,
    a_judged_run,
    a_noise,
    a_record,
    hostile_records,
    with_a_slower_baseline,
)
from tests.visits import Scheme, Visit, visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

WIDTHS = (390, 1280, 1600)

CODE = """@cache
async def fetch(*names: str, limit: int = 0x10) -> dict[str, float]:
    \'\'\'What a variant may be made of.\'\'\'
    global seen
    try:
        pages = [await get(f"{name!r:>8}\\n") for name in names if name not in seen]
    except (OSError, KeyError) as error:  # noqa: E722 (the subject)
        raise RuntimeError(rb"\\d+") from error
    return {"a": 1.5e3, **pages} if True else lambda: print(__name__, 3j @ limit)
"""
"""Every kind of token that has a colour."""


def written(folder: Path, runs: Sequence[JudgedRun]) -> Path:
    """The page of these runs, as a file."""
    file = folder / "index.html"
    file.write_text(build_page(runs), encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def two_runs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two pairs on two interpreters that contradict each other."""
    newer = replace(ENVIRONMENT, python_version="3.14.0")
    runs = [
        a_judged_run(a_record(), a_record("memory/slots"), noise=a_noise()),
        a_judged_run(with_a_slower_baseline(a_record()), environment=newer),
    ]
    return written(tmp_path_factory.mktemp("two"), runs)


@pytest.fixture(scope="module")
def code(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pair whose variants have no line in common, so that each is marked."""
    record = a_record()
    sources = (CODE, CODE.replace("\n", "  # other\n"))
    variants = tuple(
        replace(each, source=source)
        for each, source in zip(record.definition.variants, sources, strict=True)
    )
    changed = replace(record.definition, variants=variants, file_source=CODE)
    runs = [a_judged_run(replace(record, definition=changed))]
    return written(tmp_path_factory.mktemp("code"), runs)


@pytest.fixture(scope="module")
def one_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two pairs in one run."""
    runs = [a_judged_run(a_record(), a_record("memory/slots"), noise=a_noise())]
    return written(tmp_path_factory.mktemp("one"), runs)


@pytest.fixture(scope="module")
def unclaimed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pair that claims nothing, so that there is no table of claims."""
    record = a_record()
    runs = [a_judged_run(replace(record, definition=replace(record.definition, claims=())))]
    return written(tmp_path_factory.mktemp("unclaimed"), runs)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Everything that a run set should not hold."""
    runs = [a_judged_run(*hostile_records(), rejected=(EVIL,))]
    return written(tmp_path_factory.mktemp("hostile"), runs)


def shown_rows(visited: Visit) -> list[str]:
    """The text of the rows of claims that can be seen, in their order."""
    rows = visited.page.locator("table.claims tbody tr")
    return [each.inner_text() for each in rows.all() if each.is_visible()]


def ratios(visited: Visit) -> list[float]:
    """What the rows that can be seen are sorted by, as far as they have a ratio."""
    rows = visited.page.locator("table.claims tbody tr")
    found = [each.get_attribute("data-ratio") for each in rows.all()]
    return [float(each) for each in found if each is not None]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", ["one_run", "two_runs", "unclaimed", "hostile"])
def test_the_page_stays_at_home(
    request: pytest.FixtureRequest, browser: "Browser", name: str, width: int, scheme: Scheme
) -> None:
    """It asks for nothing but itself, complains of nothing, and is no wider than the window."""
    with visit(browser, request.getfixturevalue(name), width=width, scheme=scheme) as visited:
        assert visited.overflow_px <= 0
    assert visited.requests == [visited.address]
    assert visited.complaints == []


@pytest.mark.parametrize(
    ("name", "width", "scheme"),
    [
        *(("two_runs", width, scheme) for width in WIDTHS for scheme in ("light", "dark")),
        ("one_run", 390, "light"),
        ("unclaimed", 1280, "light"),
        ("code", 1280, "light"),
        ("code", 1280, "dark"),
        ("hostile", 1280, "dark"),
    ],
)
def test_the_page_is_accessible(
    request: pytest.FixtureRequest, browser: "Browser", name: str, width: int, scheme: Scheme
) -> None:
    """Nothing is found by axe: contrast, labels, order of headings, names of regions.

    The hostile page stays folded: unfolded it holds more than axe can look at in a minute.
    """
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    with visit(browser, request.getfixturevalue(name), width=width, scheme=scheme) as visited:
        if name != "hostile":
            visited.page.evaluate(
                "document.querySelectorAll('details').forEach(e => { e.open = true })"
            )
        found = axe.run(visited.page)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("name", ["one_run", "two_runs"])
def test_the_first_drawing_is_on_the_first_screen(
    request: pytest.FixtureRequest, browser: "Browser", name: str, width: int
) -> None:
    """Whoever opens the page sees a ratio before anything is scrolled or unfolded."""
    with visit(browser, request.getfixturevalue(name), width=width) as visited:
        drawing = visited.page.locator("table.ledger tbody svg").first.bounding_box()
    assert drawing is not None
    assert drawing["y"] + drawing["height"] < 800


@pytest.mark.parametrize("width", [390, 1280])
def test_the_scale_stands_above_the_drawings(
    browser: "Browser", two_runs: Path, width: int
) -> None:
    """A drawing begins and ends where its scale does."""
    with visit(browser, two_runs, width=width) as visited:
        scale = visited.page.locator("table.ledger thead svg").first.bounding_box()
        drawing = visited.page.locator("table.ledger tbody svg").first.bounding_box()
    assert scale is not None
    assert drawing is not None
    assert drawing["x"] == pytest.approx(scale["x"], abs=2)
    assert drawing["width"] == pytest.approx(scale["width"], abs=2)


def test_sentences_unfold(browser: "Browser", one_run: Path) -> None:
    """A row shows its reasons when it is asked to, without any script."""
    with visit(browser, one_run, scripts=False) as visited:
        reasons = visited.page.locator("table.ledger .reasons").first
        before = reasons.is_visible()
        visited.page.locator("table.ledger summary").first.click()
        after = reasons.is_visible()
    assert (before, after) == (False, True)


def test_claims_can_be_searched(browser: "Browser", one_run: Path) -> None:
    """Only the claims in which every word occurs are left, and they are counted."""
    with visit(browser, one_run) as visited:
        everything = shown_rows(visited)
        visited.page.fill("#search", "SLOTS grows")
        found = shown_rows(visited)
        told = visited.page.locator("#shown").inner_text()
        visited.page.fill("#search", "no such claim")
        nothing = shown_rows(visited)
    assert found == [each for each in everything if "memory/slots" in each and "grows like" in each]
    assert told == f"{len(found)} of {len(everything)} claims"
    assert nothing == []


@pytest.mark.parametrize("outcome", ["confirmed", "refuted", "inconclusive"])
def test_claims_can_be_chosen_by_verdict(browser: "Browser", one_run: Path, outcome: str) -> None:
    """Only the claims with that verdict are left."""
    with visit(browser, one_run) as visited:
        everything = shown_rows(visited)
        visited.page.select_option("#verdict", outcome)
        found = shown_rows(visited)
    assert 0 < len(found) < len(everything)
    assert found == [each for each in everything if outcome in each]


def test_claims_can_be_chosen_by_theme(browser: "Browser", one_run: Path) -> None:
    """Only the claims of that folder are left."""
    with visit(browser, one_run) as visited:
        everything = shown_rows(visited)
        visited.page.select_option("#theme", "memory")
        found = shown_rows(visited)
    assert found == [each for each in everything if each.startswith("memory/")]
    assert len(found) == len(everything) / 2


def test_claims_can_be_sorted(browser: "Browser", one_run: Path) -> None:
    """By ratio upwards or downwards, by verdict, and as they were measured."""
    with visit(browser, one_run) as visited:
        measured = shown_rows(visited)
        visited.page.select_option("#sort", "low")
        upwards = ratios(visited)
        visited.page.select_option("#sort", "high")
        downwards = ratios(visited)
        visited.page.select_option("#sort", "outcome")
        by_outcome = shown_rows(visited)
        visited.page.select_option("#sort", "place")
        again = shown_rows(visited)
    assert upwards == sorted(upwards)
    assert downwards == sorted(upwards, reverse=True)
    assert "refuted" in by_outcome[0]
    assert "confirmed" in by_outcome[-1]
    assert again == measured != by_outcome


def test_without_scripts_every_claim_is_there(browser: "Browser", one_run: Path) -> None:
    """The tools, which would do nothing, are not shown; the table is."""
    with visit(browser, one_run) as plain:
        expected = shown_rows(plain)
    with visit(browser, one_run, scripts=False) as visited:
        assert shown_rows(visited) == expected
        assert not visited.page.locator("#tools").is_visible()


def test_the_keyboard_reaches_everything(browser: "Browser", one_run: Path) -> None:
    """The first stop leads to the claims; the tools, the tables and the sources follow."""
    with visit(browser, one_run) as visited:
        stops = []
        for _ in range(60):
            visited.page.keyboard.press("Tab")
            stops.append(
                visited.page.evaluate(
                    "(e => e.id || e.className || e.tagName)(document.activeElement)"
                )
            )
    assert stops[0] == "skip"
    assert {"search", "verdict", "theme", "sort", "scroll", "code"} <= set(stops)


def test_a_link_leads_to_its_pair(browser: "Browser", one_run: Path) -> None:
    """A pair has an address within the page that can be passed on."""
    with visit(browser, one_run) as visited:
        visited.page.goto(f"{visited.address}#pair/memory/slots")
        top_px = visited.page.locator("[id='pair/memory/slots']").bounding_box()
    assert top_px is not None
    assert -1 <= top_px["y"] < 900


def test_on_paper_there_are_no_tools(browser: "Browser", one_run: Path) -> None:
    """What cannot be used on paper is not printed."""
    with visit(browser, one_run) as visited:
        visited.page.emulate_media(media="print")
        assert not visited.page.locator("#tools").is_visible()
        assert visited.page.locator("table.claims").is_visible()


def test_a_hostile_run_set_runs_nothing(browser: "Browser", hostile: Path) -> None:
    """Whatever stands in a run set is text: it makes no element, and each pair has its section."""
    with visit(browser, hostile) as visited:
        page = visited.page
        assert page.evaluate("window.hacked") is None
        assert page.locator("script").count() == 1
        assert page.locator("img, iframe, object, embed, base, form").count() == 0
        assert page.locator("section.pair").count() == len(hostile_records())
        assert page.locator("#environment").is_visible()
        assert EVIL in page.locator("body").inner_text()
