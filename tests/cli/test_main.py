"""The command line as a whole: its help, its one-line errors, and what it loads."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pairbench import __version__
from pairbench.cli.exits import Exit
from pairbench.cli.main import app
from pairbench.cli.on_demand import COMMANDS
from tests.command_line import ADDING, run, write

pytestmark = pytest.mark.once


@pytest.mark.parametrize("command", [["--help"], ["run", "--help"], ["gate", "--help"]])
def test_help_loads_nothing_heavy(command: list[str]) -> None:
    """Asking for help imports neither matplotlib, memray, pyperf nor numpy."""
    code = (
        "import sys\n"
        f"sys.argv = ['pairbench', *{command!r}]\n"
        "from pairbench.cli.main import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print(sorted({'matplotlib', 'memray', 'pyperf', 'numpy'} & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize(
    ("command", "loaded"), [(["--help"], []), (["list", "--help"], ["pairbench.cli.commands.list"])]
)
def test_only_the_command_that_is_called_is_loaded(command: list[str], loaded: list[str]) -> None:
    """The list of commands needs none of them, and a command none of the others."""
    code = (
        "import sys\n"
        f"sys.argv = ['pairbench', *{command!r}]\n"
        "from pairbench.cli.main import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print([each for each in sys.modules if each.startswith('pairbench.cli.commands.')])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == str(loaded)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_where_the_list_says(name: str) -> None:
    """It loads, has a help of its own, and its line in the list is whole at 80 columns."""
    whole, own = (
        CliRunner().invoke(app, words, prog_name="pairbench").output
        for words in (["--help"], [name, "--help"])
    )
    assert own.startswith(f"Usage: pairbench {name} [OPTIONS]")
    # typer itself marks what may be left out and what may be repeated.
    assert not re.findall(r"\[\[|\]\]|\.\.\.[\]}]", own.partition("\n")[0])
    assert COMMANDS[name].line in whole


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["list", "nowhere"], "nowhere does not exist: name a file or a folder of benchmarks, or"),
        (["list", "--only", "sums/addin"], "--only sums/addin: did you mean sums/adding?"),
        (["import", "nowhere.json"], "nowhere.json does not exist: name a file or a folder of"),
        (["list", "--only", "nothing*"], "no pair matches --only nothing*"),
        (["report"], "no run set under reports/runs"),
        (["report", "bench"], "bench is no run set"),
        (["run", "--only", "nothing*"], "no pair matches --only nothing*"),
        (["calibrate", "--workload", "tea"], "--workload tea is unknown: it may be dicts,"),
        (["calibrate", "--slower-by", "4"], "--slower-by 4 is not built in: it may be 0, 1, 2"),
        (["calibrate", "--against", "luck"], "cannot compare against luck: use one of pyperf"),
    ],
)
def test_a_user_s_mistake_is_one_line(tmp_path: Path, arguments: list[str], said: str) -> None:
    """A mistake on the command line gives one line on standard error and exit code 2."""
    write(tmp_path, "sums/adding.py", ADDING)
    done = run(tmp_path, *arguments)
    assert done.returncode == 2
    assert done.stderr.startswith("pairbench: ")
    assert said in done.stderr
    assert done.stderr.count("\n") == 1


def test_an_end_is_an_end_where_python_would_go_on(tmp_path: Path) -> None:
    """With PYTHONINSPECT and no terminal the code is that of the command, and nothing else is said.

    Python by itself ends with 1, which is a gate's word for worse.
    """
    write(tmp_path, "sums/adding.py", ADDING)
    for arguments, code in ((["list"], 0), (["list", "nowhere"], 2)):
        done = subprocess.run(
            [sys.executable, "-m", "pairbench", *arguments],
            cwd=tmp_path,
            env={**os.environ, "PYTHONINSPECT": "1"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == code
        assert "Traceback" not in done.stderr
        assert bool(done.stdout) is (code == 0)


@pytest.mark.parametrize(
    ("refused", "code", "said"),
    [
        (
            "OSError(errno.EMFILE, os.strerror(errno.EMFILE))",
            Exit.USAGE,
            "let more be open at once, by 'ulimit -n 256' say\n",
        ),
        ("MemoryError()", Exit.FAILED, "what its container may use)\n"),
        ('RuntimeError("can\'t start new thread")', Exit.FAILED, "use more memory (ulimit -v)\n"),
    ],
)
def test_what_there_is_too_little_of_is_named(refused: str, code: Exit, said: str) -> None:
    """Not that an argument is wrong, a disk full, or pairbench mistaken."""
    program = (
        "import errno, os\n"
        "from pairbench.cli import main\n"
        f"def app(): raise {refused}\n"
        "main.app = app\n"
        "main.main()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert done.returncode == code
    assert done.stderr.count("\n") == 1
    assert done.stderr.endswith(said)


def test_the_version_is_said(tmp_path: Path) -> None:
    """By itself, in one line."""
    done = run(tmp_path, "--version")
    assert done.stdout == f"pairbench {__version__}\n"
    assert done.returncode == 0


def test_a_shell_completes_commands() -> None:
    """What ``--install-completion`` sets up asks the program, which answers with what fits."""
    asked = {
        "_PAIRBENCH_COMPLETE": "complete_bash",
        "COMP_WORDS": "pairbench com",
        "COMP_CWORD": "1",
    }
    script = "import sys; sys.argv[0] = 'pairbench'; from pairbench.cli.main import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, **asked},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.split() == ["compare"]


STOPPED_WHILE_TIDYING = """
import signal
from pairbench.cli.main import listen
from pairbench.core.errors import Interrupted

class Tidying:
    def __del__(self):
        signal.raise_signal(signal.SIGINT)

listen()
try:
    tidied = Tidying()
    del tidied
    while True:
        pass
except Interrupted:
    print("stopped")
"""


def test_a_command_is_stopped_wherever_it_is() -> None:
    """What comes while an object is done away with, and goes no further there, is not lost."""
    done = subprocess.run(
        [sys.executable, "-c", STOPPED_WHILE_TIDYING],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert (done.stdout, done.stderr) == ("stopped\n", "")


def test_what_a_command_inherits_of_signals() -> None:
    """It can wait for its workers whoever starts it, and ``nohup`` keeps what it promises."""
    code = (
        "import signal\n"
        "for each in (signal.SIGCHLD, signal.SIGHUP):\n"
        "    signal.signal(each, signal.SIG_IGN)\n"
        "from pairbench.cli.main import listen\n"
        "listen()\n"
        "for each in (signal.SIGCHLD, signal.SIGHUP):\n"
        "    print(signal.getsignal(each).name)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["SIG_DFL", "SIG_IGN"]


@pytest.mark.parametrize("command", ["list", "check", "run", "gate", "bisect"])
def test_a_second_pattern_is_refused(command: str) -> None:
    """The last one alone would count, and the pairs of the first would be left out unsaid."""
    words = [command, "--only", "one", "--only=two"]
    refused = CliRunner().invoke(app, words, prog_name="pairbench").exception
    assert "--only takes one pattern and is there twice: name the files" in str(refused)
