"""Takes a picture of the front of a report, for the README.

``python -m simulations.screenshot reports/html/index.html docs/report.png``
"""

import argparse
import sys
from pathlib import Path

from tests.chromium import executable, opened

WIDTH_PX = 1_280
HEIGHT_PX = 860


def main() -> None:
    """Open the report in the system's Chromium, and keep what is seen first."""
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    parser.add_argument("report", type=Path)
    parser.add_argument("picture", type=Path)
    chosen = parser.parse_args()
    path = executable()
    if path is None:
        sys.exit("there is no Chromium on this machine: install it, as in 'apt install chromium'")
    if not chosen.report.exists():
        sys.exit(f"{chosen.report}: no such report: write one with 'pairbench run'")
    with opened(path) as browser:
        page = browser.new_page(viewport={"width": WIDTH_PX, "height": HEIGHT_PX})
        page.goto(chosen.report.resolve().as_uri())
        page.screenshot(path=chosen.picture)


if __name__ == "__main__":
    main()
