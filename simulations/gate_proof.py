"""Lets the gate judge changes whose truth is known, and prints a table of its answers.

``python -m simulations.gate_proof`` makes each kind of change once; ``--repeats 20`` also makes
twenty gates of nothing, of 5 % and of 3 % against a threshold of 2 %, and counts what they said.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from simulations.gate_asking import ask
from simulations.gate_project import Project, build, package, slow_down

BAD_CHANGES = {"worse", "not measured"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A change of the project, and what the gate must say of it."""

    name: str
    change: Callable[[Project], None]
    code: int
    blamed: frozenset[str] = frozenset()
    told: frozenset[str] = frozenset()
    settings: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the gate said: its exit code, the pairs it blames, and those that it tells of."""

    code: int
    blamed: frozenset[str]
    told: frozenset[str]
    seconds: float
    text: str

    def is_right(self, scenario: Scenario) -> bool:
        """Whether it is what the scenario expects."""
        return (
            self.code == scenario.code
            and self.blamed == scenario.blamed
            and scenario.told <= self.told
        )


def nothing(_project: Project) -> None:
    """Leave everything as it is."""


def comment(project: Project) -> None:
    """Change what does not run."""
    file = project.module("codes")
    file.write_text(file.read_text(encoding="utf-8") + "\n# A remark.\n", encoding="utf-8")


def slower(percent: int) -> Callable[[Project], None]:
    """Slow one function down."""
    return lambda project: slow_down(project, "readings", "above", percent)


def hungrier(project: Project) -> None:
    """Let a function allocate a little over one per cent more."""
    project.replace(
        project.module("ledger"),
        "    return [value * value for value in values]",
        "    spare = bytes(64 + len(values) * 41 // 100)\n"
        "    found = [value * value for value in values]\n"
        "    del spare\n"
        "    return found",
    )


def wrong(project: Project) -> None:
    """Change a result."""
    project.replace(
        project.module("ledger"), "return [value * value for", "return [value * value + 1 for"
    )


def within(module: str, line: str) -> Callable[[Project], None]:
    """Put a line into the function that makes squares, or rather into its module's import."""

    def change(project: Project) -> None:
        project.replace(
            project.module(module),
            '    """All squares, kept in a list."""\n',
            f'    """All squares, kept in a list."""\n    {line}\n',
        )

    return change


def without_pair(project: Project) -> None:
    """Remove a pair."""
    project.pair("codes_parity").unlink()


def broken(project: Project) -> None:
    """Leave a bracket open in a pair file."""
    file = project.pair("codes_parity")
    file.write_text(file.read_text(encoding="utf-8") + "\nopen = (\n", encoding="utf-8")


SCENARIOS = (
    Scenario(name="identical revisions", change=nothing, code=0),
    Scenario(name="a comment changed", change=comment, code=0),
    Scenario(
        name="3 % slower, threshold 2 %",
        change=slower(3),
        code=1,
        blamed=frozenset({"readings_above"}),
        settings="time_percent = 2",
    ),
    Scenario(name="5 % slower", change=slower(5), code=1, blamed=frozenset({"readings_above"})),
    Scenario(
        name="2 times slower", change=slower(100), code=1, blamed=frozenset({"readings_above"})
    ),
    Scenario(
        name="1 % more allocated", change=hungrier, code=1, blamed=frozenset({"ledger_squares"})
    ),
    Scenario(name="a changed result", change=wrong, code=3, blamed=frozenset({"ledger_squares"})),
    Scenario(
        name="a crash at head",
        change=within("ledger", "import os; os.abort()"),
        code=3,
        blamed=frozenset({"ledger_squares"}),
    ),
    Scenario(
        name="a hang at head",
        change=within("ledger", "while True: pass"),
        code=3,
        blamed=frozenset({"ledger_squares"}),
    ),
    Scenario(name="a removed pair", change=without_pair, code=0, told=frozenset({"codes_parity"})),
    Scenario(
        name="a syntax error at head",
        change=broken,
        code=3,
        blamed=frozenset({"codes_parity"}),
    ),
)


