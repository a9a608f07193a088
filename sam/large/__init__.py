"""Pictures that are larger than what the model sees: parts of them encoded at native scale.

The image encoder sees 1024 pixels along the longer side, so that in a picture of 8,000 an object of
100 has 13 left. A *window* is a part of such a picture, encoded by itself and never enlarged, on a
grid that everybody shares::

    from sam.large import SamLargePredictor

    predictor = SamLargePredictor(model)
    predictor.set_image(image)  # (H, W, 3) uint8; nothing is encoded yet
    found = predictor.predict(point_coords, point_labels)
    found.masks  # (C, h, w) inside found.window, in the image frame

``windows_of``, ``window_for`` and ``needs_windows`` need neither torch nor a picture.
"""

from typing import TYPE_CHECKING

from sam.large.windows import (
    LEAST_SHARE,
    Window,
    needs_windows,
    next_larger,
    window_at,
    window_for,
    windows_of,
)
from sam.lazy import attach

if TYPE_CHECKING:
    from sam.large.predictor import LargeMasks, SamLargePredictor
else:
    __getattr__, __dir__ = attach(
        __name__, {"sam.large.predictor": ("LargeMasks", "SamLargePredictor")}
    )

__all__ = [
    "LEAST_SHARE",
    "LargeMasks",
    "SamLargePredictor",
    "Window",
    "needs_windows",
    "next_larger",
    "window_at",
    "window_for",
    "windows_of",
]
