"""Embeddings on disk: what a :class:`DiskCache` keeps as bytes, as arrays again.

An entry's key names the picture, the rules by which its file was read, and the image encoder's
fingerprint, which stands for its weights, its precision and the preprocessing. Another encoder
never finds it, and nor does a version that gives the picture other pixels.
"""

from __future__ import annotations

import logging
import math
from io import BytesIO

import numpy as np
from numpy.typing import NDArray

from sam.images import READING
from studio.disk_cache import DiskCache

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
        sound = _npy(np.zeros(shape, np.float32))
        self._size = len(sound)
        self._head = sound[: self._size - 4 * math.prod(shape)]

    def get(self, image_id: str, fingerprint: str) -> NDArray[np.float32] | None:
        """The embedding, float32; None if it is not here, or is no embedding of this model."""
        content = self.cache.get(self.key(image_id, fingerprint))
        if content is None:
            return None
        # Held to the one header that can be right: a parser would have to be trusted with any.
        if not content.startswith(self._head) or len(content) != self._size:
            log.warning("A cached embedding is not of shape %s; it is made anew.", self._shape)
            return None
        array = np.frombuffer(content, "<f4", offset=len(self._head)).reshape(self._shape)
        if not np.isfinite(array).all():
            log.warning("A cached embedding is not finite; it is made anew.")
            return None
        return array.astype(np.float32)

    def put(self, image_id: str, fingerprint: str, embedding: NDArray[np.float32]) -> None:
        """Keep an embedding, if the disk takes it."""
        self.cache.put(self.key(image_id, fingerprint), _npy(embedding))

    @staticmethod
    def key(image_id: str, fingerprint: str) -> str:
        """An entry's key in the cache."""
        return f"{image_id}-{fingerprint}-{READING}"


def _npy(embedding: NDArray[np.float32]) -> bytes:
    content = BytesIO()
    np.save(content, embedding, allow_pickle=False)
    return content.getvalue()
