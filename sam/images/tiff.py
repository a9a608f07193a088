"""TIFF, any depth: the page that is the picture.

tifffile reads the samples as they are stored. Pillow is asked only where colour conversion is a
matter of the codec (JPEG, YCbCr, CIE Lab), all of it 8 bits; of deeper colour it would keep the
upper 8 bits without a word.
"""

from __future__ import annotations

import struct
from dataclasses import replace
from io import BytesIO
from typing import Any

import numpy as np
import tifffile
from numpy.typing import NDArray
from tifffile import COMPRESSION, PHOTOMETRIC

from sam.errors import ImageError
from sam.images.decoded import Raster
from sam.images.eight_bit import read_eight_bit
from sam.images.errors import (
    ImageTooLargeError,
    UnsupportedImageError,
    damaged,
    reason_of,
    unsupported,
)
from sam.images.exif import ORIENTATION_TAG
from sam.images.jpeg_work import check_segments
from sam.images.limits import ImageLimits
from sam.images.tiff_colour import raster_of
from sam.images.tiff_pages import Page, pages_of, preferred

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

_MOST_TRIED = 4
"""Pages whose tags are read whole, until one is found that can be read."""

_FIRST_PAGE = "Only the first page of the TIFF is used."


def read_tiff(data: bytes, limits: ImageLimits) -> Raster:
    """Decode the page that is the picture, by the rules of :mod:`sam.images.tiff_pages`; one that
    is not read, or too large, is passed over for the next best, with a note.

    Raises:
        ImageTooLargeError: by the sizes in the header.
        UnsupportedImageError: a colour model, sample format or compression that is not read.
        DamagedImageError: cut off or corrupt.
    """
    try:
        with tifffile.TiffFile(BytesIO(data)) as file:
            first = file.pages.first
            assert isinstance(first, tifffile.TiffPage)
            pages = pages_of(file, first.offset, data)
            chosen, page, passed_over = _chosen(file, first, pages, len(data), limits)
            raster = _decoded(file, page, chosen, data, limits)
            if page is not first and ORIENTATION_TAG not in page.tags:
                raster = replace(raster, orientation=_orientation(first))
            notes = _notes(pages, chosen, passed_over, follows=_has_another(file, first, data))
            return replace(raster, notes=notes + raster.notes)
    except (MemoryError, ImageError):
        raise
    except Exception as error:  # decoders raise anything on bytes they did not expect
        raise damaged("TIFF", error) from error


def _chosen(
    file: tifffile.TiffFile,
    first: tifffile.TiffPage,
    pages: list[Page],
    size: int,
    limits: ImageLimits,
) -> tuple[Page, tifffile.TiffPage, list[str]]:
    """The best page that can be read, and sentences on better ones that cannot.

    Raises:
        ImageError: none can be read; of the best one.
    """
    candidates = preferred(pages)[:_MOST_TRIED]
    if not candidates:
        raw = max(
            (page for page in pages if page.is_raw), key=lambda page: page.pixels, default=None
        )
        if raw is not None:
            raise unsupported(
                f"a raw photograph, {raw.sides} pixels of its sensor ({_raw_name(raw)}), with no "
                "developed preview in it",
                "develop it with the camera's program, darktable or RawTherapee and save it as "
                "TIFF, PNG or JPEG",
            )
        _check(first, size, limits)  # has words for what is wrong with it
        return pages[0], first, []
    passed_over: list[str] = []
    refusal: ImageError | None = None
    for candidate in candidates:
        page = first if candidate.offset == first.offset else _page_at(file, candidate)
        try:
            _check(page, size, limits)
        except (ImageTooLargeError, UnsupportedImageError) as error:
            refusal = refusal or error
            passed_over.append(
                f"{_upper(candidate.name)} of the TIFF ({candidate.sides} pixels) is not used: "
                f"{reason_of(error)}."
            )
        else:
            return candidate, page, passed_over
    assert refusal is not None
    raise refusal


def _page_at(file: tifffile.TiffFile, page: Page) -> tifffile.TiffPage:
    file.filehandle.seek(page.offset)
    return tifffile.TiffPage(file, index=1)


def _decoded(
    file: tifffile.TiffFile,
    page: tifffile.TiffPage,
    seen: Page,
    data: bytes,
    limits: ImageLimits,
) -> Raster:
    """The pixels of one page that was checked."""
    if not _is_for_pillow(page):
        return raster_of(page, _samples(page), orientation=_orientation(page))
    stream = _jpeg_within(page, seen, data)
    if stream is not None:
        check_segments(stream)
        jpeg = read_eight_bit(stream, "JPEG", limits)
        return Raster(jpeg.rgb, _orientation(page), browser_safe=False, notes=jpeg.notes)
    upright = read_eight_bit(_begun_at(file, page, data), "TIFF", limits)
    # Pillow turns TIFF by itself.
    return Raster(upright.rgb, browser_safe=False, notes=upright.notes)


def _jpeg_within(page: tifffile.TiffPage, seen: Page, data: bytes) -> bytes | None:
    """The one JPEG file that a page of the old JPEG compression consists of, as previews in raw
    photographs do; None for others.
    """
    if page.compression != COMPRESSION.OJPEG or len(page.dataoffsets) != 1:
        return None
    begin = seen.first("stream") or page.dataoffsets[0]
    length = seen.first("stream_length") or page.databytecounts[0]
    stream = data[begin : begin + length]
    return stream if stream.startswith(b"\xff\xd8\xff") else None


def _begun_at(file: tifffile.TiffFile, page: tifffile.TiffPage, data: bytes) -> bytes:
    """``data`` with ``page`` as its first page, for a reader that takes that one."""
    form = file.tiff
    place = 4 if form.version == 42 else 8
    offset = struct.pack(form.offsetformat, page.offset)
    if data[place : place + len(offset)] == offset:
        return data
    return data[:place] + offset + data[place + len(offset) :]


def _notes(
    pages: list[Page], chosen: Page, passed_over: list[str], *, follows: bool
) -> tuple[str, ...]:
    """What there is to say of the choice."""
    first = pages[0]
    raw = max((page for page in pages if page.is_raw), key=lambda page: page.pixels, default=None)
    notes = list(passed_over)
    if raw is not None:
        notes.append(
            f"This is a raw photograph: {raw.sides} pixels of its sensor ({_raw_name(raw)}) are "
            f"not developed here. The largest preview in it is used, {chosen.name} with "
            f"{chosen.sides} pixels."
        )
    elif chosen is not first:
        others = "its first page" if first.is_picture else "its first page, which is no picture,"
        notes.append(
            f"The picture is {chosen.name} of the TIFF, the largest that is read, with "
            f"{chosen.sides} pixels; {others} has {first.sides}."
        )
    elif any(not page.is_reduced and not page.is_mask for page in pages[1:]) or (
        follows and len(pages) == 1
    ):
        notes.append(_FIRST_PAGE)
    if any(page.is_mask for page in pages if page is not chosen):
        notes.append("A mask of transparency in the TIFF is not used.")
    return tuple(notes)


def _raw_name(page: Page) -> str:
    """The colour model of a sensor's data."""
    linear = page.first("photometric") == PHOTOMETRIC.LINEAR_RAW
    return "linear raw" if linear else "CFA, a colour filter over each pixel"


def _upper(name: str) -> str:
    return name[:1].upper() + name[1:]


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
