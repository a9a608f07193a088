"""TIFF, any depth: the page that is the picture.

tifffile reads the samples as they are stored. Pillow is asked only where colour conversion is a
matter of the codec (JPEG, YCbCr, CIE Lab), all of it 8 bits; of deeper colour it would keep the
upper 8 bits without a word. Codecs that may hold another picture than the page announces are left
to a process of their own.
"""

from __future__ import annotations

import math
import struct
from dataclasses import replace
from io import BytesIO
from typing import Any

import numpy as np
import tifffile
from numpy.typing import NDArray
from PIL import Image
from tifffile import COMPRESSION, PHOTOMETRIC, SAMPLEFORMAT

from sam.errors import ImageError
from sam.images.aside import decode_aside
from sam.images.decoded import Raster
from sam.images.eight_bit import read_eight_bit
from sam.images.errors import (
    SAVE_AGAIN,
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
from sam.images.unusual import unread_variety

LEFT_TO_PILLOW = {PHOTOMETRIC.YCBCR, PHOTOMETRIC.CIELAB, PHOTOMETRIC.ICCLAB}
"""Colour models that are converted by Pillow."""

JPEG = {COMPRESSION.OJPEG, COMPRESSION.JPEG}
"""Codecs that are left to Pillow where a whole page is read."""

COMPRESSIONS = JPEG | {
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
"""Codecs that cannot announce another size inside than outside, read in this process."""

_ASIDE = {
    COMPRESSION.WEBP: "WebP",
    COMPRESSION.WEBP_DEPRECATED: "WebP",
    COMPRESSION.LERC: "LERC",
    COMPRESSION.JPEGXL: "JPEG XL",
    COMPRESSION.JPEGXL_DNG: "JPEG XL",
    COMPRESSION.JPEG2000: "JPEG 2000",
    COMPRESSION.JPEG_2000_LOSSY: "JPEG 2000",
    COMPRESSION.APERIO_JP2000_RGB: "JPEG 2000",
    COMPRESSION.APERIO_JP2000_YCBC: "JPEG 2000",
    COMPRESSION.JPEGXR: "JPEG XR",
    COMPRESSION.JPEGXR_NDPI: "JPEG XR",
    COMPRESSION.JPEG_LOSSY: "JPEG",
    COMPRESSION.PNG: "PNG",
    COMPRESSION.ZSTD_DEPRECATED: "ZSTD",
    COMPRESSION.JPEG: "JPEG of more than 8 bits",
}
"""Codecs of imagecodecs that a process of its own reads, as sentences name them."""

_COMPLEX = (SAMPLEFORMAT.COMPLEXINT, SAMPLEFORMAT.COMPLEXIEEEFP)

_MOST_PIECES = 500_000
"""Strips or tiles: more than the largest picture that is accepted has tiles of 16 x 16."""

_MOST_TRIED = 4
"""Pages whose tags are read whole, until one is found that can be read."""

_FIRST_PAGE = "Only the first page of the TIFF is used."


def read_tiff(data: bytes, limits: ImageLimits, *, unsaid_colours: bool = True) -> Raster:
    """Decode the page that is the picture, by the rules of :mod:`sam.images.tiff_pages`; one that
    is not read, or too large, is passed over for the next best, with a note. ``unsaid_colours`` is
    :func:`sam.images.read_image`'s.

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
            raster = _decoded(file, page, chosen, data, limits, unsaid_colours)
            if page is not first and ORIENTATION_TAG not in page.tags:
                raster = replace(raster, orientation=orientation_of(first))
            notes = _notes(pages, chosen, passed_over, follows=_has_another(file, first, data))
            return replace(raster, notes=notes + raster.notes)
    except (MemoryError, ImageError):
        raise
    except Exception as error:  # decoders raise anything on bytes they did not expect
        raise unread_variety("TIFF", error) or damaged("TIFF", error) from error


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
                f"develop it with the camera's program, darktable or RawTherapee and {SAVE_AGAIN}",
            )
        check_page(first, size, limits)  # has words for what is wrong with it
        return pages[0], first, []
    passed_over: list[str] = []
    refusal: ImageError | None = None
    for candidate in candidates:
        page = first if candidate.offset == first.offset else page_at(file, candidate)
        try:
            check_page(page, size, limits)
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


def page_at(file: tifffile.TiffFile, page: Page) -> tifffile.TiffPage:
    """A page as tifffile has it."""
    file.filehandle.seek(page.offset)
    return tifffile.TiffPage(file, index=1)


def _decoded(
    file: tifffile.TiffFile,
    page: tifffile.TiffPage,
    seen: Page,
    data: bytes,
    limits: ImageLimits,
    unsaid_colours: bool,
) -> Raster:
    """The pixels of one page that was checked."""
    if not _is_for_pillow(page):
        aside = _is_aside(page)
        samples = _samples_aside(page, data, limits) if aside else _samples(page)
        return raster_of(
            page, samples, orientation=orientation_of(page), unsaid_colours=unsaid_colours
        )
    stream = _jpeg_within(page, seen, data)
    if stream is not None:
        check_segments(stream)
        jpeg = read_eight_bit(stream, "JPEG", limits)
        return Raster(jpeg.rgb, orientation_of(page), browser_safe=False, notes=jpeg.notes)
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
    return not _is_aside(page) and (page.compression in JPEG or page.photometric in LEFT_TO_PILLOW)


def _is_aside(page: tifffile.TiffPage) -> bool:
    """Whether a process of its own decodes the page."""
    if page.compression == COMPRESSION.JPEG:  # Pillow reads those of 8 bits
        return page.bitspersample not in (1, 8)
    return page.compression in _ASIDE


def check_page(page: tifffile.TiffPage, size: int, limits: ImageLimits) -> None:
    """Refuse by the header what is too large, of an unread kind, or longer than the file."""
    limits.check_size(page.imagewidth, page.imagelength)
    bits, depth = page.bitspersample, page.imagedepth
    if page.compression not in COMPRESSIONS and page.compression not in _ASIDE:
        name = getattr(page.compression, "name", page.compression)
        raise unsupported(
            f"a TIFF picture with {name} compression, which is not read",
            "with LZW or without compression it is; save it as PNG, TIFF or JPEG",
        )
    if page.sampleformat in _COMPLEX:
        raise unsupported(
            "a TIFF picture of complex numbers", f"take their magnitude and {SAVE_AGAIN}"
        )
    if page.dtype is None or page.dtype.kind not in "biuf":
        raise unsupported(
            f"a TIFF picture of {bits}-bit samples of format {page.sampleformat:d}, which are not "
            "read",
            SAVE_AGAIN,
        )
    if np.max(bits) > 8 and _is_for_pillow(page):
        raise unsupported(
            f"a TIFF picture of {bits}-bit YCbCr or Lab samples, which are not read",
            f"convert it to RGB and {SAVE_AGAIN}",
        )
    if depth != 1 or page.imagewidth * page.imagelength == 0:
        sides = f"{page.imagewidth} x {page.imagelength} x {depth}"
        raise unsupported(
            f"a TIFF page of {sides} pixels", f"take the slice you want and {SAVE_AGAIN}"
        )
    item = page.dtype.itemsize
    limits.check_samples(page.imagewidth * page.imagelength * page.samplesperpixel, item)
    if page.is_tiled:
        tile = page.tilewidth * page.tilelength * page.tiledepth
        limits.check_samples(tile * page.samplesperpixel, item)
    if len(page.dataoffsets) > _MOST_PIECES:
        raise unsupported(f"a TIFF page in {len(page.dataoffsets):,} pieces", SAVE_AGAIN)
    segments = zip(page.dataoffsets, page.databytecounts, strict=False)
    end = max((start + count for start, count in segments), default=0)
    if end > size:
        raise damaged("TIFF", f"its data would end at byte {end:,}, the file has {size:,}")


def _samples_aside(page: tifffile.TiffPage, data: bytes, limits: ImageLimits) -> NDArray[Any]:
    """As :func:`_samples`, decoded by a process of its own."""
    assert page.dtype is not None
    array, _ = decode_aside(
        "TIFF",
        data,
        limits,
        f"a TIFF picture with {_ASIDE[COMPRESSION(page.compression)]} compression",
        offset=page.offset,
        shape=list(page.shape),
        dtype=page.dtype.newbyteorder("<").str,
        bytes=math.prod(page.shape) * page.dtype.itemsize,
    )
    samples = _rearranged(page, array)
    if page.compression == COMPRESSION.APERIO_JP2000_YCBC and samples.dtype == np.uint8:
        return np.asarray(Image.fromarray(samples, "YCbCr").convert("RGB"))
    return samples


def _samples(page: tifffile.TiffPage) -> NDArray[Any]:
    """The stored samples, (H, W, S) in the native byte order."""
    return _rearranged(page, page.asarray(maxworkers=1))


def _rearranged(page: tifffile.TiffPage, array: NDArray[Any]) -> NDArray[Any]:
    if page.axes == "YX":
        array = array[:, :, None]
    elif page.axes == "SYX":
        array = np.moveaxis(array, 0, 2)
    elif page.axes != "YXS":
        raise unsupported(f"a TIFF page with axes {page.axes}", SAVE_AGAIN)
    return array.astype(array.dtype.newbyteorder("="), copy=False)


def orientation_of(page: tifffile.TiffPage) -> int:
    """The orientation tag, 1..8."""
    value = page.tags.valueof(ORIENTATION_TAG, default=1)
    return int(value) if value in range(1, 9) else 1
