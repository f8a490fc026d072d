# right: measured
"""An open archive: each reading goes to its place first, so none leaves anything to the next."""

import io
import tarfile
import zipfile

from pairbench import Pair

pair = Pair(sizes=(3, 30))
tar = Pair(sizes=(3, 30))


@pair.input
def archive(size):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        for number in range(size):
            made.writestr(f"{number}.txt", f"line {number}\n" * 20)
    return zipfile.ZipFile(file)


@pair.bad
def by_name(archive):
    return [archive.read(name) for name in archive.namelist()]


@pair.good
def by_entry(archive):
    return [archive.read(entry) for entry in archive.infolist()]


@tar.input
def tarred(size):
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as made:
        for number in range(size):
            entry = tarfile.TarInfo(f"{number}.txt")
            entry.size = 5
            made.addfile(entry, io.BytesIO(b"line\n"))
    file.seek(0)
    opened = tarfile.open(fileobj=file)
    opened.getmembers()
    return opened


@tar.bad
def members_by_name(archive):
    return [archive.extractfile(name).read() for name in archive.getnames()]


@tar.good
def members(archive):
    return [archive.extractfile(each).read() for each in archive]
