"""An answer of a worker, which may be anything: a variant can write where its worker does."""

from collections.abc import Callable, Mapping
from typing import Any, NoReturn


class Answer(dict[str, Any]):
    """What a worker has sent; to ask for what it lacks is a failure of that worker."""

    def __init__(self, found: Mapping[str, Any], spoilt: Callable[[], Exception]) -> None:
        """``spoilt`` makes what is raised for an answer that is none of ours."""
        super().__init__(found)
        self._spoilt = spoilt

    def __missing__(self, name: str) -> NoReturn:
        raise self._spoilt()
