"""Lets the gate judge edits that do nothing, and counts its false alarms in time and memory.

``python -m simulations.gate_edits --gates 20`` makes twenty gates over twelve pairs each. A gate
makes one kind of edit in all four modules of the project.
"""

import argparse
import re
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from simulations.gate_asking import Said, ask
from simulations.gate_project import MODULES, Project, build

DEFINITION = re.compile(r'(?m)^def \w+\(values\):\n    """.*"""\n')

DOCSTRING = re.compile(r'(?m)^    """(.*)"""$')

START = re.compile(r"(?m)^    result = (\d+)$")

FUNCTION = re.compile(r"(?ms)^def .*?(?=\n\n\ndef |\Z)")

MEMORY = {"peak memory", "retained memory"}


def at_start(lines: str) -> Callable[[str], str]:
    """Put lines in front of what each function does."""
    return lambda text: DEFINITION.sub(lambda found: found[0] + lines, text)


def at_head(lines: str) -> Callable[[str], str]:
    """Put lines below the docstring of the module."""
    return lambda text: text.replace("\n\n\ndef ", f"\n\n{lines}\n\ndef ", 1)


def at_end(lines: str) -> Callable[[str], str]:
    """Put lines below everything else."""
    return lambda text: f"{text}\n\n{lines}"


def signature(new: str) -> Callable[[str], str]:
    """Write the parameters, and what is returned, in another way."""
    return lambda text: re.sub(r"(?m)^(def \w+)\(values\):", rf"\1{new}:", text)


def renamed(text: str) -> str:
    """Give local variables other names."""
    return re.sub(r"\bresult\b", "so_far", re.sub(r"\bvalue\b", "each", text))


def reordered(text: str) -> str:
    """Let the first two functions change places."""
    first, second = FUNCTION.findall(text)[:2]
    return text.replace(first, "\0", 1).replace(second, first.rstrip("\n"), 1).replace("\0", second)


def split(text: str) -> str:
    """Write in two lines what stood in one."""
    wrapped = text.replace(") % 1_000_003", "\n        ) % 1_000_003")
    return wrapped.replace("[value * value for", "[\n        value * value for")


def constant(text: str) -> str:
    """Give what each function starts with a name at the head of the module."""
    names: list[str] = []

    def name(found: re.Match[str]) -> str:
        names.append(f"START_{len(names)} = {found[1]}\n")
        return f"    result = START_{len(names) - 1}"

    changed = START.sub(name, text)
    return at_head("".join(names))(changed)


def annotated(text: str) -> str:
    """Annotate a local variable."""
    return START.sub(r"    result: int = \1", text)


EDITS: dict[str, Callable[[str], str]] = {
    "a comment": at_start("    # Nothing that runs.\n"),
    "a longer docstring": lambda text: DOCSTRING.sub(
        r'    """\1\n\n    Whatever they are, in the order in which they come.\n    """', text
    ),
    "a branch that is never taken": at_start(
        "    if values is None:\n        raise ValueError('there are no values to go through')\n"
    ),
    "renamed locals": renamed,
    "functions in another order": reordered,
    "a blank line": at_start("\n"),
    "an unused import": at_head("import os\n"),
    "annotations": signature("(values: list[int]) -> object"),
    "constants at the head": constant,
    "if TYPE_CHECKING": at_head(
        "from typing import TYPE_CHECKING\n\nif TYPE_CHECKING:\n"
        "    from collections.abc import Iterable\n"
    ),
    "an unused method": at_end(
        "class Till:\n    def open(self):\n        return [self for _ in range(3)]\n"
    ),
    "a line split in two": split,
    "names in __all__": at_head('__all__ = ["nothing"]\nnothing = None\n'),
    "an assertion that holds": at_start("    assert values is not None, 'no values'\n"),
    "other ends of lines": lambda text: text.replace("\n", "\r\n"),
    "a parameter by position only": signature("(values, /)"),
    "an unused parameter": signature("(values, unused=None)"),
    "an annotated local": annotated,
    "a hundred lines of comment": at_head("# More to say.\n" * 100),
    "parentheses": lambda text: re.sub(r"(?m)^    return (.*)$", r"    return (\1)", text),
}
"""Each leaves what a call does as it was, but for a test or two in its beginning."""


def edit(project: Project, change: Callable[[str], str]) -> None:
    """Make the edit in every module.

    Raises:
        ValueError: it changes none of them.
    """
    done = 0
    for module in MODULES:
        file = project.module(module)
        text = file.read_text(encoding="utf-8")
        changed = change(text)
        compile(changed, str(file), "exec")
        file.write_text(changed, encoding="utf-8", newline="")
        done += changed != text
    if not done:
        raise ValueError("nothing was edited")


def alarms(said: Said) -> tuple[int, int, int]:
    """False alarms in time, in memory, and everything else that an edit is blamed for."""
    kinds = [each["kind"] for each in said.with_change("worse")]
    time = kinds.count("time")
    memory = sum(kind in MEMORY for kind in kinds)
    return time, memory, len(kinds) - time - memory + len(said.with_change("not measured", "lost"))


def row(*cells: object) -> None:
    """A row of the table."""
    sys.stdout.write(f"| {' | '.join(map(str, cells))} |\n")
    sys.stdout.flush()


def main(arguments: Sequence[str]) -> int:
    """Print the table, and say by the exit code whether there was no false alarm."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gates", type=int, default=20)
    parser.add_argument("--only", default="", help="kinds of edits whose names hold this text")
    parser.add_argument("--budget", type=float, default=10.0, help="seconds for each comparison")
    chosen = parser.parse_args(arguments)
    kinds = [name for name in EDITS if chosen.only in name]
    row("edit", "exit code", "time", "memory", "other", "better", "undecided", "took")
    row(*["---"] * 8)
    compared, total = 0, (0, 0, 0)
    right = True
    for number in range(chosen.gates):
        name = kinds[number % len(kinds)]
        with tempfile.TemporaryDirectory(prefix="pairbench-edits-") as folder:
            project = build(Path(folder) / "shop", settings=f"budget_s = {chosen.budget}")
            edit(project, EDITS[name])
            said = ask(project.root, "base", "--all")
        found = alarms(said)
        better, undecided = (len(said.with_change(each)) for each in ("better", "undecided"))
        row(name, said.code, *found, better, undecided, f"{said.seconds:.0f} s")
        if said.code or any(found):
            right = False
            sys.stderr.write(f"{name}:\n{said.text}\n")
        compared += len(said.with_change("worse", "better", "same", "undecided"))
        total = (total[0] + found[0], total[1] + found[1], total[2] + found[2])
    sys.stdout.write(
        f"\n{chosen.gates} gates, {compared} comparisons: false alarms in time {total[0]}, "
        f"in memory {total[1]}, others {total[2]}.\n"
    )
    return 0 if right else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
