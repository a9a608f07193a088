"""Where a simulated annotator clicks: the deepest pixel of the region that matters most."""

from __future__ import annotations

import numpy as np
from scipy import ndimage


def deepest_pixel(region: np.ndarray) -> tuple[int, int]:
    """The pixel farthest from the region's edge, the picture's own border counting as edge.

    Args:
        region: ``(H, W) bool`` with at least one pixel set.

    Returns:
        ``(x, y)`` in the image frame: the first maximum, in row order, of the Euclidean distance
        transform.
    """
    within, left, top = _cropped(region)
    depth = ndimage.distance_transform_edt(np.pad(within, 1))[1:-1, 1:-1]
    y, x = np.unravel_index(int(np.argmax(depth)), depth.shape)
    return int(x) + left, int(y) + top


def next_click(truth: np.ndarray, mask: np.ndarray) -> tuple[int, int, int] | None:
    """The correction that an annotator would make next.

    The larger of the two errors is chosen (missing pixels when they tie), then the deepest pixel of
    its largest 4-connected component.

    Args:
        truth: ``(H, W) bool``.
        mask: ``(H, W) bool``, the current answer.

    Returns:
        ``(x, y, label)`` in the image frame, label 1 where the object is missing and 0 where there
        is too much of it; None if the masks are equal.
    """
    missing, surplus = truth & ~mask, mask & ~truth
    label = 1 if missing.sum() >= surplus.sum() else 0
    error = missing if label else surplus
    if not error.any():
        return None
    within, left, top = _cropped(error)
    components, _ = ndimage.label(within)  # scipy's default structure is the 4-connected one
    largest = int(np.argmax(np.bincount(components.ravel())[1:])) + 1
    x, y = deepest_pixel(components == largest)
    return x + left, y + top, label


def box_of(mask: np.ndarray) -> np.ndarray:
    """The tight box ``[xmin, ymin, xmax + 1, ymax + 1]`` of a non-empty mask, float32."""
    ys, xs = np.nonzero(mask)
    return np.array([xs.min(), ys.min(), xs.max() + 1, ys.max() + 1], dtype=np.float32)


def _cropped(region: np.ndarray) -> tuple[np.ndarray, int, int]:
    """A non-empty region's bounding box, and its left and top edge: what lies round it costs the
    distance transform most of its time and changes nothing.
    """
    rows, columns = np.flatnonzero(region.any(axis=1)), np.flatnonzero(region.any(axis=0))
    top, left = int(rows[0]), int(columns[0])
    return region[top : rows[-1] + 1, left : columns[-1] + 1], left, top
