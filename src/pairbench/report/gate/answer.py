"""A gate's answer for people: a table on the terminal, and Markdown for a pull request."""

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from pairbench.core import words
from pairbench.core.gating.answer import COMPARED, Change, GateExit, GateLine, MachineState

STYLES = {
    Change.WORSE: "red",
    Change.ACCEPTED: "magenta",
    Change.NOT_MEASURED: "red",
    Change.UNDECIDED: "yellow",
    Change.LOST: "yellow",
    Change.SKIPPED: "yellow",
    Change.BETTER: "green",
    Change.SAME: "",
    Change.NEW: "cyan",
    Change.UNCHANGED: "",
}

QUIET = frozenset({Change.SAME, Change.UNCHANGED})
"""What is counted and not shown line by line."""

HEADINGS = ("pair", "what", "change", "base", "head", "base ÷ head", "took", "why")

ANSWERS = {
    GateExit.GOOD: "Nothing got worse.",
    GateExit.WORSE: "Something got worse.",
    GateExit.NOT_MEASURED: "Something could not be measured.",
    GateExit.NOT_MEASURABLE: "Some times cannot be measured on this machine now.",
    GateExit.NOTHING_COMPARED: "Nothing was compared: what base has, head has not.",
    GateExit.STRICT: "Nothing got worse, but --strict does not let this pass.",
}

HELP = "A quieter machine, or a larger threshold, would help; memory and results were compared."


def answer(code: GateExit, lines: Sequence[GateLine], machine: MachineState | None) -> str:
    """The gate's answer in a sentence or two, with the number of each change."""
    counts = [f"{n} {change}" for change in Change if (n := _count(lines, change))]
    said = ANSWERS[code]
    if code is GateExit.GOOD and not any(each.change in COMPARED for each in lines):
        said = "Nothing was compared: base has no benchmark."
    if code is GateExit.NOT_MEASURABLE:
        problem = None if machine is None else machine.problem
        said = " ".join([said, *([] if problem is None else [f"{_capitalised(problem)}."]), HELP])
    return f"{said} {_capitalised(', '.join(counts))}." if counts else f"{said} No pair was there."


def machine_in_words(machine: MachineState | None) -> str:
    """What the placebo and the canary came out at."""
    if machine is None:
        return "No times were compared."
    return (
        f"Base against itself came out at {words.ratio(machine.placebo)} over "
        f"{words.counted(machine.rounds, 'rounds')}, and {machine.slowed_by:.1%} put in on "
        f"purpose at {words.ratio(machine.canary)}."
    )


def print_gate(console: Console, lines: Sequence[GateLine], caption: str | None = None) -> None:
    """What changed, the worst first; what stayed the same is only counted.

    The caption says what the sides are, where that is more than two revisions.
    """
    if caption is not None:
        console.print(caption, markup=False, highlight=False, soft_wrap=True)
    shown = _shown(lines)
    if not shown:
        return
    if not console.is_terminal:
        for line in shown:
            cells = _cells(line)
            text = f"{line.change:16}  {': '.join(cells[:2])}: {_measured(line)}{line.why}"
            console.print(text, markup=False, highlight=False, soft_wrap=True)
            for detail in line.details:
                console.print(f"    {detail}", markup=False, highlight=False, soft_wrap=True)
        return
    table = Table(*HEADINGS, show_edge=False, pad_edge=False)
    for line in shown:
        row = [Text(cell) for cell in _cells(line)]
        row[2].stylize(STYLES[line.change])
        row[-1].append("".join(f"\n{detail}" for detail in line.details))
        table.add_row(*row)
    console.print(table)


def gate_markdown(
    code: GateExit, lines: Sequence[GateLine], machine: MachineState | None, title: str
) -> str:
    """What a person wants to see in a pull request."""
    shown = _shown(lines)
    parts = [f"## {title}", "", f"**{answer(code, lines, machine)}**", ""]
    if shown:
        parts.append(f"| {' | '.join(HEADINGS)} |")
        parts.append(f"|{' --- |' * len(HEADINGS)}")
        parts += [f"| {' | '.join(map(_escaped, _cells(line)))} |" for line in shown]
        parts.append("")
        details = [detail for line in shown for detail in line.details]
        parts += ["```text", *map(_plain, details), "```", ""] if details else []
    parts += [machine_in_words(machine), ""]
    return "\n".join(parts)


def _shown(lines: Sequence[GateLine]) -> list[GateLine]:
    order = list(Change)
    changed = [each for each in lines if each.change not in QUIET]
    return sorted(changed, key=lambda each: (order.index(each.change), each.pair))


def _cells(line: GateLine) -> list[str]:
    at = "" if line.size is None else f" at {line.size:,}"
    return [
        line.pair,
        f"{line.kind} of {line.variant}{at}" if line.variant else str(line.kind),
        str(line.change),
        line.base or "",
        line.head or "",
        "" if line.ratio is None else words.ratio(line.ratio),
        f"{line.spent_s:.1f} s" if line.spent_s else "",
        line.why,
    ]


def _measured(line: GateLine) -> str:
    if line.base is None or line.head is None:
        return ""
    ratio = "" if line.ratio is None else f", base ÷ head {words.ratio(line.ratio)}"
    return f"{line.base}, now {line.head}{ratio}: "


def _count(lines: Sequence[GateLine], change: Change) -> int:
    return sum(each.change is change for each in lines)


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


def _plain(detail: str) -> str:
    """The text as it stands, but no end of the block that it stands in."""
    return detail.replace("```", "` ` `")


def _escaped(cell: str) -> str:
    for character in "\\|*_`<>[]":
        cell = cell.replace(character, f"\\{character}")
    return " ".join(cell.split())
