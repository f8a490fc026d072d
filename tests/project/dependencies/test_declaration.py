"""What a revision requires, from whichever file declares it."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from pairbench.core.authoring.dependencies import Chosen, Dependencies
from pairbench.core.errors import UsageError
from pairbench.project.dependencies.declaration import (
    dependencies_of,
    mark_of,
)
from pairbench.project.dependencies.groups import chosen_at, insist_on_choices
from pairbench.project.dependencies.unread import Unread, packages_differing, unlike_and_unread

HELPER = '[project]\nname = "shop-helper"\nversion = "1"\n'


def tree(folder: Path, files: Mapping[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def found(folder: Path, files: Mapping[str, str], chosen: Chosen | None = None) -> Dependencies:
    root = tree(folder, files)
    return dependencies_of(root, root, chosen or Chosen())


def required(folder: Path, files: Mapping[str, str], chosen: Chosen | None = None) -> list[str]:
    return list(found(folder, files, chosen).requirements)


PROJECT = """
[project]
name = "shop"
dependencies = ["one>=1"]
[project.optional-dependencies]
fast = ["two"]
all = ["shop[fast]", "three"]
[dependency-groups]
bench = ["four", { include-group = "data" }]
data = ["five"]
lint = ["six"]
"""


def test_a_project_requires_its_dependencies_and_those_of_its_pairs(tmp_path: Path) -> None:
    """The group bench, with the groups that it includes; nothing else is asked for."""
    assert required(tmp_path, {"pyproject.toml": PROJECT}) == ["one>=1", "four", "five"]


def test_extras_and_groups_are_those_of_the_settings(tmp_path: Path) -> None:
    """An extra that stands for others is opened up; a revision that lacks one is not asked."""
    chosen = Chosen(extras=("all", "later"), groups=("lint",))
    wanted = ["one>=1", "two", "three", "six"]
    assert required(tmp_path, {"pyproject.toml": PROJECT}, chosen) == wanted


def test_a_choice_that_no_revision_has_is_an_error(tmp_path: Path) -> None:
    """It is named with its kind."""
    folder = tree(tmp_path, {"pyproject.toml": PROJECT})
    insist_on_choices([folder], Chosen(extras=("fast",), groups=("lint",)))
    with pytest.raises(UsageError, match="groups: neither revision has lnt"):
        insist_on_choices([folder], Chosen(groups=("lnt",)))


@pytest.mark.parametrize("inner", ["gone", "bench"])
def test_groups_that_cannot_be_read_are_an_error(tmp_path: Path, inner: str) -> None:
    """One that is not there, and one that includes itself."""
    text = f'[dependency-groups]\nbench = [{{ include-group = "{inner}" }}]\n'
    with pytest.raises(UsageError, match="cannot be read; mend it"):
        required(tmp_path, {"pyproject.toml": text})


POETRY = """
[tool.poetry.dependencies]
python = "^3.11"
caret = "^1.2"
zero = "^0.3.1"
tilde = "~1.4"
exact = "1.0"
star = "2.*"
many = ">=1,<3"
any = "*"
helper = { path = "libs/helper", develop = true }
far = { git = "https://example.org/far.git", tag = "v1" }
marked = { version = "^3", python = "<4", markers = "sys_platform != 'win32'" }
spare = { version = "1", optional = true }
[[tool.poetry.dependencies.twice]]
version = "1"
python = "<3.12"
[[tool.poetry.dependencies.twice]]
version = "2"
python = ">=3.12"
[tool.poetry.extras]
more = ["spare"]
[tool.poetry.group.bench.dependencies]
timer = "~2"
"""


def test_tables_of_poetry_are_requirements(tmp_path: Path) -> None:
    """Carets, tildes, plain numbers, places, markers, extras and groups."""
    helper = tree(tmp_path / "libs" / "helper", {"pyproject.toml": HELPER})
    lines = required(tmp_path, {"pyproject.toml": POETRY}, Chosen(extras=("more",)))
    for line in (
        "caret>=1.2,<2",
        "zero>=0.3.1,<0.4",
        "tilde>=1.4,<1.5",
        "exact==1.0",
        "star==2.*",
        "many>=1,<3",
        "any",
        f"helper @ {helper.as_uri()}",
        "far @ git+https://example.org/far.git@v1",
        "marked>=3,<4 ; (sys_platform != 'win32') and python_full_version < '4'",
        "spare==1",
        "twice==1 ; python_full_version < '3.12'",
        "twice==2 ; python_full_version >= '3.12'",
        "timer>=2,<3",
    ):
        assert line in lines
    assert not [each for each in lines if each.startswith("python")]


@pytest.mark.parametrize(
    ("table", "other"),
    [
        ('a = "1 || 2"', 'a = "2 || 3"'),
        ('a = { version = "1", source = "own" }', 'a = { version = "1", source = "theirs" }'),
    ],
)
def test_what_requirements_cannot_say_is_refused_where_it_must_be_installed(
    tmp_path: Path, table: str, other: str
) -> None:
    """With what to do instead; two revisions that say the same need nothing installed."""
    said = [
        found(tmp_path, {"pyproject.toml": f"[tool.poetry.dependencies]\n{each}\n"})
        for each in (table, other, table)
    ]
    assert "requirements file in" in said[0].refused[0]
    marks = [mark_of(each, tmp_path) for each in said]
    assert marks[0] == marks[2] != marks[1]


def test_a_lock_settles_which_of_several_versions_it_is(tmp_path: Path) -> None:
    """Then any version will do that the lock fixes."""
    lock = '[[package]]\nname = "a"\nversion = "2.1"\n'
    text = '[tool.poetry.dependencies]\na = "^1 || ^2"\n'
    one = found(tmp_path, {"pyproject.toml": text, "poetry.lock": lock})
    assert (one.refused, one.requirements, one.constraints) == ((), ("a",), ("a==2.1",))


def test_a_lock_of_poetry_fixes_the_versions(tmp_path: Path) -> None:
    """Of what is required always, and of the groups of the pairs."""
    lock = """
