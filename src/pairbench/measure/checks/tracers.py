"""What in a process is called at each call or line of Python, and so takes part of every call."""

import sys
from collections.abc import Iterator, Mapping

TOOLS = range(6)
"""The numbers under which tools register themselves with ``sys.monitoring``."""


def tracers() -> Mapping[str, object]:
    """What is set now, by the name of what has set it."""
    return {name: value for name, value in _all() if value is not None}


def set_since(before: Mapping[str, object]) -> list[str]:
    """The names of what is set now, and was not, or was another."""
    return [name for name, value in tracers().items() if before.get(name) is not value]


def _all() -> Iterator[tuple[str, object]]:
    yield "sys.settrace", sys.gettrace()
    yield "sys.setprofile", sys.getprofile()
    # Imported by whoever has set something there: a worker has no use for it otherwise.
    threading = sys.modules.get("threading")
    for name in ("trace", "profile"):
        yield f"threading.set{name}", getattr(threading, f"get{name}", lambda: None)()
    monitoring = getattr(sys, "monitoring", None)  # from Python 3.12 on
    if monitoring is not None:
        for tool in TOOLS:
            yield f"sys.monitoring (tool {tool})", monitoring.get_tool(tool)
