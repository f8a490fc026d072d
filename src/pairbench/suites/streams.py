"""Files and streams in which a call reads on: sooner or later its calls find nothing more in them.

A call that goes back to where it began, in front of its reading, moves a stream as well. The second
call tells: before it, a stream that the first has read to its end is put one place behind its end.
One that cannot be put there, as those that unpack what they read, is listened to instead.
"""

import csv
import gc
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from tempfile import NamedTemporaryFile
from typing import Any

from pairbench.suites.drifting import given_as, in_words

READ_ON = (
    "its call goes on in the stream that it is given, and later calls would find its end: open it "
    "within the call, seek(0) in it there, or give it in a setup of each call"
)

_ROWS = type(csv.reader(()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a stream is, and where it ends; in bytes, or as the stream counts."""

    at: int
    end: int


class Stream:
    """A stream that a call can read, looked at before and after each of its first two calls."""

    def __init__(self, stream: Any, given: object) -> None:
        """Remember where it is; the call is given that which reads from it, or the stream."""
        self.given = given
        self._stream = stream
        self._place = place_in(stream)
        self._ends = [_end(self._place)]
        self._is_moved = False
        self._listening: Listening | None = None

    def begin_again(self) -> None:
        """Before the second call: put it behind its end, where nobody is but who goes back."""
        if self._is_moved and self._place is not None and self._place.at == self._place.end:
            self._stream.seek(self._place.end + 1)
            if self._stream.tell() <= self._place.end:
                self._listening = Listening(self._stream)

    def is_read_on(self) -> bool:
        """Whether both calls have read on in it; what they write gives it another end."""
        # Before it is looked at, which goes to its end and back.
        has_gone = self._listening is not None and self._listening.stop()
        before, after = self._place, place_in(self._stream)
        was_moved = self._is_moved
        if self._listening is not None:
            return was_moved and before == after and not has_gone
        self._is_moved = before is not None and after is not None and _is_moved(before, after)
        self._place = after
        self._ends.append(_end(after))
        return was_moved and self._is_moved

    def why(self) -> str | None:
        """What both calls have done to its length, where nobody had to listen to it."""
        if self._listening is not None:
            return None
        return in_words(given_as(self._stream), self._ends)


class Listening:
    """Hears whether somebody goes to another place in a stream."""

    def __init__(self, stream: Any) -> None:
        """Stand in front of its own way to go there; one that takes no attributes tells nothing."""
        self._stream = stream
        self._has_gone = False
        self._heard: list[str] = []
        for name in ("seek", "rewind"):
            way = getattr(stream, name, None)
            if way is None:
                continue
            try:
                setattr(stream, name, self._heard_of(way))
            except AttributeError:
                self._has_gone = True
            else:
                self._heard.append(name)

    def stop(self) -> bool:
        """Whether anybody has; from now on nobody is listened to."""
        for name in self._heard:
            delattr(self._stream, name)
        self._heard.clear()
        return self._has_gone

    def _heard_of(self, way: Callable[..., Any]) -> Callable[..., Any]:
        def heard(*args: Any, **kwargs: Any) -> Any:
            self._has_gone = True
            return way(*args, **kwargs)

        return heard


def place_in(stream: Any) -> Place | None:
    """Where it is; None of one that cannot be read, or does not tell."""
    try:
        if stream.closed or not (stream.readable() and stream.seekable()):
            return None
        at = stream.tell()
        end = stream.seek(0, io.SEEK_END)
        stream.seek(at)
    except Exception:  # noqa: BLE001 (whatever a user's stream raises)
        return None
    return Place(at=at, end=end)


def _end(place: Place | None) -> int | None:
    return None if place is None else place.end


def streams_of(value: Any) -> Iterator[object]:
    """The stream that it is, or that it reads from; by its type alone, whatever it says it is."""
    if issubclass(type(value), io.IOBase):
        yield value
    elif type(value).__module__ == NamedTemporaryFile.__module__:
        yield from streams_of(getattr(value, "file", None))
    else:
        yield from (each for each in behind(value) if issubclass(type(each), io.IOBase))


def behind(value: Any) -> Iterator[object]:
    """What a reader of csv reads from: it does not tell how much is left."""
    if issubclass(type(value), csv.DictReader):
        yield from behind(value.reader)
    elif type(value) is _ROWS:
        yield from (each for each in gc.get_referents(value) if issubclass(type(each), Iterator))


def _is_moved(before: Place, after: Place) -> bool:
    """Forwards, or not at all where it was put behind the end."""
    if after.end != before.end:
        return False
    return after.at > before.at or after.at > after.end
