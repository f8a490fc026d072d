"""What the messages of a checking worker say: where it is, and what it finds there."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pairbench.core.records.measurement import CallTime, Cell, Failure, Stage, Trouble
from pairbench.core.records.notice import Notice, NoticeKind
from pairbench.measure.checks.stability import Seen


@dataclass(frozen=True, slots=True, kw_only=True)
class Nothing:
    """Every variant returns nothing at a size; ``what`` it is, in words."""

    size: int
    what: str


Found = CallTime | Failure | Notice | Nothing | Seen
"""What a visit finds, in the order in which it finds it."""


class At:
    """Where a worker is: at a variant, or at what is ``made`` for all of them."""

    def __init__(self, cell: Cell, variant: str) -> None:
        """It begins with this variant."""
        self.cell = cell
        self.variant = variant
        self.made = ""

    def moves(self, message: Mapping[str, Any]) -> bool:
        """Whether the message says where it is from now on."""
        if message["state"] == "make":
            self.made = message["what"]
        elif message["state"] == "check":
            self.variant, self.made = message["variant"], ""
        else:
            return False
        return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What is said where a worker sends a state, around its message."""

    kind: NoticeKind
    words: str


NOTICES = {
    "unwatched": Told(
        kind=NoticeKind.UNWATCHED,
        words="whether the input changes cannot be told of all of it: it holds {}",
    ),
    "unsteady": Told(
        kind=NoticeKind.UNSTEADY,
        words="its figure is another one at each call ({}): its time and memory are compared, "
        "the figure is not",
    ),
    "drifting": Told(kind=NoticeKind.DRIFTING, words="{}"),
    "otherwise": Told(
        kind=NoticeKind.OTHERWISE,
        words="{}: do they do the same work? Where they need not, say why in Pair(differs=...)",
    ),
    "swallowed": Told(kind=NoticeKind.SWALLOWED, words="{}"),
    "typed": Told(
        kind=NoticeKind.TYPED,
        words="what it returns is equal by == and not the same {}: return what the baseline "
        "does, or say with @pair.equal that it makes no difference",
    ),
    "grown": Told(kind=NoticeKind.GROWN, words="{}"),
    "alike": Told(kind=NoticeKind.ALIKE, words="{}"),
    "traced": Told(
        kind=NoticeKind.TRACED,
        words="the file, or a variant, has set {}, which takes part of every call and is timed "
        "with it: take it back before the calls, unless it is the question",
    ),
}
"""By the state, what is no failure."""


def found_in(message: Mapping[str, Any], cell: Cell, variant: str) -> Found:
    """What a worker's message says of the variant that it has announced."""
    return _noticed(message) or _of_the_variant(message, cell, variant)


def _of_the_variant(message: Mapping[str, Any], cell: Cell, variant: str) -> Found:
    match message["state"]:
        case "ok":
            return CallTime(
                cell=cell,
                variant=variant,
                call_s=message["call_s"],
                start_s=message["start_s"],
                first_s=message["first_s"],
                cached=message["cached"],
                kept=message["kept"],
                aside_s=message["aside_s"],
            )
        case "nothing":
            return Nothing(size=cell.size, what=message["message"])
        case "seen":
            return Seen(
                variant=message["variant"],
                size=cell.size,
                input=message["input"],
                result=message["result"],
            )
        case _:
            return _wrong(cell, variant, message["message"])


def _noticed(message: Mapping[str, Any]) -> Notice | None:
    """What it says of the pair that is no failure."""
    told = NOTICES.get(message["state"])
    if told is None:
        return None
    words = told.words.format(message["message"])
    return Notice(kind=told.kind, words=words, variant=message.get("variant"))


def has_ended(found: CallTime | Failure) -> bool:
    """Whether the worker is gone, so that the variant must be left out of the next one."""
    return isinstance(found, Failure) and found.trouble is not Trouble.WRONG


def _wrong(cell: Cell, variant: str, message: str) -> Failure:
    return Failure(
        cell=cell,
        variant=variant,
        stage=Stage.CHECK,
        trouble=Trouble.WRONG,
        message=message,
        stderr="",
    )
