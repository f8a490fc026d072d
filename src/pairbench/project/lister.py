"""Asks a process of its own for the pairs of a site."""

import json
import subprocess  # nosec B404: starts our own module
import sys
from collections.abc import Sequence
from pathlib import Path

from pairbench.core.authoring.entry import Site
from pairbench.core.errors import UsageError

LISTED_WITHIN_S = 120.0
"""A file that takes longer to import is taken to hang."""


def list_pairs(site: Site, bench: Sequence[Path], only: str | None, side: str) -> bytes:
    """The listing as the process wrote it.

    Raises:
        UsageError: there is nothing to list, or the process could not do it.
    """
    order = {
        "sources": [str(each) for each in site.sources],
        "bench": [str(each) for each in bench],
        "only": only,
    }
    try:
        done = subprocess.run(  # noqa: S603 # nosec B603: our module, no shell
            [str(site.python or sys.executable), "-P", "-m", "pairbench.project.listing_worker"],
            input=json.dumps(order).encode(),
            capture_output=True,
            check=False,
            timeout=LISTED_WITHIN_S,
        )
    except subprocess.TimeoutExpired as error:
        raise UsageError(
            f"{side}: a pair file took longer than {LISTED_WITHIN_S:g} s to import; mend it"
        ) from error
    if done.returncode != 0:
        last = done.stderr.decode(errors="replace").strip().rpartition("\n")[2]
        raise UsageError(f"{side}: {last or 'the pairs could not be listed'}")
    return done.stdout
