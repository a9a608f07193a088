"""Whether the server can do what it is for: asked of the model itself, not assumed."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import numpy as np

from sam.modeling import Sam
from sam.predictor import SamPredictor
from studio.encoder import SharedEncoder
from studio.errors import StartupError

_SIDES = 96, 64

_TRY_S = 10.0
"""How long a model that failed is left in peace before it is tried again. Nobody else would:
who asks first sends no pictures to a server that is not ready.
"""


class Readiness:
    """Whether the model does what it is for, for those who ask before they send pictures.

    Args:
        encoder: the image encoder.
        in_force: the model that decodes now.
        clock: seconds that only grow.

    Attributes:
        stopping: whether the server is being stopped, and wants no new requests.
    """

    def __init__(
        self,
        encoder: SharedEncoder,
        in_force: Callable[[], Sam],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._encoder = encoder
        self._in_force = in_force
        self._clock = clock
        self._trying = threading.Lock()
        self._left_until: float | None = None
        self.stopping = False

    def problem(self) -> str | None:
        """Why the server is not ready, in a sentence; None if it is. A model that failed is tried
        again now and then, by whoever asks.
        """
        if self.stopping:
            return "The server is being stopped."
        if self._encoder.broken is None:
            self._left_until = None
            return None
        if self._trying.acquire(blocking=False):
            try:
                self._try()
            finally:
                self._trying.release()
        broken = self._encoder.broken
        return None if broken is None else f"The last encode failed ({broken})."

    def _try(self) -> None:
        """Test a model that failed, unless it did so just now."""
        now = self._clock()
        if self._left_until is not None and now >= self._left_until:
            try:
                self_test(self._encoder, self._in_force())
            except StartupError:
                self._encoder.broken = self._encoder.broken or "masks that are not finite"
            now = self._clock()
        elif self._left_until is not None:
            return
        self._left_until = now + _TRY_S


def self_test(encoder: SharedEncoder, model: Sam) -> None:
    """Encode a made-up picture and decode one point in it, with the decoder in force.

    It finds weights that load but compute nothing, and devices that fail at work; and what the
    first visitor would wait for is loaded by then.

    Args:
        encoder: the image encoder.
        model: its decoder is tested.

    Raises:
        StartupError: the answer is not of the right shape, or has values that are not finite.
    """
    width, height = _SIDES
    across, down = np.meshgrid(np.arange(width), np.arange(height))
    picture = np.stack([across * 2, down * 3, across + down], axis=2).astype(np.uint8)
    predictor = SamPredictor(model)
    try:
        embedding = encoder.encode_crop(picture, (0, 0, width, height))
        predictor.set_embedding(embedding, (height, width))
        logits, predicted_ious, _ = predictor.predict(
            np.array([[width / 2, height / 2]]), np.array([1]), return_logits=True
        )
        if not (np.isfinite(logits).all() and np.isfinite(predicted_ious).all()):
            raise ValueError("the mask of a made-up picture has values that are not finite.")
    except Exception as error:
        words = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise StartupError(
            f"The self-test of the model ({model.kind} on {model.device}) failed: {words[:200]}"
        ) from error
