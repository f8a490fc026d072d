"""Which files are installed, or the interpreter's own, so that they are no project's."""

import os
from pathlib import Path

PACKAGES = frozenset({"site-packages", "dist-packages"})
"""What the folders are called that packages are installed into; the second by Debian."""

STANDARD = Path(os.__file__).parent
"""Where the standard library lies."""


def is_installed(place: str) -> bool:
    """Whether a file or a folder belongs to an installed package or to the standard library."""
    path = Path(place)
    return not PACKAGES.isdisjoint(path.parts) or path.is_relative_to(STANDARD)
