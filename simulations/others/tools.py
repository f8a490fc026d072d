"""What a user of each tool types for a question, to the letter, and how its output is read."""

import math
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import assert_never

from simulations.others.questions import Crossing, Question, Said, Times, Two, read_by_a_person

SECONDS = {
    "s": 1.0,
    "sec": 1.0,
    "ms": 1e-3,
    "msec": 1e-3,
    "us": 1e-6,
    "usec": 1e-6,
    "ns": 1e-9,
    "nsec": 1e-9,
}
"""The units in which the tools print, in seconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """All that is typed: commands of a shell, and files by their names."""

    commands: str
    files: Mapping[str, str] = field(default_factory=dict)

    @property
    def texts(self) -> tuple[str, ...]:
        """The files, then the commands."""
        return (*self.files.values(), self.commands)

    @property
    def lines(self) -> int:
        """How many lines, those that are empty left out."""
        return sum(bool(line.strip()) for text in self.texts for line in text.splitlines())

    @property
    def characters(self) -> int:
        """How many characters, those at the ends of lines left out."""
        return sum(len(line) for text in self.texts for line in text.splitlines())


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """A program that is asked; ``read`` raises ValueError for output that holds no answer."""

    name: str
    program: str
    typed: Callable[[Question], Typed]
    read: Callable[[str, Question], Said]


def sizes_of(question: Question) -> tuple[int, ...]:
    """The sizes that are asked about; 0 stands for none."""
    return question.sizes if isinstance(question, Crossing) else (0,)


def times_in_order(found: list[float], question: Question) -> Times:
    """Times that were printed one after the other: at each size, one function after the other."""
    keys = [(name, size) for size in sizes_of(question) for name in question.functions]
    return dict(zip(keys, found, strict=True))


def _timeit_typed(question: Question) -> Typed:
    one, other = question.functions
    timed = 'python -m timeit -s "import work" "work.{}({})"'
    match question:
        case Two():
            return Typed(commands=f"{timed.format(one, '')}\n{timed.format(other, '')}\n")
        case Crossing(sizes=sizes):
            each = "".join(f"  {timed.format(name, '$n')}\n" for name in (one, other))
            return Typed(commands=f"for n in {' '.join(map(str, sizes))}; do\n{each}done\n")
    assert_never(question)


def _timeit_read(output: str, question: Question) -> Said:
    printed = re.findall(r"best of \d+: ([\d.]+) (\w+) per loop", output)
    found = [float(number) * SECONDS[unit] for number, unit in printed]
    return read_by_a_person(times_in_order(found, question), question)


def _hyperfine_typed(question: Question) -> Typed:
    called = "\"python -c 'import work; work.{}({})'\""
    match question:
        case Two():
            each = " ".join(called.format(name, "") for name in question.functions)
            return Typed(commands=f"hyperfine {each}\n")
        case Crossing(sizes=sizes):
            each = " ".join(called.format(name, "{n}") for name in question.functions)
            return Typed(commands=f"hyperfine -L n {','.join(map(str, sizes))} {each}\n")
    assert_never(question)


def _hyperfine_read(output: str, question: Question) -> Said:
    """Its summary where there are two commands: it has the error of the ratio beside it."""
    match question:
        case Two():
            summary = output.partition("Summary")[2]
            (faster, slower) = re.findall(r"work\.(\w+)\(", summary)
            (ratio, error), *_ = re.findall(r"([\d.]+) ± ([\d.]+) times faster", summary)
            words = f"{slower} takes {ratio} ± {error} times as long"
            is_told = float(ratio) - float(error) > 1
            return Said(words=words, faster=faster if is_told else None)
        case Crossing():
            means = r"work\.(\w+)\((\d+)\).*\n\s+Time \(mean ± \S+\):\s+([\d.]+) (\w+)"
            times = {
                (name, int(size)): float(number) * SECONDS[unit]
                for name, size, number, unit in re.findall(means, output)
            }
            return read_by_a_person(times, question)
    assert_never(question)


def _perfplot_typed(question: Question) -> Typed:
    one, other = question.functions
    kernels = f"[lambda _: work.{one}(), lambda _: work.{other}()]"
    if isinstance(question, Crossing):
        kernels = f"[work.{one}, work.{other}]"
    text = (
        "import perfplot\nimport work\n\nfound = perfplot.bench(\n"
        f"    setup=lambda n: n,\n    kernels={kernels},\n"
        f'    labels=["{one}", "{other}"],\n'
        f"    n_range={[size or 1 for size in sizes_of(question)]},\n"
        "    equality_check=None,\n)\nprint(found)\n"
    )
    return Typed(commands="python plot.py\n", files={"plot.py": text})


def _perfplot_read(output: str, question: Question) -> Said:
    rows = re.findall(r"│ *(\d+) *│ *(\S+) *│ *(\S+) *│", output)
    found = [float(cell) for _, *cells in rows for cell in cells]
    return read_by_a_person(times_in_order(found, question), question)


def _pytest_typed(question: Question) -> Typed:
    return Typed(
        commands="pytest test_work.py\n",
        files={"test_work.py": "\n".join(_test_lines(question))},
    )


def _test_lines(question: Question) -> Iterator[str]:
    sized = isinstance(question, Crossing)
    yield from (["import pytest"] if sized else [])
    yield "import work"
    for name in question.functions:
        yield from ("", "")
        if sized:
            yield f'@pytest.mark.parametrize("n", {list(sizes_of(question))})'
        yield f"def test_{name}(benchmark{', n' if sized else ''}):"
        yield f"    benchmark(work.{name}{', n' if sized else ''})"
    yield ""


def _pytest_read(output: str, question: Question) -> Said:
    """The first column, the shortest time, by which its table is sorted."""
    (unit,) = re.findall(r"Name \(time in (\w+)\)", output)
    rows = re.findall(r"^test_(\w+?)(?:\[(\d+)\])? +([\d.,]+) ", output, re.MULTILINE)
    times = {
        (name, int(size or 0)): float(number.replace(",", "")) * SECONDS[unit]
        for name, size, number in rows
    }
    return read_by_a_person(times, question)


def _pairbench_typed(question: Question) -> Typed:
    command = "pairbench compare " + " ".join(f"work:{name}" for name in question.functions)
    if isinstance(question, Crossing):
        command += f" --size n={','.join(map(str, question.sizes))}"
    return Typed(commands=f"{command}\n")


def _pairbench_read(output: str, question: Question) -> Said:
    """Its first line, or the one that says where two cross."""
    match question:
        case Two(functions=(one, other)):
            said, _, _ = output.partition("\n")
            faster = {"+": other, "-": one, "=": None, "?": None}[said[:1]]
            return Said(words=said[2:].replace("work:", ""), faster=faster)
        case Crossing():
            found = re.search(r"cross near n = ([\d,]+)(?: \((.+)\))?$", output, re.MULTILINE)
            if found is None:
                return Said(words="no crossover is named")
            near, within = found.groups()
            ends = [float(each.replace(",", "")) for each in re.findall(r"[\d,]+", within or near)]
            least = 0.0 if "at most" in (within or "") else ends[0]
            most = math.inf if "at least" in (within or "") else ends[-1]
            words = f"near {near} ({within})" if within else f"near {near}"
            return Said(words=words, between=(least, most))
    assert_never(question)


TOOLS = (
    Tool(name="timeit", program="python", typed=_timeit_typed, read=_timeit_read),
    Tool(name="hyperfine", program="hyperfine", typed=_hyperfine_typed, read=_hyperfine_read),
    Tool(name="perfplot", program="python", typed=_perfplot_typed, read=_perfplot_read),
    Tool(name="pytest-benchmark", program="pytest", typed=_pytest_typed, read=_pytest_read),
    Tool(name="pairbench", program="pairbench", typed=_pairbench_typed, read=_pairbench_read),
)
