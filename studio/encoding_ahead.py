"""Pictures that will be wanted soon are encoded while nobody waits for the encoder."""

from __future__ import annotations

import logging
import threading
from collections import OrderedDict, deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from studio.studio import Studio

log = logging.getLogger(__name__)

_PLANNED = 64
"""Plans kept; of more, the oldest are forgotten: their pages have closed."""

_WAITING = 16
"""Pictures that wait for their turn; of more, the oldest are left to whoever asks for them."""

_PATIENCE_S = 30.0
"""Seconds to wait for the encoder to be idle; after that the picture is left."""


class EncodingAhead:
    """Encodes what a plan says, once what comes before it in the plan has been served.

    A page encodes the next picture as soon as the one on the stage can be clicked. The one behind
    that is encoded here after it: somebody who passes over a picture after a second does not wait.

    Args:
        studio: its encoder and pictures; what is encoded lands in its caches.
    """

    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        self._lock = threading.Lock()
        self._plans: OrderedDict[str, str] = OrderedDict()
        self._waiting: deque[str] = deque(maxlen=_WAITING)
        self._running = False

    def plan(self, before: str, image_id: str) -> None:
        """Encode a picture after another one was served."""
        with self._lock:
            self._plans[before] = image_id
            self._plans.move_to_end(before)
            while len(self._plans) > _PLANNED:
                self._plans.popitem(last=False)

    def served(self, image_id: str) -> None:
        """Note that somebody has the embedding of a picture."""
        with self._lock:
            following = self._plans.pop(image_id, None)
            if following is None:
                return
            self._waiting.append(following)
            if self._running:
                return
            self._running = True
        threading.Thread(target=self._work, name="encoding-ahead", daemon=True).start()

    def _work(self) -> None:
        while True:
            with self._lock:
                if not self._waiting:
                    self._running = False
                    return
                image_id = self._waiting.popleft()
            try:
                if self._studio.encoder.wait_until_idle(_PATIENCE_S):
                    self._studio.embedding(self._studio.images.get(image_id), ahead=True)
            except Exception as error:
                # The person who opens the picture gets the refusal in words.
                log.info("could not encode %.12s ahead: %s", image_id, error)
