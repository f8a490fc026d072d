"""A real HTTP server on loopback for the pairs of this folder, with a delay before each answer."""

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aiohttp.web import AppRunner, Request, Response

REFUSED = "connection refused"
"""What a client makes of an address where nobody listens."""

BACKLOG = 1_024
"""Connections that may wait to be accepted. Two hundred clients at once can overflow aiohttp's own
128, and one that is turned away tries again after a whole second."""


@dataclass(frozen=True, slots=True)
class Server:
    """Where the server listens, and an address of the same machine where nobody does."""

    url: str
    refusing_url: str

    def urls(self, count: int) -> list[str]:
        """URLs of which one in ten answers 500 and, from eight on, one refuses the connection."""
        return [self._url(number) for number in range(count)]

    def _url(self, number: int) -> str:
        if number == 7:
            return f"{self.refusing_url}/{number}"
        if number % 10 == 3:
            return f"{self.url}/broken/{number}"
        return f"{self.url}/ok/{number}"


@contextmanager
def serving(delay_s: float) -> Iterator[Server]:
    """Serve until the block ends: ``/ok/…`` answers a text, ``/broken/…`` answers 500."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        # A socket that is bound and does not listen keeps its port from everybody, and refuses.
        with socket.socket() as refusing:
            refusing.bind(("127.0.0.1", 0))
            starting = asyncio.run_coroutine_threadsafe(_start(delay_s), loop)
            runner = starting.result()
            try:
                port = runner.addresses[0][1]
                yield Server(
                    url=f"http://127.0.0.1:{port}",
                    refusing_url=f"http://127.0.0.1:{refusing.getsockname()[1]}",
                )
            finally:
                asyncio.run_coroutine_threadsafe(runner.cleanup(), loop).result()
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def _start(delay_s: float) -> "AppRunner":
    # Imported here, because every worker imports this file, and only the server needs aiohttp's.
    from aiohttp import web

    async def answer(request: "Request") -> "Response":
        await asyncio.sleep(delay_s)
        return web.Response(text=f"page {request.match_info['number']}\n" * 20)

    async def fail(_request: "Request") -> "Response":
        await asyncio.sleep(delay_s)
        return web.Response(status=500, text="broken")

    app = web.Application()
    app.router.add_get("/ok/{number}", answer)
    app.router.add_get("/broken/{number}", fail)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0, backlog=BACKLOG).start()
    return runner
