"""What to do about what the system has refused, by its reason."""

import errno

FILES = 256
"""With so many open at once no command is short of them."""

PASSING = "temporary files go where TMPDIR says"

MORE_MEMORY = "let it use more (ulimit -v, or what its container may use)"

MORE_THREADS = "let more run at once (ulimit -u), or let it use more memory (ulimit -v)"

ANOTHER = f"name another folder; {PASSING}"

_ROOM = f"make room, or {ANOTHER}"
_OPEN = f"let more be open at once, by 'ulimit -n {FILES}' say"
_THERE = "something else has that name: move it away, or name another folder"
_ALLOWED = f"let this user read and write it, or {ANOTHER}"

REMEDIES = {
    errno.ENOSPC: _ROOM,
    errno.EDQUOT: _ROOM,
    errno.EFBIG: "let files be larger (ulimit -f)",
    errno.EMFILE: _OPEN,
    errno.ENFILE: _OPEN,
    errno.EAGAIN: "let more processes run at once (ulimit -u, or what its container may start)",
    errno.ENOMEM: MORE_MEMORY,
    errno.EACCES: _ALLOWED,
    errno.EPERM: _ALLOWED,
    errno.EROFS: f"name a folder that can be written to; {PASSING}",
    errno.ENOENT: "it was taken away, or never there: put it there and call this again",
    errno.ENOTDIR: _THERE,
    errno.EISDIR: _THERE,
    errno.EEXIST: _THERE,
    errno.ENAMETOOLONG: f"name a folder with a shorter path; {PASSING}",
}


def remedy(error: OSError) -> str:
    """What the user can do about it; what is not known may be a matter of the place."""
    return REMEDIES.get(error.errno or 0, ANOTHER)
