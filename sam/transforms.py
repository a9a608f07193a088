"""Between the image frame and the model frame: resizing images, scaling coordinates.

The image frame is the original image's pixels, XY from its top left corner. The model frame is the
same image with its longest side resized to 1024 (``target_length``). Both axes are scaled by their
own *rounded* new length over the old one, as in the published implementation.
"""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
from PIL import Image

from sam.errors import ImageError, PromptError

if TYPE_CHECKING:
    from torch import Tensor

Array = npt.NDArray[Any]
Size = tuple[int, int]
"""(H, W) in pixels."""
CropBox = tuple[int, int, int, int]
"""(x0, y0, x1, y1) in the image frame, x1 and y1 outside the crop."""


class ResizeLongestSide:
    """Resizes images to a longest side of ``target_length``, and moves coordinates along.

    Every method takes an optional ``crop_box``: the image is then that region alone, and
    coordinates, given in the image frame, come out in the region's model frame. ``original_size``
    is always the (H, W) of the whole image.
    """

    def __init__(self, target_length: int) -> None:
        self.target_length = target_length

    def apply_image(self, image: Array, crop_box: CropBox | None = None) -> npt.NDArray[np.uint8]:
        """Resize with Pillow's bilinear filter, which averages where it shrinks.

        Args:
            image: ``(H, W, 3)`` uint8, or a mask or grey image ``(H, W)``, bool or uint8.
            crop_box: resize this region only.

        Returns:
            ``(h, w, 3)`` or ``(h, w)`` uint8, its longest side ``target_length``; of booleans,
            255 where True.

        Raises:
            ImageError: another shape or dtype, or the crop is not inside it.
        """
        grey = image.ndim == 2 and image.dtype in (np.bool_, np.uint8)
        colour = image.ndim == 3 and image.shape[2] == 3 and image.dtype == np.uint8
        if not (grey or colour) or image.size == 0:
            raise ImageError(
                f"The image has shape {image.shape} and dtype {image.dtype}; "
                "expected (height, width, 3) and uint8."
            )
        if image.dtype == np.bool_:
            image = image.astype(np.uint8) * 255
        (x0, y0), (height, width) = _region(image.shape[:2], crop_box)
        region = np.ascontiguousarray(image[y0 : y0 + height, x0 : x0 + width])
        new_height, new_width = self.get_preprocess_shape(height, width, self.target_length)
        resized = Image.fromarray(region).resize((new_width, new_height), Image.Resampling.BILINEAR)
        return np.array(resized)

    def apply_coords(
        self, coords: Array, original_size: Size, crop_box: CropBox | None = None
    ) -> npt.NDArray[np.float64]:
        """XY from the image frame to the model frame, ``(..., 2) -> (..., 2) float64``."""
        _check_last_axis(coords.shape, 2)
        offset, scale = self._offset_and_scale(original_size, crop_box)
        return (np.asarray(coords, dtype=np.float64) - offset) * scale

    def apply_boxes(
        self, boxes: Array, original_size: Size, crop_box: CropBox | None = None
    ) -> npt.NDArray[np.float64]:
        """XYXY from the image frame to the model frame, ``(..., 4) -> (B, 4) float64``."""
        _check_last_axis(boxes.shape, 4)
        return self.apply_coords(boxes.reshape(-1, 2, 2), original_size, crop_box).reshape(-1, 4)

    def invert_coords(
        self, coords: Array, original_size: Size, crop_box: CropBox | None = None
    ) -> npt.NDArray[np.float64]:
        """XY from the model frame back to the image frame, ``(..., 2) -> (..., 2) float64``."""
        _check_last_axis(coords.shape, 2)
        offset, scale = self._offset_and_scale(original_size, crop_box)
        return np.asarray(coords, dtype=np.float64) / scale + offset

    def apply_image_torch(self, image: Tensor, crop_box: CropBox | None = None) -> Tensor:
        """Resize a batch with torch's antialiased bilinear filter.

        ``(B, 3, H, W) float -> (B, 3, h, w) float``. Close to :meth:`apply_image`, and
        differentiable, but not equal to it: Pillow rounds to whole grey levels.
        """
        from torch.nn import functional as F  # whoever has a tensor has torch

        (x0, y0), (height, width) = _region(tuple(image.shape[-2:]), crop_box)
        region = image[..., y0 : y0 + height, x0 : x0 + width]
        new_size = self.get_preprocess_shape(height, width, self.target_length)
        return F.interpolate(region, new_size, mode="bilinear", align_corners=False, antialias=True)

    def apply_coords_torch(
        self, coords: Tensor, original_size: Size, crop_box: CropBox | None = None
    ) -> Tensor:
        """XY from the image frame to the model frame, ``(..., 2) -> (..., 2) float32``."""
        _check_last_axis(coords.shape, 2)
        offset, scale = self._offset_and_scale(original_size, crop_box)
        coords = coords.float()
        return (coords - coords.new_tensor(offset)) * coords.new_tensor(scale)

    def apply_boxes_torch(
        self, boxes: Tensor, original_size: Size, crop_box: CropBox | None = None
    ) -> Tensor:
        """XYXY from the image frame to the model frame, ``(..., 4) -> (B, 4) float32``."""
        _check_last_axis(boxes.shape, 4)
        corners = self.apply_coords_torch(boxes.reshape(-1, 2, 2), original_size, crop_box)
        return corners.reshape(-1, 4)

    @staticmethod
    def get_preprocess_shape(oldh: int, oldw: int, long_side_length: int) -> Size:
        """The (h, w) of an (oldh, oldw) image in the model frame: rounded half up, at least 1."""
        scale = long_side_length / max(oldh, oldw)
        return max(1, int(oldh * scale + 0.5)), max(1, int(oldw * scale + 0.5))

    def _offset_and_scale(
        self, original_size: Size, crop_box: CropBox | None
    ) -> tuple[tuple[int, int], tuple[float, float]]:
        """What to subtract from X and Y, and what to multiply them by afterwards."""
        offset, (height, width) = _region(original_size, crop_box)
        new_height, new_width = self.get_preprocess_shape(height, width, self.target_length)
        return offset, (new_width / width, new_height / height)