[[package]]
name = "one"
version = "1.4"
groups = ["main"]
[[package]]
name = "linter"
version = "9"
groups = ["dev"]
"""
    text = '[tool.poetry.dependencies]\none = "^1"\n'
    one = found(tmp_path, {"pyproject.toml": text, "poetry.lock": lock})
    assert one.constraints == ("one==1.4",)


@pytest.mark.parametrize(
    "text",
    [
        "[tool.poetry.group.bench.dependencies]\ntimer = '2'\n",
        "[tool.pdm.dev-dependencies]\nbench = ['timer==2']\n",
        "[tool.hatch.envs.bench]\nextra-dependencies = ['timer==2']\n",
        "[tool.hatch.envs.default]\ndependencies = ['timer==2']\n[tool.hatch.envs.bench]\n",
        "[tool.poetry.group.Bench.dependencies]\ntimer = '2'\n",
        "[dependency-groups]\nbenchmark = ['timer==2']\n",
        "[project.optional-dependencies]\nbenchmarks = ['timer==2']\n",
    ],
)
def test_the_pairs_need_what_any_tool_calls_their_group(tmp_path: Path, text: str) -> None:
    """Beside what a project requires by the standard, of whichever tool it has the group."""
    project = "[project]\nname = 'shop'\ndependencies = ['one']\n"
    assert required(tmp_path, {"pyproject.toml": project + text}) == ["one", "timer==2"]


def test_what_makes_a_package_faster_is_not_what_its_pairs_need(tmp_path: Path) -> None:
    """An extra that is called perf is a choice of those who use the package."""
    project = "[project]\nname = 'shop'\ndependencies = ['one']\n"
    extra = "[project.optional-dependencies]\nperf = ['uvloop']\n"
    assert required(tmp_path, {"pyproject.toml": project + extra}) == ["one"]


@pytest.mark.parametrize(
    "text",
    [
        "[tool.uv]\ndev-dependencies = ['timer==2']\n",
        "[tool.pdm.dev-dependencies]\ndev = ['timer==2']\n",
    ],
)
def test_a_group_that_a_tool_had_before_the_standard_can_be_chosen(
    tmp_path: Path, text: str
) -> None:
    """The settings name it as they name any other."""
    project = "[project]\nname = 'shop'\ndependencies = ['one']\n"
    chosen = Chosen(groups=("dev",))
    assert required(tmp_path, {"pyproject.toml": project + text}, chosen) == ["one", "timer==2"]


def test_another_group_s_place_is_not_that_of_a_dependency(tmp_path: Path) -> None:
    """Who works on a project may have its neighbour from a folder, and users from an index."""
    text = "[tool.poetry.dependencies]\none = '^1'\n[tool.poetry.group.dev.dependencies]\n"
    one = found(tmp_path, {"pyproject.toml": text + "one = { path = '../one', develop = true }\n"})
    assert (one.requirements, one.refused) == (("one>=1,<2",), ())


def test_dependencies_that_poetry_has_for_a_project_are_read(tmp_path: Path) -> None:
    """Where the project says that they are dynamic, only Poetry's own table has them."""
    text = "[project]\nname = 'shop'\ndynamic = ['dependencies']\n"
    poetry = "[tool.poetry.dependencies]\npython = '^3.11'\none = '^1'\n"
    one = found(tmp_path, {"pyproject.toml": text + poetry})
    assert (one.requirements, one.itself) == (("one>=1,<2",), None)


