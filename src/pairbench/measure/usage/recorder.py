"""Records what a process imports, opens, lists and looks for, from within and before user code.

Python tells an audit hook of nearly everything. It does not tell of what is only looked for, so
the functions that look are wrapped. What it cannot see is noted as a reason to know nothing.
"""

import os
import sys
import tempfile
import threading
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pairbench.measure.usage import unheard
from pairbench.measure.usage.paths import absolute, file_of_database, is_there, mapped, source_of
from pairbench.measure.usage.started import Commands

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from types import FrameType

IMPORTERS = ("importlib._bootstrap", "importlib._bootstrap_external", "zipimport")
"""They look through folders for modules; what they find is known by the modules."""

LISTERS = (*IMPORTERS, "importlib.metadata", "pkg_resources")
"""They list every folder of ``sys.path`` to find out what is installed."""

ASKERS = ("pytest_benchmark.utils",)
"""They start git to ask what it calls the commit, for a label that no test reads."""

OTHER_PROCESSES = "starts other processes"
ELSEWHERE = "talks to the network or to another process"
NATIVE = "calls native code"
BY_NUMBER = "looks into a folder that has no name"

UNSEEN = {
    "os.exec": OTHER_PROCESSES,
    "os.fork": OTHER_PROCESSES,
    "os.forkpty": OTHER_PROCESSES,
    "os.posix_spawn": OTHER_PROCESSES,
    "os.spawn": OTHER_PROCESSES,
    "os.system": OTHER_PROCESSES,
    "pty.spawn": OTHER_PROCESSES,
    "subprocess.Popen": OTHER_PROCESSES,
    "cpython.PyInterpreterState_New": "starts other interpreters",
    "ctypes.dlsym": NATIVE,
    "sqlite3.load_extension": NATIVE,
    "socket.connect": ELSEWHERE,
    "socket.getaddrinfo": ELSEWHERE,
    "socket.sendmsg": ELSEWHERE,
    "socket.sendto": ELSEWHERE,
    "urllib.Request": ELSEWHERE,
}
"""What is used then is out of sight."""

LOOKERS = ("access", "lstat", "readlink", "stat")
"""The functions of ``os`` by which everything asks whether something is there."""

GO_BETWEENS = (
    __name__,
    unheard.__name__,
    "genericpath",
    "os",
    "pathlib",
    "pathlib._local",
    "posixpath",
    "subprocess",
)
"""They look, list and start for others."""


