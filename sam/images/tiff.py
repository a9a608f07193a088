"""TIFF, first page, any depth.

tifffile reads the samples as they are stored. Pillow is asked only where colour conversion is a
matter of the codec (JPEG, YCbCr, CIE Lab), all of it 8 bits; of deeper colour it would keep the
upper 8 bits without a word.
"""

from __future__ import annotations

import struct
from io import BytesIO
from typing import Any

import numpy as np
import tifffile
from numpy.typing import NDArray
from tifffile import COMPRESSION, PHOTOMETRIC

from sam.errors import ImageError
from sam.images.decoded import Raster
from sam.images.eight_bit import read_eight_bit
from sam.images.errors import damaged, unsupported
from sam.images.exif import ORIENTATION_TAG
from sam.images.limits import ImageLimits
from sam.images.tiff_colour import raster_of

_LEFT_TO_PILLOW = {PHOTOMETRIC.YCBCR, PHOTOMETRIC.CIELAB, PHOTOMETRIC.ICCLAB}
_JPEG = {COMPRESSION.OJPEG, COMPRESSION.JPEG}
_COMPRESSIONS = _JPEG | {
    COMPRESSION.NONE,
    COMPRESSION.CCITTRLE,
    COMPRESSION.CCITTFAX3,
    COMPRESSION.CCITTFAX4,
    COMPRESSION.LZW,
    COMPRESSION.ADOBE_DEFLATE,
    COMPRESSION.DEFLATE,
    COMPRESSION.PACKBITS,
    COMPRESSION.LZMA,
    COMPRESSION.ZSTD,
}
"""Codecs that cannot announce another size inside than outside; JPEG 2000 and its like could hide a
bomb.
"""

_MOST_PIECES = 500_000
"""Strips or tiles: more than the largest picture that is accepted has tiles of 16 x 16."""

_FIRST_PAGE = "Only the first page of the TIFF is used."


def read_tiff(data: bytes, limits: ImageLimits) -> Raster:
    """Decode the first page.

    Raises:
        ImageTooLargeError: by the sizes in the header.
        UnsupportedImageError: a colour model, sample format or compression that is not read.
        DamagedImageError: cut off or corrupt.
    """
    try:
        with tifffile.TiffFile(BytesIO(data)) as file:
            page = file.pages.first
            assert isinstance(page, tifffile.TiffPage)
            _check(page, len(data), limits)
            notes = (_FIRST_PAGE,) if _has_another(file, page, data) else ()
            if _is_for_pillow(page):
                upright = read_eight_bit(data, "TIFF", limits)  # Pillow turns TIFF by itself
                return Raster(upright.rgb, browser_safe=False, notes=upright.notes + notes)
            return raster_of(page, _samples(page), orientation=_orientation(page), notes=notes)
    except (MemoryError, ImageError):
        raise
    except Exception as error:  # decoders raise anything on bytes they did not expect
        raise damaged("TIFF", error) from error


def _has_another(file: tifffile.TiffFile, page: tifffile.TiffPage, data: bytes) -> bool:
    """Whether another page follows. ``len(file.pages)`` would go from page to page, of which a
    file may have millions, or a circle.
    """
    form = file.tiff
    try:
        (tags,) = struct.unpack_from(form.tagnoformat, data, page.offset)
        end = page.offset + form.tagnosize + tags * form.tagsize
        (following,) = struct.unpack_from(form.offsetformat, data, end)
    except struct.error:
        return False
    return bool(0 < following < len(data))


def _is_for_pillow(page: tifffile.TiffPage) -> bool:
    """Whether the samples are colours only after a conversion that belongs to the codec."""
    return page.compression in _JPEG or page.photometric in _LEFT_TO_PILLOW


def _check(page: tifffile.TiffPage, size: int, limits: ImageLimits) -> None:
    """Refuse by the header what is too large, of an unread kind, or longer than the file."""
    limits.check_size(page.imagewidth, page.imagelength)
    bits, depth = page.bitspersample, page.imagedepth
    if page.compression not in _COMPRESSIONS:
        name = getattr(page.compression, "name", page.compression)
        raise unsupported(f"a TIFF picture with {name} compression")
    if page.dtype is None or page.dtype.kind not in "biuf":
        raise unsupported(f"a TIFF picture of {bits}-bit samples of format {page.sampleformat:d}")
    if bits > 8 and _is_for_pillow(page):
        raise unsupported(f"a TIFF picture of {bits}-bit JPEG, YCbCr or Lab samples")
    if depth != 1 or page.imagewidth * page.imagelength == 0:
        sides = f"{page.imagewidth} x {page.imagelength} x {depth}"
        raise unsupported(f"a TIFF page of {sides} pixels")
    item = page.dtype.itemsize
    limits.check_samples(page.imagewidth * page.imagelength * page.samplesperpixel, item)
    if page.is_tiled:
        tile = page.tilewidth * page.tilelength * page.tiledepth
        limits.check_samples(tile * page.samplesperpixel, item)
    if len(page.dataoffsets) > _MOST_PIECES:
        raise unsupported(f"a TIFF page in {len(page.dataoffsets):,} pieces")
    segments = zip(page.dataoffsets, page.databytecounts, strict=False)
    end = max((start + count for start, count in segments), default=0)
    if end > size:
        raise damaged("TIFF", f"its data would end at byte {end:,}, the file has {size:,}")


def _samples(page: tifffile.TiffPage) -> NDArray[Any]:
    """The stored samples, (H, W, S) in the native byte order."""
    array = page.asarray(maxworkers=1)
    if page.axes == "YX":
        array = array[:, :, None]
    elif page.axes == "SYX":
        array = np.moveaxis(array, 0, 2)
    elif page.axes != "YXS":
        raise unsupported(f"a TIFF page with axes {page.axes}")
    return array.astype(array.dtype.newbyteorder("="), copy=False)


def _orientation(page: tifffile.TiffPage) -> int:
    """The orientation tag, 1..8."""
    value = page.tags.valueof(ORIENTATION_TAG, default=1)
    return int(value) if value in range(1, 9) else 1