def test_a_requirements_file_is_read_as_pip_reads_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Options whose value follows at once, variables in braces, folders with markers and extras."""
    monkeypatch.setenv("VERSION", "2")
    lines = "-rmore.txt\none==${VERSION}\n-e libs/helper[quick] ; python_version > '3'\n$VERSION\n"
    files = {
        "requirements.txt": lines,
        "more.txt": "two",
        "libs/helper/setup.py": "import setuptools\nsetuptools.setup(name='shop-helper')\n",
    }
    folder = f"{(tmp_path / 'libs/helper').resolve()}[quick] ; python_version > '3'"
    assert required(tmp_path, files) == ["two", "one==2", folder, "$VERSION"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_requirements_file_may_begin_with_how_it_is_written(
    tmp_path: Path, encoding: str
) -> None:
    """A shell of Windows writes what is piped into a file in two bytes, and ends lines in two."""
    text = "one \\\r\n  --hash=sha256:1 \\\r\n  --hash=sha256:2\r\ntwo>=2\r\n"
    (tmp_path / "requirements.txt").write_bytes(text.encode(encoding))
    assert [each.split()[0] for each in required(tmp_path, {})] == ["one", "two>=2"]


def test_a_file_that_is_only_guessed_is_told_from_one_that_is_named(tmp_path: Path) -> None:
    """Where it cannot be installed from, it is to be said why it was read at all."""
    files = {"requirements.txt": "one\n", "setup.py": "from setuptools import setup\nsetup()\n"}
    assert found(tmp_path, files).by_default == "requirements.txt"
    assert found(tmp_path, files, Chosen(files=("requirements.txt",))).by_default == ""


SETUP_PY = "from setuptools import setup\nsetup(name='shop', install_requires=['one', 'two>=2'])\n"
SETUP_CFG = "[options]\ninstall_requires =\n    one\n    two>=2  # why\n"
DYNAMIC = """
[project]
name = "shop"
dynamic = ["dependencies"]
[tool.setuptools.dynamic]
dependencies = { file = ["requirements.in"] }
"""


@pytest.mark.parametrize(
    "files",
    [
        {"setup.py": SETUP_PY},
        {"setup.cfg": SETUP_CFG, "setup.py": "import setuptools\nsetuptools.setup()\n"},
        {"pyproject.toml": DYNAMIC, "requirements.in": "one\ntwo>=2\n"},
        {"requirements.txt": "one  # first\n-r more.txt\n", "more.txt": "two>=2\n"},
        {"pyproject.toml": "[tool.ruff]\n", "requirements.txt": "one\ntwo>=2 --hash=sha256:0\n"},
        {"pyproject.toml": '[tool.flit.metadata]\nrequires = ["one", "two>=2"]\n'},
    ],
)
def test_every_way_to_declare_is_read(tmp_path: Path, files: Mapping[str, str]) -> None:
    """The same two requirements, written in each of them."""
    assert required(tmp_path, files) == ["one", "two>=2"]


@pytest.mark.parametrize(
    "files",
    [
        {"setup.py": "from setuptools import setup\nsetup(install_requires=read())\n"},
        {"setup.py": "from setuptools import setup\nsetup(**configuration)\n"},
        {"pyproject.toml": '[project]\nname = "shop"\ndynamic = ["dependencies"]\n'},
    ],
)
def test_what_only_a_builder_knows_is_asked_of_it(tmp_path: Path, files: Mapping[str, str]) -> None:
    """The project itself is installed, and what it is built from tells two revisions apart."""
    one = found(tmp_path / "one", files)
    other = found(tmp_path / "other", {name: f"{text}\n# more\n" for name, text in files.items()})
    assert one.itself is not None
    assert mark_of(one, tmp_path / "one") != mark_of(other, tmp_path / "other")


HATCH = """
[build-system]
build-backend = "hatchling.build"
[project]
name = "shop"
dynamic = ["dependencies"]
[tool.hatch.metadata.hooks.requirements_txt]
files = ["needs.txt"]
"""
SETUP = """
from setuptools import setup
from tools import meta
setup(install_requires=(HERE / "needs" / "base.in").read_text().split(), **meta.OPTIONS)
"""


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ({"pyproject.toml": HATCH}, "needs.txt"),
        ({"pyproject.toml": HATCH}, "hatch_build.py"),
        ({"setup.py": SETUP}, "tools/meta.py"),
        ({"setup.py": SETUP}, "needs/base.in"),
    ],
)
def test_what_a_builder_reads_tells_revisions_apart(
    tmp_path: Path, text: Mapping[str, str], name: str
) -> None:
    """A file that its own files name, or import, may say what is required; other files do not."""
    one, same, other = (
        found(tmp_path / each, {**text, name: inner, "shop/code.py": each})
        for each, inner in (("one", "before"), ("same", "before"), ("other", "after"))
    )
    marks = [
        mark_of(each, tmp_path / place)
        for each, place in ((one, "one"), (same, "same"), (other, "other"))
    ]
    assert marks[0] == marks[1] != marks[2]


SOURCES = """
[project]
name = "shop"
dependencies = ["shop-helper[quick]>=1"]
[tool.uv.sources]
shop-helper = { path = "libs/helper", editable = true }
"""
BARE = '[project]\nname = "shop"\ndependencies = ["Shop_Helper[quick]>=1"]\n'


@pytest.mark.parametrize("text", [SOURCES, BARE])
def test_a_package_of_the_repository_is_never_asked_of_an_index(tmp_path: Path, text: str) -> None:
    """Whether its place is declared or not, and what it requires in turn as well."""
    inner = '[project]\nname = "shop-inner"\n'
    helper = f'{HELPER}dependencies = ["shop-inner"]\n'
    one = found(
        tmp_path,
        {
            "pyproject.toml": text,
            "libs/helper/pyproject.toml": helper,
            "libs/inner/pyproject.toml": inner,
        },
    )
    libs = tmp_path.resolve() / "libs"
    assert one.local == {"shop-helper": libs / "helper", "shop-inner": libs / "inner"}
    assert all(f"@ {libs.as_uri()}/" in each for each in one.requirements)
    assert one.requirements[0].lower().startswith(("shop-helper[quick] @", "shop_helper[quick] @"))


def test_a_workspace_that_is_no_package_requires_its_members(tmp_path: Path) -> None:
    """What its pairs import is theirs; what it leaves out is not."""
    one = found(
        tmp_path,
        {
            "pyproject.toml": "[tool.uv.workspace]\nmembers = ['libs/*']\nexclude = ['libs/old']\n",
            "libs/helper/pyproject.toml": HELPER,
            "libs/old/pyproject.toml": HELPER.replace("helper", "old"),
        },
    )
    assert one.local == {"shop-helper": tmp_path / "libs" / "helper"}


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ('{ index = "own" }', "it comes from the index own"),
        ('{ path = "../outside" }', "lies outside the repository"),
        ("{ workspace = true }", "it is said to be of the workspace"),
    ],
)
def test_a_place_that_cannot_be_had_is_said(tmp_path: Path, source: str, why: str) -> None:
    """With the name that it is for."""
    text = '[project]\nname = "shop"\ndependencies = ["far"]\n[tool.uv.sources]\n'
    (refused,) = found(tmp_path, {"pyproject.toml": f"{text}far = {source}\n"}).refused
    assert refused.startswith("far: ")
    assert why in refused


UV_LOCK = """
version = 1
[[package]]
name = "shop"
version = "{version}"
source = {{ editable = "." }}
dependencies = [{{ name = "one" }}]
[package.dev-dependencies]
bench = [{{ name = "timer" }}]
lint = [{{ name = "linter" }}]
[[package]]
name = "one"
version = "{one}"
source = {{ registry = "https://example.org" }}
dependencies = [{{ name = "deep" }}]
[[package]]
name = "deep"
version = "{deep}"
source = {{ registry = "https://example.org" }}
[[package]]
name = "timer"
version = "1"
source = {{ registry = "https://example.org" }}
[[package]]
name = "linter"
version = "{linter}"
source = {{ registry = "https://example.org" }}
"""


def marked(folder: Path, **versions: str) -> str:
    lock = UV_LOCK.format(**{"version": "1", "one": "1", "deep": "1", "linter": "1", **versions})
    files = {"pyproject.toml": PROJECT, "uv.lock": lock}
    return mark_of(found(folder, files), folder)


def test_a_lock_of_uv_counts_as_far_as_it_is_reached(tmp_path: Path) -> None:
    """Another version of what the pairs need, however deep, and not the linter's or its own."""
    before = marked(tmp_path / "before")
    assert marked(tmp_path / "deep", deep="2") != before
    assert marked(tmp_path / "one", one="2") != before
    assert marked(tmp_path / "linter", linter="2", version="2") == before


