"""Pictures of up to 8 bits per sample, read with Pillow.

Pillow's format classes are used directly: ``Image.open`` would guess the format again, and holds
pictures against the process-wide ``MAX_IMAGE_PIXELS`` where we have limits of our own, per call and
with better sentences.
"""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from PIL.BmpImagePlugin import BmpImageFile
from PIL.GifImagePlugin import GifImageFile
from PIL.ImageFile import ImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.TiffImagePlugin import TiffImageFile
from PIL.WebPImagePlugin import WebPImageFile

from sam.images import exif
from sam.images.cmyk import cmyk_to_rgb
from sam.images.declared import declared_size
from sam.images.decoded import Raster
from sam.images.errors import damaged
from sam.images.jpeg_mending import NO_END, has_end, with_end
from sam.images.jpeg_work import check_scans
from sam.images.limits import ImageLimits
from sam.images.pixels import over_white
from sam.images.unusual import check_variety, unread_variety

FIRST_FRAME = "Only the first frame of the animation is used."
ON_WHITE = "Transparent parts are shown on white."


class _QuietJpeg(JpegImageFile):
    """A JPEG whose EXIF is not searched for a resolution: a damaged block would print warnings."""

    def _read_dpi_from_exif(self) -> None:
        pass


_CLASSES: dict[str, type[ImageFile]] = {
    "JPEG": _QuietJpeg,
    "PNG": PngImageFile,
    "WEBP": WebPImageFile,
    "GIF": GifImageFile,
    "BMP": BmpImageFile,
    "TIFF": TiffImageFile,
}

_BROWSERS_TURN = {"JPEG"}
"""Formats whose EXIF orientation every browser applies; for PNG and WebP they disagree."""


def read_eight_bit(data: bytes, kind: str, limits: ImageLimits) -> Raster:
    """Decode ``data``, a picture of format ``kind`` with at most 8 bits per sample.

    Raises:
        ImageTooLargeError: by the size in the header, before the pixels are decoded.
        DamagedImageError: if the decoder gives up.
    """
    declared = declared_size(data, kind)
    if declared is not None:
        limits.check_size(*declared)
    check_variety(data, kind)
    image = _open(data, kind)
    limits.check_size(*image.size)
    if kind == "JPEG":
        check_scans(data, *image.size, limits)
    try:
        image.load()
        notes: list[str] = []
        browser_safe = kind != "TIFF"
        rgb = _to_rgb(image, notes)
        if _is_animated(image):
            notes.append(FIRST_FRAME)
        if kind == "JPEG" and not has_end(data):
            notes.append(NO_END)
    except MemoryError:
        raise
    except Exception as error:  # decoders raise anything on bytes they did not expect
        whole = with_end(data, _pixels_of_jpeg) if kind == "JPEG" else None
        if whole is not None:
            raster = read_eight_bit(whole, kind, limits)
            return replace(raster, browser_safe=False, notes=(*raster.notes, NO_END))
        raise unread_variety(kind, error) or damaged(kind, error) from error
    turn = exif.orientation(image.info.get("exif"))
    safe = browser_safe and not notes and (turn == 1 or kind in _BROWSERS_TURN)
    return Raster(rgb=np.asarray(rgb), orientation=turn, browser_safe=safe, notes=tuple(notes))


def _open(data: bytes, kind: str) -> ImageFile:
    """Parse the header only."""
    try:
        return _CLASSES[kind](BytesIO(data))
    except MemoryError:
        raise
    except Exception as error:  # as above
        raise unread_variety(kind, error) or damaged(kind, error) from error


def _pixels_of_jpeg(data: bytes) -> NDArray[np.uint8]:
    return np.asarray(_QuietJpeg(BytesIO(data)))


def _to_rgb(image: Image.Image, notes: list[str]) -> Image.Image:
    """Any 8-bit mode to "RGB"; says in ``notes`` what a browser may have done otherwise."""
    if image.mode == "CMYK":
        rgb, note = cmyk_to_rgb(image, image.info.get("icc_profile"))
        notes.append(note)
        return rgb
    if image.has_transparency_data:
        rgba = image.convert("RGBA")
        alpha = np.asarray(rgba.getchannel("A"))
        if alpha.min() < 255:
            notes.append(ON_WHITE)
            return Image.fromarray(over_white(np.asarray(rgba.convert("RGB")), alpha))
        return rgba.convert("RGB")
    return image.convert("RGB")


def _is_animated(image: ImageFile) -> bool:
    """Whether more frames follow; a damaged second frame is no reason to refuse the first."""
    try:
        return bool(getattr(image, "is_animated", False)) and image.format != "TIFF"
    except Exception:  # as above
        return True
