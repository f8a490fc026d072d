"""The files of a side in another place: what depends on where they lie is no change."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from pairbench.core.authoring.entry import Entry


@contextmanager
def moved(entry: Entry) -> Iterator[Entry]:
    """The entry with a copy of its files, of the moment, for as long as this is entered.

    Raises:
        OSError: they cannot be copied.
    """
    site = entry.site
    with tempfile.TemporaryDirectory(prefix="pairbench-moved-") as own:
        folder = Path(own, site.root.name)
        # Not the times of the files: a result may be made of these.
        shutil.copytree(site.root, folder, symlinks=True, copy_function=shutil.copy)

        def within(path: Path) -> Path:
            inside = path.is_relative_to(site.root)
            return folder / path.relative_to(site.root) if inside else path

        copied = replace(
            site,
            root=folder,
            sources=tuple(map(within, site.sources)),
            folder=None if site.folder is None else within(site.folder),
        )
        places = {
            name: replace(each, site=copied) if each.site == site else each
            for name, each in entry.places.items()
        }
        yield replace(entry, site=copied, places=places)
