"""Why a pair has no figure, or none that counts, where a claim asks for one."""

from collections.abc import Sequence

from pairbench.core import words
from pairbench.core.authoring.claim import Claim, Leaner, LeanerPerItem, PeakGrows
from pairbench.core.records.measurement import Failure, Stage, Trouble
from pairbench.core.records.record import PairRecord

_BLAMED = {
    Stage.TIME: {Stage.CHECK, Stage.TIME},
    Stage.MEMORY: {Stage.CHECK, Stage.TIME, Stage.MEMORY},
    Stage.BEHAVIOUR: {Stage.BEHAVIOUR},
}
"""The stages at which a failure keeps a variant from having a figure of the stage."""


def failure_of(
    variant: str, sizes: Sequence[int], stage: Stage, record: PairRecord
) -> Failure | None:
    """The variant's own failure or its baseline's, at one of the sizes."""
    concerned = {variant, record.definition.baseline}
    for failure in record.failures:
        here = failure.cell.size in sizes and failure.stage in _BLAMED[stage]
        if here and failure.variant in concerned and failure.trouble is not Trouble.WRONG:
            return failure
    return None


def why_missing(variant: str, sizes: Sequence[int], stage: Stage, record: PairRecord) -> str:
    """What kept a figure from being measured."""
    wrong = next((each for each in record.failures if each.trouble is Trouble.WRONG), None)
    if wrong is not None:
        return f"the pair was not measured: {wrong.message}"
    failure = failure_of(variant, sizes, stage, record)
    if failure is not None:
        return describe_failure(failure)
    return left_out(record, stage, sizes) or "it was not measured"


def left_out(record: PairRecord, stage: Stage, sizes: Sequence[int]) -> str:
    """Which of the sizes were left out because a call takes long there; empty where none was."""
    found = [each.cell.size for each in record.left_out if each.stage is stage]
    at = " and ".join(f"{size:,}" for size in found if size in sizes)
    return f"the quick run leaves out the {stage} at {at}, where a call takes long" if at else ""


def describe_failure(failure: Failure) -> str:
    """What happened to which variant, in words."""
    at = "" if failure.stage is Stage.BEHAVIOUR else f" at {failure.cell.size:,}"
    return f"{failure.culprit} {failure.trouble}{at}: {failure.message}"


def unseen_memory(claim: Claim, record: PairRecord) -> str | None:
    """Why nothing follows from the memory that a claim speaks of: much of it was not traced."""
    sizes = record.definition.sizes
    match claim:
        case Leaner():
            concerned, sizes = {claim.variant, record.definition.baseline}, (claim.size,)
        case LeanerPerItem():
            concerned = {claim.variant, record.definition.baseline}
        case PeakGrows():
            concerned = {claim.variant}
        case _:
            return None
    for each in record.memory:
        if each.unseen_bytes and each.variant in concerned and each.cell.size in sizes:
            unseen = words.size_bytes(each.unseen_bytes)
            return (
                f"at {each.cell.size:,} {each.variant} allocates {unseen} that memray does not see"
            )
    return None
