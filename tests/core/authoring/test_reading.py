"""Pair files as they are written, read as Python reads them."""

from pathlib import Path

import pytest

from pairbench.core.authoring.entry import Entry
from pairbench.core.authoring.reading import PairFile, read

TEXT = '''"""Crème, once or twice?"""

from pairbench import Pair

pair = Pair(sizes=(1,))


@pair.input
def number(size):
    return size


@pair.bad
def twice(number):
    return "crème"


@pair.good
def once(number):
    return "crème"
'''


@pytest.mark.parametrize(
    "content",
    [
        f"# -*- coding: latin-1 -*-\n{TEXT}".encode("latin-1"),
        TEXT.encode("utf-8-sig"),
        TEXT.replace("\n", "\r\n").encode(),
    ],
    ids=["another encoding, which it names", "with a mark", "with line ends of Windows"],
)
def test_a_file_may_say_how_it_is_written(tmp_path: Path, content: bytes) -> None:
    """Its text is kept as it is meant, with plain line ends."""
    path = tmp_path / "bench" / "creams.py"
    path.parent.mkdir()
    path.write_bytes(content)
    (entry,) = read(PairFile(path=path, bench=path.parent))
    assert isinstance(entry, Entry)
    assert entry.definition.question == "Crème, once or twice?"
    assert entry.definition.file_source.removeprefix("# -*- coding: latin-1 -*-\n") == TEXT
