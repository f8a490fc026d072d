"""Holds the picture of the architecture to the tree that it shows."""

from pathlib import Path

import pytest

from simulations.house import House, direct, house_of, levels, shown_in, write

pytestmark = pytest.mark.once

REPOSITORY = Path(__file__).parents[1]


def write_package(folder: Path, modules: dict[str, str]) -> Path:
    """A package of some modules, with a file that makes each folder one of it."""
    for name, text in modules.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        (path.parent / "__init__.py").touch()
    return folder


def test_the_picture_shows_todays_tree() -> None:
    """A wing, a room, a module or an import more, and the picture has to be drawn anew."""
    picture = REPOSITORY / "docs" / "architecture.svg"
    found = house_of(REPOSITORY / "src" / "pairbench")
    assert shown_in(picture) == found, "draw it anew: nox -s house"


def test_imports_in_functions_count(tmp_path: Path) -> None:
    """A wing that another needs only now and then is still one that it needs."""
    package = write_package(
        tmp_path / "shop",
        {
            "till/sell.py": "def sell():\n    from shop.stock.room import take\n",
            "stock/room.py": "import shop\n",
        },
    )
    assert house_of(package).imports == {"stock": [], "till": ["stock"]}


def test_an_arrow_that_follows_from_others_is_left_out() -> None:
    """The outer of three imports the innermost by way of the middle one."""
    house = House(rooms={}, imports={"a": ["b", "c"], "b": ["c"], "c": []})
    assert direct(house) == [("a", "b"), ("b", "c")]
    assert levels(house) == [["a"], ["b"], ["c"]]


def test_a_picture_is_read_back_as_it_was_drawn(tmp_path: Path) -> None:
    """What it shows is kept in it; one from elsewhere is refused."""
    house = House(rooms={"a": ["x 2"], "b": []}, imports={"a": ["b"], "b": []})
    write(house, tmp_path / "house.svg")
    assert shown_in(tmp_path / "house.svg") == house
    (tmp_path / "other.svg").write_text("<svg/>", encoding="utf-8")
    with pytest.raises(ValueError, match=r"not drawn by simulations\.house"):
        shown_in(tmp_path / "other.svg")
