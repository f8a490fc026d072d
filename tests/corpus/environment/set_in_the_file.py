# right: measured
"""Variables that the file sets for itself reach its own child processes."""

import os
import subprocess
import sys
from pairbench import Pair

os.environ["SHOP_LEVEL"] = "7"
pair = Pair(sizes=(1,))
CODE = "import os; print(os.environ['SHOP_LEVEL'])"


@pair.input
def count(size):
    return size


@pair.bad
def by_run(count):
    return subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True).stdout


@pair.good
def by_hand(count):
    return os.environ["SHOP_LEVEL"] + "\n"
