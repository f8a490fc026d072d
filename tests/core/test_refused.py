"""What is advised about what the system has refused."""

import errno
import os

import pytest

from pairbench.core.refused import remedy


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        (errno.ENOSPC, "make room"),
        (errno.EACCES, "let this user read and write it"),
        (errno.EROFS, "can be written to"),
        (errno.EMFILE, "ulimit -n"),
        (errno.EAGAIN, "ulimit -u"),
        (errno.ENOMEM, "ulimit -v"),
        (errno.ENOENT, "never there"),
        (errno.ENOTDIR, "something else has that name"),
        (errno.ENAMETOOLONG, "shorter path"),
        (errno.EIO, "name another folder"),
    ],
)
def test_what_is_advised_fits_the_reason(reason: int, said: str) -> None:
    """Room is asked for where there is too little of it, and nowhere else."""
    told = remedy(OSError(reason, os.strerror(reason)))
    assert said in told
    assert ("make room" in told) is (reason == errno.ENOSPC)
