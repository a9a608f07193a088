"""Weights from their publisher, a mirror or a file, checked and put where they are found."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sam.errors import FetchError
from sam.fetching.catalogue import Published
from sam.fetching.download import CHUNK, download

_SPARE = 64 << 20
"""Bytes that stay free on the disk."""

Moved = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Fetched:
    """Where weights are now.

    Attributes:
        path: the file.
        fresh: whether it came now; False where it was there already.
    """

    path: Path
    fresh: bool


def fetch(
    item: Published,
    folder: Path,
    origin: str | None = None,
    moved: Moved = lambda done: None,
) -> Fetched:
    """Put published weights into a folder. What breaks off goes on with the next call.

    Args:
        item: which.
        folder: where to; it is made if need be.
        origin: a mirror's address (of the file), a file, or a folder that has it; None for the
            publisher.
        moved: called with the bytes that are there.

    Raises:
        FetchError: it cannot be had, is not what was published, or would replace another file.
        OSError: it cannot be written.
    """
    target = folder / item.file_name
    if target.exists():
        if _sha256(target) == item.sha256:
            return Fetched(target, fresh=False)
        if not _is_rebuilt(target):
            raise FetchError(
                f"{target} is there already and is another file than {item.publisher} published; "
                "move it away, or name another folder."
            )
    folder.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f".{target.name}.part")
    _check_room(folder, item.bytes - (part.stat().st_size if part.exists() else 0))
    if origin is None or "://" in origin:
        _download(item, origin or item.url, folder, part, moved)
    else:
        _copy(item, Path(origin), part, moved)
    os.replace(part, target)
    _manifest(target).unlink(missing_ok=True)  # it was of the file that stood there before
    return Fetched(target, fresh=True)


def _download(item: Published, url: str, folder: Path, part: Path, moved: Moved) -> None:
    """Download; where a part from before turns out to be of another file, once more in full."""
    try:
        resumed = download(url, part, item.bytes, moved)
        if resumed and not _is_published(part, item):
            part.unlink()
            download(url, part, item.bytes, moved)
    except FetchError as error:
        raise FetchError(
            f"{error} By hand: download {item.url} elsewhere and put it into {folder} as "
            f"{item.file_name}, or name it with --from."
        ) from error
    _check(part, item, url)


def _copy(item: Published, origin: Path, part: Path, moved: Moved) -> None:
    source = origin / item.file_name if origin.is_dir() else origin
    if not source.is_file():
        raise FetchError(f"There is no file {source}; expected {item.file_name}.")
    size = source.stat().st_size
    if size != item.bytes:
        raise FetchError(
            f"{source} has {size:,} bytes; expected the {item.bytes:,} of {item.file_name}."
        )
    with source.open("rb") as given, part.open("wb") as file:
        while chunk := given.read(CHUNK):
            file.write(chunk)
            moved(file.tell())
    _check(part, item, str(source))


def _check(part: Path, item: Published, origin: str) -> None:
    """Hold a file against what was published, and remove it where it differs."""
    if _is_published(part, item):
        return
    found = _sha256(part)
    part.unlink()
    raise FetchError(
        f"{origin} has the SHA-256 {found}; expected {item.sha256} ({item.source}): it was changed "
        "or damaged, and was not kept."
    )


def _is_published(path: Path, item: Published) -> bool:
    md5_start = item.md5_start
    right = _sha256(path) == item.sha256
    return right and (md5_start is None or _digest(path, "md5").startswith(md5_start))


def _check_room(folder: Path, needed: int) -> None:
    free = shutil.disk_usage(folder).free
    if free < needed + _SPARE:
        raise FetchError(
            f"{folder} has {free / 1e6:.0f} MB free; {needed / 1e6:.0f} MB are needed, and some to "
            "spare."
        )


def _is_rebuilt(target: Path) -> bool:
    """Whether a file is the one that this project's set-up made: it may be replaced."""
    try:
        claim = json.loads(_manifest(target).read_text(encoding="utf-8"))
        return bool(claim["sha256"] == _sha256(target))
    except (OSError, ValueError, LookupError, TypeError):
        return False


def _manifest(target: Path) -> Path:
    return target.with_suffix(".json")


def _sha256(path: Path) -> str:
    return _digest(path, "sha256")


def _digest(path: Path, name: str) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(
            file, lambda: hashlib.new(name, usedforsecurity=False)
        ).hexdigest()
