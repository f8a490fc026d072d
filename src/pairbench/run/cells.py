"""A cell while it is timed: its plan, its rounds so far, and how far off its answer is."""

from dataclasses import dataclass, field, replace

from pairbench.core.authoring.entry import Entry
from pairbench.core.planning.plan import CellPlan, RoundPlan
from pairbench.core.records.measurement import Round


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A cell's plan, with the pair that it belongs to."""

    entry: Entry
    plan: CellPlan


@dataclass(slots=True, kw_only=True)
class CellState:
    """A cell while it is timed: who is left of it, its rounds, and the time it has taken.

    ``to_go`` is about how many rounds the closest answer still takes, None when none is open, and
    ``likely`` a guess of how many all answers take together.
    """

    planned: Planned
    number: int = 0
    spent_s: float = 0.0
    kept: list[Round] = field(default_factory=list)
    to_go: float | None = None
    likely: float | None = None

    @property
    def this_round(self) -> RoundPlan:
        """The round that was begun last."""
        planned = self.planned
        return RoundPlan(entry=planned.entry, plan=planned.plan, number=self.number)

    @property
    def next_round(self) -> RoundPlan:
        """The round after it."""
        return replace(self.this_round, number=self.number + 1)

    @property
    def is_answered(self) -> bool:
        """Whether claims compare at the cell, and it has its rounds and no question left."""
        plan = self.planned.plan
        return plan.open_ended and len(self.kept) >= max(1, plan.least) and self.to_go is None

    @property
    def least_s(self) -> float:
        """About how long the closest answer still takes, if it comes within the cap."""
        plan = self.planned.plan
        return min(self.to_go or 0.0, plan.monitor.cap - len(self.kept)) * plan.cost_s
