"""The child that demonstrates a behaviour: one check on one variant."""

import linecache
import traceback
from typing import Any

from pairbench.core.errors import in_one_line
from pairbench.measure.processes.protocol import Channel, Job, serve
from pairbench.measure.processes.workbench import is_awaitable, load_pair


def main(channel: Channel) -> None:
    """Call the named check with the variant's function, and tell what was seen."""
    job = Job.decode(channel.receive())
    name = channel.receive()
    with channel.loading():
        pair = load_pair(job)
    check = next(each for each in pair.behaviours if each.__name__ == name)
    variant = next(v.function for v in pair.variants if v.function.__name__ == job.variant)
    try:
        seen = _settled(check(variant))
    except AssertionError as error:
        channel.send({"passed": False, "seen": _what_failed(error)})
    else:
        channel.send({"passed": True, "seen": "" if seen is None else str(seen)})


def _settled(seen: Any) -> Any:
    """What a check that is a coroutine comes to."""
    if not is_awaitable(seen):
        return seen
    import asyncio  # most checks are plain functions

    async def wait() -> Any:
        return await seen

    return asyncio.run(wait())


def _what_failed(error: AssertionError) -> str:
    """The assertion's message, or its text where it has none."""
    if str(error):
        return " ".join(str(error).split())
    last = traceback.extract_tb(error.__traceback__)[-1]
    line = linecache.getline(last.filename, last.lineno or 0).strip()
    return line or in_one_line(error)


if __name__ == "__main__":
    serve(main)
