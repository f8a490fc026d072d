"""Whether a call returns what has yet to be done: nobody has begun to read or to await it."""

import inspect
from types import AsyncGeneratorType, CoroutineType, GeneratorType

UNREAD_OF = (
    "its call returns a {0} that nobody reads: what the {0} does is not done, and is "
    "not measured. Read it within the call, as list(...) does"
)

UNREAD = UNREAD_OF.format("generator")

UNAWAITED = (
    "its call returns a coroutine that nobody awaits: what the coroutine does is not done, and is "
    "not measured. Have it awaited within the call"
)


def undone(result: object) -> str | None:
    """What to say of a result of which nothing was done; None of any other.

    What was begun may have been read as far as was wanted; a map and a filter do not tell. An
    asynchronous generator cannot have been begun by a call that did not wait for it.
    """
    match result:
        case GeneratorType():
            is_begun = inspect.getgeneratorstate(result) != inspect.GEN_CREATED
            return None if is_begun else UNREAD
        case map() | filter():
            return UNREAD_OF.format(type(result).__name__)
        case AsyncGeneratorType():
            return None if result.ag_frame is None else UNREAD
        case CoroutineType():
            is_begun = inspect.getcoroutinestate(result) != inspect.CORO_CREATED
            return None if is_begun else UNAWAITED
        case _:
            return None
