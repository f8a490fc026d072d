"""Tries the pair files of the corpus as a user would, and holds what is said against the truth.

Run by itself it tries all of them and prints a table by kind; ``nox -s corpus`` does that. What is
only checked is checked two at a time, each in a command of its own; what is measured is measured in
one command after that, with nothing else beside it.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tests.corpus_truth import CORPUS, Truth, truths

LONGEST_S = 120.0
"""A check that takes longer than this has no answer."""

RUN = ("run", "--quick", "--budget", "0.2s")

VERDICTS = frozenset({"confirmed", "refuted", "inconclusive"})

VERDICT = re.compile(rf"({'|'.join(sorted(VERDICTS))}) +(.*)")

GOOD, REFUSALS = 0, frozenset({2, 3})
"""The exit codes of a check."""

COLUMNS = ("files", "measured", "refused", "notices", "skipped", "wrong", "known")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What was said of one file; ``refusals`` is empty where it was not refused."""

    refusals: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    verdicts: tuple[tuple[str, str], ...] = ()
    broken: str = ""


class Project:
    """A project whose bench folder is the corpus, in a folder that is thrown away."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(CORPUS, folder / "bench", ignore=ignored)

    def checked(self, truth: Truth) -> Answer:
        """What ``check`` says of a file."""
        try:
            done = self._pairbench(truth.flags, dict(truth.variables), "check", self.file(truth))
        except subprocess.TimeoutExpired:
            return Answer(broken=f"no answer within {LONGEST_S:.0f} s")
        text = done.stdout + done.stderr
        lines = [each.strip() for each in text.splitlines()]
        notices = [each[6:] for each in lines if each.startswith("note: ")]
        bad = _traceback(text) or (done.returncode not in {GOOD, *REFUSALS} and text)
        others = [each for each in lines if not each.startswith("note: ")]
        return Answer(
            refusals=tuple(others) if done.returncode != GOOD else (),
            notices=tuple(notices),
            broken=f"exit code {done.returncode}: {bad}" if bad else "",
        )

    def run(self, chosen: Sequence[Truth]) -> dict[str, Answer]:
        """What ``run`` says of files that are measured together, by their paths."""
        variables = {name: value for each in chosen for name, value in each.variables}
        files = [self.file(each) for each in chosen]
        done = self._pairbench((), variables, *RUN, *files, longest_s=20 * LONGEST_S)
        text = done.stdout + done.stderr
        lines = [each.strip() for each in text.splitlines()]
        broken = _traceback(text)
        return {each.path: _said_of(each.name, lines, broken) for each in chosen}

    @staticmethod
    def file(truth: Truth) -> str:
        """The path of a file as it is given to the command."""
        return f"bench/{truth.path}"

    def _pairbench(
        self,
        flags: Sequence[str],
        variables: Mapping[str, str],
        *arguments: str,
        longest_s: float = LONGEST_S,
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *flags, "-m", "pairbench", *arguments],
            cwd=self.folder,
            env={**os.environ, "COLUMNS": "1000", **variables},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
            timeout=longest_s,
        )


def wrong_with(truth: Truth, answer: Answer) -> str | None:
    """What is wrong with an answer, if anything."""
    if answer.broken:
        return answer.broken
    if answer.refusals and not truth.is_refused:
        return _what(answer)
    missed = next(_missed(truth, answer), None)
    if missed is not None:
        return f"{missed}; {_what(answer)}"
    if truth.is_refused:
        return None
    if truth.is_run and not answer.verdicts:
        return "it was not measured, and nothing was said"
    expected = (*truth.words("notice"), *truth.may)
    said = (each for each in answer.notices if not any(words in each for words in expected))
    return next((f"a notice that is not right: {each}" for each in said), None)


def _missed(truth: Truth, answer: Answer) -> Iterator[str]:
    """What is right and was not said."""
    for outcome, words in truth.rights:
        if outcome == "refused" and words not in "\n".join(answer.refusals):
            yield f"not said: {words}"
        if outcome == "notice" and not any(words in each for each in answer.notices):
            yield f"no notice says: {words}"
        if outcome in VERDICTS and (outcome, words) not in _shortened(answer, words):
            yield f"nothing is {outcome}: {words}"


def _shortened(answer: Answer, words: str) -> set[tuple[str, str]]:
    """The outcomes of the verdicts that hold the words."""
    return {(outcome, words) for outcome, text in answer.verdicts if words in text}


def _what(answer: Answer) -> str:
    """The answer in a line."""
    verdicts = [f"{outcome} {text}" for outcome, text in answer.verdicts]
    said = [*answer.refusals, *answer.notices, *verdicts]
    return "said: " + (" | ".join(said) if said else "ok, and nothing else")


def _traceback(text: str) -> str:
    """A traceback of the command's own, which no user should see."""
    return text[-2_000:] if "Traceback (most recent call last)" in text else ""


