"""A step of the published generator: small holes and islands of masks that were found go.

:class:`sam.automatic.SamAutomaticMaskGenerator` does the same as each mask is found.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import torch

from sam.masks.boxes import box_of_bits
from sam.masks.nms import nms
from sam.masks.regions import clean
from sam.masks.rle import Bits, compress, decode, encode, uncompress


def postprocess_small_regions(mask_data: Any, min_area: int, nms_thresh: float) -> Any:
    """Fill holes and drop islands of fewer than ``min_area`` pixels, then suppress duplicates.

    Masks that did not change are preferred to those that did.

    Args:
        mask_data: a :class:`sam.utils.amg.MaskData` with ``rles``, uncompressed, and ``boxes``
            ``(N, 4)`` XYXY among its columns. It is changed in place.
        min_area: in pixels.
        nms_thresh: IoU of boxes above which two masks are one.

    Returns:
        ``mask_data``, with the masks that are left in the order of the published package.
    """
    rles = mask_data["rles"]
    if not rles:
        return mask_data
    cleaned: list[Bits] = []
    unchanged: list[float] = []
    for rle in rles:
        mask, changed = clean(decode(compress(rle)), min_area)
        cleaned.append(mask)
        unchanged.append(float(not changed))
    boxes = np.array([box_of_bits(mask) for mask in cleaned])
    kept = nms(boxes, unchanged, nms_thresh)
    for index in kept.tolist():
        if not unchanged[index]:
            rles[index] = uncompress(encode(cleaned[index]))
            mask_data["boxes"][index] = torch.as_tensor(boxes[index])
    mask_data.filter(torch.as_tensor(kept))
    return mask_data
