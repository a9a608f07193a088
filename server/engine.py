"""The model behind one lock, with a cache in front.

Each picture is encoded once: a request that finds another one already encoding the same picture
waits for that result instead of asking the model again.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future

import numpy as np
import torch
from numpy.typing import NDArray

from sam.fingerprint import encoder_fingerprint
from sam.inference import Encoder
from sam.modeling import Sam
from sam.transforms import CropBox, ResizeLongestSide
from server.cache import ByteLRU
from server.errors import ApiError

Embedding = NDArray[np.float32]
"""(1, C, S/16, S/16) float32, C = 256 and S = 1024 for the published models."""

_RETRY_AFTER_S = 2


class Engine:
    """Encodes pictures.

    Args:
        model: in evaluation mode; nobody else may use it at the same time.
        cache_bytes: most bytes of embeddings kept.
        max_waiting: most requests that may wait for an embedding at once; further ones are turned
            away, so that the server keeps threads for everything else.
        precision: what the image encoder computes in.

    Attributes:
        precision: as given.
        fingerprint: the image encoder's at this precision, 64 hexadecimal digits.
        encodes: how many pictures the model has encoded.
        waiting: how many requests wait for an embedding now.
    """

    def __init__(
        self, model: Sam, cache_bytes: int, max_waiting: int, precision: str = "float32"
    ) -> None:
        self.model = model
        self.precision = precision
        self.fingerprint = encoder_fingerprint(model, precision)
        self._encoder = Encoder(model, precision)
        self.encodes = 0
        self._resize = ResizeLongestSide(model.image_encoder.img_size)
        self._model_lock = threading.Lock()
        self._cache: ByteLRU[tuple[str, str], Embedding] = ByteLRU(cache_bytes, lambda e: e.nbytes)
        self._book = threading.Condition()
        """Guards the two below, and tells when nobody waits any more; never held while anything
        slow happens."""
        self._in_flight: dict[str, Future[Embedding]] = {}
        self.waiting = 0
        self._max_waiting = max_waiting

    def embedding(self, image_id: str, pixels: Callable[[], NDArray[np.uint8]]) -> Embedding:
        """The embedding of a picture, from the cache or the model.

        Args:
            image_id: hash of the picture's content.
            pixels: gives the picture, (H, W, 3) uint8 RGB; called only if it must be encoded.

        Raises:
            ApiError: 503 when too many requests are waiting already.
            Exception: whatever went wrong in encoding; everybody waiting for this picture gets it,
                and the next request tries again.
        """
        key = (image_id, self.fingerprint)
        with self._book:
            cached = self._cache.get(key)
            if cached is not None:
                return cached
            if self.waiting >= self._max_waiting:
                raise _too_busy(self.waiting)
            self.waiting += 1
            future = self._in_flight.get(image_id)
            leads = future is None
            if future is None:
                future = self._in_flight[image_id] = Future()
        try:
            if leads:
                self._lead(key, pixels, future)
            return future.result()
        finally:
            with self._book:
                self.waiting -= 1
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

    def encode_crop(self, rgb: NDArray[np.uint8], crop_box: CropBox) -> Embedding:
        """The embedding of a part of a picture; it is not kept, and keeps no other from being kept.

        Args:
            rgb: the picture, (H, W, 3) uint8.
            crop_box: XYXY in the image frame.

        Raises:
            ApiError: 500, the embedding has values that are not finite.
        """
        return self._encode(rgb, crop_box)

    def _lead(
        self,
        key: tuple[str, str],
        pixels: Callable[[], NDArray[np.uint8]],
        future: Future[Embedding],
    ) -> None:
        """Encode, and tell those who wait; the result is cached before the picture leaves
        flight.
        """
        try:
            embedding = self._encode(pixels())
            embedding.flags.writeable = False  # many get this one
        except BaseException as error:
            with self._book:
                del self._in_flight[key[0]]
            future.set_exception(error)
            return
        with self._book:
            self._cache.put(key, embedding)
            del self._in_flight[key[0]]
        future.set_result(embedding)

    def _encode(self, rgb: NDArray[np.uint8], crop_box: CropBox | None = None) -> Embedding:
        resized = np.ascontiguousarray(
            self._resize.apply_image(rgb, crop_box).transpose(2, 0, 1)
        )  # (3, h, w)
        image = torch.from_numpy(resized)
        with self._model_lock, torch.inference_mode():
            self.encodes += 1
            batch = self.model.preprocess(image.to(self.model.device))
            embedding: Embedding = self._encoder(batch).float().cpu().numpy()
        if not np.isfinite(embedding).all():
            raise ApiError(
                500,
                "embedding_not_finite",
                "The model's embedding of this picture has values that are not finite; "
                "check the checkpoint, or another device or precision.",
            )
        return embedding


def _too_busy(waiting: int) -> ApiError:
    return ApiError(
        503,
        "busy",
        f"The server is busy ({waiting} requests are waiting for the model); try again in "
        f"{_RETRY_AFTER_S} seconds.",
        {"Retry-After": str(_RETRY_AFTER_S)},
    )
