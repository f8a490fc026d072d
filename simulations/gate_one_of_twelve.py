"""Times a gate where one of the modules of twelve pairs is touched, with ``--all`` and without.

``python -m simulations.gate_one_of_twelve`` prints the seconds of both and their ratio.
"""

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from simulations.gate_asking import Said, ask
from simulations.gate_project import FUNCTION, LISTING, MODULE, MODULES, Project, build

TOUCHED = "readings_above"


def apart(root: Path, settings: str) -> Project:
    """The project of the proof, with a module of its own for each pair."""
    project = build(root, settings=settings)
    for number, (module, names) in enumerate(MODULES.items()):
        project.module(module).unlink()
        for place, name in enumerate(names):
            own = f"{module}_{name}"
            text = LISTING if name == "squares" else FUNCTION
            project.module(own).write_text(
                MODULE.format(title=own)
                + text.format(name=name, start=number + place, factor=place + 3),
                encoding="utf-8",
            )
            project.replace(
                project.pair(own), f"from shop.{module} import", f"from shop.{own} import"
            )
    project.git("add", "--all")
    project.git("commit", "--quiet", "--message", "A module for each")
    project.git("tag", "--force", "base")
    return project


def is_right(said: Said, unchanged: int) -> bool:
    """Whether nothing got worse, and as many pairs as expected were not measured again."""
    return said.code == 0 and len(said.with_change("unchanged")) == unchanged


def main(arguments: Sequence[str]) -> int:
    """Print the seconds, and say by the exit code whether what is unchanged was passed over."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--budget", type=float, default=10.0, help="seconds for each comparison")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="pairbench-twelve-") as folder:
        project = apart(Path(folder) / "shop", f"budget_s = {chosen.budget}")
        file = project.module(TOUCHED)
        file.write_text(file.read_text(encoding="utf-8") + "\n# A remark.\n", encoding="utf-8")
        one = ask(project.root, "base")
        whole = ask(project.root, "base", "--all")
    sys.stdout.write("| gate | exit code | pairs unchanged | took |\n| --- | --- | --- | --- |\n")
    for name, said in (("one of twelve", one), ("one of twelve, --all", whole)):
        passed = len(said.with_change("unchanged"))
        sys.stdout.write(f"| {name} | {said.code} | {passed} | {said.seconds:.1f} s |\n")
    sys.stdout.write(f"\nAll take {whole.seconds / one.seconds:.1f} times as long.\n")
    right = is_right(one, 11) and is_right(whole, 0)
    if not right:
        sys.stderr.write(f"{one.text}\n{whole.text}\n")
    return 0 if right else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
