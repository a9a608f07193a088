"""The model behind one lock, with caches in front: memory, then disk.

Each picture, and each window of it, is encoded once: a request that finds another one already
encoding the same waits for that result instead of asking the model again.
"""

from __future__ import annotations

import math
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from sam.fingerprint import encoder_fingerprint
from sam.images.parts import PartReader, as_parts, whole_of
from sam.inference import Encoder
from sam.large import Window
from sam.modeling import Sam
from sam.transforms import CropBox, ResizeLongestSide
from studio.cache import ByteLRU
from studio.errors import BrokenError, GoneError
from studio.kept_embeddings import EmbeddingStore
from studio.memory import give_back
from studio.metrics import Metrics
from studio.places import Places
from studio.turns import Rank, Turns, UnwantedError

Embedding = NDArray[np.float32]
"""(1, C, S/16, S/16) float32, C = 256 and S = 1024 for the published models."""

_POLL_S = 0.1
"""How often somebody who waits looks whether the client is still there."""

_KEPT_FOR_WHOLE = 1 / 3
"""Of the places, those that windows leave to whole pictures."""


class SharedEncoder:
    """Encodes pictures.

    Args:
        model: in evaluation mode; nobody else may use it at the same time.
        cache_bytes: most bytes of embeddings kept in memory.
        places: bounds the requests that wait.
        precision: what the image encoder computes in.
        disk: keeps embeddings beyond a restart; None keeps them in memory only.
        metrics: what is counted and timed goes there.

    Attributes:
        precision: as given.
        fingerprint: the image encoder's at this precision, 64 hexadecimal digits.
        encodes: how many pictures and parts of them the model has encoded.
        waiting: how many requests wait for an embedding now.
        broken: what the last encode failed with; None if it went well.
    """

    def __init__(
        self,
        model: Sam,
        cache_bytes: int,
        places: Places,
        precision: str = "float32",
        disk: EmbeddingStore | None = None,
        metrics: Metrics | None = None,
    ) -> None:
        self.model = model
        self.precision = precision
        self.fingerprint = encoder_fingerprint(model, precision)
        self.broken: str | None = None
        self._encoder = Encoder(model, precision, frozen=True)  # whoever trains has a copy
        self.encodes = 0
        self._turns = Turns()
        self._cache: ByteLRU[str, Embedding] = ByteLRU(cache_bytes, lambda e: e.nbytes)
        self._disk = disk
        self._places = places
        self._metrics = metrics or Metrics()
        self._book = threading.Condition()
        """Guards the two below, and tells when nobody waits any more; never held while anything
        slow happens."""
        self._in_flight: dict[str, _Flight] = {}
        self.waiting = 0

    def embedding(
        self,
        image_id: str,
        pixels: Callable[[], NDArray[np.uint8] | PartReader],
        gone: Callable[[], bool] = lambda: False,
        window: Window | None = None,
        ahead: bool = False,
    ) -> Embedding:
        """The embedding of a picture or of a window of it, from a cache or the model.

        Args:
            image_id: hash of the picture's content.
            pixels: gives the picture, (H, W, 3) uint8 RGB, or what its parts are read of; called
                only if it must be encoded.
            gone: whether the client has gone away, which frees its place.
            window: the part to encode, inside the picture; None for all of it. Whole pictures go
                first, and windows leave them places.
            ahead: whether nobody waits for it yet: then everything else goes first.

        Raises:
            BusyError: too many requests are waiting already.
            GoneError: the client left.
            BrokenError: the embedding has values that are not finite.
            Exception: whatever went wrong in encoding; everybody waiting for this picture gets it,
                and the next request tries again.
        """
        wish = _Wish(image_id, window, pixels, Rank.AHEAD if ahead else _rank_of(window))
        cached = self._cache.get(wish.name)
        if cached is not None:
            self._metrics.embeddings.labels("memory").inc()
            return cached
        spare = 0 if window is None else math.ceil(self._places.most * _KEPT_FOR_WHOLE)
        with self._places.place(spare), self._waits(not ahead):
            while True:
                try:
                    return self._awaited(wish, gone)
                except UnwantedError:
                    # The client of the request that was to encode may have left, not ours.
                    if gone():
                        raise GoneError from None

    def _awaited(self, wish: _Wish, gone: Callable[[], bool]) -> Embedding:
        """The embedding, made here or by another request that asked before.

        Raises:
            UnwantedError: the client of either has gone away.
        """
        with self._book:
            flight = self._in_flight.get(wish.name)
            leads = flight is None
            if flight is None:
                flight = self._in_flight[wish.name] = _Flight()
            flight.waiting += 1
            flight.rank = min(flight.rank, wish.rank)
        try:
            if leads:
                self._lead(wish, flight, gone)
            return flight.result(gone)
        finally:
            with self._book:
                flight.waiting -= 1

    @contextmanager
    def _waits(self, urgently: bool) -> Iterator[None]:
        """Count somebody who waits for an embedding; jobs give way to those who do so urgently."""
        count = int(urgently)
        with self._book:
            self.waiting += count
        self._metrics.waiting.inc()
        try:
            yield
        finally:
            self._metrics.waiting.dec()
            with self._book:
                self.waiting -= count
                if not self.waiting:
                    self._book.notify_all()

    def wait_until_idle(self, seconds: float) -> bool:
        """Let waiting encodes go first.

        Args:
            seconds: wait at most so long.

        Returns:
            Whether nobody waits for an embedding now.
        """
        with self._book:
            return self._book.wait_for(lambda: not self.waiting, seconds)

    def encode_crop(self, rgb: NDArray[np.uint8] | PartReader, crop_box: CropBox) -> Embedding:
        """The embedding of a part of a picture; it is not kept, and keeps no other from being kept.

        Args:
            rgb: the picture, (H, W, 3) uint8, or what its parts are read of.
            crop_box: XYXY in the image frame.

        Raises:
            BrokenError: the embedding has values that are not finite.
        """
        return self._encode(rgb, crop_box, lambda: True, lambda: Rank.JOB)

    def _lead(self, wish: _Wish, flight: _Flight, gone: Callable[[], bool]) -> None:
        """Find or make the embedding and tell those who wait; it is cached before the picture
        leaves flight.
        """
        try:
            embedding = self._disk.get(wish.name, self.fingerprint) if self._disk else None
            from_disk = embedding is not None
            if embedding is None:
                embedding = self._encode(
                    wish.pixels(),
                    None if wish.window is None else wish.window.box,
                    lambda: flight.waiting > 1 or not gone(),
                    lambda: flight.rank,
                )
            embedding.flags.writeable = False  # many get this one
            self._metrics.embeddings.labels("disk" if from_disk else "encoded").inc()
        except BaseException as error:
            with self._book:
                del self._in_flight[wish.name]
            # The error, its traceback's frames and the flight hold one another, and with them the
            # picture's pixels, until the garbage collector comes round, which is seldom.
            traceback.clear_frames(error.__traceback__)
            flight.future.set_exception(error)
            return
        with self._book:
            self._cache.put(wish.name, embedding)
            del self._in_flight[wish.name]
        self._metrics.embedding_bytes.set(self._cache.bytes)
        flight.future.set_result(embedding)
        if self._disk and not from_disk:
            self._disk.put(wish.name, self.fingerprint, embedding)

    def _encode(
        self,
        pixels: NDArray[np.uint8] | PartReader,
        crop_box: CropBox | None,
        wanted: Callable[[], bool],
        rank: Callable[[], Rank],
    ) -> Embedding:
        parts = as_parts(pixels)
        x0, y0, x1, y1 = box = crop_box or whole_of(parts.size)
        side = self.model.image_encoder.img_size
        size = ResizeLongestSide.get_preprocess_shape(y1 - y0, x1 - x0, side)
        # As ``ResizeLongestSide.apply_image`` has it: the filter is the same.
        resized = np.ascontiguousarray(parts.read(box, size).transpose(2, 0, 1))  # (3, h, w)
        give_back(parts.size[0] * parts.size[1])
        image = torch.from_numpy(resized)
        with self._turns.turn(rank, wanted), torch.inference_mode():
            self.encodes += 1
            begun = time.monotonic()
            try:
                batch = self.model.preprocess(image.to(self.model.device)[None])
                embedding: Embedding = self._encoder(batch).float().cpu().numpy()
            except Exception as error:
                self.broken = type(error).__name__
                raise
            self._metrics.encode_seconds.observe(time.monotonic() - begun)
        if not np.isfinite(embedding).all():
            self.broken = "values that are not finite"
            raise BrokenError(
                "embedding_not_finite",
                "The model's embedding of this picture has values that are not finite; "
                "check the checkpoint, or another device or precision.",
            )
        self.broken = None
        return embedding


@dataclass(frozen=True, slots=True)
class _Wish:
    """An embedding that is asked for."""

    image_id: str
    window: Window | None
    pixels: Callable[[], NDArray[np.uint8] | PartReader]
    rank: Rank

    @property
    def name(self) -> str:
        """By which caches know it: the picture's own for all of it."""
        return "-".join([self.image_id, *map(str, self.window or ())])


def _rank_of(window: Window | None) -> Rank:
    return Rank.WHOLE if window is None else Rank.WINDOW


class _Flight:
    """A picture, or a window, that is being encoded: how many wait for it, and how urgently."""

    def __init__(self) -> None:
        self.future: Future[Embedding] = Future()
        self.waiting = 0
        self.rank = Rank.AHEAD

    def result(self, gone: Callable[[], bool]) -> Embedding:
        """The embedding, or what went wrong."""
        while True:
            try:
                return self.future.result(_POLL_S)
            except TimeoutError:
                if self.future.done():
                    raise  # the encode's own
                if gone():
                    raise UnwantedError from None
