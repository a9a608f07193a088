"""Whether two results are the same, and where they are not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from torch import Tensor


def unlike(expected: Any, found: Any, most: float) -> str | None:
    """What differs; None where nothing does.

    Args:
        expected, found: numbers, texts, arrays, tensors, and lists and mappings of these. Tuples
            and lists are one kind; types of numbers count in arrays and tensors alone.
        most: how far numbers may be apart, as a share of the largest (or of 1, where that is less).
    """
    if isinstance(expected, Tensor) or isinstance(found, Tensor):
        if not (isinstance(expected, Tensor) and isinstance(found, Tensor)):
            return f"is {type(found).__name__}, not {type(expected).__name__}"
        expected, found = expected.detach().cpu().numpy(), found.detach().cpu().numpy()
    if isinstance(expected, np.ndarray) or isinstance(found, np.ndarray):
        return _unlike_arrays(expected, found, most)
    if isinstance(expected, Mapping):
        if not isinstance(found, Mapping) or expected.keys() != found.keys():
            return f"is {_short(found)}, not {_short(expected)}"
        pairs = [(key, expected[key], found[key]) for key in expected]
    elif isinstance(expected, Sequence) and not isinstance(expected, str | bytes):
        if not isinstance(found, Sequence) or len(expected) != len(found):
            return f"is {_short(found)}, not {_short(expected)}"
        pairs = [(key, a, b) for key, (a, b) in enumerate(zip(expected, found, strict=True))]
    elif isinstance(expected, int | float) and isinstance(found, int | float):
        near = abs(expected - found) <= most * max(1.0, abs(expected))
        return None if near else f"is {found!r}, not {expected!r}"
    else:
        return None if expected == found else f"is {_short(found)}, not {_short(expected)}"
    for key, a, b in pairs:
        if why := unlike(a, b, most):
            return f"[{key!r}] {why}"
    return None


def _unlike_arrays(expected: Any, found: Any, most: float) -> str | None:
    if not (isinstance(expected, np.ndarray) and isinstance(found, np.ndarray)):
        return f"is {type(found).__name__}, not {type(expected).__name__}"
    if expected.shape != found.shape or expected.dtype != found.dtype:
        return f"is {found.shape} {found.dtype}, not {expected.shape} {expected.dtype}"
    if expected.size == 0 or expected.dtype.kind not in "fiub":
        return None if np.array_equal(expected, found) else "differs"
    apart = np.abs(expected.astype(float) - found.astype(float)).max()
    limit = most * max(1.0, np.abs(expected.astype(float)).max())
    return None if apart <= limit else f"is off by {apart:.3g}, more than {limit:.3g}"


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 120 else f"{text[:120]}…"
