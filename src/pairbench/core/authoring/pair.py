"""How a pair is written: the decorators of a pair file, collected as they are met.

Nothing is judged here, and nothing slow is imported (``dataclasses`` would be a sixth of a
worker's start), because every worker of every round imports this. ``definition.define`` says what
is wrong with a pair.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar, Literal, NamedTuple, Protocol, TypeVar, overload

Function = TypeVar("Function", bound=Callable[..., Any])
Scope = Literal["worker", "run"]
Bound = float | Mapping[int, float]
"""A factor at the largest size, or a mapping from sizes to factors."""


MakeTimer = Callable[[Callable[[], float]], Callable[[int], float] | None]
"""Makes of a clock a function of ``loops`` that returns the seconds of so many calls; None leaves
it to the harness."""


class Decorator(Protocol):
    """Takes a function and gives back the very same one."""

    def __call__(self, function: Function, /) -> Function:
        """Register the function."""


class Variant(NamedTuple):
    """One implementation as its file declares it."""

    function: Callable[..., Any]
    role: Literal["bad", "good"]
    claims: Mapping[str, Any]
    unavailable: str | None


class Resource(NamedTuple):
    """A context manager that a pair needs, and how long one stays open.

    ``advice`` is what to do where its value has to be carried to the workers and cannot be.
    """

    open: Callable[..., Any]
    scope: Scope
    advice: str = 'yield a path or an address, or use scope="worker"'

    def manager(self, made: Any) -> Any:
        """What ``open`` has made, a context manager; plain or asynchronous.

        Raises:
            TypeError: it is no context manager, or an asynchronous one for a whole run.
        """
        kind, name = type(made), getattr(self.open, "__name__", "resource")
        if not (hasattr(kind, "__enter__") or hasattr(kind, "__aenter__")):
            how = "asynccontextmanager" if hasattr(kind, "__anext__") else "contextmanager"
            raise TypeError(
                f"the resource {name} makes {kind.__name__}, which is no context manager: put "
                f"@contextlib.{how} under @pair.resource"
            )
        if self.scope == "run" and not hasattr(kind, "__enter__"):
            raise TypeError(f'the resource {name} is opened by "async with": say scope="worker"')
        return made


class Pair:
    """One question: the same job written two or more ways, one of them the baseline.

    With a single variant, marked as good, it is a benchmark: measured and gated, not compared.

    Args:
        sizes: the problem sizes n, ascending; each is given to the input.
        advice: what people are told, in one sentence: the statement that the pair puts to the
            test. The findings list it beside the verdicts.
        axis: what a size counts, in the plural: ``at 1,000 items``.
        parallel: the variants need several cores; they then share the CPU set instead of one CPU.
        mutates: the variants change their input; each call then gets a fresh copy, made outside
            the clock.
        copy: makes the copy that a call of a pair that ``mutates`` gets, where copying deeply takes
            long: ``list``, say.
        fresh: called before every call, outside the clock, so that each begins cold: a cache's
            ``cache_clear``, say.
        differs: why the variants' results differ, where that is the very point of the pair;
            the results are then not compared.
        timeout_s: the longest that one call may take, in seconds; ten times that under memray.
    """

    noted: "ClassVar[list[Pair] | None]" = None
    """While a file is read, every pair that is made, also one that no name will hold."""

    def __init__(  # noqa: PLR0913 (one keyword for each thing that a pair can say)
        self,
        *,
        sizes: Sequence[int],
        advice: str | None = None,
        axis: str = "items",
        parallel: bool = False,
        mutates: bool = False,
        copy: Callable[[Any], Any] | None = None,
        fresh: Callable[[], object] | None = None,
        differs: str | None = None,
        timeout_s: float = 20.0,
    ) -> None:
        self.sizes = _plain(sizes)
        self.advice = advice
        self.axis = axis
        self.parallel = parallel
        self.mutates = mutates
        self.copy = copy
        self.fresh = fresh
        self.differs = differs
        self.timeout_s = timeout_s
        self.variants: list[Variant] = []
        self.inputs: list[Callable[..., Any]] = []
        self.consumers: list[Callable[..., Any]] = []
        self.equals: list[Callable[..., bool]] = []
        self.resources: list[Resource] = []
        self.behaviours: list[Callable[..., Any]] = []
        # What only a suite of another tool has: its own way to time so many calls of a variant,
        # what is to be done after the last call of a process, and with what the input has opened;
        # and what its calls do to what they are given, where somebody wants to hear of it.
        self.timers: dict[str, MakeTimer] = {}
        self.endings: list[Callable[[], object]] = []
        self.closings: list[Callable[[], object]] = []
        self.told: list[str] | None = None
        if Pair.noted is not None:
            Pair.noted.append(self)

    def input(self, function: Function) -> Function:
        """Make this ``(size)`` or ``(size, resource)`` function the variants' argument."""
        self.inputs.append(function)
        return function

    def consumer(self, function: Function) -> Function:
        """Apply this function to every variant's result, inside the clock."""
        self.consumers.append(function)
        return function

    def equal(self, function: Function) -> Function:
        """Compare two results with this ``(baseline, variant)`` function instead of ``==``."""
        self.equals.append(function)
        return function

    @overload
    def resource(self, function: Function, /) -> Function: ...

    @overload
    def resource(self, /, *, scope: Scope = "worker") -> Decorator: ...

    def resource(
        self, function: Callable[..., Any] | None = None, /, *, scope: Scope = "worker"
    ) -> Any:
        """Open this ``(size)`` context manager outside the clock.

        With ``scope="worker"`` each worker process opens its own; it may be asynchronous.
        With ``scope="run"`` one process of its own holds it open for all workers, and its value
        must be one that pickle can carry, such as a path or an address.
        """

        def register(function: Function, /) -> Function:
            self.resources.append(Resource(open=function, scope=scope))
            return function

        return register if function is None else register(function)

    def behaviour(self, function: Function) -> Function:
        """Demonstrate a behaviour: must raise AssertionError for bad, pass for every good.

        The function gets a variant's function; what it returns, if anything, or the message of
        its AssertionError is shown as what was seen.
        """
        self.behaviours.append(function)
        return function

    @overload
    def bad(self, function: Function, /) -> Function: ...

    @overload
    def bad(self, /, *, grows: str | None = None, peak_grows: str | None = None) -> Decorator: ...

    def bad(
        self,
        function: Callable[..., Any] | None = None,
        /,
        *,
        grows: str | None = None,
        peak_grows: str | None = None,
    ) -> Any:
        """Declare the baseline, with what is claimed of it alone."""
        claims = {"grows": grows, "peak_grows": peak_grows}
        return self._declare("bad", function, claims, unavailable=None)

    @overload
    def good(self, function: Function, /) -> Function: ...

    @overload
    def good(
        self,
        /,
        *,
        faster: Bound | None = None,
        costs: Bound | None = None,
        crosses: bool = False,
        leaner: Bound | None = None,
        leaner_per_item: float | None = None,
        grows: str | None = None,
        peak_grows: str | None = None,
        unavailable: str | None = None,
    ) -> Decorator: ...

    def good(  # noqa: PLR0913 (one keyword for each kind of claim)
        self,
        function: Callable[..., Any] | None = None,
        /,
        *,
        faster: Bound | None = None,
        costs: Bound | None = None,
        crosses: bool = False,
        leaner: Bound | None = None,
        leaner_per_item: float | None = None,
        grows: str | None = None,
        peak_grows: str | None = None,
        unavailable: str | None = None,
    ) -> Any:
        """Declare an alternative, with what is claimed of it against the baseline.

        Args:
            function: the variant, where the decorator is written without parentheses.
            faster: at least this many times as fast.
            costs: at most this many times the baseline's time.
            crosses: slower at the smallest size, faster at the largest.
            leaner: the baseline's peak memory is at least this many times the variant's.
            leaner_per_item: the same for the bytes that the result keeps for each item.
            grows: the order in which the time grows, such as ``"n log n"``.
            peak_grows: the order in which the peak memory grows.
            unavailable: why this interpreter cannot run the variant, or None where it can.
        """
        claims = {
            "faster": faster,
            "costs": costs,
            "crosses": crosses or None,
            "leaner": leaner,
            "leaner_per_item": leaner_per_item,
            "grows": grows,
            "peak_grows": peak_grows,
        }
        return self._declare("good", function, claims, unavailable=unavailable)

    def _declare(
        self,
        role: Literal["bad", "good"],
        function: Callable[..., Any] | None,
        claims: dict[str, Any],
        *,
        unavailable: str | None,
    ) -> Any:
        made = {name: value for name, value in claims.items() if value is not None}

        def register(function: Callable[..., Any]) -> Callable[..., Any]:
            self.variants.append(
                Variant(function=function, role=role, claims=made, unavailable=unavailable)
            )
            return function

        return register if function is None else register(function)


def _plain(sizes: Any) -> tuple[int, ...]:
    """The sizes; whole numbers of a library, as those of ``numpy.arange``, become Python's.

    Raises:
        TypeError: one stands where several belong.
    """
    if not hasattr(sizes, "__iter__"):
        one = repr(sizes) if hasattr(sizes, "__index__") else "100"
        raise TypeError(f"sizes={sizes!r}: give several, or write sizes=({one},) for one")
    return tuple(
        each.__index__() if hasattr(each, "__index__") and not isinstance(each, bool) else each
        for each in sizes
    )
