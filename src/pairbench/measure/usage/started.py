"""The programs in Python that a pair starts, and where they would find the modules of a project.

What makes a side's own tree win reaches them by variables. One that is started without these, or
that is told to heed none (``-I``, ``-E``), finds what is installed: the user's working tree, where
that is installed editable. What it loads is out of sight, but it can be asked where things are, and
whether anybody opens these can be heard.
"""

import os
import re
import shlex
import shutil
import subprocess  # nosec B404: asks an interpreter that a pair starts as well
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from json import dumps, loads
from pathlib import Path
from typing import Any

from pairbench.core.authoring.own_first import HEIRLOOMS
from pairbench.measure.usage.diary import FOLDER, started_by
from pairbench.measure.usage.watching import ModuleFile, Watch

ANSWER_WITHIN_S = 20.0
"""An interpreter that takes longer to start has no answer."""

PATH = re.compile(r"/[^\s'\":;,()\[\]{}]+")
"""A path within a text: a program that is written out, a list of folders."""

PYTHON = re.compile(r"(python|pypy)[\d.]*")

VARIABLE = re.compile(r"(\w+)=(.*)", re.DOTALL)

REFERENCE = re.compile(r"\$\{?(\w+)\}?")
"""What a shell puts the value of a variable in the place of."""

INHERITED = {"PYTHONPATH", "PWD", "OLDPWD", FOLDER, HEIRLOOMS}
"""Variables that lead to a side's own tree, and that interpreters are asked about."""

FORKS = {"os.fork", "os.forkpty"}
"""Events of which each tells of a child that goes on with the code of its parent."""

WITH_A_VALUE = ("X", "W")
"""Flags that are followed by something."""

