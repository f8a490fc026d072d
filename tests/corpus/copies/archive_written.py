# right: refused: changed its input
"""An open archive to which a variant adds a member with each call."""

import io
import zipfile

from pairbench import Pair

pair = Pair(sizes=(3,), differs="it is written only")


@pair.input
def archive(size):
    return zipfile.ZipFile(io.BytesIO(), "w")


@pair.bad
def names(archive):
    return len(archive.namelist())


@pair.good
def writes(archive):
    with archive.open("a.txt", "w") as member:
        member.write(b"a line\n")
