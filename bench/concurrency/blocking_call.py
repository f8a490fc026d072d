"""A blocking call in a coroutine: who else has to wait?

The call is urllib's, to a server that takes 3 ms before each answer: any library without ``await``
behaves like it, and so does reading a large file.
"""

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import AbstractContextManager
from time import perf_counter
from typing import Any

from bench.concurrency._server import Server, serving
from bench.concurrency._urllib_client import fetch
from pairbench import Pair

DELAY_S = 0.003
LONG_DELAY_S = 0.2
"""How long an answer takes where somebody else wants to run: long beside what a machine's own
hiccups take."""

FetchAll = Callable[[list[str]], Coroutine[Any, Any, dict[str, str]]]

pair = Pair(
    advice="Never block the event loop: hand a blocking call to `asyncio.to_thread`.",
    sizes=(1, 10),
    axis="requests at once",
)


@pair.resource(scope="run")
def server(_size: int) -> AbstractContextManager[Server]:
    return serving(DELAY_S)


@pair.input
def urls(size: int, server: Server) -> list[str]:
    return server.urls(size)


async def fetch_blocking(url: str) -> str:
    return fetch(url)


async def fetch_in_thread(url: str) -> str:
    return await asyncio.to_thread(fetch, url)


@pair.bad
async def blocking(urls: list[str]) -> dict[str, str]:
    """``async def`` around a blocking call: gathered as if that made it asynchronous."""
    pages = await asyncio.gather(*(fetch_blocking(url) for url in urls))
    return dict(zip(urls, pages, strict=True))


@pair.good(faster=2.0)
async def to_thread(urls: list[str]) -> dict[str, str]:
    """``asyncio.to_thread``: the call blocks a thread of the loop's pool, and nobody else."""
    pages = await asyncio.gather(*(fetch_in_thread(url) for url in urls))
    return dict(zip(urls, pages, strict=True))


@pair.behaviour
def another_task_waits_less_than_an_answer_takes(fetch_all: FetchAll) -> str:
    with serving(LONG_DELAY_S) as server:
        waited_s = asyncio.run(longest_wait_beside(fetch_all, [f"{server.url}/ok/1"]))
    seen = (
        f"another task waited up to {waited_s * 1_000:.0f} ms for its turn, "
        f"while an answer takes {LONG_DELAY_S * 1_000:.0f} ms"
    )
    assert waited_s < LONG_DELAY_S, seen
    return seen


async def longest_wait_beside(fetch_all: FetchAll, urls: list[str]) -> float:
    """The longest time from one turn to the next of a task that wants one every millisecond."""
    fetching = asyncio.create_task(fetch_all(urls))
    longest_s = 0.0
    while not fetching.done():
        start = perf_counter()
        await asyncio.sleep(0.001)
        longest_s = max(longest_s, perf_counter() - start)
    return longest_s
