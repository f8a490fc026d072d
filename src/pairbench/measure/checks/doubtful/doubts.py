"""What is told of a pair at one size whose results are equal, where that may not be meant."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pairbench.measure.checks.doubtful.alike import Alike
from pairbench.measure.checks.doubtful.another_type import another_type
from pairbench.measure.checks.doubtful.in_place import left_otherwise
from pairbench.measure.checks.doubtful.nothing import is_nothing, nothing_in
from pairbench.measure.checks.doubtful.swallowed import Swallowed
from pairbench.measure.processes.workbench import Workbench

Message = Mapping[str, str]


class Doubts:
    """Of all sizes that a process visits; it calls variants at the first one alone."""

    def __init__(self) -> None:
        """Nothing has been visited yet."""
        self._alike = Alike()
        self._called: set[str] = set()
        self._told: set[str] = set()

    def calling(self, bench: Workbench, variants: Sequence[str]) -> Iterator[Message]:
        """What one more call of each shows, at the first size; the baseline is the first."""
        others = [each for each in variants if each not in self._called]
        self._called.update(variants)
        for variant in others:
            swallowed = Swallowed()
            with swallowed.hearing():
                result = bench.call(variant, consumed=False)
            mistake = swallowed.worth_telling(has_result=not is_nothing(result))
            if mistake is not None:
                yield {"state": "swallowed", "variant": variant, "message": mistake.words}

    def in_place(self, bench: Workbench, variants: Sequence[str]) -> Iterator[Message]:
        """Where variants that return nothing make another thing of their input than the first."""
        pair = bench.pair
        is_told = pair.differs is not None or pair.equals or pair.consumers
        if not pair.mutates or is_told:
            return
        baseline, *others = variants
        for variant, where in left_otherwise(bench, baseline, others).items():
            words = f"{baseline} and {variant} return nothing, and leave their input otherwise"
            yield {"state": "otherwise", "message": f"{words} ({where})"}

    def compared(self, variant: str, expected: Any, result: Any) -> Iterator[Message]:
        """What a result has otherwise than the baseline's that it is equal to; told once."""
        if variant not in self._told and (words := another_type(expected, result)):
            self._told.add(variant)
            yield {"state": "typed", "variant": variant, "message": words}

    def about(self, bench: Workbench, variants: Sequence[str], result: Any) -> Iterator[Message]:
        """What the result shows that all variants have."""
        if what := nothing_in(bench, result, variants):
            yield {"state": "nothing", "message": what}
        if words := self._alike.found(bench, result):
            yield {"state": "alike", "message": words}
