"""Where SQLite may lie: on a disk of this machine.

Its write-ahead log is memory that processes share, and locks of network file systems are not to be
trusted: a database there is damaged sooner or later, so it is refused before that.
"""

from __future__ import annotations

import sys
from pathlib import Path

from dataengine.errors import OpeningError

NETWORK = frozenset(
    {
        "9p",
        "afs",
        "beegfs",
        "ceph",
        "cifs",
        "davfs",
        "fuse.ceph",
        "fuse.glusterfs",
        "fuse.rclone",
        "fuse.s3fs",
        "fuse.sshfs",
        "glusterfs",
        "gpfs",
        "lustre",
        "ncpfs",
        "nfs",
        "nfs4",
        "ocfs2",
        "smb3",
        "smbfs",
    }
)
"""Types of file systems, as Linux names them, whose locks another machine keeps."""

_ESCAPES = {"\\040": " ", "\\011": "\t", "\\012": "\n", "\\134": "\\"}


def refuse_network(folder: Path, mounts: str | None = None) -> None:
    """Go on where SQLite may lie in a folder that exists.

    Args:
        mounts: as ``/proc/mounts`` has it; None reads that. Other systems than Linux do not say.

    Raises:
        OpeningError: the folder is on a network file system.
    """
    if mounts is None:
        if not sys.platform.startswith("linux"):
            return
        mounts = Path("/proc/mounts").read_text(encoding="utf-8", errors="surrogateescape")
    kind, point = _mount(folder.resolve(), mounts)
    if kind in NETWORK:
        raise OpeningError(
            f"{folder} is on a network file system ({kind}, at {point}), on which SQLite loses "
            "data; give --data-dir a folder on a disk of this machine, or --database a PostgreSQL "
            "server."
        )


def _mount(folder: Path, mounts: str) -> tuple[str, str]:
    """Type and place of the file system that a folder is on."""
    kind, best = "", ""
    for line in mounts.splitlines():
        words = line.split(" ")
        if len(words) < 3:
            continue
        point = words[1]
        for escape, sign in _ESCAPES.items():
            point = point.replace(escape, sign)
        # The last of several at one place is the one that is seen.
        if len(point) >= len(best) and folder.is_relative_to(point):
            kind, best = words[2], point
    return kind, best