class Recorder:
    """What was used since it was started; it cannot be taken away, only told to stop.

    Programs in Python that are started are asked for modules of the names that it is given.
    """

    def __init__(self, names: "Iterable[str]" = ()) -> None:
        self.opened: dict[str, None] = {}
        self.listed: dict[str, None] = {}
        self.looked_at: dict[str, None] = {}
        self.imported: dict[str, None] = {}
        self.unknown: dict[str, None] = {}
        self.kept: dict[str, None] = {}
        self.found: dict[str, None] = {}
        self.commands = Commands(names)
        self._mapped: frozenset[str] = frozenset()
        self._written: dict[str, int] = {}
        self._call = 0
        self._passing = Path(tempfile.gettempdir())
        self._active = False
        self._inside = threading.local()

    def start(self) -> None:
        """Record from now on."""
        self._mapped = frozenset(mapped())
        self._active = True
        for name in LOOKERS:
            self._wrap(name)
        unheard.tell_of_opening_by_number(lambda: self._cannot_know(BY_NUMBER))
        unheard.tell_of_forks(lambda: self._hear("os.fork", ()))
        unheard.tell_of_spawned(self._hear)
        unheard.tell_of_attached(self._note_attached)
        sys.addaudithook(self._hear)
        sys.meta_path.append(_AskedLast(self))

    def stop(self) -> None:
        """Record nothing more, but what native code has loaded unheard and still holds."""
        self._active = False
        new = (each for each in mapped() if each not in self._mapped)
        self.opened |= dict.fromkeys(each for each in new if not self._is_of_the_run(each))

    def begin_call(self) -> None:
        """Tell what comes from what was before: a call may read what an earlier one has written."""
        self._call += 1

    def has_left(self) -> bool:
        """Whether the last call has written what is there now."""
        return any(call == self._call and is_there(each) for each, call in self._written.items())

    def note_missed(self, module: str) -> None:
        """Remember a module that no finder knows; only some imports are told of otherwise."""
        if self._active:
            self.imported[module] = None

    def _hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        # What happens in here is heard as well; and a hook that raises stops what it hears of.
        if not self._active or getattr(self._inside, "busy", False):
            return
        self._inside.busy = True
        try:
            if not _is_removing():
                self._note(event, arguments)
        except Exception as error:  # noqa: BLE001 (a strange argument: then something is unknown)
            self.unknown[f"{event} cannot be understood ({type(error).__name__})"] = None
        finally:
            self._inside.busy = False

    def _note(self, event: str, arguments: tuple[Any, ...]) -> None:
        match event, arguments:
            case "open", (path, _, flags):
                self._note_open(path, flags)
            case (("os.listdir" | "os.scandir"), (path,)):
                self._note_listing(path)
            case "import", (name, *_):
                self.imported[name] = None
            case "os.rename", (old, new, *_):
                self._note_rename(old, new)
            case "sqlite3.connect", (database, *_):
                self._note_database(database)
            case _:
                self._note_unseen(event, arguments)

    def _note_unseen(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event == "ctypes.dlopen" and arguments[0] is not None:
            self.unknown[f"loads native code: {os.fsdecode(arguments[0])}"] = None
        elif event in UNSEEN:
            self.commands.hear(event, arguments)
            self._cannot_know(UNSEEN[event])

    def _cannot_know(self, why: str) -> None:
        """Remember that there is more than is seen."""
        if self._active and not _is_removing() and _caller() not in ASKERS:
            self.unknown[why] = None

    def _note_open(self, path: Any, flags: int) -> None:
        if isinstance(path, int):
            return
        name = absolute(path)
        # What is made anew is no input, nor is it when it is read later; what is opened to be read
        # and written is.
        how = flags & os.O_ACCMODE
        empty = flags & os.O_TRUNC or how == os.O_WRONLY or not is_there(name)
        if how != os.O_RDONLY and empty:
            self._written[name] = self._call
        else:
            self._note_read(source_of(name))

    def _note_read(self, name: str) -> None:
        if not self._is_of_the_run(name):
            self.opened[name] = None
        elif name not in self._written:
            self.found[name] = None
        elif 0 < self._written[name] < self._call:
            self.kept[name] = None

    def _note_listing(self, path: Any) -> None:
        if isinstance(path, int):
            self.unknown["lists a folder that has no name"] = None
        elif _caller() not in LISTERS:
            name = absolute("." if path is None else path)
            if not self._is_of_the_run(name):
                self.listed[name] = None

    def _is_of_the_run(self, name: str) -> bool:
        """Whether it was made by this process, or lies where all of a run leave what passes.

        What is there differs from moment to moment, and is the same for both sides.
        """
        return name in self._written or Path(name).is_relative_to(self._passing)

    def _note_rename(self, old: Any, new: Any) -> None:
        self._note_read(absolute(old))
        self._written[absolute(new)] = self._call

    def _note_database(self, database: Any) -> None:
        name = os.fsdecode(database)
        if name.startswith("file:"):
            self.unknown[f"opens a database by its address: {name}"] = None
        path = file_of_database(name)
        if path is not None:
            if is_there(path):
                self._note_read(path)
            else:
                self._written[path] = self._call

    def _note_attached(self, database: str | None) -> None:
        if not self._active:
            return
        if database is None:
            self.unknown["takes in a database whose name is not written out"] = None
        else:
            self._note_database(database)

    def _wrap(self, name: str) -> None:
        original: Callable[..., Any] = getattr(os, name)

        @wraps(original)
        def looking(path: Any, *arguments: Any, **options: Any) -> Any:
            ignored = not self._active or isinstance(path, int) or _is_removing()
            if not ignored and _caller() not in LISTERS:
                self._note_look(path, options)
            return original(path, *arguments, **options)

        for supporting in (os.supports_dir_fd, os.supports_fd, os.supports_follow_symlinks):
            if original in supporting:
                supporting.add(looking)
        if name in LOOKERS and original in os.supports_effective_ids:
            os.supports_effective_ids.add(looking)
        setattr(os, name, looking)

    def _note_look(self, path: Any, options: dict[str, Any]) -> None:
        if getattr(self._inside, "busy", False):
            return
        if options.get("dir_fd") is not None:
            self.unknown[BY_NUMBER] = None
            return
        try:
            name = absolute(path)
        except (TypeError, ValueError, OSError):
            return
        if not self._is_of_the_run(name):
            self.looked_at[name] = None


class _AskedLast:
    """The finder that is asked when all the others have nothing, and has nothing either."""

    def __init__(self, recorder: Recorder) -> None:
        self._recorder = recorder

    def find_spec(self, name: str, path: object = None, target: object = None) -> None:
        """Note the name."""
        del path, target
        self._recorder.note_missed(name)


def _is_removing() -> bool:
    """Whether a folder is being removed with all that is in it, which is looked at by the way."""
    frame = _beyond_go_betweens()
    return (
        frame is not None
        and _module_of(frame) == "shutil"
        and frame.f_code.co_name.startswith(("rmtree", "_rmtree"))
    )


def _caller() -> str:
    """The module that something is done for, beyond those that only pass it on."""
    frame = _beyond_go_betweens()
    return "" if frame is None else _module_of(frame)


def _beyond_go_betweens() -> "FrameType | None":
    frame: FrameType | None = sys._getframe(1)  # noqa: SLF001 (reads no files)
    while frame is not None and _module_of(frame) in GO_BETWEENS:
        frame = frame.f_back
    return frame


def _module_of(frame: "FrameType") -> str:
    return str(frame.f_globals.get("__name__", ""))