QUESTION = """
import importlib.util, json, sys
beside, *names = json.loads(sys.argv[1])
if beside and sys.path and sys.path[0] == "":
    sys.path[0] = beside
found = {}
for name in names:
    try:
        spec = importlib.util.find_spec(name)
    except Exception:
        continue
    if spec is not None and spec.has_location:
        found[name] = [spec.origin, spec.cached]
print(json.dumps(found))
"""
"""What an interpreter is asked; a script finds first what lies beside it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """A command line, the folder that it is called in and its variables."""

    words: tuple[str, ...]
    folder: str
    variables: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """All of an interpreter on which it depends where it finds a module.

    ``beside`` is the folder that a script lies in, if it runs one.
    """

    python: str
    flags: tuple[str, ...]
    beside: str | None
    folder: str
    variables: tuple[tuple[str, str], ...]


class Commands:
    """What was started, as audit hooks hear of it."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._names = sorted(names)
        self._heard: dict[Command, None] = {}
        self._before = frozenset(os.environ.items())
        self._process = os.getpid()
        self._watch = Watch()
        self._watched: dict[Program, Mapping[str, ModuleFile]] = {}

    def hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Remember what is about to be started, where the event says it, and watch what it finds.

        It is about modules of the names that were given.
        """
        # A fork would hear what its parent is to hear, and has nobody to tell.
        watches = bool(self._names) and os.getpid() == self._process
        if found := started_by(event, arguments):
            command = Command(**found)
            self.add(command)
            if watches:
                self._watch_for(command)
        elif event in FORKS and watches:
            # What a fork starts is heard of when it has run: what most of these would find is
            # watched before.
            self._watch_for(Command(words=(sys.executable, "-I"), folder="/", variables=()))

    def _watch_for(self, command: Command) -> None:
        for program, _ in _programs(command):
            if program not in self._watched:
                self._watched[program] = _answer(program, self._names)
                for each in self._watched[program].values():
                    self._watch.look_at(each)

    def add(self, command: Command) -> None:
        """Remember what somebody else has heard of."""
        self._heard[command] = None

    def named(self) -> Iterator[str]:
        """The files and folders that command lines name, or a text in them, and are called in.

        A variable that was given to them alone names some as well.
        """
        for command in self._heard:
            yield command.folder
            given = {each for each in command.variables if each[0] not in INHERITED}
            words = [*_meant(command), *sorted(value for _, value in given - self._before)]
            for name in (*words, *(path for each in words for path in PATH.findall(each))):
                path = Path(command.folder, name)
                with suppress(OSError, ValueError):
                    if name and path.exists():
                        yield str(path)

    def places(self) -> Iterator[tuple[str, str, str]]:
        """What programs in Python would load, and may have: the name, the file and the program.

        What nobody has opened since the first of them was started is loaded by none.
        """
        # Each is asked once, however often it was started, and whatever it was to do.
        texts = dict(each for command in self._heard for each in _programs(command))
        for program, text in texts.items() if self._names else ():
            watched = self._watched.get(program)
            found = _answer(program, self._names) if watched is None else watched
            for name, file in found.items():
                if self._watch.was_opened(file):
                    yield name, file.path, text


def _words(command: Command) -> list[str]:
    """The words of a command line, those of a line for a shell among them."""
    found: list[str] = []
    for word in command.words:
        if not re.search(r"[\s;|&]", word) or Path(command.folder, word).exists():
            found.append(word)
            continue
        lexer = shlex.shlex(word, posix=True, punctuation_chars=True)
        lexer.whitespace_split = True
        try:
            found += lexer
        except ValueError:  # it is no line for a shell
            found.append(word)
    return found


def _meant(command: Command) -> Iterator[str]:
    """The words of a command line with the values of variables, those that it sets among them."""
    variables = dict(command.variables)
    for word in _words(command):
        if given := VARIABLE.fullmatch(word):
            variables[given[1]] = given[2]
        yield REFERENCE.sub(lambda found: variables.get(found[1], found[0]), word)


def _programs(command: Command) -> Iterator[tuple[Program, str]]:
    """Every interpreter of a command line, with what was written to start it."""
    words = _words(command)
    variables = dict(command.variables)
    for number, word in enumerate(words):
        if given := VARIABLE.fullmatch(word):
            variables[given[1]] = given[2]
        elif word in {"-i", "-"} and number and Path(words[number - 1]).name == "env":
            variables.clear()
        elif found := _interpreter([*words[number:]], command, variables):
            yield _program(found, command.folder, variables), shlex.join(found)


def _interpreter(
    words: list[str], command: Command, variables: Mapping[str, str]
) -> list[str] | None:
    """The words from an interpreter on, if the first is one or a script that names one."""
    place = shutil.which(words[0], path=variables.get("PATH", os.defpath))
    if place is None:
        return None
    path = Path(command.folder, place)
    if PYTHON.fullmatch(path.name):
        return [str(path), *words[1:]]
    named = _first_line(path)
    found = next((each for each, word in enumerate(named) if _is_called_python(word)), None)
    if found is None:
        return None
    python = shutil.which(named[found], path=variables.get("PATH", os.defpath))
    return None if python is None else [python, *named[found + 1 :], str(path), *words[1:]]


def _is_called_python(word: str) -> bool:
    return PYTHON.fullmatch(Path(word).name) is not None


def _first_line(path: Path) -> list[str]:
    """What the first line of a script says of who is to run it."""
    with suppress(OSError), path.open("rb") as file:
        line = file.readline(4096)
        if line.startswith(b"#!"):
            return os.fsdecode(line[2:]).split()
    return []


def _program(words: list[str], folder: str, variables: Mapping[str, str]) -> Program:
    python, *left = words
    flags: list[str] = []
    script = None
    while left:
        word = left.pop(0)
        if not word.startswith("-") or word == "-":
            script = None if word == "-" else word
            break
        letters = re.match(r"-[^cm]*", word)
        before = "" if letters is None else letters[0]
        if len(before) > 1 and not word.startswith("--"):
            flags.append(before)
        if before != word and not word.startswith(("-X", "-W", "--")):
            break
        if word[1:] in WITH_A_VALUE and left:
            flags.append(left.pop(0))
    return Program(
        python=python,
        flags=tuple(flags),
        beside=None if script is None else _beside(Path(folder, script).resolve()),
        folder=folder,
        variables=tuple(variables.items()),
    )


def _beside(script: Path) -> str:
    """Where a script finds modules first: beside itself, or within, where it is a folder."""
    return str(script if script.is_dir() else script.parent)


def _answer(program: Program, names: list[str]) -> Mapping[str, ModuleFile]:
    """The files of the modules that a program would find; none where it cannot be asked."""
    question = dumps([program.beside, *names])
    with suppress(OSError, ValueError, subprocess.SubprocessError):
        done = subprocess.run(  # noqa: S603 # nosec B603: what the pair itself has started
            [program.python, *program.flags, "-c", QUESTION, question],
            capture_output=True,
            check=True,
            cwd=program.folder,
            # It is not the pair that opens what is opened to answer.
            env={name: value for name, value in program.variables if name != FOLDER},
            stdin=subprocess.DEVNULL,
            timeout=ANSWER_WITHIN_S,
        )
        found = loads(done.stdout.splitlines()[-1])
        return {name: ModuleFile(path, compiled) for name, (path, compiled) in found.items()}
    return {}
