"""The documentation site: it is built without a warning, and opens from a file, offline."""

import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import pairbench
from pairbench.cli.on_demand import COMMANDS
from tests.visits import visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("site")]
"""The site is built once for all of them."""

ROOT = Path(pairbench.__file__).parents[2]

LOADED = {"script": "src", "img": "src", "link": "href", "iframe": "src"}
"""What a page loads by itself, and by which attribute."""


class Loaded(HTMLParser):
    """The addresses that a page loads without being asked."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        address = dict(attrs).get(LOADED.get(tag, ""))
        if address is not None:
            self.addresses.append(address)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site as ``nox -s docs`` builds it: a dead link or a lost page is an error."""
    pytest.importorskip("mkdocs")
    pytest.importorskip("material")
    pytest.importorskip("mkdocstrings_handlers.python")
    folder = tmp_path_factory.mktemp("site")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def test_nothing_is_loaded_from_elsewhere(site: Path) -> None:
    """Every page has its fonts, styles and scripts beside it."""
    pages = sorted(site.rglob("*.html"))
    assert len(pages) > 20
    for page in pages:
        addresses = Loaded(page.read_text(encoding="utf-8")).addresses
        assert not [each for each in addresses if "//" in each], page


def test_every_command_is_in_the_reference(site: Path) -> None:
    """With its options, as its help tells them."""
    text = (site / "reference/command-line.html").read_text(encoding="utf-8")
    for name in COMMANDS:
        assert f'id="pairbench-{name}"' in text
    assert "--exact-base" in text.partition('id="pairbench-gate"')[2]
    assert "the first is the baseline" in text


def test_the_reference_has_what_is_public(site: Path) -> None:
    """What the package shows, with its arguments."""
    text = (site / "reference/python.html").read_text(encoding="utf-8")
    for name in ("compare.compare", "pair.Pair", "comparison.Comparison"):
        assert f'{name}"' in text
    assert "budget_s" in text


def test_the_site_opens_from_a_file(site: Path, browser: "Browser") -> None:
    """It asks nobody, complains of nothing, and its search finds a page."""
    with visit(browser, site / "index.html") as visited:
        visited.page.click("input[name=query]")
        visited.page.wait_for_selector("text=Type to start searching")
        visited.page.keyboard.type("crosses")
        visited.page.wait_for_selector(".md-search-result__item")
        assert visited.page.locator(".md-search-result__item").count() > 0
    assert visited.complaints == []
    assert [each for each in visited.requests if not each.startswith(("file:", "data:"))] == []


@pytest.mark.parametrize("width", [390, 1280])
def test_a_page_fits_its_window(site: Path, browser: "Browser", width: int) -> None:
    """Long commands scroll within their block."""
    with visit(browser, site / "tutorial.html", width=width) as visited:
        assert visited.overflow_px <= 0