@pytest.mark.parametrize(
    "table",
    [
        '[tool.pdm.dev-dependencies]\nperf = ["seven", "shop-helper"]\n',
        '[tool.hatch.envs.perf]\ndependencies = ["seven", "shop-helper"]\n',
        '[tool.poetry.group.perf.dependencies]\nseven = "*"\nshop-helper = "*"\n',
    ],
    ids=["PDM", "Hatch", "Poetry"],
)
def test_a_group_that_uv_does_not_know_comes_on_top_of_its_lock(tmp_path: Path, table: str) -> None:
    """In the versions of the lock, and with the packages of the repository, from their folders."""
    lock = '[[package]]\nname = "shop"\nversion = "1"\nsource = { editable = "." }\n'
    for name, version in (("seven", "7.1"), ("forked", "1"), ("forked", "2")):
        source = 'source = { registry = "https://example.org" }'
        lock += f'[[package]]\nname = "{name}"\nversion = "{version}"\n{source}\n'
    files = {"pyproject.toml": PROJECT + table, "uv.lock": lock, "helper/pyproject.toml": HELPER}
    result = found(tmp_path, files)
    assert result.lock is not None
    assert result.lock.groups == ("bench",)
    helper = (tmp_path / "helper").resolve()
    assert [each.partition(" ")[0].rstrip("*") for each in result.requirements[:1]] == ["seven"]
    assert any(helper.as_uri() in each for each in result.requirements)
    assert result.local == {"shop-helper": helper}
    assert result.constraints == ("seven==7.1",)
    index = '[tool.uv.sources]\nseven = { index = "ours" }\n'
    (tmp_path / "pyproject.toml").write_text(PROJECT + table + index, encoding="utf-8")
    (refused,) = dependencies_of(tmp_path, tmp_path, Chosen()).refused
    assert refused.startswith("seven: it comes from the index ours: require it in [dependency-")


