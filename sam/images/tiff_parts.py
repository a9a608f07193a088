"""Parts of a TIFF of any size: its tiles, or strips, are decoded where a part lies, and the smaller
versions that it has of itself (pyramids, overviews of GeoTIFF and COG, SubIFDs of OME-TIFF) are
used where a part is wanted smaller.

What is held is an overview of at most :data:`OVERVIEW` pixels a side, made when it is first needed,
and the blocks that are being read. Sources: TIFF 6.0, sections 14 and 15; TIFF Technical Note 1;
GDAL's GTiff driver on overviews (NewSubfileType 1).
"""

from __future__ import annotations

import math
import mmap
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import tifffile
from numpy.typing import NDArray
from PIL import Image
from tifffile import COMPRESSION, PHOTOMETRIC

from sam.errors import ImageError
from sam.images.decoded import Raster
from sam.images.errors import SAVE_AGAIN, damaged, unsupported
from sam.images.jpeg_work import check_scans, check_segments
from sam.images.limits import ImageLimits
from sam.images.parts import RGB, Box, Size, check_part
from sam.images.pixels import upright
from sam.images.span import Span
from sam.images.tiff import (
    COMPRESSIONS,
    LEFT_TO_PILLOW,
    check_page,
    orientation_of,
    page_at,
)
from sam.images.tiff_colour import raster_of
from sam.images.tiff_pages import Page, frame_at, pages_of, preferred
from sam.images.unusual import unread_variety

OVERVIEW = 4096
"""Pixels of the longer side of what is held of a picture, at most."""

_BLOCK = 2048
"""Pixels of the side of what is decoded at a time."""

_MOST_IN_PIECE = 1 << 26
"""Bytes of one tile or strip, once it is decoded, which is done whole."""

_MEASURED, _MOST_MEASURED = 64, 1 << 26
"""Tiles of a deep picture whose values say what is black and what white; and bytes of them."""

_LIKE = 0.02
"""By which share the sides of a smaller version may differ from the picture's."""


@dataclass(frozen=True, slots=True)
class _Level:
    """The picture, or a smaller version of it in the file."""

    page: tifffile.TiffPage
    offsets: tuple[int, ...]
    counts: tuple[int, ...]
    tables: bytes | None

    @property
    def size(self) -> Size:
        return self.page.imagelength, self.page.imagewidth

    @property
    def piece(self) -> Size:
        """(H, W) of its tiles, or of its strips."""
        page = self.page
        if page.is_tiled:
            return page.tilelength, page.tilewidth
        return min(page.rowsperstrip, page.imagelength), page.imagewidth

    @property
    def planes(self) -> int:
        separate = self.page.planarconfig == 2
        return self.page.samplesperpixel if separate else 1


