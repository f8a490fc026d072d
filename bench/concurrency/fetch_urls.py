"""Fetching many URLs: one after the other, ten threads, or one event loop?

The server is real, in a process of its own, and takes 5 ms before each answer. One URL in ten
answers 500; from eight URLs on, one refuses the connection. The second pair leaves the slow way
out, and asks how far threads go.
"""

import asyncio
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import AbstractContextManager

import aiohttp

from bench.concurrency._aiohttp_client import fetch_in
from bench.concurrency._server import Server, serving
from bench.concurrency._urllib_client import fetch
from pairbench import Pair

DELAY_S = 0.005
THREADS = 10

pair = Pair(
    advice="Work that waits for the network wants threads or async, not one request at a time.",
    sizes=(1, 10, 50),
    axis="URLs",
)
many = Pair(
    advice="Threads stop at the size of their pool, where async goes on.",
    sizes=(10, 50, 200),
    axis="URLs",
)


@many.resource(scope="run")
@pair.resource(scope="run")
def server(_size: int) -> AbstractContextManager[Server]:
    return serving(DELAY_S)


@many.input
@pair.input
def urls(size: int, server: Server) -> list[str]:
    return server.urls(size)


def fetch_all(pool: ThreadPoolExecutor, urls: list[str]) -> dict[str, str]:
    pages: dict[str, str] = {}
    with pool:
        futures = {pool.submit(fetch, url): url for url in urls}
        for future in as_completed(futures):
            pages[futures[future]] = future.result()
    return pages


@pair.bad
def one_by_one(urls: list[str]) -> dict[str, str]:
    """urllib in a loop: each answer is waited for before the next question."""
    return {url: fetch(url) for url in urls}


@many.bad
@pair.good(crosses=True, faster=3.0)
def threads(urls: list[str]) -> dict[str, str]:
    """``ThreadPoolExecutor(10)`` with ``as_completed``: ten questions are open at a time."""
    return fetch_all(ThreadPoolExecutor(THREADS), urls)


@many.good(faster=1.1)
def thread_each(urls: list[str]) -> dict[str, str]:
    """A pool as large as the work: all questions are open at once, each in a thread."""
    return fetch_all(ThreadPoolExecutor(len(urls)), urls)


@many.good(faster=1.5)
@pair.good(crosses=True, faster=3.0)
async def one_session(urls: list[str]) -> dict[str, str]:
    """asyncio with aiohttp and one session: up to a hundred questions are open at once."""
    async with aiohttp.ClientSession() as session:
        pages = await asyncio.gather(*(fetch_in(session, url) for url in urls))
    return dict(zip(urls, pages, strict=True))
