"""Insists that run sets were made in one environment, where they are not to be mixed."""

from collections.abc import Sequence
from pathlib import Path


def insist_on_one_environment(folders: Sequence[Path]) -> None:
    """Go on only if nothing but the code differs between the run sets of each interpreter.

    Raises:
        StoreError: one cannot be read, or something else differs.
    """
    from pairbench.core.errors import StoreError
    from pairbench.core.judging.ledger import interpreter_of
    from pairbench.core.records.inventory import change_between
    from pairbench.store.seals.opened import Opened

    runs = sorted(((each, Opened(each).run) for each in folders), key=lambda each: each[1].started)
    last: dict[str, int] = {}
    for place, (folder, run) in enumerate(runs):
        if run.measured_by is not None:
            continue
        before = last.get(interpreter_of(run.environment))
        last[interpreter_of(run.environment)] = place
        if before is None:
            continue
        change = change_between(runs[before][1].environment, run.environment)
        if change is not None:
            raise StoreError(
                f"{folder}: its environment is not that of {runs[before][0]}: {change}; leave one "
                "of them out, or measure it again"
            )
