"""Looking at a project's pictures: embeddings from wherever they are, and what is made of them."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch

from dataengine.engine import DataEngine
from dataengine.ordering.kept_looks import KeptLooks
from dataengine.ordering.looks import GRID, clicks, descriptor
from dataengine.records import Picture
from dataengine.training.judging import with_decoder
from dataengine.training.rounds_folder import RoundsFolder
from sam.errors import ImageError
from sam.fingerprint import decoder_fingerprint, encoder_fingerprint
from sam.images import ImageLimits, read_image
from sam.inference.encoder import Encoder
from sam.modeling import MaskDecoder, Sam
from sam.precision import AUTO, choose_precision
from sam.transforms import ResizeLongestSide
from studio.kept_embeddings import EmbeddingStore

log = logging.getLogger(__name__)

FOLDER = "orders"
"""In the folder of the data: what was seen of pictures; it can be made anew."""


@dataclass(frozen=True)
class Look:
    """What was seen of a picture.

    Attributes:
        descriptor: ``(D,)``.
        rows: ``(n, 4, 17)``, of the clicks; None where none were wanted.
        changed: how far two decoders' first masks differ, 0 to 1; NaN without two.
    """

    descriptor: npt.NDArray[np.float32]
    rows: npt.NDArray[np.float32] | None = None
    changed: float = float("nan")


class Looker:
    """Looks at each picture once for one encoder and its decoders.

    Embeddings are taken from the studio's disk or from what a batch or a round has kept, and made
    where there are none; those that are made here are not kept, which would take the place of
    pictures that somebody has open.

    Args:
        engine: has the files.
        model: the published one.
        decoder: the project's tuned one; None for none.
        embeddings: those that a studio or a batch has kept; None for none.
        limits: of pictures that are read.
    """

    def __init__(
        self,
        engine: DataEngine,
        model: Sam,
        decoder: MaskDecoder | None = None,
        embeddings: EmbeddingStore | None = None,
        limits: ImageLimits | None = None,
    ) -> None:
        self._engine, self._decoder, self._store = engine, decoder, embeddings
        self._model = model
        self._limits = limits or ImageLimits()
        precision = choose_precision(AUTO, model.kind, model.device)
        self._fingerprint = encoder_fingerprint(model, precision)
        self._encoder = Encoder(model, precision, frozen=True)
        self._resize = ResizeLongestSide(model.image_encoder.img_size)
        self._rounds = RoundsFolder(engine.folder).embeddings(encoder_fingerprint(model))
        folder = engine.folder / FOLDER / self._fingerprint[:16]
        names = [decoder_fingerprint(model)[:16]]
        if decoder is not None:
            names.append(decoder_fingerprint(with_decoder(model, decoder))[:16])
        self._descriptors = KeptLooks(folder / "descriptors")
        self._clicks = KeptLooks(folder / "-".join(names))

    def look(self, picture: Picture, with_clicks: bool) -> Look | None:
        """What is seen of a picture; None where its file is gone or cannot be read.

        Args:
            with_clicks: whether the decoders are asked too.
        """
        described = self._descriptors.get(picture.id)
        clicked = self._clicks.get(picture.id) if with_clicks else None
        if described is None or (with_clicks and clicked is None):
            embedding = self._embedding(picture)
            if embedding is None:
                return None
            described = {"descriptor": descriptor(embedding, picture.width, picture.height)}
            self._descriptors.put(picture.id, described)
            if with_clicks:
                clicked = self._click(picture, embedding)
        if clicked is None:
            return Look(described["descriptor"])
        return Look(described["descriptor"], clicked["rows"], float(clicked["changed"]))

    def flush(self) -> None:
        """Write what was seen by now."""
        self._descriptors.flush()
        self._clicks.flush()

    def _click(
        self, picture: Picture, embedding: npt.NDArray[np.float32]
    ) -> dict[str, npt.NDArray[np.float32]]:
        """With the decoder that people have in the project; the published one beside it."""
        model, other = self._model, None
        if self._decoder is not None:
            model, other = with_decoder(model, self._decoder), self._model.mask_decoder
        found = clicks(model, embedding, picture.width, picture.height, other, GRID)
        kept = {"rows": found.rows, "changed": np.array(found.changed.mean(), np.float32)}
        self._clicks.put(picture.id, kept)
        return kept

    def _embedding(self, picture: Picture) -> npt.NDArray[np.float32] | None:
        if self._store is not None:
            found = self._store.get(picture.id, self._fingerprint)
            if found is not None:
                return found
        path = self._rounds / f"{picture.id}.0.npz"
        if path.is_file():
            with np.load(path) as kept:
                return np.asarray(kept["embedding"], np.float32)
        data = self._engine.picture_file(picture.id)
        if data is None:
            log.warning("The file of %s is not where it was.", picture.file_name)
            return None
        try:
            pixels = read_image(data, self._limits).rgb
        except ImageError as error:
            log.warning("%s cannot be read: %s", picture.file_name, error)
            return None
        batch = torch.as_tensor(self._resize.apply_image(pixels)).permute(2, 0, 1)[None]
        encoded = self._encoder(self._model.preprocess(batch.to(self._model.device)))
        made: npt.NDArray[np.float32] = encoded.float().cpu().numpy()
        return made


def kept_embeddings(cache: Path | None, batch: Path | None, model: Sam) -> EmbeddingStore | None:
    """The embeddings that a studio keeps on disk and those that a batch has kept; read alone.

    Args:
        cache: a server's ``--cache-dir``; None for none.
        batch: a server's ``--embeddings``; None for none.

    Raises:
        StartupError: there is no folder ``batch``.
    """
    from studio.disk import embedding_disk
    from studio.settings import StudioSettings

    return embedding_disk(cache, StudioSettings.disk_embedding_bytes, model, batch)
