"""Whether the server can do what it is for: asked of the model itself, not assumed."""

from __future__ import annotations

import numpy as np

from sam.predictor import SamPredictor
from server.engine import Engine
from server.errors import StartupError

_SIDES = 96, 64


class Readiness:
    """What ``/readyz`` answers.

    Attributes:
        stopping: whether the server is being stopped, and wants no new requests.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.stopping = False

    def problem(self) -> str | None:
        """Why the server is not ready, in a sentence; None if it is."""
        if self.stopping:
            return "The server is being stopped."
        if self._engine.broken is not None:
            return f"The last encode failed ({self._engine.broken})."
        return None


def self_test(engine: Engine) -> None:
    """Encode a made-up picture and decode one point in it.

    It finds weights that load but compute nothing, and devices that fail at work; and what the
    first visitor would wait for is loaded by then.

    Raises:
        StartupError: the answer is not of the right shape, or has values that are not finite.
    """
    width, height = _SIDES
    across, down = np.meshgrid(np.arange(width), np.arange(height))
    picture = np.stack([across * 2, down * 3, across + down], axis=2).astype(np.uint8)
    predictor = SamPredictor(engine.model)
    try:
        predictor.set_embedding(engine.encode_crop(picture, (0, 0, width, height)), (height, width))
        logits, predicted_ious, _ = predictor.predict(
            np.array([[width / 2, height / 2]]), np.array([1]), return_logits=True
        )
        if not (np.isfinite(logits).all() and np.isfinite(predicted_ious).all()):
            raise ValueError("the mask of a made-up picture has values that are not finite.")
    except Exception as error:
        words = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise StartupError(
            f"The self-test of the model ({engine.model.kind} on {engine.model.device}) failed: "
            f"{words[:200]}"
        ) from error