def test_what_does_not_change_what_is_installed_changes_no_mark(tmp_path: Path) -> None:
    """Another order, another version of the project, a comment, another machine's requirement."""
    text = '[project]\nname = "shop"\nversion = "{}"\ndependencies = [{}]\n'
    one = tree(tmp_path / "a", {"pyproject.toml": text.format("1", '"one", "two>=2"')})
    more = '\n"Two >=2", # why\n"one", "x; sys_platform == \'none\'"'
    other = tree(tmp_path / "b", {"pyproject.toml": text.format("2", more)})
    marks = [mark_of(dependencies_of(each, each, Chosen()), each) for each in (one, other)]
    assert marks[0] == marks[1]


def test_what_cannot_be_installed_from_is_told_by_its_content(tmp_path: Path) -> None:
    """A lock of another tool tells two revisions apart."""
    one, other = (found(tmp_path / each, {"pdm.lock": each}) for each in "ab")
    assert one.unread["pdm.lock"] != other.unread["pdm.lock"]


def test_what_uv_holds_versions_to_without_a_lock_tells_revisions_apart(tmp_path: Path) -> None:
    """Its constraints are installed by; an override cannot be, and is told by its content."""
    text = (
        '[project]\nname = "shop"\nversion = "1"\ndependencies = ["one"]\n[tool.uv]\n{} = ["{}"]\n'
    )
    held = text.format("constraint-dependencies", "one==1")
    assert found(tmp_path / "a", {"pyproject.toml": held}).constraints == ("one==1",)
    name = "override-dependencies"
    sides = [
        found(tmp_path / each, {"pyproject.toml": text.format(name, f"one=={each}")})
        for each in "12"
    ]
    assert sides[0].unread[f"[tool.uv.{name}]"] != sides[1].unread[f"[tool.uv.{name}]"]


