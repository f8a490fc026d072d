"""Which files of suites a pattern can mean: the others need not be collected."""

import re
from collections.abc import Sequence

from pairbench.core.authoring.reading import PairFile
from pairbench.suites.known import suite_named

OPEN = re.compile(r"[*?\[]")
"""From here on a pattern means more than it says."""

OF_A_FILE = ".py::"
"""What a file's path and the names in it have between them."""


def that_can_be_meant(files: Sequence[PairFile], only: str | None) -> list[PairFile]:
    """The files of suites that can hold what is meant; all of them where the pattern names none.

    A pattern names a file, or a folder, by what it begins with: ``tests/test_a.py::``, ``tests/*``.
    """
    plain = "" if only is None else OPEN.split(only, maxsplit=1)[0]
    if "/" not in plain and OF_A_FILE not in plain:
        return [*files]
    naming = [each for each in files if suite_named(each.suite).names_begin_with_file]
    meant = [each for each in naming if _may_begin(each, plain)]
    if not meant:
        # A name that is nowhere has its likes among all the others.
        return [*files]
    if OF_A_FILE in plain:
        return meant
    return [each for each in files if each in meant or each not in naming]


def _may_begin(file: PairFile, plain: str) -> bool:
    beginning = f"{file.relative}::"
    return beginning.startswith(plain) or plain.startswith(beginning)
