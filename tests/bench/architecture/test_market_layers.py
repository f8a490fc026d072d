"""Holds the direction of the market service's imports: everything points to the domain."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.architecture._market.hexagonal.config import app

MARKET = "bench.architecture._market"
HEXAGONAL = f"{MARKET}.hexagonal"
ROOT = Path(app.__file__).parents[1]
REPOSITORY = Path(app.__file__).parents[5]

LAYERS = {
    "domain.model": ("domain.model",),
    "domain.port": ("domain",),
    "application": ("application", "domain"),
    "adapter.inbound": ("adapter.inbound", "domain"),
    "adapter.outbound": ("adapter.outbound", "domain"),
    "config": ("config", "adapter", "application", "domain"),
}
"""What the modules of each layer may import of the service."""

LIBRARIES = {
    "domain.model": set[str](),
    "domain.port": set[str](),
    "application": set[str](),
    "adapter.inbound": {"fastapi", "pydantic", "starlette"},
    "adapter.outbound": {"sqlalchemy", f"{MARKET}.database"},
    "config": {"fastapi", "sqlalchemy", f"{MARKET}.database"},
}
"""What they may import beside it and the standard library."""


def is_within(name: str, package: str) -> bool:
    """Whether a module is the package or lies inside it."""
    return name == package or name.startswith(f"{package}.")


def layer_of(module: str) -> str:
    """The layer of a module, both named within the service."""
    return next(layer for layer in LAYERS if is_within(module, layer))


def may_import(importer: str, imported: str) -> bool:
    """Whether a module, named within the service, may import another, named in full."""
    layer = layer_of(importer)
    allowed = {f"{HEXAGONAL}.{each}" for each in LAYERS[layer]} | LIBRARIES[layer]
    if imported.partition(".")[0] in sys.stdlib_module_names:
        return True
    return any(is_within(imported, each) for each in allowed)


def imports_of(path: Path) -> Iterator[str]:
    """Every module that a file imports, anywhere in it, for types or in earnest."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: write the whole name"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts): path
    for path in sorted(ROOT.rglob("*.py"))
}


@pytest.mark.parametrize("module", MODULES)
def test_imports_point_inwards(module: str) -> None:
    """A module of the hexagonal service imports only what its layer allows."""
    wrong = [each for each in imports_of(MODULES[module]) if not may_import(module, each)]
    assert not wrong, f"{module} must not import {', '.join(wrong)}"


@pytest.mark.parametrize(
    ("importer", "imported", "allowed"),
    [
        ("domain.model.market", "dataclasses.dataclass", True),
        ("domain.model.market", f"{HEXAGONAL}.domain.model.errors", True),
        ("domain.model.market", f"{HEXAGONAL}.domain.port.outbound", False),
        ("domain.model.market", "pydantic.BaseModel", False),
        ("domain.port.outbound", f"{HEXAGONAL}.domain.model.market.Market", True),
        ("domain.port.outbound", f"{HEXAGONAL}.application.use_cases.find_market", False),
        ("application.use_cases.find_market", f"{HEXAGONAL}.domain.port.outbound", True),
        ("application.use_cases.find_market", f"{HEXAGONAL}.adapter.outbound.system_clock", False),
        ("application.use_cases.find_market", "sqlalchemy.select", False),
        ("adapter.inbound.http.router", f"{HEXAGONAL}.domain.port.inbound", True),
        ("adapter.inbound.http.router", f"{HEXAGONAL}.application.use_cases.find_market", False),
        ("adapter.inbound.http.router", f"{HEXAGONAL}.adapter.outbound.persistence.tables", False),
        ("adapter.inbound.http.router", f"{MARKET}.database", False),
        ("adapter.outbound.persistence.tables", f"{HEXAGONAL}.adapter.inbound.http.bodies", False),
        ("adapter.outbound.persistence.tables", f"{HEXAGONAL}.config.container", False),
        ("adapter.outbound.persistence.tables", f"{MARKET}.tangled.models", False),
        ("adapter.outbound.persistence.tables", f"{MARKET}.database.UtcDateTime", True),
        ("config.container", f"{HEXAGONAL}.application.use_cases.find_market", True),
    ],
)
def test_the_layers_tell_right_from_wrong(importer: str, imported: str, *, allowed: bool) -> None:
    """The rule that the other test applies allows what it should, and nothing else."""
    assert may_import(importer, imported) is allowed


def test_every_layer_has_modules() -> None:
    """The folders are named as the rule names them, and each module lies in one of them."""
    assert {layer_of(module) for module in MODULES} == set(LAYERS)


def test_the_tangled_service_owes_nothing_to_the_hexagonal_one() -> None:
    """The two share the settings of the database, and nothing else."""
    shared = {
        each
        for path in (ROOT.parent / "tangled").glob("*.py")
        for each in imports_of(path)
        if is_within(each, MARKET) and not is_within(each, f"{MARKET}.tangled")
    }
    assert shared == {f"{MARKET}.database.UtcDateTime", f"{MARKET}.database.open_engine"}


@pytest.mark.parametrize("path", sorted(ROOT.parent.rglob("*.py")), ids=lambda path: path.stem)
def test_every_module_says_its_one_job(path: Path) -> None:
    """The first line of a module is a sentence."""
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    assert docstring, f"{path.relative_to(REPOSITORY)} has no docstring"
    assert docstring.partition("\n")[0].endswith(".")
