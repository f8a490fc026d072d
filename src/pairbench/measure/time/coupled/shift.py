"""Moves what a process will put into its memory: both sides of a round by the same amounts.

A stem may serve several rounds, and what it has loaded lies at the same place in all of them. What
its leaves add, their stack, their heap and what they map, lies elsewhere in each round, so that no
one layout decides.
"""

import ctypes
import random
from collections.abc import Callable

PAGE_BYTES = 4096

ALIGNED_BYTES = 16
"""What malloc and the stack align to."""

LARGE_PAGES = 32
"""From here on malloc maps what it is asked for."""

MOST_PAGES = 4096

SMALL_BLOCKS = 8

MOST_OBJECTS = 2_000

MOST_OBJECT_BYTES = 500
"""Objects up to about this size lie in the pools of Python's own allocator."""

_LIBC = ctypes.CDLL(None)
_LIBC.malloc.restype = ctypes.c_void_p
_LIBC.malloc.argtypes = [ctypes.c_size_t]


def shifted(seed: int, work: Callable[[], None]) -> None:
    """Do the work with the stack, the heap and the mappings moved by amounts of this seed.

    Raises:
        BaseException: whatever the work raises.
    """
    rng = random.Random(seed)  # noqa: S311 # nosec B311 (a layout, no secret)
    # What malloc has given is not given back: the process ends with the work.
    _LIBC.malloc(PAGE_BYTES * rng.randrange(LARGE_PAGES, MOST_PAGES))
    for _ in range(SMALL_BLOCKS):
        _LIBC.malloc(ALIGNED_BYTES * rng.randrange(1, PAGE_BYTES))
    kept = [
        bytes(rng.randrange(1, MOST_OBJECT_BYTES)) for _ in range(rng.randrange(1, MOST_OBJECTS))
    ]
    _deeper(ALIGNED_BYTES * rng.randrange(1, 2 * PAGE_BYTES // ALIGNED_BYTES), work)
    del kept


def _deeper(room_bytes: int, work: Callable[[], None]) -> None:
    """Do the work so many bytes further down the stack, where an argument of that size lies."""

    class Room(ctypes.Structure):
        _fields_ = (("room", ctypes.c_char * room_bytes),)

    raised: list[BaseException] = []

    def below(_: object) -> None:
        try:
            work()
        except BaseException as error:  # noqa: BLE001 (no error may leave a callback)
            raised.append(error)

    ctypes.CFUNCTYPE(None, Room)(below)(Room())
    if raised:
        raise raised[0]
