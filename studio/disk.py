"""Which caches lie in a studio's folder of caches, and where."""

from __future__ import annotations

from pathlib import Path

from sam.modeling import Sam
from studio.disk_cache import DiskCache
from studio.embedding_disk import EmbeddingDisk


def embedding_disk(folder: Path | None, max_bytes: int, model: Sam) -> EmbeddingDisk | None:
    """Where a model's embeddings outlive the process; None if they do not."""
    if folder is None or not max_bytes:
        return None
    encoder = model.prompt_encoder
    shape = (1, encoder.embed_dim, *encoder.image_embedding_size)
    cache = DiskCache(folder / "embeddings-1", max_bytes)
    return EmbeddingDisk(cache, shape)


def image_disk(folder: Path | None, max_bytes: int) -> DiskCache | None:
    """Where pictures outlive the process, as they were put in; None if they do not."""
    if folder is None or not max_bytes:
        return None
    return DiskCache(folder / "images-1", max_bytes)