BESIDE = {
    "a file for one purpose": ({"requirements-bench.txt": "one==VERSION"}, {}),
    "a file in a folder of them": ({"requirements/bench.in": "one==VERSION"}, {}),
    "a file that pip-tools made": ({"requirements.txt": "one==VERSION"}, {"dependencies": '"one"'}),
    "a lock for one purpose": (
        {"pylock.bench.toml": '[[packages]]\nname = "one"\nversion = "VERSION"'},
        {},
    ),
    "a list of conda": ({"ci/environment.yml": "dependencies:\n  - one=VERSION\n"}, {}),
    "tox": ({"tox.ini": "[testenv:bench]\ndeps =\n    py311: one==VERSION\n    -r x.txt\n"}, {}),
    "tox as a table": ({"tox.toml": '[env.bench]\ndeps = ["one==VERSION", "-r x.txt"]\n'}, {}),
    "tox in setup.cfg": ({"setup.cfg": "[testenv:bench]\ndeps = one==VERSION\n"}, {}),
    "asv in a folder of its own": (
        {"asv_bench/asv.conf.json": '{"matrix": {"one": ["VERSION"]}}'},
        {},
    ),
    "nox": (
        {"noxfile.py": 'def a(session):\n    session.install("-e", ".", "one==VERSION", *x)\n'},
        {},
    ),
    "asv": ({"asv.conf.json": '{"matrix": {"req": {"pip+one": ["VERSION"]}}, /* . */}'}, {}),
    "asv of before": ({"asv.conf.json": '{"matrix": {"one": ["VERSION", null]}}'}, {}),
    "a pair file that is a script": (
        {"bench/a.py": '# /// script\n# dependencies = ["one==VERSION"]\n# ///\n"""?"""\n'},
        {},
    ),
    "an extra": ({}, {"optional-dependencies": '{ fast = ["one==VERSION"] }'}),
}


@pytest.mark.parametrize("kind", BESIDE)
def test_what_asks_for_packages_and_is_not_installed_from_is_kept_by_its_name(
    kind: str, tmp_path: Path
) -> None:
    """Two revisions that differ there alone require the same, and what differs can be said."""
    files, keys = BESIDE[kind]
    lines = [
        f"{key} = [{text}]" if key == "dependencies" else f"{key} = {text}"
        for key, text in keys.items()
    ]
    project = "\n".join(["[project]", 'name = "shop"', *lines])
    base, head = (
        found(
            tmp_path / version,
            {
                name: text.replace("VERSION", version)
                for name, text in {"pyproject.toml": project, **files}.items()
            },
        )
        for version in ("1.0", "2.0")
    )
    assert mark_of(base, tmp_path / "1.0") == mark_of(head, tmp_path / "2.0")
    assert [each.name for each in base.beside] == [each.name for each in head.beside]
    assert packages_differing(base.beside[0], head.beside[0]) == ["one"]
    assert packages_differing(base.beside[0], base.beside[0]) == []


