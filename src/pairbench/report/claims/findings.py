"""The findings as one Markdown page: what people are told, and what was measured of it."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from pairbench.core.judging import noise as noises
from pairbench.core.judging.benchmarks import benchmark_rows
from pairbench.core.judging.ledger import ClaimLine, JudgedRun, PairLine, labels, lay_out, theme_of
from pairbench.core.judging.verdict import Outcome, Verdict

INTRODUCTION = """# Findings

What people are told about Python, and what was measured of it. A ratio is baseline over variant:
above 1 the variant is better; in brackets is its interval. A claim is confirmed or refuted only by
an interval on one side of its bound; every other claim is inconclusive.
"""

NOTHING_REFUTED = "No claim is refuted."

NO_DIFFERENCE = "No claim is confirmed in one of these runs and refuted in another."


def findings_page(runs: Sequence[JudgedRun], *, command: str) -> str:
    """The page as text; ``command`` is what writes it anew."""
    return "\n".join(_parts(runs, command))


def _parts(runs: Sequence[JudgedRun], command: str) -> Iterator[str]:
    names = labels(runs)
    lines = lay_out(runs)
    yield INTRODUCTION
    yield f"Written by `{command}` from:\n"
    yield _runs(runs, names)
    for each, name in zip(runs, names, strict=True):
        yield f"{_plain(name)}: {noises.in_words(each.noise)}\n"
    yield "## Where the advice does not hold\n"
    yield from _chosen(lines, names, _is_refuted, NOTHING_REFUTED)
    if len(runs) > 1:
        yield "## Where the interpreters differ\n"
        yield from _chosen(lines, names, lambda line: line.contradictory, NO_DIFFERENCE)
    for theme, members in groupby(lines, key=_theme):
        yield f"## {_plain(theme)}\n"
        for line in members:
            yield f"### {_plain(line.definition.name)}\n"
            yield f"{_told(line)}\n"
            yield _claims(line, names)
            yield from _figures(line, names)
            yield from _notices(line, names)


def _runs(runs: Sequence[JudgedRun], names: Sequence[str]) -> str:
    rows = [
        [
            name,
            each.run.environment.python_version,
            each.run.started[:10],
            f"{each.run.duration_s:.0f} s{', quick' if each.run.quick else ''}",
            ", ".join(f"{count} {outcome}" for outcome, count in each.counts.items()),
        ]
        for each, name in zip(runs, names, strict=True)
    ]
    return _table(["run", "Python", "day", "took", "claims"], rows)


def _chosen(
    lines: Sequence[PairLine],
    names: Sequence[str],
    chosen: Callable[[ClaimLine], bool],
    otherwise: str,
) -> Iterator[str]:
    """A point for each pair that has such claims, with the claims below it."""
    found = False
    for line in lines:
        claims = [claim for claim in line.claims if chosen(claim)]
        if claims:
            found = True
            yield f"- {_told(line)} ({_plain(line.definition.name)})"
        for claim in claims:
            verdicts = zip(names, claim.verdicts, strict=True)
            said = "; ".join(f"{name}: {_said(verdict)}" for name, verdict in verdicts)
            yield f"  - {_plain(line.definition.describe(claim.claim))}: {said}"
    yield "" if found else f"{otherwise}\n"


def _figures(line: PairLine, names: Sequence[str]) -> Iterator[str]:
    """What was measured of a benchmark, which is compared with nothing."""
    rows = [
        [_plain(each) for each in (row.where, name, row.time, row.peak, row.retained)]
        for findings, name in zip(line.findings, names, strict=True)
        if findings is not None
        for row in benchmark_rows(findings)
    ]
    if rows:
        yield _table(["at", "run", "time of a call", "peak memory", "kept by the result"], rows)


def _claims(line: PairLine, names: Sequence[str]) -> str:
    rows = [
        [_plain(line.definition.describe(claim.claim)), *map(_said, claim.verdicts)]
        for claim in line.claims
    ]
    return _table(["claim", *names], rows) if rows else "Nothing is claimed of it.\n"


def _notices(line: PairLine, names: Sequence[str]) -> Iterator[str]:
    """What is to be known beside the verdicts; each once, with the runs that say so."""
    said: dict[str, list[str]] = {}
    for findings, name in zip(line.findings, names, strict=True):
        for notice in () if findings is None else findings.record.notices:
            said.setdefault(notice.said, []).append(name)
    for text, runs in said.items():
        yield f"- Note ({_plain(', '.join(runs))}): {_plain(text)}"
    if said:
        yield ""


def _is_refuted(line: ClaimLine) -> bool:
    return Outcome.REFUTED in line.outcomes


def _theme(line: PairLine) -> str:
    return theme_of(line.definition.name)


def _told(line: PairLine) -> str:
    """The advice, or the question where a pair gives no advice."""
    return _plain(line.definition.advice or line.definition.question.partition("\n")[0])


def _said(verdict: Verdict | None) -> str:
    if verdict is None:
        return "not asked"
    return f"{verdict.outcome}, {_plain(verdict.measured)}"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    rule = ["---"] * len(head)
    return "\n".join(f"| {' | '.join(row)} |" for row in [head, rule, *rows]) + "\n"


def _plain(text: str) -> str:
    """Text that Markdown shows as it is written, on one line; what is in backquotes is code."""
    parts = re.split(r"(`+.+?`+)", " ".join(text.split()))
    return "".join(
        part.replace("|", "\\|") if index % 2 else re.sub(r"([\\|*_<>\[\]#])", r"\\\1", part)
        for index, part in enumerate(parts)
    )
