# right: refused: started starts a process and returns before it has ended: wait for it
# system: linux
"""A program that ends soon: run to its end, or only started?"""

import subprocess
from pairbench import Pair

pair = Pair(sizes=(1,))


@pair.input
def seconds(size):
    return "0"


@pair.bad
def run(seconds):
    subprocess.run(["sleep", seconds])


@pair.good
def started(seconds):
    subprocess.Popen(["sleep", seconds])
