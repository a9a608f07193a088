"""Pictures for projects: small, and each of its own bytes."""

from __future__ import annotations

import numpy as np

from tests.browser.pictures import encoded
from tests.browser.studio import File


def discs(count: int) -> list[File]:
    """Pictures of 320x240 pixels with a bright disc in the middle."""
    y, x = np.mgrid[:240, :320]
    disc = (x - 160) ** 2 + (y - 120) ** 2 < 60**2
    shades = [np.where(disc, 220, 30 + 10 * i).astype(np.uint8) for i in range(count)]
    return [
        File(f"disc-{i}.png", encoded(np.stack([each] * 3, -1))) for i, each in enumerate(shades)
    ]
