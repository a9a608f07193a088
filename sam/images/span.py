"""Which values of a deep picture become black and white.

The range is from the 0.1 to the 99.9 percentile of the values that count: one hot pixel of a
sensor, or a spike in an elevation model, would else leave everything near one value. What counts
is finite, visible, and data: what stands for *no data* is left out, as GDAL's tag names it, or
where a number that is well known for it stands far apart from all others.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sam.images.pixels import ROWS_AT_ONCE

PERCENTILES = (0.1, 99.9)
"""As GIS programs and microscopes' viewers commonly clip; in between, values stay linear."""

_MOST_PIXELS = 1 << 22
"""Percentiles of larger pictures are those of this many pixels, drawn at random with a fixed seed:
a share of 0.1 % is then met within a few hundredths of itself, and a pattern of the sensor has no
period to fall in step with."""

_FLOAT_BLANKS = (
    -9999.0,  # ESRI's grids and elevation models
    -32767.0,
    -32768.0,  # SRTM's voids, after a conversion
    -99999.0,
    -999999.0,
    1e20,  # CMIP
    9.969209968386869e36,  # NetCDF's fill value of floats
    1.70141e38,  # Surfer's blank
    float(np.float32(1.70141e38)),
)
_WHOLE_BLANKS = (-9999, -32767, -32768, -99999, -2147483648)


@dataclass(frozen=True, slots=True)
class Span:
    """What is known of a picture's values before they are stretched.

    Attributes:
        low, high: what becomes 0 and 255; (0, 0) where no value counts.
        least, most: the smallest and the largest value that counts.
        blanks: numbers that stand for no data, of the picture's own type.
        missing: how many samples have one of these numbers, and are visible.
    """

    low: float
    high: float
    least: float
    most: float
    blanks: tuple[Any, ...] = ()
    missing: int = 0


def span_of(
    samples: NDArray[Any],
    visible: NDArray[np.bool_] | None = None,
    blanks: tuple[Any, ...] = (),
) -> Span:
    """Measure ``samples`` (H, W, C), over pixels where ``visible`` (H, W); all channels together,
    so that hues stay.

    Args:
        samples: of any real dtype.
        visible: which pixels count; None for all.
        blanks: numbers of ``samples``' dtype that the file says stand for no data.
    """
    least, most, missing = _ends(samples, visible, blanks)
    picked = _picked(samples, visible, blanks)
    guessing = True
    while guessing:
        guessing = False
        for blank in _guesses(samples.dtype, least, most):
            others = picked[picked != blank]
            inner = _ends(samples, visible, (*blanks, blank))
            if others.size and inner[0] <= inner[1] and _stands_apart(blank, inner, others):
                blanks, picked = (*blanks, blank), others
                least, most, missing = inner
                guessing = True  # there may be one at the other end
                break
    if least > most:
        return Span(0.0, 0.0, 0.0, 0.0, blanks, missing)
    low, high = _percentiles(picked) if picked.size else (least, most)
    if not low < high:  # nearly everything is of one value: the rest is what there is to see
        low, high = least, most
    return Span(low, high, least, most, blanks, missing)


def is_blank(samples: NDArray[Any], blanks: tuple[Any, ...]) -> NDArray[np.bool_]:
    """Where ``samples`` have one of ``blanks``, both of one dtype."""
    found = np.zeros(samples.shape, np.bool_)
    for blank in blanks:
        found |= samples == blank
    return found


def named_blank(text: object, dtype: np.dtype[Any]) -> tuple[Any, ...]:
    """The number that GDAL's nodata tag names, as one of ``dtype``; none where the type cannot
    have it, or it is NaN, which never counts.

    Source: GDAL's GTiff driver, TIFFTAG_GDAL_NODATA (42113): a number as text.
    """
    words = str(text).strip("\0 \t\r\n").replace(",", ".")
    try:
        number = float(words)
    except ValueError:
        return ()
    if not np.isfinite(number):
        return ()
    if dtype.kind == "f":
        with np.errstate(over="ignore"):
            value = dtype.type(number)
        return (value,) if np.isfinite(value) else ()
    if dtype.kind not in "iu" or number != int(number):
        return ()
    try:
        whole = int(words)  # beyond 2 ** 53 a float would be another number
    except ValueError:
        whole = int(number)
    info = np.iinfo(dtype)
    return (dtype.type(whole),) if info.min <= whole <= info.max else ()


