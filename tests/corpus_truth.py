"""What a pair file of the corpus says of itself: what is right, and what it takes to try it.

It stands in the comment lines at the top of the file, one ``key: value`` a line, and is read as
text: nothing is imported to find it. The keys:

right     measured, or refused, notice, confirmed, refuted, inconclusive with words that the answer
          holds; several lines where several things are said, and no notice but these may come
may       words of a notice that depends on the machine: it may come, and need not
command   check, or run: with run the file is measured, together with all others that say so
flags     of the interpreter that starts the command
set       a variable of the environment, as NAME=value
needs     libraries; without one of them the file is skipped
python    the oldest version that the file is for
system    what ``sys.platform`` must be
known     what is said today where that is wrong: the file is expected to fail until it is mended
"""

import importlib.util
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

CORPUS = Path(__file__).parent / "corpus"

KEYS = frozenset({"right", "may", "command", "flags", "set", "needs", "python", "system", "known"})

ANSWERS = frozenset({"measured", "refused", "notice", "confirmed", "refuted", "inconclusive"})


class Right(NamedTuple):
    """One thing that must be said; the words are part of it."""

    answer: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """A file of the corpus, by its path below the corpus, with what it says of itself."""

    path: str
    rights: tuple[Right, ...]
    may: tuple[str, ...]
    is_run: bool
    flags: tuple[str, ...]
    variables: tuple[tuple[str, str], ...]
    needs: tuple[str, ...]
    python: tuple[int, ...]
    system: str
    known: str | None

    @property
    def kind(self) -> str:
        """The folder that the file lies in."""
        return self.path.partition("/")[0]

    @property
    def name(self) -> str:
        """What the pair is called."""
        return self.path.removesuffix(".py")

    @property
    def is_refused(self) -> bool:
        """Whether the right answer is a refusal."""
        return any(each.answer == "refused" for each in self.rights)

    def words(self, answer: str) -> list[str]:
        """What must be said, of one kind of answer."""
        return [each.words for each in self.rights if each.answer == answer]

    @property
    def missing(self) -> str | None:
        """Why the file cannot be tried here, if it cannot."""
        absent = [each for each in self.needs if importlib.util.find_spec(each) is None]
        if absent:
            return f"needs {', '.join(absent)}"
        if sys.version_info < self.python:
            return f"needs Python {'.'.join(map(str, self.python))}"
        return None if sys.platform.startswith(self.system) else f"needs {self.system}"


def truths() -> list[Truth]:
    """Those of the whole corpus; what begins with _ is a helper of others."""
    paths = (each.relative_to(CORPUS) for each in CORPUS.rglob("*.py"))
    pair_files = (each for each in paths if not any(part[0] in "_." for part in each.parts))
    return [read(each.as_posix()) for each in sorted(pair_files)]


def read(path: str) -> Truth:
    """The truth of one file.

    Raises:
        ValueError: it does not say it in the way described above.
    """
    found: dict[str, list[str]] = {}
    for line in (CORPUS / path).read_text(encoding="utf-8").splitlines():
        if not line.startswith("# "):
            break
        key, colon, value = line[2:].partition(": ")
        if not colon or key not in KEYS:
            raise ValueError(f"{path}: {line} is none of {', '.join(sorted(KEYS))}")
        found.setdefault(key, []).append(value.strip())
    rights = tuple(_right(path, each) for each in found.get("right", []))
    command = found.get("command", ["check"])[0]
    if not rights or command not in {"check", "run"}:
        raise ValueError(f"{path}: say what is right, and whether to check or to run it")
    variables = [each.partition("=") for each in found.get("set", [])]
    return Truth(
        path=path,
        rights=rights,
        may=tuple(found.get("may", [])),
        is_run=command == "run",
        flags=tuple(found.get("flags", [])),
        variables=tuple((name, value) for name, _, value in variables),
        needs=tuple(found.get("needs", [])),
        python=tuple(map(int, found.get("python", ["3"])[0].split("."))),
        system=found.get("system", [""])[0],
        known=found.get("known", [None])[0],
    )


def _right(path: str, text: str) -> Right:
    answer, _, words = text.partition(": ")
    if answer not in ANSWERS or (answer in {"refused", "notice"} and not words):
        raise ValueError(f"{path}: {text} is no answer with its words")
    return Right(answer=answer, words=words)
