"""What holds for the whole of a run that is being made, saved whenever it changes."""

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pairbench.core.records.record import RunRecord, Status
    from pairbench.core.records.shard import Machine
    from pairbench.store.run_sets import RunFolder


class Header:
    """What holds for the whole run, saved whenever it changes.

    How long the run takes is added by the folder, which writes that while nothing else changes too.
    """

    def __init__(self, folder: "RunFolder", record: "RunRecord") -> None:
        self._folder = folder
        self.record = record

    def save(self) -> None:
        """The run begins, or goes on."""
        self._folder.save_run(self.record)

    def met(self, machine: "Machine") -> None:
        """Another machine takes part; the first one stands for the run as a whole."""
        machines = (*self.record.machines, machine)
        first = machines[0]
        self.record = replace(self.record, environment=first.environment, machines=machines)
        self.save()

    def end(self, status: "Status") -> None:
        """The run is over."""
        self._folder.save_run(replace(self.record, status=status))