def _guesses(dtype: np.dtype[Any], least: float, most: float) -> list[Any]:
    """Which ends of the range are numbers well known for no data."""
    if least > most:
        return []
    if dtype.kind == "f":
        info = np.finfo(dtype)
        ends = {float(info.min), float(info.max)}
        if info.bits > 32:  # float32's, converted
            single = np.finfo(np.float32)
            ends |= {float(single.min), float(single.max)}
        fitting = (blank for blank in _FLOAT_BLANKS if abs(blank) <= float(info.max))
        known = ends | {float(dtype.type(blank)) for blank in fitting}
    elif dtype.kind == "i" and dtype.itemsize > 1:
        lowest = np.iinfo(dtype).min
        known = {float(blank) for blank in (*_WHOLE_BLANKS, lowest) if blank >= lowest}
    else:  # of unsigned numbers each may be a brightness
        return []
    return [dtype.type(end) for end in (least, most) if end in known]


def _stands_apart(blank: Any, inner: tuple[float, float, int], others: NDArray[Any]) -> bool:
    """Whether ``blank`` is farther from all other values than those, up to a few, are from one
    another. Halves are compared, since the whole range of float64 is no float64.
    """
    low, high = _percentiles(others)
    half = float(blank) / 2
    gap = inner[0] / 2 - half if half < inner[0] / 2 else half - inner[1] / 2
    return gap > high / 2 - low / 2


def _blocks(samples: NDArray[Any], visible: NDArray[np.bool_] | None) -> Iterator[NDArray[Any]]:
    """The visible, finite values, some rows at a time."""
    rows = max(1, ROWS_AT_ONCE // max(1, samples[0].size))
    for top in range(0, len(samples), rows):
        block = samples[top : top + rows]
        if visible is not None:
            block = block[visible[top : top + rows]]
        if block.dtype.kind == "f":
            block = block[np.isfinite(block)]
        yield block


def _ends(
    samples: NDArray[Any], visible: NDArray[np.bool_] | None, blanks: tuple[Any, ...]
) -> tuple[float, float, int]:
    """Smallest and largest value that counts, (inf, -inf) if none, and how many are blank."""
    low, high, missing = np.inf, -np.inf, 0
    for block in _blocks(samples, visible):
        if blanks:
            blank = is_blank(block, blanks)
            missing += int(blank.sum())
            block = block[~blank]
        if block.size:
            low, high = min(low, float(block.min())), max(high, float(block.max()))
    return low, high, missing


def _picked(
    samples: NDArray[Any], visible: NDArray[np.bool_] | None, blanks: tuple[Any, ...]
) -> NDArray[Any]:
    """Values that count, of all pixels or of as many as percentiles take: (N,)."""
    height, width = samples.shape[:2]
    if height * width > _MOST_PIXELS:
        chosen = np.random.default_rng(0).integers(0, height * width, _MOST_PIXELS)
        y, x = np.divmod(chosen, width)
        samples = samples[y, x][:, None]
        visible = None if visible is None else visible[y, x][:, None]
    values = np.concatenate([block.ravel() for block in _blocks(samples, visible)])
    return values[~is_blank(values, blanks)] if blanks else values


def _percentiles(values: NDArray[Any]) -> tuple[float, float]:
    """As ``numpy.percentile`` has them, of one or more values."""
    # In float64, as steps between the ends of a small type overflow; halved, as float64's do.
    low, high = np.percentile(values.astype(np.float64) / 2, PERCENTILES) * 2
    return float(low), float(high)