class TiffParts:
    """A :class:`~sam.images.parts.PartReader` of a TIFF file.

    Args:
        source: the file, or its bytes.
        limits: ``max_large_pixels`` and ``max_bytes`` of them.

    Attributes:
        notes: sentences about how the picture is shown.

    Raises:
        ImageTooLargeError: more pixels than the limits allow.
        UnsupportedImageError: no picture that is read, or not in parts.
        DamagedImageError: cut off or corrupt.
    """

    def __init__(self, source: bytes | Path, limits: ImageLimits) -> None:
        self._source = source
        self._limits = limits
        self._lock = threading.Lock()
        self._made: RGB | None = None
        self._span: Span | None = None
        self.notes: tuple[str, ...] = ()
        with _refusing(), _opened(source) as (file, data):
            first = file.pages.first
            assert isinstance(first, tifffile.TiffPage)
            pages = pages_of(file, first.offset, data)
            chosen = _chosen(pages)
            page = page_at(file, chosen)
            self._check(page, len(data))
            self._levels = [_level(page)]
            for other in pages:
                smaller = self._smaller(file, page, chosen, other, len(data))
                if smaller is not None:
                    self._levels.append(_level(smaller))
            self._levels.sort(key=lambda level: -level.size[1])
            self._orientation = orientation_of(page)
            # What colours are made by is read from the file now, as it will be closed.
            raster = self._raster(np.zeros((1, 1, page.samplesperpixel), page.dtype))
            if raster.span is not None:
                raster = self._measured()
            self.notes = raster.notes

    @property
    def size(self) -> Size:
        """(H, W) of the upright picture."""
        height, width = self._levels[0].size
        return (width, height) if self._orientation >= 5 else (height, width)

    def read(self, box: Box, size: Size) -> RGB:
        """As :meth:`~sam.images.parts.PartReader.read` says."""
        check_part(box, self.size)
        turned = self._orientation >= 5
        stored = _stored(box, self._orientation, self._levels[0].size)
        with _refusing():
            found = self._scaled(stored, (size[1], size[0]) if turned else size)
        return upright(found, self._orientation)

    def _scaled(self, box: Box, size: Size) -> RGB:
        """A part in the order of the file."""
        x0, y0, x1, y1 = box
        height, width = self._levels[0].size
        shrink = min((y1 - y0) / size[0], (x1 - x0) / size[1])
        level = self._level_for(shrink)
        if max(level.size) > OVERVIEW and shrink >= max(height, width) / OVERVIEW:
            return _resized(self._overview(), box, (height, width), size)
        u, v = level.size[1] / width, level.size[0] / height
        inner = (
            math.floor(x0 * u),
            math.floor(y0 * v),
            min(math.ceil(x1 * u), level.size[1]),
            min(math.ceil(y1 * v), level.size[0]),
        )
        # Half of what it is shrunk by, so that the last step has pixels to choose from.
        step = 1
        while 4 * step <= shrink * u and _area(inner) > _BLOCK**2:
            step *= 2
        pixels = self._reduced(level, inner, step)
        if pixels.shape[:2] == size and step == 1 and u == 1:
            return pixels
        within = (
            (x0 * u - inner[0]) / step,
            (y0 * v - inner[1]) / step,
            min((x1 * u - inner[0]) / step, pixels.shape[1]),
            min((y1 * v - inner[1]) / step, pixels.shape[0]),
        )
        resized = Image.fromarray(pixels).resize(
            (size[1], size[0]), Image.Resampling.BILINEAR, box=within
        )
        return np.array(resized)

    def _level_for(self, shrink: float) -> _Level:
        """The smallest version that has as many pixels as are wanted."""
        width = self._levels[0].size[1]
        enough = [each for each in self._levels if width / each.size[1] <= shrink * 1.01]
        return enough[-1] if enough else self._levels[0]

    def _overview(self) -> RGB:
        """All of the picture, in the order of the file, made once."""
        with self._lock:
            if self._made is None:
                level = self._level_for(max(self._levels[0].size) / OVERVIEW)
                step = 1
                while max(level.size) / step > OVERVIEW:
                    step *= 2
                height, width = level.size
                self._made = self._reduced(level, (0, 0, width, height), step)
            return self._made

    def _reduced(self, level: _Level, box: Box, step: int) -> RGB:
        """A part of a version, each pixel the mean of ``step`` times ``step``; block by block."""
        x0, y0, x1, y1 = box
        out = np.empty((-(-(y1 - y0) // step), -(-(x1 - x0) // step), 3), np.uint8)
        side = max(step, _BLOCK // step * step)
        for top in range(y0, y1, side):
            for left in range(x0, x1, side):
                block = (left, top, min(left + side, x1), min(top + side, y1))
                rgb = self._raster(self._samples(level, block)).rgb
                if step > 1:
                    rgb = np.asarray(Image.fromarray(rgb).reduce(step))
                row, column = (top - y0) // step, (left - x0) // step
                out[row : row + rgb.shape[0], column : column + rgb.shape[1]] = rgb
        return out

    def _raster(self, samples: NDArray[Any]) -> Raster:
        page = self._levels[0].page
        return raster_of(page, samples, orientation=1, unsaid_colours=True, span=self._span)

    def _measured(self) -> Raster:
        """Find which values are black and white, by tiles spread evenly over the picture."""
        level = self._levels[-1]
        rows, columns = (
            -(-side // piece) for side, piece in zip(level.size, level.piece, strict=True)
        )
        count = rows * columns
        number = max(1, min(_MEASURED, _MOST_MEASURED // _piece_bytes(level)))
        some = sorted({round(i * (count - 1) / max(1, number - 1)) for i in range(number)})
        height, width = level.piece
        values = []
        for index in some:
            y, x = index // columns * height, index % columns * width
            box = (x, y, min(x + width, level.size[1]), min(y + height, level.size[0]))
            samples = self._samples(level, box)
            values.append(samples.reshape(1, -1, samples.shape[2]))
        raster = self._raster(np.concatenate(values, axis=1))
        self._span = raster.span
        if len(some) == count:
            return raster
        note = f"These are values of {len(some)} tiles, spread evenly over the picture."
        return replace(raster, notes=(*raster.notes, note))

    def _samples(self, level: _Level, box: Box) -> NDArray[Any]:
        """What is stored of a part of a version, (h, w, S)."""
        x0, y0, x1, y1 = box
        page = level.page
        out = np.zeros((y1 - y0, x1 - x0, page.samplesperpixel), page.dtype)
        for index, data in self._pieces(level, box):
            found, place, shape = page.decode(data, index, jpegtables=level.tables)
            if found is None:
                continue  # a tile that a sparse file leaves out
            plane, _, top, left, _ = place
            piece = found.reshape(found.shape[-3:])[: shape[1], : shape[2]]
            low, high = max(top, y0), min(top + piece.shape[0], y1)
            begin, end = max(left, x0), min(left + piece.shape[1], x1)
            if low >= high or begin >= end:
                continue
            target = out[low - y0 : high - y0, begin - x0 : end - x0]
            source = piece[low - top : high - top, begin - left : end - left]
            if level.planes > 1:
                target[:, :, plane] = source[:, :, 0]
            else:
                target[:] = source
        return out

    def _pieces(self, level: _Level, box: Box) -> Iterator[tuple[int, bytes | None]]:
        """The tiles or strips that a part lies in, by their place in the file's lists."""
        x0, y0, x1, y1 = box
        height, width = level.piece
        rows, columns = -(-level.size[0] // height), -(-level.size[1] // width)
        places = [
            (plane * rows + row) * columns + column
            for plane in range(level.planes)
            for row in range(y0 // height, -(-y1 // height))
            for column in range(x0 // width, -(-x1 // width))
        ]
        for index, data in zip(places, self._bytes(level, places), strict=True):
            if data and level.page.compression in (COMPRESSION.JPEG, COMPRESSION.OJPEG):
                self._check_jpeg(data, level.piece)
            yield index, data or None

    def _bytes(self, level: _Level, places: list[int]) -> Iterator[bytes]:
        """What lies in the file for each of some pieces."""
        ranges = [(level.offsets[place], level.counts[place]) for place in places]
        if isinstance(self._source, bytes):
            yield from (self._source[begin : begin + count] for begin, count in ranges)
            return
        with self._source.open("rb") as file:
            for begin, count in ranges:
                file.seek(begin)
                yield file.read(count)

    def _check_jpeg(self, data: bytes, piece: Size) -> None:
        """Refuse a piece that holds a larger picture than the page says, before it is decoded."""
        frame = frame_at(data, 0)
        if frame is None:
            raise damaged("TIFF", "a tile of JPEG has no size")
        width, height, _ = frame
        if height > piece[0] + 16 or width > piece[1] + 16:
            raise damaged("TIFF", f"a tile of {piece[1]} x {piece[0]} holds {width} x {height}")
        check_segments(data)
        check_scans(data, width, height, ImageLimits(max_pixels=width * height))

    def _check(self, page: tifffile.TiffPage, size: int) -> None:
        """Refuse by the header what is not read in parts."""
        most = self._limits.max_large_pixels
        check_page(page, size, ImageLimits(max_bytes=size, max_pixels=most))
        kept = page.compression in COMPRESSIONS and page.compression != COMPRESSION.OJPEG
        is_jpeg = page.compression == COMPRESSION.JPEG and page.bitspersample == 8
        if not kept or (page.compression == COMPRESSION.JPEG and not is_jpeg):
            name = getattr(page.compression, "name", page.compression)
            raise unsupported(
                f"a TIFF picture of {page.imagewidth} x {page.imagelength} pixels with {name} "
                "compression, which is not read in parts",
                f"with LZW, deflate or JPEG compression it is; {SAVE_AGAIN}",
            )
        if page.photometric in LEFT_TO_PILLOW and not (
            is_jpeg and page.photometric == PHOTOMETRIC.YCBCR
        ):
            raise unsupported(
                f"a TIFF picture of {page.imagewidth} x {page.imagelength} pixels in "
                f"{PHOTOMETRIC(page.photometric).name}, which is not read in parts",
                f"as RGB in tiles it is; {SAVE_AGAIN}",
            )
        level = _level(page)
        if _piece_bytes(level) > _MOST_IN_PIECE:
            piece = level.piece
            kind = "tiles" if page.is_tiled else "strips"
            raise unsupported(
                f"a TIFF picture of {page.imagewidth} x {page.imagelength} pixels in {kind} of "
                f"{piece[1]} x {piece[0]}",
                f"in tiles of 512 x 512 it is read; {SAVE_AGAIN}",
            )

    def _smaller(
        self,
        file: tifffile.TiffFile,
        page: tifffile.TiffPage,
        chosen: Page,
        other: Page,
        size: int,
    ) -> tifffile.TiffPage | None:
        """Another page, if it is a smaller version of the picture and can be read."""
        width, height = other.size
        below = other.name.startswith(f"{chosen.name}'s SubIFD")
        slide = file.is_svs and "tile" in other.tags
        if other.offset == chosen.offset or not other.is_picture or width < 1:
            return None
        if not (other.is_reduced or below or slide) or page.imagewidth / width < 1.5:
            return None
        alike = height * page.imagewidth / width
        if abs(alike - page.imagelength) > max(
            _LIKE * page.imagelength, 2 * page.imagewidth / width
        ):
            return None
        smaller = page_at(file, other)
        kinds = [
            (each.samplesperpixel, each.photometric, each.dtype, each.planarconfig)
            for each in (page, smaller)
        ]
        try:
            self._check(smaller, size)
        except ImageError:
            return None
        return smaller if kinds[0] == kinds[1] else None


def tiff_size(source: bytes | Path) -> Size:
    """(H, W) of the page of a TIFF that is the picture, as it is stored, by its tags alone.

    Raises:
        UnsupportedImageError: there is none.
        DamagedImageError: cut off or corrupt.
    """
    with _refusing(), _opened(source) as (file, data):
        first = file.pages.first
        assert isinstance(first, tifffile.TiffPage)
        width, height = _chosen(pages_of(file, first.offset, data)).size
        return height, width


def _chosen(pages: list[Page]) -> Page:
    """The one that is the picture."""
    chosen = next(iter(preferred(pages)), None)
    if chosen is None:
        raise unsupported("a TIFF file without a picture")
    return chosen


@contextmanager
def _opened(source: bytes | Path) -> Iterator[tuple[tifffile.TiffFile, bytes]]:
    """A file as tifffile has it, and its bytes, which are read where they are looked at."""
    if isinstance(source, bytes):
        with tifffile.TiffFile(BytesIO(source)) as file:
            yield file, source
        return
    with (
        source.open("rb") as opened,
        mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ) as mapped,
        tifffile.TiffFile(source) as file,
    ):
        yield file, mapped  # type: ignore[misc]  # it is sliced and unpacked as bytes are


@contextmanager
def _refusing() -> Iterator[None]:
    """Makes a sentence of what decoders raise on bytes that they did not expect."""
    try:
        yield
    except (MemoryError, ImageError, OSError):
        raise
    except Exception as error:
        raise unread_variety("TIFF", error) or damaged("TIFF", error) from error


def _level(page: tifffile.TiffPage) -> _Level:
    """A page while its file is open."""
    page.decode  # noqa: B018  # what it reads of the tags, it keeps
    return _Level(page, tuple(page.dataoffsets), tuple(page.databytecounts), page.jpegtables)


def _piece_bytes(level: _Level) -> int:
    """What a tile or strip of a version has, once it is decoded."""
    height, width = level.piece
    assert level.page.dtype is not None
    samples = level.page.samplesperpixel // level.planes
    return max(1, height * width * samples * level.page.dtype.itemsize)


def _area(box: Box) -> int:
    return (box[2] - box[0]) * (box[3] - box[1])


def _resized(pixels: RGB, box: Box, whole: Size, size: Size) -> RGB:
    """A part of a picture out of a smaller copy of all of it."""
    u, v = pixels.shape[1] / whole[1], pixels.shape[0] / whole[0]
    x0, y0, x1, y1 = box
    left, top = math.floor(x0 * u), math.floor(y0 * v)
    right, bottom = math.ceil(x1 * u), math.ceil(y1 * v)
    region = np.ascontiguousarray(pixels[top:bottom, left:right])
    height, width = region.shape[:2]
    within = (
        x0 * u - left,
        y0 * v - top,
        min(x1 * u - left, width),
        min(y1 * v - top, height),
    )
    resized = Image.fromarray(region).resize(
        (size[1], size[0]), Image.Resampling.BILINEAR, box=within
    )
    return np.array(resized)


def _stored(box: Box, orientation: int, size: Size) -> Box:
    """A box of the upright picture in the order of the file, whose (H, W) is ``size``."""
    x0, y0, x1, y1 = box
    if orientation >= 5:
        x0, y0, x1, y1 = y0, x0, y1, x1
    height, width = size
    if orientation in (2, 3, 7, 8):
        x0, x1 = width - x1, width - x0
    if orientation in (3, 4, 6, 7):
        y0, y1 = height - y1, height - y0
    return x0, y0, x1, y1
