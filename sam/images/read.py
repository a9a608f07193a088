"""``read_image``: the way in."""

from __future__ import annotations

from pathlib import Path

from sam.errors import ImageError
from sam.extras import needed
from sam.images.declared import declared_size
from sam.images.decoded import DecodedImage, Raster
from sam.images.eight_bit import read_eight_bit
from sam.images.errors import UnsupportedImageError
from sam.images.heif import read_heif
from sam.images.jpeg_work import check_segments
from sam.images.limits import BYTES_PER_PIXEL, ImageLimits
from sam.images.parts import FileParts
from sam.images.pixels import upright
from sam.images.png_mending import mended_png
from sam.images.png_work import check_chunks, is_deep_png
from sam.images.sniff import sniff

_DEFAULT_LIMITS = ImageLimits()

_HEAD = 4096
"""Bytes by which it is seen what a file is."""


def read_image(
    source: bytes | Path, limits: ImageLimits = _DEFAULT_LIMITS, *, unsaid_colours: bool = True
) -> DecodedImage:
    """Decode a picture file, by the rules in ``sam.images``.

    Args:
        source: the file's bytes, or its path.
        limits: what is too large.
        unsaid_colours: whether three or four samples of a TIFF page that says it is grey are
            red, green and blue; else the first is shown.

    Returns:
        The upright picture, (H, W, 3) uint8 RGB, and what there is to know about it.

    Raises:
        ImageTooLargeError: more bytes or pixels than ``limits`` allow.
        UnsupportedImageError: not a picture of an accepted kind, or of one whose decoder, an extra
            of the installation, is not there.
        DamagedImageError: cut off or corrupt.
        OSError: the path cannot be read.
    """
    if isinstance(source, Path):
        limits.check_bytes(source.stat().st_size)
        source = source.read_bytes()
    limits.check_bytes(len(source))
    kind = sniff(source)
    if kind == "JPEG":
        check_segments(source)
    notes: tuple[str, ...] = ()
    if kind == "PNG":
        check_chunks(source)
        limits.check_size(*(declared_size(source, kind) or (0, 0)))
        source, notes = mended_png(source, 2 * BYTES_PER_PIXEL * limits.max_pixels)
    if kind == "TIFF":
        raster = _tiff(source, limits, unsaid_colours)
    elif kind == "PNG" and is_deep_png(source):
        raster = _deep_png(source, limits)
    elif kind in ("HEIC", "AVIF"):
        raster = read_heif(source, kind, limits)
    else:
        raster = read_eight_bit(source, kind, limits)
    return DecodedImage(
        rgb=upright(raster.rgb, raster.orientation),
        format=kind,
        browser_safe=raster.browser_safe and not notes,
        notes=notes + raster.notes,
    )


def read_parts(source: bytes | Path, limits: ImageLimits = _DEFAULT_LIMITS) -> FileParts:
    """Open a picture file of any size, of which parts are read and that is never held whole: a TIFF
    in tiles or strips, as GeoTIFF, COG, OME-TIFF and scanners' files are.

    Args:
        source: the file's bytes, or its path.
        limits: ``max_large_pixels`` is held to; the file itself may be of any length.

    Raises:
        ImageTooLargeError: more pixels than that.
        UnsupportedImageError: no TIFF, or of a variety that is not read in parts.
        DamagedImageError: cut off or corrupt.
        OSError: the path cannot be read.
    """
    if isinstance(source, Path):
        with source.open("rb") as file:
            head = file.read(_HEAD)
    else:
        head = source[:_HEAD]
    kind = sniff(head)
    if kind != "TIFF":
        raise UnsupportedImageError(
            f"Found a {kind} picture, which is not read in parts; a TIFF in tiles is."
        )
    with needed("A TIFF picture", "tiff", UnsupportedImageError):
        from sam.images.tiff_parts import TiffParts
    return TiffParts(source, limits)


def stored_size(source: bytes | Path) -> tuple[int, int] | None:
    """(H, W) of the picture in a TIFF as it is stored, by its tags; None of other kinds of file, or
    where it cannot be read.
    """
    try:
        with needed("A TIFF picture", "tiff", UnsupportedImageError):
            from sam.images.tiff_parts import tiff_size
        return tiff_size(source)
    except ImageError:
        return None


# Decoders that few pictures need are loaded by the first one that does.


def _tiff(data: bytes, limits: ImageLimits, unsaid_colours: bool) -> Raster:
    with needed("A TIFF picture", "tiff", UnsupportedImageError):
        from sam.images.tiff import read_tiff
    return read_tiff(data, limits, unsaid_colours=unsaid_colours)


def _deep_png(data: bytes, limits: ImageLimits) -> Raster:
    with needed("A PNG of 16 bits a sample", "tiff", UnsupportedImageError):
        from sam.images.png16 import read_deep_png
    return read_deep_png(data, limits)
