"""A gate's answer for people: what it says in the end, and Markdown for a pull request."""

from collections.abc import Sequence

from pairbench.core import words
from pairbench.core.gating.answer import (
    COMPARED,
    NOT_LOADED_AT_BASE,
    Change,
    GateExit,
    GateLine,
    Kind,
    MachineState,
)
from pairbench.core.gating.times import UNJUDGED

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
    GateExit.INTERRUPTED: "Interrupted: what was not measured by then has no line.",
}

HELP = "A quieter machine, or a larger threshold, would help; memory and results were compared."


def answer(code: GateExit, lines: Sequence[GateLine], machines: Sequence[MachineState]) -> str:
    """The gate's answer in a sentence or two, with the number of each change."""
    counts = [f"{n} {change}" for change in Change if (n := _count(lines, change))]
    said = ANSWERS[code]
    if code is GateExit.GOOD and not any(each.change in COMPARED for each in lines):
        unread = any(each.why.startswith(NOT_LOADED_AT_BASE) for each in lines)
        what = "benchmark that it can load" if unread else "benchmark"
        said = f"Nothing was compared: base has no {what}."
    if code is GateExit.NOTHING_COMPARED and not _count(lines, Change.LOST):
        said = "Nothing was compared: what both have could not be measured at either."
    if code is GateExit.NOT_MEASURABLE:
        problems = [
            f"{_capitalised(_on(each, each.problem))}." for each in machines if each.problem
        ]
        said = " ".join([said, *problems, HELP])
    return f"{said} {_capitalised(', '.join(counts))}." if counts else f"{said} No pair was there."


def machines_in_words(lines: Sequence[GateLine], machines: Sequence[MachineState]) -> list[str]:
    """What the placebo and the canary of each machine came out at, or that none did."""
    if machines:
        return [_capitalised(_on(each, _came_out(each))) for each in machines]
    timed = any(each.kind is Kind.TIME and each.ratio is not None for each in lines)
    return [f"{_capitalised(UNJUDGED)}." if timed else "No times were compared."]


def _came_out(machine: MachineState) -> str:
    return (
        f"base against itself came out at {words.ratio(machine.placebo)} over "
        f"{words.counted(machine.rounds, 'rounds')}, and {machine.slowed_by:.1%} put in on "
        f"purpose at {words.ratio(machine.canary)}."
    )


def _on(machine: MachineState, said: str) -> str:
    """What is said of a machine, with its name where it has one."""
    return said if machine.name is None else f"on {machine.name} {said}"


def gate_markdown(
    code: GateExit, lines: Sequence[GateLine], machines: Sequence[MachineState], title: str
) -> str:
    """What a person wants to see in a pull request."""
    changed = shown(lines)
    parts = [f"## {title}", "", f"**{answer(code, lines, machines)}**", ""]
    if changed:
        parts.append(f"| {' | '.join(HEADINGS)} |")
        parts.append(f"|{' --- |' * len(HEADINGS)}")
        parts += [f"| {' | '.join(map(_escaped, cells(line)))} |" for line in changed]
        parts.append("")
        details = [detail for line in changed for detail in line.details]
        parts += ["```text", *map(_plain, details), "```", ""] if details else []
    for each in machines_in_words(lines, machines):
        parts += [each, ""]
    return "\n".join(parts)


def shown(lines: Sequence[GateLine]) -> list[GateLine]:
    """What changed, the worst first."""
    order = list(Change)
    changed = [each for each in lines if each.change not in QUIET]
    return sorted(changed, key=lambda each: (order.index(each.change), each.pair))


def cells(line: GateLine) -> list[str]:
    """What stands below each of the headings."""
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


def measured(line: GateLine) -> str:
    """What was measured at both sides and the ratio, with a colon; empty where nothing was."""
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
