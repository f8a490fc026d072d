"""Lists the pairs of another revision, in a process that imports that revision's code.

``python -m pairbench.project.listing_worker`` reads from standard input what to list, and writes
the answer to standard output.
"""

import json
import os
import sys
from pathlib import Path

from pairbench.core.errors import PairbenchError
from pairbench.project.catalogue import find
from pairbench.project.listing import dump_listing


def main() -> None:
    """Find the pairs under the folders that are asked for, and write their definitions."""
    answer = os.dup(1)
    # What a pair file prints while it is imported is no part of the answer.
    os.dup2(2, 1)
    order = json.load(sys.stdin)
    sys.path[:0] = order["sources"]
    try:
        catalogue = find([Path(each) for each in order["bench"]], only=order["only"])
    except PairbenchError as error:
        raise SystemExit(str(error)) from error
    with os.fdopen(answer, "wb") as file:
        file.write(dump_listing(catalogue.entries, catalogue.errors))


if __name__ == "__main__":
    main()
