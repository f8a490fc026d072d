"""What tests in several modules need of the world: a real browser."""

from typing import TYPE_CHECKING

import pytest

from tests.chromium import executable, opened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser


@pytest.fixture(scope="module")
def browser() -> "Iterator[Browser]":
    """The system's Chromium, or a skip that says what is missing."""
    pytest.importorskip("playwright.sync_api")
    path = executable()
    if path is None:
        pytest.skip("there is no Chromium on this machine")
    with opened(path) as chromium:
        yield chromium
