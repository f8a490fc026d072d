"""The claims of a gate: judged at both sides where a figure has changed."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pairbench.core.authoring.claim import Behaves
from pairbench.core.authoring.definition import PairDefinition
from pairbench.core.authoring.entry import Entry
from pairbench.core.gating.answer import Change, GateLine, Kind
from pairbench.core.gating.claims import claim_lines
from pairbench.core.records.record import PairRecord
from pairbench.gate.look import Look
from pairbench.gate.memory import TRACED_IN
from pairbench.gate.sides import Checked
from pairbench.gate.times import GATE
from pairbench.run.probes import Probes, Progress, Step
from pairbench.run.records import Kept
from pairbench.run.run import run


class GateClaims:
    """What a gate asks of claims."""

    def __init__(self, probes: Probes, progress: Progress, budget_s: float) -> None:
        self._probes = probes
        self._progress = progress
        self._budget_s = budget_s

    def lines(self, checked: Sequence[Checked], lines: Sequence[GateLine]) -> Iterator[GateLine]:
        """What base confirmed and head refutes; claims on figures where a figure has changed."""
        moved = {
            each.pair
            for each in lines
            if each.change in {Change.WORSE, Change.BETTER} and each.kind is not Kind.RESULT
        }
        for each in checked:
            base, head = each.match.base, each.match.head
            if head.definition.name in moved and _claim_figures(base.definition, head.definition):
                measured = [self._measured(entry) for entry in (base, head)]
            else:
                measured = [
                    PairRecord(definition=entry.definition, sightings=report.sightings)
                    for entry, report in ((base, each.base), (head, each.head))
                ]
            yield from claim_lines(*measured)

    def _measured(self, entry: Entry) -> PairRecord:
        """The pair measured by itself at one revision, for its claims."""
        effort = replace(GATE, memory_repeats=TRACED_IN, budget_s=self._budget_s)
        kept = Kept()
        run([entry], (), self._probes, kept, effort, Look(self._progress, Step.CLAIMS))
        return kept.records[entry.definition.name]


def _claim_figures(base: PairDefinition, head: PairDefinition) -> bool:
    """Whether both say the same of a figure: behaviours are known without a measurement."""
    return any(not isinstance(each, Behaves) and each in base.claims for each in head.claims)