def answer_of(project: Project) -> Answer:
    """Let the gate compare the working tree with the first commit."""
    said = ask(project.root, "base")
    return Answer(
        code=said.code,
        blamed=frozenset(each["pair"] for each in said.with_change(*BAD_CHANGES)),
        told=frozenset(each["pair"] for each in said.lines if each["change"] != "same"),
        seconds=said.seconds,
        text=said.text,
    )


def put_to_the_gate(scenario: Scenario, folder: Path) -> Answer:
    """Build the project, make the change, and ask the gate."""
    folder.mkdir()
    project = build(folder / "shop", settings=scenario.settings)
    scenario.change(project)
    return answer_of(project)


def with_another_dependency(folder: Path) -> Answer:
    """Base and head require two versions of a package, of which head's takes twice the time."""
    folder.mkdir()
    once = package(folder / "steady-1", "1", "sum(values)")
    thrice = package(folder / "steady-2", "2", "sum(values) + sum(values) - sum(values)")
    project = build(folder / "shop", dependencies=f'"{once}"')
    file = project.pair("codes_parity")
    text = file.read_text(encoding="utf-8")
    file.write_text(
        text.replace(
            "from shop.codes import parity as subject", "from steady import times as subject"
        ),
        encoding="utf-8",
    )
    project.git("commit", "--quiet", "--all", "--message", "Use steady")
    project.git("tag", "--force", "base")
    project.replace(project.root / "pyproject.toml", once, thrice)
    return answer_of(project)


def show(name: str, answer: Answer, *, right: bool) -> None:
    """A row of the table."""
    blamed = ", ".join(sorted(answer.blamed)) or "none"
    verdict = "right" if right else "WRONG"
    sys.stdout.write(
        f"| {name} | {answer.code} | {blamed} | {answer.seconds:.0f} s | {verdict} |\n"
    )
    if not right:
        sys.stdout.write(answer.text)
    sys.stdout.flush()


def once(folder: Path, only: str) -> Iterator[bool]:
    """Every kind of change."""
    for number, scenario in enumerate(SCENARIOS):
        if only in scenario.name:
            answer = put_to_the_gate(scenario, folder / f"once-{number}")
            right = answer.is_right(scenario)
            show(scenario.name, answer, right=right)
            yield right
    if only in "a changed dependency":
        answer = with_another_dependency(folder / "dependency")
        right = answer.code == 1 and answer.blamed == frozenset({"codes_parity"})
        show("a changed dependency", answer, right=right)
        yield right


def often(folder: Path, only: str, repeats: int) -> Iterator[bool]:
    """Nothing, 5 %, and 3 % against 2 %, many times each."""
    for scenario, least in (
        (SCENARIOS[0], repeats),
        (SCENARIOS[3], repeats),
        (SCENARIOS[2], 0.9 * repeats),
    ):
        if only not in scenario.name:
            continue
        answers = []
        for number in range(repeats):
            name = "".join(each if each.isalnum() else "-" for each in scenario.name)
            answers.append(put_to_the_gate(scenario, folder / f"{name}-{number}"))
            show(
                f"{scenario.name}, {number + 1}", answers[-1], right=answers[-1].is_right(scenario)
            )
        right = sum(each.is_right(scenario) for each in answers)
        sys.stdout.write(f"{scenario.name}: {right} of {repeats} right\n")
        yield right >= least


def main(arguments: Sequence[str]) -> int:
    """Print the table, and say by the exit code whether every answer was right."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeats", type=int, default=0)
    parser.add_argument("--only", default="", help="kinds of changes whose names hold this text")
    chosen = parser.parse_args(arguments)
    sys.stdout.write(
        "| change | exit code | blamed | took | answer |\n| --- | --- | --- | --- | --- |\n"
    )
    with tempfile.TemporaryDirectory(prefix="pairbench-proof-") as name:
        folder = Path(name)
        right = list(once(folder, chosen.only))
        if chosen.repeats:
            right += often(folder, chosen.only, chosen.repeats)
    return 0 if all(right) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
