"""Embeddings that a batch has kept (``python -m dataengine batch --embeddings``): what was encoded
ahead is answered at once.

Their files are safetensors: float16 tensors by the SHA-256 of a picture's file, and beside them
what they depend on. Reading one runs nothing in it.
"""

from __future__ import annotations

import json
import logging
import threading
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from sam.images import READING
from studio.errors import StartupError

log = logging.getLogger(__name__)

ABOUT = "segment_studio"
"""The key under which a file says, as JSON, what its embeddings depend on."""


class EmbeddingStore(Protocol):
    """What keeps embeddings beyond memory, by picture and encoder."""

    def get(self, image_id: str, fingerprint: str) -> NDArray[np.float32] | None:
        """The embedding, which the caller may keep; None if it is not here."""

    def put(self, image_id: str, fingerprint: str, embedding: NDArray[np.float32]) -> None:
        """Keep an embedding, if it may be kept."""


def about(encoder_fingerprint: str, precision: str) -> dict[str, str]:
    """What a file of embeddings says of itself, beside its tensors; under one key, since of several
    the library writes now one first and now another."""
    said = {
        "encoder_fingerprint": encoder_fingerprint,
        "precision": precision,
        "reading": READING,
    }
    return {ABOUT: json.dumps(said)}


class KeptEmbeddings:
    """The embeddings in a folder of files; those that are added while it is used are found too.

    Args:
        folder: as a batch writes it, ``TARGET/embeddings``.
        shape: of every embedding, ``(1, C, S/16, S/16)``.
        store: asked first, and given what is made; None for none.

    Raises:
        StartupError: there is no such folder.
    """

    def __init__(
        self, folder: Path, shape: tuple[int, ...], store: EmbeddingStore | None = None
    ) -> None:
        if not folder.is_dir():
            raise StartupError(
                f"There is no folder of embeddings {folder}; expected what `python -m dataengine "
                "batch --embeddings` wrote, TARGET/embeddings."
            )
        self._folder, self._shape, self._store = folder, shape, store
        self._lock = threading.Lock()
        self._changed = -1
        self._files: set[str] = set()
        self._places: dict[tuple[str, str], Path] = {}
        self._look()
        log.info("%s holds embeddings of %d pictures.", folder, len(self._places))

    def get(self, image_id: str, fingerprint: str) -> NDArray[np.float32] | None:
        """The embedding, float32; None if it is not here, or is no embedding of this model."""
        found = None if self._store is None else self._store.get(image_id, fingerprint)
        if found is not None:
            return found
        key = (image_id, fingerprint)
        if key not in self._places:
            self._look()
        path = self._places.get(key)
        return None if path is None else self._read(path, image_id)

    def put(self, image_id: str, fingerprint: str, embedding: NDArray[np.float32]) -> None:
        """Hand an embedding on to the store; the folder is only read."""
        if self._store is not None:
            self._store.put(image_id, fingerprint, embedding)

    def _look(self) -> None:
        """Look which pictures the files have, where files came since the last time."""
        from safetensors import SafetensorError, safe_open

        with self._lock:
            changed = self._folder.stat().st_mtime_ns
            if changed == self._changed:
                return
            self._changed = changed
            for path in sorted(self._folder.glob("*.safetensors")):
                if path.name in self._files:
                    continue
                self._files.add(path.name)
                try:
                    with safe_open(path, "numpy") as file:
                        said = json.loads((file.metadata() or {}).get(ABOUT, "{}"))
                        names = list(file.keys())
                except (SafetensorError, OSError, ValueError) as error:
                    log.warning("The embeddings %s cannot be read: %s", path, error)
                    continue
                if said.get("reading") != READING:
                    log.warning(
                        "The embeddings %s are of pictures that were read otherwise; they are left "
                        "out.",
                        path,
                    )
                    continue
                fingerprint = str(said.get("encoder_fingerprint"))
                self._places.update({(name, fingerprint): path for name in names})

    def _read(self, path: Path, image_id: str) -> NDArray[np.float32] | None:
        from safetensors import SafetensorError, safe_open

        try:
            with safe_open(path, "numpy") as file:
                embedding = file.get_tensor(image_id)
        except (SafetensorError, OSError) as error:
            log.warning("The embeddings %s cannot be read any more: %s", path, error)
            return None
        if embedding.shape != self._shape or not np.isfinite(embedding).all():
            log.warning("%s has no sound embedding of a picture; it is made anew.", path)
            return None
        sound: NDArray[np.float32] = embedding.astype(np.float32)
        return sound