def as_bytes(image: Array) -> Array:
    """An image of floats as uint8; any other as it is.

    Args:
        image: floats from 0 to 255, which are rounded; or from 0 to 1, as shares of 255.

    Raises:
        ImageError: a number that is below 0, above 255 or not finite.
    """
    if image.dtype.kind != "f" or image.size == 0:
        return image
    least, most = float(image.min()), float(image.max())
    if not (least >= 0 and most <= 255):  # which NaN is not, either
        raise ImageError(
            f"The image has dtype {image.dtype} and values from {least:g} to {most:g}; expected "
            "uint8, or floats from 0 to 255."
        )
    if most <= 1:
        warnings.warn(
            f"The image has dtype {image.dtype} and no value above 1: it was taken as shares of "
            "255; pass uint8 to say what is meant.",
            stacklevel=3,
        )
        image = image * 255.0
    return np.round(image).astype(np.uint8)


def _region(size: tuple[int, ...], crop_box: CropBox | None) -> tuple[tuple[int, int], Size]:
    """The region to work on, as its top left corner (x, y) and its (H, W)."""
    height, width = size
    if crop_box is None:
        return (0, 0), (height, width)
    x0, y0, x1, y1 = crop_box
    if not (0 <= x0 < x1 <= width and 0 <= y0 < y1 <= height):
        raise ImageError(
            f"The crop box {tuple(crop_box)} does not lie in an image of width {width} and height "
            f"{height}; expected (x0, y0, x1, y1) with 0 <= x0 < x1 <= {width} and "
            f"0 <= y0 < y1 <= {height}."
        )
    return (x0, y0), (y1 - y0, x1 - x0)


def _check_last_axis(shape: tuple[int, ...], wanted: int) -> None:
    if not shape or shape[-1] != wanted:
        names = {2: "(..., 2), XY", 4: "(..., 4), XYXY"}
        raise PromptError(f"Coordinates have shape {tuple(shape)}; expected {names[wanted]}.")
