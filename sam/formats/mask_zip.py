"""A ZIP with one PNG for each mask and metadata.csv, as the published script leaves in a folder.

The script is ``scripts/amg.py`` of the public ``segment_anything`` repository.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

import numpy as np
from PIL import Image

from sam.formats.records import CheckedRecord, ImageEntry, PublishedRecord, checked

COLUMNS = (
    "id,area,bbox_x0,bbox_y0,bbox_w,bbox_h,point_input_x,point_input_y,predicted_iou,"
    "stability_score,crop_box_x0,crop_box_y0,crop_box_w,crop_box_h"
)

_LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the earliest that ZIP knows: the same masks, the same bytes


def write_mask_zip(image: ImageEntry, records: Sequence[PublishedRecord]) -> bytes:
    """The file's bytes: ``0.png``, ``1.png``, ... 8-bit grey, 0 or 255, then ``metadata.csv``.

    Raises:
        FormatError: a record does not fit the image.
    """
    rows = [COLUMNS]
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for index, record in enumerate(checked(image, records)):
            _add(archive, f"{index}.png", _png(record), zipfile.ZIP_STORED)  # compressed already
            rows.append(_row(index, record))
        _add(archive, "metadata.csv", "\n".join(rows).encode(), zipfile.ZIP_DEFLATED)
    return file.getvalue()


def _add(archive: zipfile.ZipFile, name: str, content: bytes, compression: int) -> None:
    entry = zipfile.ZipInfo(name, _LONG_AGO)
    entry.compress_type = compression
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, content)


def _png(record: CheckedRecord) -> bytes:
    file = io.BytesIO()
    Image.fromarray(record.bits().astype(np.uint8) * 255).save(file, format="PNG")
    return file.getvalue()


def _row(index: int, record: CheckedRecord) -> str:
    fields = record.fields
    values = (
        index,
        fields["area"],
        *fields["bbox"],
        *fields["point_coords"][0],
        fields["predicted_iou"],
        fields["stability_score"],
        *fields["crop_box"],
    )
    return ",".join(map(str, values))
