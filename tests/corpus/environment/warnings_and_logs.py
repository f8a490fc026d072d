# right: measured
"""A deprecated function that warns, and one that logs."""

import logging
import warnings
from pairbench import Pair

pair = Pair(sizes=(3,))
log = logging.getLogger("shop")
logging.basicConfig(level="DEBUG")


@pair.input
def count(size):
    return size


@pair.bad
def warning(count):
    warnings.warn("use the other one", DeprecationWarning, stacklevel=2)
    return count


@pair.good
def logging_it(count):
    log.info("counted %s", count)
    return count
