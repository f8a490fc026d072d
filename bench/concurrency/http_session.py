"""Many requests with aiohttp: a session for each of them, or one for all?

A session is a pool of connections. Requests that are all under way at once need a connection each,
whoever owns it; requests in turn can use the same one again. On loopback and without TLS opening a
connection costs the least that it ever does.
"""

import asyncio
from contextlib import AbstractContextManager

import aiohttp

from bench.concurrency._aiohttp_client import fetch_in
from bench.concurrency._server import Server, serving
from pairbench import Pair

DELAY_S = 0.001

pair = Pair(
    advice="Share one `ClientSession`: a session for each request is slower and takes more memory.",
    sizes=(10, 50),
    axis="requests at once",
)
in_turn = Pair(
    advice="Share one `ClientSession`: it keeps the connection open for the next request.",
    sizes=(10,),
    axis="requests in turn",
)


@in_turn.resource(scope="run")
@pair.resource(scope="run")
def server(_size: int) -> AbstractContextManager[Server]:
    return serving(DELAY_S)


@in_turn.input
@pair.input
def urls(size: int, server: Server) -> list[str]:
    return server.urls(size)


async def fetch(url: str) -> str:
    async with aiohttp.ClientSession() as session:
        return await fetch_in(session, url)


@pair.bad
async def session_each(urls: list[str]) -> dict[str, str]:
    """A function that fetches one URL and opens what it needs: easy to call from anywhere."""
    pages = await asyncio.gather(*(fetch(url) for url in urls))
    return dict(zip(urls, pages, strict=True))


@pair.good(faster=1.1, leaner=1.1)
async def one_session(urls: list[str]) -> dict[str, str]:
    """The session is opened once and handed on."""
    async with aiohttp.ClientSession() as session:
        pages = await asyncio.gather(*(fetch_in(session, url) for url in urls))
    return dict(zip(urls, pages, strict=True))


@in_turn.bad
async def session_each_in_turn(urls: list[str]) -> dict[str, str]:
    """Each request opens a session, and with it a connection, and closes both."""
    return {url: await fetch(url) for url in urls}


@in_turn.good(faster=1.1)
async def one_session_in_turn(urls: list[str]) -> dict[str, str]:
    """The next request finds the connection of the last one open."""
    async with aiohttp.ClientSession() as session:
        return {url: await fetch_in(session, url) for url in urls}
