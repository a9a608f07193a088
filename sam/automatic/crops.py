"""Crops of a picture: layer i adds a grid of 2^i x 2^i overlapping ones.

Windows add those of a grid at native scale (:mod:`sam.large`).
"""

from __future__ import annotations

import math
from typing import NamedTuple

from sam.automatic.settings import EverythingSettings
from sam.large.windows import needs_windows, windows_of
from sam.transforms import CropBox, Size


class Crop(NamedTuple):
    """A part of the picture that is encoded by itself; layer 0 is the whole."""

    box: CropBox
    layer: int


def crops_for(size: Size, settings: EverythingSettings, side: int) -> list[Crop]:
    """Everything that settings have encoded of a picture: the whole, crops, windows.

    Args:
        size: (H, W) of the picture.
        settings: which layers, and whether windows.
        side: of the model frame, pixels.
    """
    crops = crops_of(size, settings.crop_n_layers, settings.crop_overlap_ratio)
    if settings.windows and needs_windows(size, side):
        crops += [Crop(window.box, settings.window_layer) for window in windows_of(size, side)]
    return crops


def crops_of(size: Size, layers: int, overlap_ratio: float) -> list[Crop]:
    """The whole picture, then the crops of each layer, column by column, as published.

    Args:
        size: (H, W) of the picture.
        layers: how many to add.
        overlap_ratio: of the first layer, as a share of the shorter side; halved with each layer.

    Returns:
        Crops in the image frame. In a picture too small for a layer some have no pixel and are left
        out.
    """
    height, width = size
    crops = [Crop((0, 0, width, height), 0)]
    for layer in range(1, layers + 1):
        side = 2**layer
        overlap = int(overlap_ratio * min(height, width) * (2 / side))
        crop_width, crop_height = (
            math.ceil((overlap * (side - 1) + length) / side) for length in (width, height)
        )
        for column in range(side):
            for row in range(side):
                x, y = column * (crop_width - overlap), row * (crop_height - overlap)
                box = (x, y, min(x + crop_width, width), min(y + crop_height, height))
                if box[0] < box[2] and box[1] < box[3]:
                    crops.append(Crop(box, layer))
    return crops
