"""Asks pairbench and four other tools the same questions, and prints a table of their answers.

``nox -s others`` runs it: every tool as its own users call it, with the text that is printed below
the table, in a folder that holds nothing but the work asked about. hyperfine is no Python package,
and is left out where it is not installed.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from simulations.others.questions import QUESTIONS, WORK, Crossing, Question, Said
from simulations.others.tools import TOOLS, Tool, Typed

HEADINGS = ("tool", "lines typed", "characters", "takes", "its first answer", "right")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One answer, and the seconds after which it was there."""

    tool: Tool
    question: Question
    said: Said
    seconds: float


def ask(tool: Tool, question: Question) -> Asked:
    """Type it into a shell, in a new folder with the work in it, and read what comes out."""
    typed = tool.typed(question)
    programs = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    with tempfile.TemporaryDirectory(prefix="others-") as name:
        for file, text in {"work.py": WORK, **typed.files}.items():
            Path(name, file).write_text(text, encoding="utf-8")
        began_s = time.monotonic()
        done = subprocess.run(
            ["bash", "-c", typed.commands],
            cwd=name,
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "PATH": programs},
        )
        seconds = time.monotonic() - began_s
    try:
        said = tool.read(done.stdout, question)
    except (ValueError, LookupError) as error:
        sys.exit(f"{tool.name} printed no answer: {error}\n{done.stdout}{done.stderr}")
    return Asked(tool=tool, question=question, said=said, seconds=seconds)


def table(found: Sequence[Asked]) -> Iterator[str]:
    """For each question a row for each tool, as Markdown."""
    for question in QUESTIONS:
        answers = [each for each in found if each.question == question]
        if not answers:
            continue
        yield f"\n## {question.name[:1].upper()}{question.name[1:]}\n"
        yield f"| {' | '.join(HEADINGS)} |"
        yield "| --- | ---: | ---: | ---: | --- | --- |"
        for tool in TOOLS:
            mine = [each for each in answers if each.tool == tool]
            if mine:
                yield _row(mine)


def _row(mine: Sequence[Asked]) -> str:
    first = mine[0]
    typed = first.tool.typed(first.question)
    right = sum(each.said.is_right(each.question) for each in mine)
    cells = (
        first.tool.name,
        f"{typed.lines}",
        f"{typed.characters}",
        f"{median(each.seconds for each in mine):.1f} s",
        first.said.words,
        f"{right} of {len(mine)}",
    )
    return f"| {' | '.join(cells)} |"


def all_typed(tools: Sequence[Tool]) -> Iterator[str]:
    """What was typed, for each tool and question."""
    yield '\n```python title="work.py"\n' + WORK + "```"
    for tool in tools:
        yield f"\n### {tool.name}"
        for question in QUESTIONS:
            yield f"\n{question.name[:1].upper()}{question.name[1:]}:\n"
            yield from blocks(tool.typed(question))


def blocks(typed: Typed) -> Iterator[str]:
    """Each file and the commands as a block of Markdown."""
    for name, text in typed.files.items():
        yield f'```python title="{name}"\n{text}```\n'
    yield f"```sh\n{typed.commands}```"


def main() -> None:
    """Ask all tools in turn, so often; print the table and what was typed."""
    parser = argparse.ArgumentParser(prog="nox -s others --", description=__doc__)
    parser.add_argument("--repeats", type=int, default=5, help="how often each is asked")
    parser.add_argument("--crossovers", type=int, default=1, help="how often for a crossover")
    parser.add_argument("--only", nargs="*", default=[each.name for each in TOOLS])
    asked = parser.parse_args()
    tools = [each for each in TOOLS if each.name in asked.only and shutil.which(each.program)]
    found = []
    for number in range(max(asked.repeats, asked.crossovers)):
        for question in QUESTIONS:
            if number >= (asked.crossovers if isinstance(question, Crossing) else asked.repeats):
                continue
            for tool in tools:
                answer = ask(tool, question)
                found.append(answer)
                right = "right" if answer.said.is_right(question) else "wrong"
                told = f"{question.name}: {tool.name}: {answer.said.words}: {right}"
                print(f"{answer.seconds:6.1f} s  {told}", file=sys.stderr, flush=True)
    print(*table(found), *all_typed(tools), sep="\n")


if __name__ == "__main__":
    main()
