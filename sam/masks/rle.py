"""Run-length encoding as COCO does it: column by column, runs of outside and inside in turn.

The encoding itself is pycocotools'; what is here goes between it and numpy, and lets a mask be
encoded from the window that holds all of it. Decoding starts from runs that were checked, because
pycocotools reads past the end of a damaged text.
"""

from __future__ import annotations

from typing import Any, TypedDict

import numpy as np
import numpy.typing as npt
from pycocotools import mask as coco

from sam.errors import FormatError
from sam.transforms import Size

Bits = npt.NDArray[np.bool_]
Runs = npt.NDArray[np.int64]

_MOST_GROUPS = 7  # of 5 bits: more than any run of a picture needs


class CocoRle(TypedDict):
    """An RLE as COCO's tools and SA-1B write it.

    Attributes:
        size: [height, width].
        counts: the runs' lengths, compressed to text.
    """

    size: list[int]
    counts: str


class UncompressedRle(TypedDict):
    """An RLE whose runs can be read.

    Attributes:
        size: [height, width].
        counts: lengths of the runs, the first one outside (0 if the first pixel is inside).
    """

    size: list[int]
    counts: list[int]


def encode(mask: Bits) -> CocoRle:
    """``(H, W) bool`` -> its RLE."""
    return encode_window(mask, (0, 0), (mask.shape[0], mask.shape[1]))


def encode_window(window: Bits, corner: tuple[int, int], size: Size) -> CocoRle:
    """The RLE of a mask whose every pixel lies in a window.

    Args:
        window: ``(h, w) bool``.
        corner: (x, y) of the window's top left pixel in the image.
        size: (H, W) of the image, which the window lies in.
    """
    height, width = size
    x, y = corner
    rows = window.shape[0]
    if rows == height:  # a run may go on in the next column
        padded = np.zeros(window.size + 2, bool)
        padded[1:-1] = window.ravel(order="F")
        changes = np.flatnonzero(padded[1:] != padded[:-1]) + x * height
    else:
        padded = np.zeros((window.shape[1], rows + 1), bool)
        padded[:, 1:] = window.T
        flat = np.append(padded.ravel(), False)
        # In turn: where a run starts, where it has ended.
        column, row = np.divmod(np.flatnonzero(flat[1:] != flat[:-1]), rows + 1)
        changes = (x + column) * height + y + row
    ends = np.concatenate([changes, [height * width]])
    runs = np.diff(ends, prepend=0)
    if len(runs) > 1 and runs[-1] == 0:  # the mask goes on to the last pixel
        runs = runs[:-1]
    return compress({"size": [height, width], "counts": runs.tolist()})


def compress(rle: UncompressedRle) -> CocoRle:
    """The same runs, compressed."""
    height, width = rle["size"]
    packed: dict[str, Any] = coco.frPyObjects(rle, height, width)
    return {"size": [height, width], "counts": packed["counts"].decode("ascii")}


def uncompress(rle: CocoRle) -> UncompressedRle:
    """The same runs as numbers. Raises FormatError as :func:`runs_of` does."""
    return {"size": list(rle["size"]), "counts": runs_of(rle).tolist()}


def decode(rle: CocoRle) -> Bits:
    """The mask, ``(H, W) bool``. Raises FormatError as :func:`runs_of` does."""
    height, width = rle["size"]
    runs = runs_of(rle)
    columns = np.repeat(np.arange(len(runs)) % 2 == 1, runs).reshape(width, height)
    return np.ascontiguousarray(columns.T)


def runs_of(rle: CocoRle, name: str = "The RLE") -> Runs:
    """Lengths of the runs, outside and inside in turn, outside first.

    The text is COCO's (``maskApi.c``, rleFrString): each run in 5-bit groups, lowest first, each a
    character from "0" on with bit 5 meaning "more follows"; from the fourth run on, the difference
    to the run two before.

    Args:
        rle: of any origin.
        name: what to call it in an error.

    Raises:
        FormatError: the text is no such runs, or they do not fill the size.
    """
    height, width = rle["size"]
    groups = (
        np.frombuffer(rle["counts"].encode("utf-8", "surrogatepass"), np.uint8).astype(np.int64)
        - 48
    )
    if not len(groups) or groups.min() < 0 or groups.max() > 63:
        raise FormatError(
            f"{name} has counts {_short(rle['counts'])}; expected the characters of a compressed "
            "RLE, 0 to o."
        )
    ends = np.flatnonzero((groups & 32) == 0)
    if not len(ends) or ends[-1] != len(groups) - 1:
        raise FormatError(
            f"{name} has counts that end in the middle of a run; expected whole ones."
        )
    starts = np.concatenate([[0], ends[:-1] + 1])
    lengths = ends - starts + 1
    if lengths.max() > _MOST_GROUPS:
        raise FormatError(
            f"{name} has a run of {lengths.max()} characters; expected {_MOST_GROUPS} at most."
        )
    place = np.arange(len(groups)) - np.repeat(starts, lengths)
    runs: Runs = np.add.reduceat((groups & 31) << (5 * place), starts)
    runs -= np.where(groups[ends] & 16, 1 << (5 * lengths), 0)  # the top bit of the last is a sign
    for first in (1, 2):
        runs[first::2] = runs[first::2].cumsum()
    if runs.min() < 0 or int(runs.sum()) != height * width:
        found = "negative runs" if runs.min() < 0 else f"runs that cover {runs.sum()} pixels"
        raise FormatError(f"{name} has {found}; expected {width}x{height} pixels.")
    return runs


def spans(runs: Runs) -> npt.NDArray[np.int64]:
    """``(N, 2)``: where each inside run starts and ends in the column-major picture."""
    edges = runs.cumsum()
    inside = edges[: len(edges) // 2 * 2].reshape(-1, 2)
    return inside[inside[:, 1] > inside[:, 0]]


def area(rle: CocoRle) -> int:
    """How many pixels the mask has."""
    return int(coco.area(rle))


def _short(text: str) -> str:
    return repr(text) if len(text) <= 40 else f"{text[:40]!r}…"
