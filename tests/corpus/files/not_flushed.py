# right: refused: buffered leaves in log what is not written yet: flush it in the variant
"""Writing: to the disk, or into the buffer of a file that stays open?"""

import tempfile

from pairbench import Pair

pair = Pair(sizes=(4_000_000,), axis="bytes")
log = open(tempfile.NamedTemporaryFile(delete=False).name, "wb", buffering=1 << 24)


@pair.input
def text(size):
    return b"x" * size


@pair.bad
def written(text):
    log.seek(0)
    log.write(text)
    log.flush()


@pair.good
def buffered(text):
    log.seek(0)
    log.write(text)
