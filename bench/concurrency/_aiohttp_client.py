"""Fetching one URL of the server with aiohttp, in a session that somebody else opened."""

import aiohttp

from bench.concurrency._server import REFUSED


async def fetch_in(session: aiohttp.ClientSession, url: str) -> str:
    """The body, or in a few words what came instead."""
    try:
        async with session.get(url) as response:
            body = await response.text()
    except aiohttp.ClientConnectorError:
        return REFUSED
    return body if response.status == 200 else f"HTTP {response.status}"
