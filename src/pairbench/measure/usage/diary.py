"""Keeps a diary of what another process than the pair's own opens and starts, line by line.

A fork goes on with the memory of its parent and loses it, and an interpreter that is started has
none of it. The latter may be of any version, and loads this module by its file: it needs nothing
else of pairbench.
"""

import _thread
import os
import sys
from typing import Any

FOLDER = "PAIRBENCH_DIARY"
"""The environment variable with the folder of the diaries: one for each process."""

OPENED = "opened"
STARTED = "started"

_kept: set[str] = set()


def keep(folder: str) -> None:
    """Write down, from now on and in every fork of this process, what is opened and started."""
    if folder not in _kept:
        _kept.add(folder)
        sys.addaudithook(_Diary(folder))


def inherit() -> None:
    """Do so where the variable says it, in a program that was started."""
    folder = os.environ.get(FOLDER)
    if folder:
        keep(folder)


class _Diary:
    """A hook that has written each thing once; what is done in it is heard as well."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._written: set[str] = set()
        self._inside = _thread._local()  # noqa: SLF001 (threading is not loaded everywhere)

    def __call__(self, event: str, arguments: "tuple[Any, ...]") -> None:
        if getattr(self._inside, "busy", False):
            return
        self._inside.busy = True
        try:
            self._note(event, arguments)
        except Exception:  # noqa: BLE001, S110 (a hook that raises stops what it hears of)
            pass
        finally:
            self._inside.busy = False

    def _note(self, event: str, arguments: "tuple[Any, ...]") -> None:
        command = started_by(event, arguments)
        if command is not None:
            self._write([STARTED, command])
        elif event == "open" and not isinstance(arguments[0], int) and _reads(arguments[2]):
            self._write([OPENED, absolute(arguments[0])])

    def _write(self, entry: "list[Any]") -> None:
        line = ascii(entry)
        if line not in self._written:
            self._written.add(line)
            name = os.path.join(self._folder, str(os.getpid()))  # noqa: PTH118
            with open(name, "a", encoding="ascii") as file:  # noqa: PTH123
                file.write(line + "\n")


def started_by(event: str, arguments: "tuple[Any, ...]") -> "dict[str, Any] | None":
    """The words, the folder and the variables of a command, where an audit event tells of one."""
    if event == "subprocess.Popen":
        program, words, folder, variables = arguments
        return _command([program, *_listed(words)[1:]], folder, variables)
    if event in {"os.exec", "os.posix_spawn", "os.spawn"}:
        program, words, variables = arguments[-3:]
        return _command([program, *_listed(words)[1:]], None, variables)
    if event == "os.system":
        return _command(arguments[:1], None, None)
    return _command(_listed(arguments[0]), None, None) if event == "pty.spawn" else None


def _command(words: Any, folder: Any, variables: Any) -> "dict[str, Any]":
    given = os.environ if variables is None else variables
    return {
        "words": tuple(map(os.fsdecode, words)),
        "folder": absolute("." if folder is None else folder),
        "variables": tuple((os.fsdecode(name), os.fsdecode(given[name])) for name in given),
    }


def _listed(words: Any) -> "list[Any]":
    return [words] if isinstance(words, (str, bytes, os.PathLike)) else list(words)


def _reads(flags: int) -> bool:
    """Whether a file that is opened so may be read as it was."""
    return flags & os.O_ACCMODE != os.O_WRONLY and not flags & os.O_TRUNC


def absolute(path: Any) -> str:
    """The path from the root on, for whoever is in another folder."""
    # Not normalised: what lies behind a link and ``..`` is found when the links are followed.
    return os.path.join(os.getcwd(), os.fsdecode(path))  # noqa: PTH109, PTH118
