# right: measured
"""What a command prints: check_output, or communicate?"""

import subprocess
import sys
from pairbench import Pair

pair = Pair(sizes=(1,), axis="commands")
COMMAND = [sys.executable, "-S", "-c", "print('hello')"]


@pair.input
def count(size):
    return size


@pair.bad
def communicated(count):
    with subprocess.Popen(COMMAND, stdout=subprocess.PIPE) as process:
        return process.communicate()[0]


@pair.good
def checked(count):
    return subprocess.check_output(COMMAND)
