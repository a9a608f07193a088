"""What a worker leaves of a picture that it has done, until the whole shard is written.

A piece is a small tar: the picture's row, and the members that it will have in the shard's files.
"""

from __future__ import annotations

import io
import json
import tarfile
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import PurePosixPath

from dataengine.batch.index import Row
from dataengine.batch.places import Place

FOLDER = ".open"

EMBEDDING = "embedding"
"""The name of the member that holds the embedding, float16, and goes into a file of its own."""

_ROW = "row"


def folder(shard: int) -> str:
    """Where the pieces of a shard are."""
    return f"{FOLDER}/{shard:06d}"


def name(shard: int, number: int) -> str:
    """The name of a picture's piece."""
    return f"{folder(shard)}/{number:09d}.tar"


def put(target: Place, row: Row, members: Mapping[str, bytes]) -> None:
    """Write a piece."""
    content = json.dumps(asdict(row)).encode()
    target.write(name(row.shard, row.number), tar({_ROW: content, **members}))


def get(target: Place, shard: int, number: int) -> tuple[Row, dict[str, bytes]] | None:
    """A piece; None where there is none, or none that is whole."""
    content = target.read(name(shard, number))
    if content is None:
        return None
    try:
        members = untar(content)
        return Row(**json.loads(members.pop(_ROW))), members
    except (tarfile.TarError, ValueError, KeyError, TypeError):
        return None


def there(target: Place, shard: int) -> set[int]:
    """The numbers of the pictures of a shard that have a piece."""
    stems = (PurePosixPath(each).stem for each in target.names(folder(shard)))
    return {int(stem) for stem in stems if stem.isdigit()}


def tar(members: Mapping[str, bytes]) -> bytes:
    """A tar of some files; the same files give the same bytes."""
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w", format=tarfile.USTAR_FORMAT) as opened:
        for each, content in members.items():
            info = tarfile.TarInfo(each)
            info.size = len(content)
            opened.addfile(info, io.BytesIO(content))
    return file.getvalue()


def untar(content: bytes) -> dict[str, bytes]:
    """The files of a tar, by name.

    Raises:
        tarfile.TarError: it is not whole.
    """
    found = {}
    with tarfile.open(fileobj=io.BytesIO(content), mode="r:") as opened:
        for member in opened:
            file = opened.extractfile(member)
            if file is not None:
                found[member.name] = file.read()
    return found
