"""Every error that a user can cause; each message is one line that says what to do next."""

from pairbench.core.words import printable


class PairbenchError(Exception):
    """Base of all errors that the entry point turns into one line and an exit code."""


class UsageError(PairbenchError):
    """The command was called with something that it cannot use: a path, a pattern, a folder."""


class PairError(PairbenchError):
    """A pair file is wrong; the message names the file, the pair and what to do.

    ``line`` is where the file raised, if that is known.
    """

    def __init__(self, *, file: str, pair: str, message: str, line: int | None = None) -> None:
        self.file = file
        self.pair = pair
        self.message = message
        self.line = line
        at = file if line is None else f"{file}, line {line}"
        where = f"{at}: pair {pair}" if pair else at
        super().__init__(f"{where}: {message}")


class SkippedError(Exception):
    """A benchmark says that it is not to be measured here, and why: no error of anybody's."""


class SuiteError(Exception):
    """A benchmark of another tool's suite cannot be measured; the message says all of it."""


class StoreError(PairbenchError):
    """A stored run set cannot be read; what the message quotes of it is made fit to be shown."""

    def __init__(self, message: str) -> None:
        super().__init__(_shortened(printable(" ".join(message.split()))))


class Interrupted(BaseException):
    """The user or the system asked the command to stop; nothing measured is lost."""


LONGEST_MESSAGE = 2_000
"""So many characters of what an error says are kept: enough for the longest of any library."""


MOST_OF_A_GROUP = 2
"""So many of a group's errors are told: a call that fails many times over mostly does so alike."""


LONGEST_END = 200
"""So many of the last characters are kept of a message that is too long: they say what to do."""


def _shortened(text: str) -> str:
    """A message without its middle, where it quotes a name of a megabyte."""
    left = len(text) - LONGEST_MESSAGE - LONGEST_END
    if left <= 0:
        return text
    return f"{text[:LONGEST_MESSAGE]} ... {left:,} characters ... {text[-LONGEST_END:]}"


def in_one_line(error: BaseException) -> str:
    """The kind of an error and what it says, without line breaks and control characters."""
    text = _said(error)
    if isinstance(error, SuiteError):
        return text
    return f"{type(error).__name__}: {text}" if text else type(error).__name__


def _said(error: BaseException) -> str:
    """What an error says of itself, as far as that can be said."""
    try:
        whole = str(error)
    except Exception as second:  # noqa: BLE001 (whatever the text of a variant's error raises)
        return f"its text cannot be had: {type(second).__name__}"
    text = printable(" ".join(whole[: 2 * LONGEST_MESSAGE].split()))
    left = len(whole) - LONGEST_MESSAGE
    if left > 0:
        return f"{text[:LONGEST_MESSAGE]} ... and {left:,} characters more"
    return f"{text}: {_of_a_group(error)}" if isinstance(error, BaseExceptionGroup) else text


def _of_a_group(group: BaseExceptionGroup[BaseException]) -> str:
    """The first errors of a group, and how many more there are; a group in it has its own."""
    told = [in_one_line(each) for each in group.exceptions[:MOST_OF_A_GROUP]]
    more = len(group.exceptions) - len(told)
    return "; ".join(told) + (f"; and {more:,} more" if more else "")
