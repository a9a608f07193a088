"""The mask of an object as files have it: rings in many spellings, RLE, or both.

Mirrored in ``static/js/formats/shapes.js``, held together by ``tests/vectors/imports.json``.
"""

from __future__ import annotations

import json
import re
from typing import Any

from pycocotools import mask as coco

from sam.errors import FormatError
from sam.formats.annotation_faults import fitting
from sam.formats.faults import shown
from sam.formats.records import is_number
from sam.masks.polygons import fill
from sam.masks.rle import CocoRle, area, compress, runs_of
from sam.transforms import Size

_NUMBER = re.compile(r"\s*[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?\s*", re.ASCII)
_NOTHING = frozenset(("", "none", "null", "nan", "[]", "{}"))
_MOST_NESTED = 500
"""Rings that are looked at for holes; more are united."""

Ring = list[float]


def is_nothing(found: Any, depth: int = 2) -> bool:
    """Whether there is no segmentation, in one of the ways that tools have to say so: null, empty
    text, ``"None"``, ``{}``, or a list of nothing else."""
    if isinstance(found, str):
        return found.strip().lower() in _NOTHING
    if isinstance(found, list):
        return not found or (depth > 0 and all(is_nothing(each, depth - 1) for each in found))
    return found is None or found == {}


def are_fractions(found: Any) -> bool | None:
    """Whether coordinates, however they are nested, lie between 0 and 1, and not all on them.

    Returns:
        None where all are 0 or 1, so that they do not tell.
    """
    between = None
    waiting = [parsed_text(found)]
    while waiting:
        each = waiting.pop()
        if isinstance(each, dict):
            each = list(each.values())
        if isinstance(each, list):
            waiting += each
            continue
        number = number_of(each)
        if number is None:
            continue
        if not 0 <= number <= 1:
            return False
        if 0 < number < 1:
            between = True
    return between


def mask_of(found: Any, size: Size, fractions: bool = False) -> tuple[CocoRle, list[str]]:
    """The mask that an object's ``segmentation`` says.

    Rings are flat (``x0, y0, x1, y1, ...``), lists of pairs, or of ``{"x", "y"}``; one of them or
    several; RLE may stand beside them. A ring that lies wholly within another is a hole in it, one
    within that an island again, whichever way they run: even-odd files and files that tell holes
    by orientation agree on that. Rings that lie apart or cross are united, as COCO does.

    Args:
        size: (H, W) of the picture.
        fractions: whether corners of rings are given as fractions of its sides.

    Returns:
        The mask, and sentences without subject on what was read otherwise than it stands there.

    Raises:
        FormatError: nothing of it is a mask; a sentence without its subject.
    """
    whole = parsed_text(found)
    rings: list[Ring] = []
    masks: list[CocoRle] = []
    bad: list[Any] = []
    for part in _parts(whole):
        ring, mask = ring_of(part, (1, 1) if fractions else size), _rle(part, size)
        if ring is not None and fractions:
            ring = [at * size[1 - index % 2] for index, at in enumerate(ring)]
        if ring is not None:
            rings.append(ring)
        elif mask is not None:
            masks.append(mask)
        else:
            bad.append(part)
    if not rings and not masks:
        raise FormatError(
            f"has segmentation {shown(found)}; expected polygons in the picture, or an RLE of size "
            f"{shown(list(size))}"
        )
    notes = [
        f"has {shown(part)} in its segmentation, which is neither a polygon in the picture nor an "
        "RLE of its size; the rest of it is read"
        for part in bad[:1]
    ]
    if rings:
        filled, holes = _filled(rings, size)
        if holes:
            notes.append(f"has {holes} of its rings within another; they are read as holes")
        masks.insert(0, filled)
    mask = masks[0] if len(masks) == 1 else _united(masks)
    if rings and area(mask) == 0:
        raise FormatError("has polygons that cover no pixel of the picture")
    return mask, notes


def number_of(found: Any) -> float | None:
    """A finite number, also as text; an int where it is whole."""
    if isinstance(found, str) and len(found) < 100 and _NUMBER.fullmatch(found):
        found = float(found)
    if not is_number(found):
        return None
    return int(found) if abs(found) < 2**53 and found == int(found) else found


