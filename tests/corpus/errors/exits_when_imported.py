# right: refused: cannot be imported: SystemExit
"""A script without a guard that ends itself."""

import sys
from pairbench import Pair

pair = Pair(sizes=(10,))
sys.exit(1)
