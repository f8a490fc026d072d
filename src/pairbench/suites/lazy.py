"""Whether a call returns what has yet to be done: a generator that nobody has begun to read."""

import inspect
from types import AsyncGeneratorType, GeneratorType

UNREAD = (
    "its call returns a generator that nobody reads: what the generator does is not done, and is "
    "not measured. Read it within the call, as list(...) does"
)


def is_unread(result: object) -> bool:
    """Whether nothing of it was done; what was begun may have been read as far as was wanted.

    An asynchronous one cannot have been begun by a call that did not wait for it.
    """
    if isinstance(result, GeneratorType):
        return inspect.getgeneratorstate(result) == inspect.GEN_CREATED
    return isinstance(result, AsyncGeneratorType) and result.ag_frame is not None