def _said_of(name: str, lines: Iterable[str], broken: str) -> Answer:
    """What the lines of a run say of the pairs of one file."""
    own = [each for each in lines if f"{name}:" in each or f"{name}." in each]
    verdicts = [match.groups() for each in own if (match := VERDICT.fullmatch(each))]
    refusals = [each for each in own if " during " in each or each.startswith("pairbench: ")]
    return Answer(
        refusals=tuple(dict.fromkeys(each for each in refusals if not VERDICT.fullmatch(each))),
        notices=tuple(each[6:] for each in own if each.startswith("note: ")),
        verdicts=tuple((outcome, text) for outcome, text in verdicts),
        broken=broken,
    )


def tried(project: Project, chosen: Sequence[Truth]) -> dict[str, str | None]:
    """What is wrong with the answers, by the files' paths."""
    to_check = [each for each in chosen if not each.is_run]
    to_run = [each for each in chosen if each.is_run]
    with ThreadPoolExecutor(2) as pool:
        answers = dict(
            zip([each.path for each in to_check], pool.map(project.checked, to_check), strict=True)
        )
    if to_run:
        answers |= project.run(to_run)
    return {each.path: wrong_with(each, answers[each.path]) for each in chosen}


def table(every: Sequence[Truth], wrong: Mapping[str, str | None]) -> list[str]:
    """A line for each kind, and one for all."""
    counts: dict[str, Counter[str]] = {}
    for each in every:
        for kind in (each.kind, "all"):
            counts.setdefault(kind, Counter()).update(_columns(each, wrong))
    totals = counts.pop("all", Counter())
    rows = [*sorted(counts.items()), ("all", totals)]
    width = max(len(kind) for kind, _ in rows)
    lines = ["  ".join(["kind".ljust(width), *COLUMNS])]
    for kind, count in rows:
        cells = [str(count[each]).rjust(len(each)) for each in COLUMNS]
        lines.append("  ".join([kind.ljust(width), *cells]))
    return lines


def _columns(truth: Truth, wrong: Mapping[str, str | None]) -> list[str]:
    if truth.missing is not None:
        return ["files", "skipped"]
    if wrong[truth.path] is not None:
        return ["files", "wrong" if truth.known is None else "known"]
    if truth.is_refused:
        return ["files", "refused"]
    return ["files", "measured", *["notices" for _ in truth.words("notice")[:1]]]


def main(patterns: Sequence[str]) -> int:
    """Try the files whose paths hold one of the patterns, all without any; 1 if one is wrong."""
    every = [each for each in truths() if not patterns or any(p in each.path for p in patterns)]
    chosen = [each for each in every if each.missing is None]
    with tempfile.TemporaryDirectory() as folder:
        wrong = tried(Project(Path(folder)), chosen)
    write = sys.stdout.write
    for each in every:
        if each.missing is not None:
            write(f"skipped: {each.path}: {each.missing}\n")
        elif (message := wrong[each.path]) is not None:
            write(f"{'wrong' if each.known is None else 'known'}: {each.path}: {message}\n")
        elif each.known is not None:
            write(f"wrong: {each.path}: it is right now: take its line 'known' away\n")
    write("\n".join(["", *table(every, wrong), ""]))
    return int(any((wrong[each.path] is None) != (each.known is None) for each in chosen))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
