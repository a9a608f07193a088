"""Writing a shard: its files, each whole, and then its part of the index, which says that it is."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from dataengine.batch import index, pieces
from dataengine.batch.errors import BatchError
from dataengine.batch.index import Row
from dataengine.batch.job import Job, ShardTask
from dataengine.batch.places import Place
from studio.kept_embeddings import about


def tar_name(shard: int) -> str:
    """The tar of a shard."""
    return f"shards/{shard:06d}.tar"


def embeddings_name(shard: int) -> str:
    """The embeddings of a shard's pictures."""
    return f"embeddings/{shard:06d}.safetensors"


def embeddings_of(target: Place, shard: int) -> dict[str, NDArray[np.float16]]:
    """The embeddings ``(1, C, S/16, S/16)`` of a shard's pictures, by their files' sha256.

    Raises:
        BatchError: the batch has kept none, or the file is damaged.
    """
    from safetensors import SafetensorError
    from safetensors.numpy import load

    name = embeddings_name(shard)
    content = target.read(name)
    if content is None:
        raise BatchError(f"{target.where(name)} is not there: embeddings are kept by --embeddings.")
    try:
        found: dict[str, NDArray[np.float16]] = load(content)
    except SafetensorError as error:
        raise BatchError(f"{target.where(name)} is damaged ({error}).") from None
    return found


def write_shard(
    target: Place, job: Job, task: ShardTask, shape: tuple[int, ...]
) -> tuple[int, ...]:
    """Put the pieces of a shard together, and let go of them.

    Doing it twice, or half and then again, leaves the same files.

    Args:
        shape: of an embedding.

    Returns:
        The numbers of pictures whose piece is not there; the shard is written where there are none.

    Raises:
        BatchError: the target does not take it.
    """
    rows: list[Row] = []
    members: dict[str, bytes] = {}
    embeddings: dict[str, bytes] = {}
    missing = []
    for number in range(task.first, task.end):
        piece = pieces.get(target, task.shard, number)
        if piece is None:
            missing.append(number)
            continue
        row, own = piece
        embedding = own.pop(pieces.EMBEDDING, None)
        if embedding is not None:
            embeddings[row.sha256] = embedding
        rows.append(row)
        members.update(own)
    if missing and not index.has(target, task.shard):
        return tuple(missing)
    if missing:  # a worker that was thought to be dead has written it, and let go of its pieces
        target.remove_folder(pieces.folder(task.shard))
        return ()
    if job.layout == "tar":
        target.write(tar_name(task.shard), pieces.tar(members))
    if job.embeddings:
        target.write(embeddings_name(task.shard), _safetensors(embeddings, shape, job))
    target.write(index.part(task.shard), index.part_of(rows))
    target.remove_folder(pieces.folder(task.shard))
    return ()


def take_apart(target: Place, job: Job, shard: int) -> int:
    """Turn a shard back into pieces, without the pictures that are not done; how many those are.

    Where there are none nothing is changed. The part of the index goes last, so that a shard that
    is half taken apart is still done.

    Raises:
        BatchError: a file of it is gone or damaged, or the target does not do it.
    """
    rows = index.rows_of(target, shard)
    undone = sum(row.status != "done" for row in rows)
    if not undone:
        return 0
    members: dict[str, bytes] = {}
    if job.layout == "tar":
        members = pieces.untar(target.read(tar_name(shard)) or b"")
    embeddings: dict[str, bytes] = {}
    if job.embeddings:
        found = embeddings_of(target, shard)
        embeddings = {name: each.tobytes() for name, each in found.items()}
    for row in rows:
        if row.status == "done":
            key = f"{row.number:09d}."
            own = {name: each for name, each in members.items() if name.startswith(key)}
            if job.embeddings:
                own[pieces.EMBEDDING] = embeddings[row.sha256]
            pieces.put(target, row, own)
    target.remove(index.part(shard))
    return undone


def _safetensors(embeddings: dict[str, bytes], shape: tuple[int, ...], job: Job) -> bytes:
    """Embeddings by their pictures' sha256, with what they depend on."""
    from safetensors.numpy import save

    count = math.prod(shape)
    tensors = {
        sha256: np.frombuffer(content, "<f2", count).reshape(shape)
        for sha256, content in embeddings.items()
    }
    return save(tensors, metadata=about(job.encoder_fingerprint, job.precision))
