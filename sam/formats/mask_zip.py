"""A ZIP with one PNG for each mask and metadata.csv, as the published script leaves in a folder.

The script is ``scripts/amg.py`` of the public ``segment_anything`` repository.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

from sam.formats.mask_png import write_mask_png
from sam.formats.records import CheckedRecord, ImageEntry, PublishedRecord, checked
from sam.formats.zip_files import add

COLUMNS = (
    "id,area,bbox_x0,bbox_y0,bbox_w,bbox_h,point_input_x,point_input_y,predicted_iou,"
    "stability_score,crop_box_x0,crop_box_y0,crop_box_w,crop_box_h"
)


def write_mask_zip(image: ImageEntry, records: Sequence[PublishedRecord]) -> bytes:
    """The file's bytes: ``0.png``, ``1.png``, ... 8-bit grey, 0 or 255, then ``metadata.csv``.

    Raises:
        FormatError: a record does not fit the image.
    """
    rows = [COLUMNS]
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for index, record in enumerate(checked(image, records)):
            add(archive, f"{index}.png", write_mask_png(record.bits()))
            rows.append(_row(index, record))
        add(archive, "metadata.csv", "\n".join(rows).encode())
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