@pytest.mark.parametrize(
    "table",
    [
        '[tool.tox.env.bench]\ndeps = ["one==VERSION"]\n',
        "[tool.tox]\nlegacy_tox_ini = '''\n[testenv]\ndeps = one==VERSION\n'''\n",
    ],
)
def test_what_tox_has_in_the_file_of_the_project_asks_for_packages(
    table: str, tmp_path: Path
) -> None:
    """As its own file does."""
    base, head = (
        found(tmp_path / version, {"pyproject.toml": table.replace("VERSION", version)})
        for version in ("1.0", "2.0")
    )
    assert packages_differing(base.beside[0], head.beside[0]) == ["one"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("tox.toml", "[env.bench\n"),
        ("tox.ini", "[testenv\n"),
        ("noxfile.py", "def bench(:\n"),
        ("asv.conf.json", "{"),
        ("requirements-bench.txt", "-r not-there.txt\n"),
    ],
)
def test_a_list_that_cannot_be_read_is_told_where_it_is_another_one(
    name: str, text: str, tmp_path: Path
) -> None:
    """What it asks for is not known: that it asks for nothing else was not said by anybody."""
    base, same, head = (
        found(tmp_path / side, {"pyproject.toml": PROJECT, name: text + end}).beside[0]
        for side, end in (("base", ""), ("same", ""), ("head", "\n"))
    )
    assert unlike_and_unread(base, same) is None
    unread = unlike_and_unread(base, head)
    assert unread is not None
    assert unread.side == "head"
    assert str(tmp_path) not in unread.why
    assert unlike_and_unread(base, None) == Unread(side="base", why=base.problem)


def test_lists_round_a_project_of_a_repository_are_kept_by_the_way_to_them(tmp_path: Path) -> None:
    """A list at the root may be what all of its projects are installed from, and can be named."""
    root = tree(tmp_path, {"requirements.txt": "one==1", "a/b/pyproject.toml": PROJECT})
    folder = root / "a" / "b"
    there = dependencies_of(folder, root, Chosen()).beside
    assert there[0].name == "../../requirements.txt"
    chosen = Chosen(files=("../../requirements.txt",))
    assert list(dependencies_of(folder, root, chosen).requirements) == ["one==1"]
    outside = dependencies_of(folder, folder, Chosen()).beside
    assert outside == there[1:]


@pytest.mark.parametrize(
    "text",
    [
        "# /// script\n# dependencies = [\n",
        "# /// script\n# dependencies = 1\n# ///\n",
        "# /// script\n# no toml\n# ///\n",
        "x = 1\n",
    ],
)
def test_a_file_whose_script_block_says_nothing_is_passed_over(tmp_path: Path, text: str) -> None:
    """Nor does a block that cannot be read end the gate: nothing is installed from it."""
    assert found(tmp_path, {"bench/a.py": text}).beside == ()


def test_what_is_installed_from_is_no_list_beside(tmp_path: Path) -> None:
    """A file that a project's own table names, and lines that a lock fixes just so, are read."""
    text = '[project]\nname = "shop"\ndynamic = ["dependencies"]\n[tool.setuptools.dynamic]\n'
    files = {
        "pyproject.toml": text + 'dependencies = { file = "requirements.txt" }\n',
        "requirements.txt": "One == 1.0\n",
        "requirements-exported.txt": "one==1.0 ; python_version >= '3.11'\n",
    }
    assert found(tmp_path, files).beside == ()


def test_tables_that_a_tool_has_in_a_file_of_its_own_are_read(tmp_path: Path) -> None:
    """Those of Hatch and uv; of an environment, all that it is made after, and its extras."""
    project = '[project]\nname = "shop"\n[project.optional-dependencies]\nfast = ["three"]\n'
    hatch = """
[envs.default]
dependencies = ["one"]
[envs.between]
[envs.bench]
template = "between"
extra-dependencies = ["two"]
features = ["fast"]
"""
    files = {
        "pyproject.toml": project,
        "hatch.toml": hatch,
        "uv.toml": 'constraint-dependencies = ["one==1"]\n',
    }
    read = found(tmp_path, files)
    assert read.requirements == ("one", "two", "three")
    assert read.constraints == ("one==1",)


