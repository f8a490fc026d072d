"""The ``history`` command: every pair from commit to commit, each machine by itself."""

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pairbench.cli.options import FailOnChange, Out
from pairbench.cli.outputs import remark, say
from pairbench.core.words import counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pairbench.core.records.environment import Environment
    from pairbench.core.records.record import PairRecord, RunRecord
    from pairbench.core.sharing.past import Look, Past


Branch = Annotated[
    str | None,
    typer.Option(
        help="Read the run sets that are committed on this branch, all their versions.",
        metavar="BRANCH",
        show_default=False,
    ),
]


def history(
    folder: Annotated[
        Path | None,
        typer.Argument(
            metavar="DIR", help="A folder with run sets anywhere below.", show_default="OUT/runs"
        ),
    ] = None,
    *,
    branch: Branch = None,
    fail_on_environment_change: FailOnChange = False,
    out: Out = Path("reports"),
) -> None:
    """Show time and memory of every pair over the commits, and where they changed for good."""
    from pairbench.cli.runs.joining import once_each
    from pairbench.core.errors import UsageError
    from pairbench.store.joining import run_sets_under

    if branch is None:
        folders = once_each(run_sets_under([folder or out / "runs"]))
        _tell_of(folders, out, is_strict=fail_on_environment_change)
    elif folder is not None:
        raise UsageError(f"--branch {branch} has run sets of its own: leave out {folder}")
    else:
        with _written_out(branch) as found:
            _tell_of(found, out, is_strict=fail_on_environment_change)


def _tell_of(folders: "Sequence[Path]", out: Path, *, is_strict: bool) -> None:
    """Write the history of some run sets, and say what has changed for good."""
    from pairbench.cli.runs.unchanged import insist_on_one_environment
    from pairbench.report.book.past import NAME, past_page, past_part, past_section
    from pairbench.report.page.change_points import find_changes
    from pairbench.store.files import write_whole

    if is_strict:
        insist_on_one_environment(folders)
    find, sections = find_changes(), []
    for number, (pair, pasts) in enumerate(_pasts(folders)):
        parts = [
            past_part(each, find, name=f"past-{number}-{place}") for place, each in enumerate(pasts)
        ]
        sections.append(past_section(pair, parts))
        for change in (one for each in parts for one in each.part.changes):
            said = f"{pair}: {change.text}: {change.before}, then {change.after}"
            say(f"{said} from {change.revision} on")
    page = out / "html" / NAME
    write_whole(page, past_page(sections).encode())
    if find is None:
        remark('changes are not looked for: pip install "pairbench[history]"')
    found = counted(len(sections), "pairs")
    say(f"{found} with a past in {counted(len(folders), 'run sets')}")
    say(f"history: {page}")


@contextmanager
def _written_out(branch: str) -> "Iterator[list[Path]]":
    """The run sets of a branch, in a folder of their own; of each run its newest version alone.

    Raises:
        StoreError: there is none.
        UsageError: there is no such branch.
    """
    from pairbench.core.errors import StoreError
    from pairbench.measure.sides.branch import versions_on, write_version
    from pairbench.measure.sides.janitor import folder_with_janitor
    from pairbench.measure.sides.revisions import repository_of
    from pairbench.store.seals.opened import RUN_FILE, Opened

    repository = repository_of(Path.cwd())
    with folder_with_janitor() as place:
        runs: dict[tuple[object, str], Path] = {}
        for number, version in enumerate(versions_on(repository, branch, RUN_FILE)):
            folder = place / f"{number:06}-{version.commit[:9]}" / version.place.name
            write_version(repository, version, folder)
            try:
                # One that was gone on with is the same run.
                runs[version.place, Opened(folder).run.started] = folder
            except StoreError as error:
                remark(f"{version} is passed over: {error}")
        if not runs:
            raise StoreError(
                f"--branch {branch} holds no run set: commit what a run has kept in "
                "reports/runs, as the page on many machines shows"
            )
        yield list(runs.values())


def _pasts(folders: "Sequence[Path]") -> "Iterator[tuple[str, tuple[Past, ...]]]":
    """Each pair that was measured more than once on a machine; one pair at a time is in memory."""
    from pairbench.core.records.record import is_of_controls
    from pairbench.core.sharing.past import pasts_of
    from pairbench.store.seals.opened import Opened

    opened = [Opened(each) for each in folders]
    for each in opened:
        each.insist_on_all()
    for name in dict.fromkeys(name for each in opened for name in each.names()):
        if is_of_controls(name.removesuffix(".json")):
            continue
        records = [(each.run, each.pair(name)) for each in opened if each.has(name)]
        pair = records[0][1].definition.name
        found = pasts_of(pair, [_look(run, record) for run, record in records])
        if found:
            yield pair, found


def _look(run: "RunRecord", record: "PairRecord") -> "Look":
    from pairbench.core.judging.verdict import judge
    from pairbench.core.records.judgeable import judgeable
    from pairbench.core.sharing.past import Look, numbers_of

    return Look(
        started=run.started,
        environment=_where(run, record),
        numbers=numbers_of(judge(judgeable(record))),
    )


def _where(run: "RunRecord", record: "PairRecord") -> "Environment":
    """The environment of the machine that has measured the pair."""
    by_name = {each.name: each.environment for each in run.machines}
    return by_name.get(record.machine or "", run.environment)
