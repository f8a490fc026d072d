"""What a pair says of how it is measured and compared, and says otherwise at head than at base.

Such a change makes the two sides incomparable, or lets a result pass that base would not: nothing
of it shows in a ratio.
"""

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from pairbench.core.authoring.definition import PairDefinition
from pairbench.core.authoring.source import SourceText, parsed
from pairbench.core.gating.answer import Change, GateLine, Kind

PARTS = ("equal", "consumer", "behaviour", "resource", "input")
"""What a pair file adds to a pair besides its variants."""

OPTIONS = ("fresh", "copy")
"""What a pair is given that is a function; of the others the definition has the values."""

BY_ITSELF = "each side is measured by its own"

COUNTS = {"equal": "results are compared as head does"}
"""What follows where both sides have one of a kind; else each is measured by its own."""


def measured_otherwise(base: PairDefinition, head: PairDefinition) -> Iterator[GateLine]:
    """A line for each thing that head says otherwise of how a pair is measured.

    A suite's benchmarks are measured as its tool says.
    """
    for why in () if head.suite or base.suite else _otherwise(base, head):
        yield GateLine(pair=base.name, kind=Kind.PAIR, change=Change.LOST, why=why)


def _otherwise(base: PairDefinition, head: PairDefinition) -> Iterator[str]:
    if base.differs is None and head.differs is not None:
        yield "head lets results differ (differs=…), and base does not: another one is no failure"
    if base.parallel != head.parallel:
        yield f"parallel is {head.parallel}, and {base.parallel} at base: that of head counts"
    if base.mutates != head.mutates:
        yield f"mutates is {head.mutates}, and {base.mutates} at base: {BY_ITSELF}"
    if (base.file_source, base.neighbours) != (head.file_source, head.neighbours):
        yield from _written_otherwise(base, head)


def _written_otherwise(base: PairDefinition, head: PairDefinition) -> Iterator[str]:
    before, now = _Texts(base), _Texts(head)
    for kind in OPTIONS:
        yield from _told(f"{kind}=…", before.option(kind), now.option(kind), BY_ITSELF)
    for kind in PARTS:
        # Inputs are held against each other by what they are, but where a resource is part of them.
        if kind != "input" or (base.resource_scope and head.resource_scope):
            follows = COUNTS.get(kind, BY_ITSELF)
            yield from _told(f"@pair.{kind}", before.part(kind), now.part(kind), follows)


def _told(what: str, before: Sequence[str], now: Sequence[str], follows: str) -> Iterator[str]:
    if before == now:
        return
    if not now:
        yield f"base has {what}, and head has none: {follows}"
    elif not before:
        yield f"head has {what}, and base has none: {follows}"
    else:
        yield f"{what} is another one at head than at base: {follows}"


@dataclass(frozen=True, slots=True)
class _Texts:
    """What stands in a pair file, without what no call can notice: spaces and comments."""

    definition: PairDefinition

    def part(self, kind: str) -> tuple[str, ...]:
        """Each function that is given to the pair as this part of it, with what it uses."""
        name = f"{self.definition.attribute}.{kind}"
        return tuple(self._with_what_it_uses(each) for each in self._parts(name))

    def option(self, kind: str) -> tuple[str, ...]:
        """What the pair is given by this name."""
        return tuple(
            self._with_what_it_uses(each.value)
            for node in self._body()
            if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.Call)
            if self.definition.attribute in map(ast.unparse, _targets(node))
            for each in node.value.keywords
            if each.arg == kind
        )

    def _parts(self, name: str) -> Iterator[ast.stmt | ast.expr]:
        for node in self._body():
            match node:
                case ast.FunctionDef() | ast.AsyncFunctionDef():
                    if any(_called(each) == name for each in node.decorator_list):
                        yield node
                case ast.Expr(value=ast.Call() as call) if ast.unparse(call.func) == name:
                    yield from call.args

    def _with_what_it_uses(self, node: ast.stmt | ast.expr) -> str:
        text = SourceText(self.definition.file_source)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            named = {node.name}
        else:
            named = {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}
        own = [ast.unparse(node), *(text.with_what_it_uses(name) for name in sorted(named))]
        known = {
            each.id for one in own for each in ast.walk(parsed(one)) if isinstance(each, ast.Name)
        }
        others = [said for name, said in self._imported() if name in known]
        return "\n".join(ast.unparse(parsed(each)) for each in (*own, *others))

    def _imported(self) -> Iterator[tuple[str, str]]:
        """Each name that a file of the same folder gives, with the text that is behind it."""
        texts = {PurePosixPath(each.path).stem: each.text for each in self.definition.neighbours}
        for node in self._body():
            if not isinstance(node, ast.Import | ast.ImportFrom):
                continue
            module = getattr(node, "module", None) or ""
            for each in node.names:
                bound = each.asname or each.name.partition(".")[0]
                if (whole := texts.get(each.name.rpartition(".")[2])) is not None:
                    yield bound, whole
                elif (giving := texts.get(module.rpartition(".")[2])) is not None:
                    yield bound, SourceText(giving).with_what_it_uses(each.name) or giving

    def _body(self) -> Sequence[ast.stmt]:
        try:
            return parsed(self.definition.file_source).body
        except (SyntaxError, ValueError):  # the interpreter of its side knows more than this one
            return []


def _targets(node: ast.Assign | ast.AnnAssign) -> Sequence[ast.expr]:
    return node.targets if isinstance(node, ast.Assign) else [node.target]


def _called(decorator: ast.expr) -> str:
    return ast.unparse(decorator.func if isinstance(decorator, ast.Call) else decorator)
