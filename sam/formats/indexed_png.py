"""An indexed PNG: each pixel holds the id of a mask, 0 where there is none.

Up to 255 masks: 8 bits with a palette, so that any viewer shows them apart. More, up to 65535:
16-bit grey.
"""

from __future__ import annotations

import io
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from PIL import Image

from sam.errors import FormatError
from sam.formats.records import ImageEntry, PublishedRecord, checked
from sam.masks.rle import spans

MOST_IN_PALETTE = 255
MOST = 65535


def write_indexed_png(image: ImageEntry, records: Sequence[PublishedRecord]) -> bytes:
    """The file's bytes.

    Larger masks lie below smaller ones; of equal ones the earlier lies below the later. A mask that
    others cover altogether is not to be seen.

    Raises:
        FormatError: a record does not fit the image, or there are more masks than ids.
    """
    if len(records) > MOST:
        raise FormatError(f"There are {len(records)} masks; an indexed PNG holds {MOST} at most.")
    ids = np.zeros(image.width * image.height, np.uint16)  # column by column, as the runs
    for record in sorted(checked(image, records), key=lambda record: -record.area):
        for start, end in spans(record.runs).tolist():
            ids[start:end] = record.number
    rows = np.ascontiguousarray(ids.reshape(image.width, image.height).T)
    if len(records) <= MOST_IN_PALETTE:
        picture = Image.fromarray(rows.astype(np.uint8)).convert("L")
        picture.putpalette(palette().tobytes())
    else:
        picture = Image.fromarray(rows)
    file = io.BytesIO()
    picture.save(file, format="PNG")
    return file.getvalue()


def palette() -> npt.NDArray[np.uint8]:
    """``(256, 3) uint8``: the colours of PASCAL VOC's indexed PNGs, black for 0.

    An id's bits are dealt out to red, green and blue in turn, the lowest to the highest bits of the
    colours, so that ids near each other look far apart.
    """
    ids = np.arange(256)
    colours = np.zeros((256, 3), np.int64)
    for bit in range(8):
        for channel in range(3):
            colours[:, channel] |= ((ids >> channel) & 1) << (7 - bit)
        ids = ids >> 3
    return colours.astype(np.uint8)
