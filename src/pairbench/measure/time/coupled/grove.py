"""Keeps the trees of a run: which of them serves a round, and when the next one has to grow."""

import random
from collections.abc import Sequence

from pairbench.core.authoring.entry import Entry, Site
from pairbench.core.planning.plan import CellPlan, RoundPlan
from pairbench.core.records.measurement import Cell
from pairbench.core.records.start import Start
from pairbench.measure.machine.affinity import cpus_for
from pairbench.measure.processes.jobs import Jobs
from pairbench.measure.time.coupled.tree import Tree
from pairbench.measure.time.round_workers import VariantFailedError

DEARER = (Start.FORKED, Start.IMPORTED, Start.GROWN)
"""The starts that a tree can give, the cheapest first."""

MOST_TREES = 16
"""So many trees are kept, those that were used last; a tree is a process for each variant."""


class Grove:
    """Trees for cells, each for a few rounds."""

    def __init__(
        self,
        jobs: Jobs,
        rng: random.Random,
        *,
        life: int | None = None,
        start: Start = Start.FORKED,
    ) -> None:
        """Let a root serve ``life`` rounds, or as many as the pair's loading is worth.

        Workers have this start, or a dearer one where it cannot be.
        """
        self._jobs = jobs
        self._rng = rng
        self._life = life
        self._start = start
        self._trees: list[Tree] = []
        self._instead: dict[tuple[Site, Cell], Start] = {}

    def close(self) -> None:
        """End all trees."""
        while self._trees:
            self._trees.pop().close()

    def clear(self, upcoming: Sequence[RoundPlan], keep: object = None) -> None:
        """End the trees that have served, and those that have grown for a round nobody asked for.

        What grows for the ``upcoming`` rounds stays, and one that is still in use.
        """
        for tree in [each for each in self._trees if each is not keep]:
            awaited = any(_serves(tree, each) for each in upcoming)
            if tree.served >= self._life_of(tree.plan) or (not tree.served and not awaited):
                self._close(tree)

    def _life_of(self, plan: CellPlan) -> int:
        return plan.rounds_of_root if self._life is None else self._life

    def tree_for(self, asked: RoundPlan) -> Tree | None:
        """The tree that serves this round, ready; None where the sides cannot share a root.

        Raises:
            VariantFailedError: a side could not be loaded.
        """
        tree = self.prepare(asked, ())
        if tree is None:
            return None
        try:
            tree.get_ready(cpus_for(parallel=True))
        except VariantFailedError:
            self._close(tree)
            raise
        if tree.instead is not None:
            self._instead[_place(asked)] = tree.instead
            self._close(tree)
            return self.tree_for(asked)
        tree.served += 1
        return tree

    def prepare(self, upcoming: RoundPlan, cpus: Sequence[int]) -> Tree | None:
        """The tree that will serve a round, which begins to grow on these CPUs if it is not there.

        Raises:
            VariantFailedError: a side could not be told its job.
        """
        entry, plan = upcoming.entry, upcoming.plan
        if not _has_one_interpreter(entry, plan):
            return None
        for tree in [each for each in self._trees if _serves(each, upcoming)]:
            if tree.served < self._life_of(plan):
                self._trees.remove(tree)
                self._trees.append(tree)
                return tree
        tree = Tree(entry, plan, self._rng, self._start_of(upcoming))
        self._trees.append(tree)
        try:
            tree.grow(self._jobs, cpus)
        except VariantFailedError:
            self._close(tree)
            raise
        while len(self._trees) > MOST_TREES:
            self._close(self._trees[0])
        return tree

    def _start_of(self, upcoming: RoundPlan) -> Start:
        """How workers are started, as far as it is known before anything is loaded.

        What a stem has built is copied page by page when a leaf first touches it, if only to count
        a reference: without a warm-up that would be in the first slice. A call at a smaller size
        touches what was imported.
        """
        plan = upcoming.plan
        starts = [self._start, self._instead.get(_place(upcoming), self._start)]
        if not plan.warmups:
            starts.append(Start.GROWN if plan.warm_size is None else Start.IMPORTED)
        return max(starts, key=DEARER.index)

    def can_try_again(self, asked: RoundPlan) -> bool:
        """Whether a round that has failed can do otherwise: without stems, as it is from now on.

        Where it had none, it can try another root if that is what has failed.
        """
        failed = [each for each in self._trees if _serves(each, asked)]
        lost = any(each.has_lost_its_root for each in failed)
        for tree in failed:
            self._close(tree)
        had_stems = self._start_of(asked) is not Start.GROWN
        self._instead[_place(asked)] = Start.GROWN
        return lost or (had_stems and _has_one_interpreter(asked.entry, asked.plan))

    def _close(self, tree: Tree) -> None:
        self._trees.remove(tree)
        tree.close()


def _serves(tree: Tree, asked: RoundPlan) -> bool:
    return tree.plan == asked.plan and tree.entry == asked.entry


def _place(asked: RoundPlan) -> tuple[Site, Cell]:
    return asked.entry.site, asked.plan.cell


def _has_one_interpreter(entry: Entry, plan: CellPlan) -> bool:
    return len({entry.place(variant).site.python for variant in plan.loops}) == 1