def ring_of(found: Any, size: Size) -> Ring | None:
    """One ring as ``x0, y0, x1, y1, ...``: three corners at least, none further outside the picture
    than its width or height; None where it is none."""
    if not isinstance(found, list):
        return None
    if found and all(isinstance(each, list) and len(each) == 2 for each in found):
        found = [at for each in found for at in each]
    elif found and all(isinstance(each, dict) and {"x", "y"} <= each.keys() for each in found):
        found = [each[axis] for each in found for axis in ("x", "y")]
    if len(found) < 6 or len(found) % 2:
        return None
    numbers = [number_of(each) for each in found]
    height, width = size
    for x, y in zip(numbers[::2], numbers[1::2], strict=True):
        if x is None or y is None:
            return None
        if not (-width <= x <= 2 * width and -height <= y <= 2 * height):
            return None
    return numbers  # type: ignore[return-value]


def parsed_text(found: Any) -> Any:
    """What text holds, where spreadsheets have made it of lists."""
    if isinstance(found, str) and found.lstrip()[:1] in ("[", "{"):
        try:
            return json.loads(found)
        except (ValueError, RecursionError):
            return found
    return found


def _parts(found: Any) -> list[Any]:
    """One part where it is a ring or an RLE, else what is in the list."""
    if not isinstance(found, list):
        return [found]
    flat = all(not isinstance(each, list | dict) for each in found)
    pairs = all(isinstance(each, list) and len(each) == 2 for each in found)
    points = all(isinstance(each, dict) and {"x", "y"} <= each.keys() for each in found)
    deep = pairs and any(isinstance(at, list) for each in found for at in each)
    return [found] if flat or points or (pairs and not deep) else found


def _rle(found: Any, size: Size) -> CocoRle | None:
    if not isinstance(found, dict) or "counts" not in found:
        return None
    sides = found.get("size", list(size))
    if not isinstance(sides, list) or [number_of(side) for side in sides] != list(size):
        return None
    counts = found["counts"]
    if isinstance(counts, list):
        runs = [number_of(run) for run in counts]
        if any(run is None or run < 0 or run != int(run) for run in runs):
            return None
        if sum(runs) != size[0] * size[1]:  # type: ignore[arg-type]
            return None
        return compress({"size": list(size), "counts": [int(run) for run in runs]})  # type: ignore[arg-type]
    if isinstance(counts, str) and re.fullmatch(r"b(['\"]).*\1", counts):  # as Python prints bytes
        counts = counts[2:-1].replace("\\\\", "\\")
    mask: CocoRle = {"size": list(size), "counts": counts}
    return mask if fitting({"segmentation": mask}) else None


def _filled(rings: list[Ring], size: Size) -> tuple[CocoRle, int]:
    """What the rings enclose, and how many of them are holes."""
    if len(rings) == 1 or len(rings) > _MOST_NESTED:
        return fill(rings, size), 0
    masks = [fill([ring], size) for ring in rings]
    depths = _depths(masks)
    holes = sum(depth % 2 for depth in depths)
    if holes == 0:
        return _united(masks), 0
    result = _united([mask for mask, depth in zip(masks, depths, strict=True) if depth == 0])
    for level in range(1, max(depths) + 1):
        ring = _united([mask for mask, depth in zip(masks, depths, strict=True) if depth == level])
        result = _united([result, ring]) if level % 2 == 0 else _without(result, ring)
    return result, holes


def _depths(masks: list[CocoRle]) -> list[int]:
    """For each mask, how many of the others it lies wholly within and is smaller than."""
    areas = [area(mask) for mask in masks]
    boxes = [[int(side) for side in coco.toBbox(mask)] for mask in masks]
    depths = [0] * len(masks)
    for inner, (x, y, across, down) in enumerate(boxes):
        for outer, (left, top, width, height) in enumerate(boxes):
            if not 0 < areas[inner] < areas[outer] or x < left or y < top:
                continue
            if x + across > left + width or y + down > top + height:
                continue
            common = coco.merge([masks[inner], masks[outer]], intersect=True)
            depths[inner] += int(coco.area(common)) == areas[inner]
    return depths


def _united(masks: list[CocoRle]) -> CocoRle:
    merged: Any = coco.merge(masks)
    return {"size": masks[0]["size"], "counts": merged["counts"].decode("ascii")}


def _without(mask: CocoRle, taken: CocoRle) -> CocoRle:
    height, width = mask["size"]
    runs: list[int] = runs_of(taken).tolist()
    outside = runs[1:] if runs[0] == 0 else [0, *runs]
    inverse = compress({"size": [height, width], "counts": outside})
    merged: Any = coco.merge([mask, inverse], intersect=True)
    return {"size": mask["size"], "counts": merged["counts"].decode("ascii")}
