"""Watches whether a fleet has a worker left, and how long one is waited for."""

from collections.abc import Callable
from dataclasses import dataclass, field

from pairbench.core.words import seconds


@dataclass(slots=True, kw_only=True)
class Vigil:
    """Says once that the last worker has gone, once that one is back, and when enough is enough.

    ``most_s`` is the time, in seconds, that a worker is waited for.
    """

    most_s: float
    tell: Callable[[str], None]
    _gone_since_s: float | None = field(default=None, init=False)

    def is_over(self, workers: int, now_s: float) -> bool:
        """Whether nobody has come back for too long; there are so many workers now."""
        if workers > 0:
            self.hears()
            return False
        if self._gone_since_s is None:
            self._gone_since_s = now_s
            self.tell(
                f"no worker of the fleet is left: waiting {seconds(self.most_s)} for one to come "
                "back (--dask-wait), then this ends with what is measured"
            )
        return now_s - self._gone_since_s >= self.most_s

    def hears(self) -> None:
        """A worker is there: it was seen, or has answered."""
        if self._gone_since_s is not None:
            self.tell("a worker is back, and the fleet goes on")
        self._gone_since_s = None

    @property
    def why(self) -> str:
        """Why what is left was not measured."""
        return f"the last worker has gone, and none came back within {seconds(self.most_s)}"
