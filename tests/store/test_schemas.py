"""The published schemas are those of the code."""

import json
from pathlib import Path

import pytest

from pairbench.store.schemas import schemas

FOLDER = Path(__file__).parents[2] / "docs" / "schema"

SCHEMAS = schemas()
"""Those of all files that pairbench writes."""

REGENERATE = (
    'python -c "from pathlib import Path; from pairbench.store.schemas import publish; '
    "publish(Path('docs/schema'))\""
)


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_the_published_schemas_are_up_to_date(name: str) -> None:
    """The schema in the documentation is that of the code; the failure says how to write it."""
    published = json.loads((FOLDER / name).read_text(encoding="utf-8"))
    assert published == SCHEMAS[name], f"out of date, write it with: {REGENERATE}"


def test_every_schema_is_published() -> None:
    """No kind of file is without its schema, and no schema without its file."""
    assert {path.name for path in FOLDER.iterdir()} == set(SCHEMAS), REGENERATE
