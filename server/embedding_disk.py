"""Embeddings on disk: what a :class:`DiskCache` keeps as bytes, as arrays again.

An entry's key names the picture and the image encoder's fingerprint, which stands for its weights,
its precision and the preprocessing. Another encoder never finds it.
"""

from __future__ import annotations

import logging
from io import BytesIO

import numpy as np
from numpy.typing import NDArray

from server.disk_cache import DiskCache

log = logging.getLogger(__name__)


class EmbeddingDisk:
    """Embeddings by picture and encoder.

    Args:
        cache: keeps them, as NPY files without pickled objects.
        shape: of every embedding, ``(1, C, S/16, S/16)``.
    """

    def __init__(self, cache: DiskCache, shape: tuple[int, ...]) -> None:
        self.cache = cache
        self._shape = shape

    def get(self, image_id: str, fingerprint: str) -> NDArray[np.float32] | None:
        """The embedding, float32; None if it is not here, or is no embedding of this model."""
        content = self.cache.get(f"{image_id}-{fingerprint}")
        if content is None:
            return None
        try:
            array: NDArray[np.float32] = np.load(BytesIO(content), allow_pickle=False)
        except (ValueError, EOFError, OSError) as error:
            log.warning("A cached embedding cannot be read (%s); it is made anew.", error)
            return None
        if array.shape != self._shape or array.dtype != np.float32 or not np.isfinite(array).all():
            log.warning("A cached embedding has shape %s; it is made anew.", array.shape)
            return None
        return array

    def put(self, image_id: str, fingerprint: str, embedding: NDArray[np.float32]) -> None:
        """Keep an embedding, if the disk takes it."""
        content = BytesIO()
        np.save(content, embedding, allow_pickle=False)
        self.cache.put(f"{image_id}-{fingerprint}", content.getvalue())
