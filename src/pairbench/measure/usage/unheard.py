"""Tells of what no audit hook hears: workers of multiprocessing, folders by number, attached data.

A recorder that knew nothing of these would call something unchanged that is not.
"""

import _posixsubprocess
import os
from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from typing import Any

ATTACH = 24
"""What SQLite calls a statement that takes in another database (``SQLITE_ATTACH``)."""

ALLOWED = 0
"""What SQLite wants to hear before it does what a statement says (``SQLITE_OK``)."""


def tell_of_opening_by_number(tell: Callable[[], None]) -> None:
    """Tell whenever a name is looked up in an open folder: a hook hears the bare name alone."""
    original = os.open

    @wraps(original)
    def opening(*arguments: Any, **options: Any) -> int:
        if options.get("dir_fd") is not None:
            tell()
        return original(*arguments, **options)

    os.supports_dir_fd.add(opening)
    os.open = opening


def tell_of_forks(tell: Callable[[], None]) -> None:
    """Tell whenever multiprocessing starts an interpreter anew, by ``spawn`` or a fork server."""
    original = _posixsubprocess.fork_exec

    @wraps(original)
    def forking(*arguments: Any) -> int:
        tell()
        return original(*arguments)

    _posixsubprocess.fork_exec = forking


def tell_of_spawned(tell: Callable[[str, tuple[Any, ...]], None]) -> None:
    """Tell of what ``os.spawn*`` starts, in the way of the event that only Windows has.

    Elsewhere it is a fork, and the program is heard of in the child alone.
    """
    original = os._spawnvef  # type: ignore[attr-defined]  # noqa: SLF001 (all of them call it)

    def spawning(mode: Any, file: Any, words: Any, variables: Any, how: Any) -> Any:
        tell("os.spawn", (mode, file, words, variables))
        return original(mode, file, words, variables, how)

    os._spawnvef = spawning  # type: ignore[attr-defined]  # noqa: SLF001


def tell_of_attached(tell: Callable[[str | None], None]) -> None:
    """Tell of each database that a statement of sqlite3 attaches: its name, if it is written out.

    What a connection asks before it does something can be heard only once there is the connection.
    """
    with suppress(ImportError):  # an interpreter may be built without it
        import sqlite3

        original = sqlite3.connect

        def asked(action: int, database: str | None, *_: str | None) -> int:
            if action == ATTACH:
                tell(database)
            return ALLOWED

        @wraps(original)
        def connecting(*arguments: Any, **options: Any) -> Any:
            connection = original(*arguments, **options)
            connection.set_authorizer(asked)
            return connection

        sqlite3.connect = sqlite3.dbapi2.connect = connecting
