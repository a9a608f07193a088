"""COCO panoptic: JSON with ``segments_info``, and PNGs whose colours are the segments' ids."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from sam.errors import FormatError
from sam.formats.file_pictures import FilePictures
from sam.formats.foreign.parts import objects, unread
from sam.formats.foreign.png_masks import pixels_of
from sam.formats.identities import by_value
from sam.masks.rle import encode


def is_it(found: Any) -> bool:
    """Whether parsed JSON is such a file."""
    return isinstance(found, dict) and any(
        "segments_info" in each for each in objects(found.get("annotations"))
    )


def documents(
    found: dict[str, Any],
    chosen: Callable[[FilePictures], dict[str, Any]],
    png: Callable[[str], bytes | None],
) -> dict[str, Any]:
    """Of a file; its PNG is read for the one picture that is chosen.

    Args:
        chosen: gives the picture that is meant of those that there are.
        png: gives a file of a name; None where there is none.

    Raises:
        FormatError: the PNG is not there or damaged.
    """
    picture = chosen(FilePictures(objects(found.get("images"))))
    about = by_value(picture.get("id"))
    entries = [
        each for each in objects(found["annotations"]) if by_value(each.get("image_id")) == about
    ]
    annotations = [each for entry in entries for each in _segments(entry, picture, png)]
    return {**found, "images": [picture], "annotations": annotations}


def _segments(
    entry: dict[str, Any], picture: dict[str, Any], png: Callable[[str], bytes | None]
) -> Iterator[dict[str, Any]]:
    name = str(entry.get("file_name"))
    content = png(name)
    if content is None:
        raise FormatError(
            f"The panoptic file has its masks in {name}, which is not among the files; give both "
            "together, as a ZIP or a folder."
        )
    pixels = pixels_of(content, name)
    ids = pixels.astype(np.int64)
    if ids.ndim == 3:
        ids = ids[..., 0] + 256 * ids[..., 1] + 65536 * ids[..., 2]
    for each in objects(entry.get("segments_info")):
        number = by_value(each.get("id"))
        head = {"id": each.get("id"), "image_id": picture.get("id")}
        head |= {key: each.get(key) for key in ("category_id", "iscrowd")}
        bits = ids == number if isinstance(number, int) else np.zeros(ids.shape, bool)
        if bits.any():
            yield head | {"segmentation": encode(bits)}
        else:
            yield head | unread(f"a segment without a pixel in {name}")