@pytest.mark.parametrize("name", ["pixi.toml", "pyproject.toml"])
def test_of_pixi_the_packages_count_and_not_the_tasks(name: str, tmp_path: Path) -> None:
    """A task that changed ends no gate; another package does, for nothing is installed from it."""
    table = "" if name == "pixi.toml" else "tool.pixi."

    def unread(version: str, task: str) -> Mapping[str, str]:
        text = (
            f'[{table}tasks]\nx = "{task}"\n'
            f'[{table}feature.bench.pypi-dependencies]\none = "{version}"\n'
        )
        return found(tmp_path / f"{version}{task}", {name: text}).unread

    assert unread("1", "a") == unread("1", "b")
    assert unread("1", "a") != unread("2", "a")


@pytest.mark.parametrize(
    "files",
    [
        {"setup.py": 'from setuptools import setup\nsetup(extras_require={"bench": ["one==1"]})\n'},
        {"setup.cfg": "[options.extras_require]\nbench =\n    one==1\n"},
        {"setup.cfg": "[options.extras_require]\nbench = file: b.txt\n", "b.txt": "one==1\n"},
        {
            "pyproject.toml": '[project]\nname = "shop"\ndynamic = ["optional-dependencies"]\n'
            '[tool.setuptools.dynamic.optional-dependencies.bench]\nfile = "b.txt"\n',
            "b.txt": "one==1\n",
        },
    ],
)
def test_the_extra_of_the_pairs_is_read_wherever_setuptools_has_it(
    files: Mapping[str, str], tmp_path: Path
) -> None:
    """As that of ``[project]`` is, if the settings do not say otherwise."""
    assert required(tmp_path, files) == ["one==1"]


def test_a_lock_of_the_standard_is_read_as_a_file_of_requirements(tmp_path: Path) -> None:
    """One that the settings name; where a version is for some machines, that is kept."""
    text = """
[[packages]]
name = "one"
version = "1.0"
marker = "sys_platform == 'win32'"
[[packages]]
name = "one"
version = "2.0"
marker = "sys_platform != 'win32'"
"""
    chosen = Chosen(files=("pylock.bench.toml",))
    assert required(tmp_path, {"pylock.bench.toml": text}, chosen) == [
        "one==1.0 ; sys_platform == 'win32'",
        "one==2.0 ; sys_platform != 'win32'",
    ]


CHOICES = """
[project]
name = "shop"
[project.optional-dependencies]
fast = ["one"]
[tool.pairbench]
extras = ["fast"]
requirements = ["bench.txt"]
"""


def test_what_the_settings_choose_has_the_name_that_a_revision_gives_it(tmp_path: Path) -> None:
    """An extra or a file that was renamed along with the setting is that of before at base."""
    base = tree(tmp_path / "base", {"pyproject.toml": CHOICES, "bench.txt": ""})
    chosen = Chosen(extras=("speed",), files=("requirements/bench.txt",))
    assert chosen_at(base, chosen) == Chosen(extras=("fast",), files=("bench.txt",))
    named_there = Chosen(extras=("fast",), files=("bench.txt",))
    assert chosen_at(base, named_there) == named_there


def test_a_file_that_only_head_has_is_not_asked_of_base(tmp_path: Path) -> None:
    """Base then requires what it declares; one that is at neither is named."""
    base = tree(tmp_path / "base", {"pyproject.toml": PROJECT})
    head = tree(tmp_path / "head", {"pyproject.toml": PROJECT, "bench.txt": ""})
    chosen = Chosen(files=("bench.txt",))
    insist_on_choices([base, head], chosen)
    assert chosen_at(base, chosen) == Chosen()
    assert chosen_at(head, chosen) == chosen
    with pytest.raises(UsageError, match=r"neither revision has b\.txt"):
        insist_on_choices([base, head], Chosen(files=("b.txt",)))
