"""From samples of more than 8 bits to a raster: the one place where the stretching rule is
applied.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sam.images.decoded import Raster
from sam.images.eight_bit import ON_WHITE
from sam.images.pixels import as_rgb, over_white, stretch
from sam.images.span import PERCENTILES, Span, span_of


def deep_raster(
    colours: NDArray[Any],
    alpha: NDArray[Any] | None,
    *,
    blanks: tuple[Any, ...] = (),
    white_is_low: bool = False,
    orientation: int = 1,
    notes: tuple[str, ...] = (),
    span: Span | None = None,
) -> Raster:
    """Stretch ``colours`` to 8 bits and composite on white.

    Args:
        colours: (H, W, 1) grey or (H, W, 3) RGB, any real dtype, not premultiplied.
        alpha: (H, W) of an unsigned integer dtype, its largest value opaque; or floating point, 1
            opaque; or None.
        blanks: numbers of the colours' dtype that the file says stand for no data.
        white_is_low: whether the smallest value is white, not black.
        orientation: EXIF orientation, 1..8.
        notes: sentences to pass on.
        span: what becomes black and white; None measures it.
    """
    opacity = None if alpha is None else opacity_of(alpha)
    span = span or span_of(colours, None if opacity is None else opacity > 0, blanks)
    rgb = as_rgb(stretch(colours, span.low, span.high, span.blanks, white_is_low))
    notes = (*notes, *_sentences(span, colours.dtype.name, white_is_low))
    if opacity is not None and opacity.min() < 255:
        rgb = over_white(rgb, opacity)
        notes = (*notes, ON_WHITE)
    return Raster(rgb=rgb, orientation=orientation, browser_safe=False, notes=notes, span=span)


def _sentences(span: Span, kind: str, white_is_low: bool) -> Iterator[str]:
    """How values became brightness."""
    grey = "255 to 0" if white_is_low else "0 to 255"
    shown = f"Values from {span.low:g} to {span.high:g} ({kind}) are shown as {grey}"
    if (span.low, span.high) == (span.least, span.most):
        yield f"{shown}."
    else:
        ends = " and ".join(f"{share:g}" for share in PERCENTILES)
        yield (
            f"{shown}: the {ends} percentiles of all values, which go from {span.least:g} to "
            f"{span.most:g}."
        )
    if span.missing:
        numbers = " and ".join(f"{float(blank):g}" for blank in span.blanks)
        values = "value stands" if span.missing == 1 else "values stand"
        yield f"{span.missing:,} {values} for no data ({numbers}): black, and not counted."


def opacity_of(alpha: NDArray[Any]) -> NDArray[np.uint8]:
    """A share of a whole (alpha, ink), (H, W) of any depth, to uint8: never stretched, since its
    ends have a meaning.
    """
    if alpha.dtype == np.uint8:
        return alpha
    if alpha.dtype == np.bool_:
        return alpha.astype(np.uint8) * np.uint8(255)
    largest = 1.0 if alpha.dtype.kind == "f" else float(np.iinfo(alpha.dtype).max)
    return stretch(alpha[:, :, None], 0.0, largest)[:, :, 0]
