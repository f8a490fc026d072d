"""Fetching one URL of the server with urllib, which blocks until the answer is there."""

from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from bench.concurrency._server import REFUSED


def fetch(url: str) -> str:
    """The body, or in a few words what came instead."""
    try:
        with urlopen(url) as response:
            body: bytes = response.read()
    except HTTPError as error:
        return f"HTTP {error.code}"
    except URLError:
        return REFUSED
    return body.decode()
