"""What tests in several modules need of the world: a real browser, and their order."""

from typing import TYPE_CHECKING

import pytest

from tests.chromium import executable, opened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

TAKES_LONG = ("slow", "browser")
"""The marks of tests that wait for other processes."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let several interpreters share the tests that one of them is enough for."""
    parser.addoption(
        "--share",
        default="1/1",
        metavar="K/N",
        help="of the tests that are marked once, every N-th only, from the K-th",
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What takes longest begins first: where tests run side by side, none waits for it at the end.

    The tests at the root go all the way through the tool, and take longest of all.
    """
    items.sort(key=lambda each: (not _takes_long(each), len(each.path.parts)))
    number, of = map(int, config.getoption("--share").split("/"))
    shared = sorted((each for each in items if each.get_closest_marker("once")), key=_name)
    others = {each for index, each in enumerate(shared) if index % of != number - 1}
    config.hook.pytest_deselected(items=list(others))
    items[:] = [each for each in items if each not in others]


def _name(item: pytest.Item) -> str:
    return item.nodeid


def _takes_long(item: pytest.Item) -> bool:
    return any(item.get_closest_marker(name) is not None for name in TAKES_LONG)


@pytest.fixture(scope="module")
def browser() -> "Iterator[Browser]":
    """The system's Chromium, or a skip that says what is missing."""
    pytest.importorskip("playwright.sync_api")
    path = executable()
    if path is None:
        pytest.skip("there is no Chromium on this machine")
    with opened(path) as chromium:
        yield chromium
