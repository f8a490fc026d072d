"""A thousand requests: all begun at once, or a hundred at a time?

Unless it is told otherwise, a session of aiohttp opens a hundred connections at most: in the first
pair no variant has more requests on the wire than another. In the second the baseline's session has
no limit.
"""

import asyncio
from collections.abc import Iterator
from contextlib import AbstractContextManager

import aiohttp

from bench.concurrency._aiohttp_client import fetch_in
from bench.concurrency._server import Server, serving
from pairbench import Pair

DELAY_S = 0.005
AT_ONCE = 100
ADVICE = "Bound what is under way with a semaphore: it saves memory and costs no time."

pair = Pair(advice=ADVICE, sizes=(100, 1_000), axis="requests")
unlimited = Pair(advice=ADVICE, sizes=(300,), axis="requests")


@unlimited.resource(scope="run")
@pair.resource(scope="run")
def server(_size: int) -> AbstractContextManager[Server]:
    return serving(DELAY_S)


@unlimited.input
@pair.input
def urls(size: int, server: Server) -> list[str]:
    return server.urls(size)


async def fetch_in_turn(
    session: aiohttp.ClientSession, urls: Iterator[str], pages: dict[str, str]
) -> None:
    for url in urls:
        pages[url] = await fetch_in(session, url)


@pair.bad
async def all_at_once(urls: list[str]) -> dict[str, str]:
    """``gather`` over all of them: every request is prepared, then most wait for a connection."""
    async with aiohttp.ClientSession() as session:
        pages = await asyncio.gather(*(fetch_in(session, url) for url in urls))
    return dict(zip(urls, pages, strict=True))


@unlimited.bad
async def all_on_the_wire(urls: list[str]) -> dict[str, str]:
    """``limit=0``, so that nothing waits: a connection, and an open file, for every request."""
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:
        pages = await asyncio.gather(*(fetch_in(session, url) for url in urls))
    return dict(zip(urls, pages, strict=True))


@unlimited.good(leaner=1.5, costs=1.1)
@pair.good(leaner=1.5, costs=1.1)
async def semaphore(urls: list[str]) -> dict[str, str]:
    """A task for each request, which prepares it when the semaphore lets it."""
    free = asyncio.Semaphore(AT_ONCE)

    async def fetch_when_free(url: str) -> str:
        async with free:
            return await fetch_in(session, url)

    async with aiohttp.ClientSession() as session:
        pages = await asyncio.gather(*(fetch_when_free(url) for url in urls))
    return dict(zip(urls, pages, strict=True))


@pair.good(leaner=1.5, costs=1.1)
async def workers(urls: list[str]) -> dict[str, str]:
    """A hundred tasks, each of which takes the next URL when it is done with the last."""
    pages: dict[str, str] = {}
    waiting = iter(urls)
    async with aiohttp.ClientSession() as session:
        await asyncio.gather(*(fetch_in_turn(session, waiting, pages) for _ in range(AT_ONCE)))
    return pages
