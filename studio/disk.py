"""Which caches lie in a studio's folder of caches, and where."""

from __future__ import annotations

from pathlib import Path

from sam.modeling import Sam
from studio.disk_cache import DiskCache
from studio.embedding_disk import EmbeddingDisk
from studio.kept_embeddings import EmbeddingStore, KeptEmbeddings

_ID_BYTES = 64_000_000
"""Disk for the ids of some ten thousand files."""


def embedding_disk(
    folder: Path | None, max_bytes: int, model: Sam, kept: Path | None = None
) -> EmbeddingStore | None:
    """Where a model's embeddings outlive the process; None if they do not.

    Args:
        folder: of the caches; None keeps none.
        max_bytes: on disk.
        model: whose embeddings.
        kept: a folder of embeddings that a batch has kept, which is only read.

    Raises:
        StartupError: there is no folder ``kept``.
    """
    encoder = model.prompt_encoder
    shape = (1, encoder.embed_dim, *encoder.image_embedding_size)
    disk = None
    if folder is not None and max_bytes:
        disk = EmbeddingDisk(DiskCache(folder / "embeddings-1", max_bytes), shape)
    return disk if kept is None else KeptEmbeddings(kept, shape, disk)


def folder_disk(folder: Path | None) -> DiskCache | None:
    """Where the ids of files in a folder of pictures outlive the process."""
    return None if folder is None else DiskCache(folder / "folder-1", _ID_BYTES)


def image_disk(folder: Path | None, max_bytes: int) -> DiskCache | None:
    """Where pictures outlive the process, as they were put in; None if they do not."""
    if folder is None or not max_bytes:
        return None
    return DiskCache(folder / "images-1", max_bytes)
