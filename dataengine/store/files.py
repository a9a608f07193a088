"""The files of pictures: in a folder by the hash of their content, or where an operator keeps them.

No name that a client sends becomes part of a path here: a picture is asked for by its id, 64
hexadecimal digits, and a registered folder's paths come out of the database.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import secrets
from contextlib import suppress
from pathlib import Path

from dataengine.errors import AbsentError, FullError, StorageError
from dataengine.store.backup import sync_folder

PICTURES, THUMBNAILS = "pictures", "thumbnails"
"""Folders in the folder of the data."""

_ID = re.compile(r"[0-9a-f]{64}", re.ASCII)
_FULL = (errno.ENOSPC, errno.EDQUOT)


class Files:
    """Pictures and their thumbnails in one folder.

    Args:
        folder: of the data.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, picture_id: str, kind: str = PICTURES) -> Path:
        """Where the file of a picture lies, or would.

        Raises:
            AbsentError: that is not a picture's id.
        """
        if not _ID.fullmatch(picture_id):
            raise AbsentError(
                "picture_not_found",
                f"{picture_id[:40]!r} is not a picture's id; expected 64 hexadecimal digits.",
            )
        return self.folder / kind / picture_id[:2] / picture_id

    def put(self, picture_id: str, data: bytes, kind: str = PICTURES) -> None:
        """Keep a file; when this returns it is on the disk.

        Raises:
            FullError: there is no space; nothing is left of it.
            StorageError: the disk does not take it.
        """
        path = self.path(picture_id, kind)
        if path.exists():
            return
        unfinished = path.with_name(f".{path.name}-{secrets.token_hex(8)}")
        try:
            is_new = not path.parent.exists()
            path.parent.mkdir(parents=True, exist_ok=True)
            with unfinished.open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            os.replace(unfinished, path)
            sync_folder(path.parent)
            if is_new:
                sync_folder(path.parent.parent)
        except OSError as error:
            with suppress(OSError):
                unfinished.unlink()
            if error.errno in _FULL:
                raise FullError from error
            raise StorageError(
                "storage_failed",
                f"The folder of the projects takes no file ({error.strerror}).",
            ) from error

    def get(self, picture_id: str, kind: str = PICTURES) -> bytes | None:
        """A file; None where there is none.

        Raises:
            AbsentError: that is not a picture's id.
        """
        try:
            return self.path(picture_id, kind).read_bytes()
        except FileNotFoundError:
            return None

    def remove(self, picture_id: str) -> None:
        """Let go of a picture's file and of what was made of it; what is not there is no matter.

        Raises:
            StorageError: the disk does not do it.
        """
        for kind in (PICTURES, THUMBNAILS):
            try:
                self.path(picture_id, kind).unlink(missing_ok=True)
            except OSError as error:
                raise StorageError(
                    "storage_failed",
                    f"The folder of the projects does not let go of a file ({error.strerror}).",
                ) from error

    def outside(self, picture_id: str, folder: str, path: str) -> bytes | None:
        """A file of a registered folder, as long as it is still the same.

        Args:
            folder, path: out of the database, where an operator put them.
        """
        try:
            data = (Path(folder) / path).read_bytes()
        except OSError:
            return None
        return data if hashlib.sha256(data).hexdigest() == picture_id else None
