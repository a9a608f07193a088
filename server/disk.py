"""Which caches lie in ``--cache-dir``, and where."""

from __future__ import annotations

from sam.modeling import Sam
from server.disk_cache import DiskCache
from server.embedding_disk import EmbeddingDisk
from server.settings import Settings


def embedding_disk(settings: Settings, model: Sam) -> EmbeddingDisk | None:
    """Where a model's embeddings outlive the server; None if they do not."""
    if settings.cache_dir is None or not settings.disk_embedding_bytes:
        return None
    encoder = model.prompt_encoder
    shape = (1, encoder.embed_dim, *encoder.image_embedding_size)
    cache = DiskCache(settings.cache_dir / "embeddings-1", settings.disk_embedding_bytes)
    return EmbeddingDisk(cache, shape)


def image_disk(settings: Settings) -> DiskCache | None:
    """Where pictures outlive the server, as they were sent; None if they do not."""
    if settings.cache_dir is None or not settings.disk_image_bytes:
        return None
    return DiskCache(settings.cache_dir / "images-1", settings.disk_image_bytes)
