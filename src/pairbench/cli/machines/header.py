"""What holds for the whole of a run that is being made, saved whenever it changes."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pairbench.core.records.record import RunRecord, Status
    from pairbench.core.records.shard import Machine
    from pairbench.store.run_sets import RunFolder


class Header:
    """What holds for the whole run, saved whenever it changes."""

    def __init__(self, folder: "RunFolder", record: "RunRecord") -> None:
        self._folder = folder
        self.record = record
        folder.save_run(record)

    def met(self, machine: "Machine") -> None:
        """Another machine takes part; the first one stands for the run as a whole."""
        first = (*self.record.machines, machine)[0]
        self.record = replace(
            self.record,
            environment=first.environment,
            machines=(*self.record.machines, machine),
        )
        self._folder.save_run(self.record)

    def end(self, status: "Status") -> None:
        """The run is over."""
        started = datetime.fromisoformat(self.record.started)
        duration_s = (datetime.now(UTC) - started).total_seconds()
        self._folder.save_run(replace(self.record, duration_s=duration_s, status=status))
