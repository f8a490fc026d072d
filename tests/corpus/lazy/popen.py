# right: refused: started returns a process that nobody waits for
"""A child process that is given back while it runs."""

import subprocess
import sys
from pairbench import Pair

pair = Pair(sizes=(1,), differs="a code against a process")
COMMAND = [sys.executable, "-c", "import time; time.sleep(0.3)"]


@pair.input
def count(size):
    return size


@pair.bad
def run(count):
    return subprocess.run(COMMAND, check=True).returncode


@pair.good
def started(count):
    return subprocess.Popen(COMMAND)
