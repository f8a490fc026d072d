"""Awaiting many requests: one by one, or together?

What makes them concurrent is that each is a task, as the last variant shows, not how the tasks are
awaited. The second pair asks what becomes of the other requests when one of them fails.
"""

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import AbstractContextManager, suppress
from typing import Any

import aiohttp

from bench.concurrency._server import REFUSED, Server, serving
from pairbench import Pair

DELAY_S = 0.003
LONG_DELAY_S = 0.2
"""How long an answer takes where the refused connection must be sure to fail first."""

FetchAll = Callable[[list[str]], Coroutine[Any, Any, dict[str, str]]]

pair = Pair(
    advice="Coroutines run at the same time once they are tasks, not awaited one by one.",
    sizes=(1, 10),
    axis="URLs",
)
failure = Pair(
    advice="Gather with `return_exceptions=True`: one failure must not lose the other answers.",
    sizes=(10,),
    axis="URLs",
)


@failure.resource(scope="run")
@pair.resource(scope="run")
def server(_size: int) -> AbstractContextManager[Server]:
    return serving(DELAY_S)


@pair.input
def urls(size: int, server: Server) -> list[str]:
    return server.urls(size)


@failure.input
def urls_that_answer(size: int, server: Server) -> list[str]:
    return [f"{server.url}/ok/{number}" for number in range(size)]


async def fetch_in(session: aiohttp.ClientSession, url: str) -> str:
    async with session.get(url, raise_for_status=True) as response:
        return await response.text()


def described(error: BaseException) -> str:
    match error:
        case aiohttp.ClientResponseError():
            return f"HTTP {error.status}"
        case aiohttp.ClientConnectorError():
            return REFUSED
        case _:
            raise error


async def try_to_fetch_in(session: aiohttp.ClientSession, url: str) -> str:
    try:
        return await fetch_in(session, url)
    except aiohttp.ClientError as error:
        return described(error)


@pair.bad
async def one_by_one(urls: list[str]) -> dict[str, str]:
    """``await`` in a loop: asynchronous to others, one request at a time for itself."""
    async with aiohttp.ClientSession() as session:
        return {url: await try_to_fetch_in(session, url) for url in urls}


@pair.good(faster=2.0)
async def gathered(urls: list[str]) -> dict[str, str]:
    """``gather`` makes a task of each coroutine, and awaits them all."""
    async with aiohttp.ClientSession() as session:
        pages = await asyncio.gather(*(try_to_fetch_in(session, url) for url in urls))
    return dict(zip(urls, pages, strict=True))


@failure.good
@pair.good(faster=2.0)
async def task_group(urls: list[str]) -> dict[str, str]:
    """A group cancels its other tasks when one fails, so each handles its own failure."""
    async with aiohttp.ClientSession() as session, asyncio.TaskGroup() as group:
        tasks = {url: group.create_task(try_to_fetch_in(session, url)) for url in urls}
    return {url: task.result() for url, task in tasks.items()}


@pair.good(faster=2.0)
async def tasks_in_turn(urls: list[str]) -> dict[str, str]:
    """A task begins when it is made: awaiting them one by one then holds nobody up."""
    async with aiohttp.ClientSession() as session:
        tasks = {url: asyncio.create_task(try_to_fetch_in(session, url)) for url in urls}
        return {url: await task for url, task in tasks.items()}


@failure.bad
async def gather_raising(urls: list[str]) -> dict[str, str]:
    """``gather`` as it comes: the first failure is raised, the other answers are lost."""
    async with aiohttp.ClientSession() as session:
        pages = await asyncio.gather(*(fetch_in(session, url) for url in urls))
    return dict(zip(urls, pages, strict=True))


@failure.good
async def gather_returning(urls: list[str]) -> dict[str, str]:
    """``return_exceptions=True``: a failure takes its place among the answers."""
    async with aiohttp.ClientSession() as session:
        outcomes = await asyncio.gather(
            *(fetch_in(session, url) for url in urls), return_exceptions=True
        )
    return {
        url: outcome if isinstance(outcome, str) else described(outcome)
        for url, outcome in zip(urls, outcomes, strict=True)
    }


@failure.behaviour
def the_other_answers_are_still_had(fetch_all: FetchAll) -> str:
    pages: dict[str, str] = {}
    with serving(LONG_DELAY_S) as server, suppress(aiohttp.ClientError):
        pages = asyncio.run(fetch_all(server.urls(10)))
    answers = sum(page.startswith("page ") for page in pages.values())
    seen = f"2 of 10 requests failed, and {answers} answers were had"
    assert answers == 8, seen
    return seen


@failure.behaviour
def no_request_is_under_way_when_the_call_is_over(fetch_all: FetchAll) -> str:
    with serving(LONG_DELAY_S) as server:
        left = asyncio.run(tasks_left_by(fetch_all, server.urls(10)))
    seen = f"{left} of 10 requests were still under way when the call was over"
    assert left == 0, seen
    return seen


async def tasks_left_by(fetch_all: FetchAll, urls: list[str]) -> int:
    with suppress(aiohttp.ClientError):
        await fetch_all(urls)
    return len(asyncio.all_tasks() - {asyncio.current_task()})
