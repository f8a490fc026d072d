"""Fetching many URLs: one after the other, ten threads, or one event loop?

The server is real, in a process of its own, and takes 10 ms before each answer. One URL in ten
answers 500; from ten URLs on, one refuses the connection.
"""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import AbstractContextManager
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import aiohttp

from bench.concurrency._server import Server, serving
from pairbench import Pair

DELAY_S = 0.010
THREADS = 10
REFUSED = "connection refused"

pair = Pair(
    advice="Work that waits for the network wants threads or async, not one request at a time.",
    sizes=(1, 10, 50, 200),
    axis="URLs",
)


@pair.resource(scope="run")
def server(_size: int) -> AbstractContextManager[Server]:
    return serving(DELAY_S)


@pair.input
def urls(size: int, server: Server) -> list[str]:
    return list(_urls(size, server))


def _urls(size: int, server: Server) -> Iterator[str]:
    for number in range(size):
        if number == 7:
            yield f"{server.refusing_url}/{number}"
        elif number % 10 == 3:
            yield f"{server.url}/broken/{number}"
        else:
            yield f"{server.url}/ok/{number}"


def fetch(url: str) -> str:
    try:
        with urlopen(url) as response:
            body: bytes = response.read()
    except HTTPError as error:
        return f"HTTP {error.code}"
    except URLError:
        return REFUSED
    return body.decode()


async def fetch_in(session: aiohttp.ClientSession, url: str) -> str:
    try:
        async with session.get(url) as response:
            body = await response.text()
    except aiohttp.ClientConnectorError:
        return REFUSED
    return body if response.status == 200 else f"HTTP {response.status}"


@pair.bad
def one_by_one(urls: list[str]) -> dict[str, str]:
    """urllib in a loop: each answer is waited for before the next question."""
    return {url: fetch(url) for url in urls}


@pair.good(faster={10: 3.0, 50: 3.0, 200: 5.0})
def threads(urls: list[str]) -> dict[str, str]:
    """``ThreadPoolExecutor(10)`` with ``as_completed``: ten questions are open at a time."""
    pages: dict[str, str] = {}
    with ThreadPoolExecutor(THREADS) as pool:
        futures = {pool.submit(fetch, url): url for url in urls}
        for future in as_completed(futures):
            pages[futures[future]] = future.result()
    return pages


@pair.good(faster={10: 3.0, 50: 5.0, 200: 10.0})
async def one_session(urls: list[str]) -> dict[str, str]:
    """asyncio with aiohttp and one session: all questions are open at once."""
    async with aiohttp.ClientSession() as session:
        pages = await asyncio.gather(*(fetch_in(session, url) for url in urls))
    return dict(zip(urls, pages, strict=True))
