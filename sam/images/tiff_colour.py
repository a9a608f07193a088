"""The colour models of TIFF: from stored samples to RGB.

Source: TIFF 6.0, sections 3 to 6, 16 and 18.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import tifffile
from numpy.typing import NDArray
from PIL import Image
from tifffile import EXTRASAMPLE, PHOTOMETRIC

from sam.images.cmyk import cmyk_to_rgb
from sam.images.decoded import UNSAID_COLOUR, Raster
from sam.images.deep import deep_raster, opacity_of
from sam.images.eight_bit import ON_WHITE
from sam.images.errors import SAVE_AGAIN, unsupported
from sam.images.pixels import as_rgb, over_white
from sam.images.span import Span, named_blank

_COLOURS: dict[int, int] = {
    PHOTOMETRIC.MINISWHITE: 1,
    PHOTOMETRIC.MINISBLACK: 1,
    PHOTOMETRIC.RGB: 3,
    PHOTOMETRIC.PALETTE: 1,
    PHOTOMETRIC.SEPARATED: 4,
    PHOTOMETRIC.YCBCR: 3,  # of a codec that gives red, green and blue
}
_GDAL_NODATA = 42113
_MICROSCOPES = (
    "is_imagej",
    "is_ome",
    "is_lsm",
    "is_micromanager",
    "is_stk",
    "is_fluoview",
    "is_metaseries",
    "is_scanimage",
    "is_nih",
)
"""Marks of files whose samples are channels of their own, in tifffile's names."""

_ALPHAS = (EXTRASAMPLE.ASSOCALPHA, EXTRASAMPLE.UNASSALPHA)


def raster_of(
    page: tifffile.TiffPage,
    samples: NDArray[Any],
    *,
    orientation: int,
    unsaid_colours: bool,
    span: Span | None = None,
) -> Raster:
    """Turn ``samples`` (H, W, S), as stored in ``page``, into a raster. ``unsaid_colours`` is
    :func:`sam.images.read_image`'s; ``span`` is what becomes black and white where the samples are
    a part of a picture, None for that of the samples themselves.

    Raises:
        UnsupportedImageError: a colour model that is not read, or too few samples for it.
    """
    model, channels = page.photometric, samples.shape[2]
    count = _COLOURS.get(model, 0)
    notes: tuple[str, ...] = ()
    if unsaid_colours and _is_colour_unsaid(page, channels):
        count = 3
        notes += (UNSAID_COLOUR,)
    if not count or channels < count:
        name = getattr(model, "name", model)
        raise unsupported(
            f"a TIFF picture of colour model {name} with {channels} channels, which is not read",
            f"convert it to RGB and {SAVE_AGAIN}",
        )
    colours, alpha, premultiplied = _split(page, samples, count)
    if channels > count + (alpha is not None):
        used = "first" if count == 1 else f"first {count}"
        verb = "is" if count == 1 else "are"
        notes += (f"Only the {used} of the {channels} channels of the TIFF {verb} used.",)
    if model == PHOTOMETRIC.PALETTE:
        colours = _look_up(page, colours)
    elif model == PHOTOMETRIC.SEPARATED:
        colours, note = _from_ink(page, colours)
        notes += (note,)
    elif page.bitspersample < 8:
        colours = _filled_up(colours, page.bitspersample)
    white_is_low = model == PHOTOMETRIC.MINISWHITE
    if colours.dtype != np.uint8:
        blanks = named_blank(page.tags.valueof(_GDAL_NODATA, default=""), colours.dtype)
        if alpha is not None and premultiplied:
            colours, blanks = _unmultiplied(colours, alpha), ()
        return deep_raster(
            colours,
            alpha,
            blanks=blanks,
            white_is_low=white_is_low,
            orientation=orientation,
            notes=notes,
            span=span,
        )
    if white_is_low:
        colours = ~colours
    rgb = np.ascontiguousarray(as_rgb(colours))
    if alpha is not None and (opacity := opacity_of(alpha)).min() < 255:
        rgb = _plus_white(rgb, opacity) if premultiplied else over_white(rgb, opacity)
        notes += (ON_WHITE,)
    return Raster(rgb, orientation, browser_safe=False, notes=notes)


def _is_colour_unsaid(page: tifffile.TiffPage, channels: int) -> bool:
    """Whether a page that says it is grey has red, green and blue, as GDAL and many scripts write
    them: three or four samples of one page that are no opacity. Microscopes' programs keep
    channels that way, which are no colours.
    """
    opacities = sum(kind in _ALPHAS for kind in page.extrasamples)
    return (
        page.photometric == PHOTOMETRIC.MINISBLACK
        and channels - opacities in (3, 4)
        and not any(getattr(page.parent, mark) for mark in _MICROSCOPES)
    )


def _split(
    page: tifffile.TiffPage, samples: NDArray[Any], count: int
) -> tuple[NDArray[Any], NDArray[Any] | None, bool]:
    """Colour channels (H, W, count), the alpha channel (H, W) if one is declared, and whether it is
    premultiplied.
    """
    # Of samples that are colours without saying so, some are among the extra ones.
    begin = samples.shape[2] - len(page.extrasamples)
    for place, kind in enumerate(page.extrasamples, start=begin):
        if kind in _ALPHAS and place < samples.shape[2]:
            return samples[:, :, :count], samples[:, :, place], kind == EXTRASAMPLE.ASSOCALPHA
    return samples[:, :, :count], None, False


def _filled_up(samples: NDArray[Any], bits: int) -> NDArray[np.uint8]:
    """Samples of 1 to 7 bits to uint8, so that the largest value of their depth becomes 255."""
    return (samples.astype(np.uint16) * 255 // ((1 << bits) - 1)).astype(np.uint8)


def _look_up(page: tifffile.TiffPage, indices: NDArray[Any]) -> NDArray[np.uint8]:
    """Palette colours. The table has 16 bits per colour; some writers fill only the lower 8."""
    table: NDArray[np.uint16] = np.asarray(page.colormap, dtype=np.uint16)  # (3, 2 ** bits)
    bytes_ = (table if table.max() < 256 else table // np.uint16(256)).astype(np.uint8)
    return bytes_.T[indices[:, :, 0].astype(np.intp)]


def _from_ink(page: tifffile.TiffPage, ink: NDArray[Any]) -> tuple[NDArray[np.uint8], str]:
    """CMYK of any depth. Ink is a share of full ink, so deeper samples are scaled by their type,
    not stretched.
    """
    if ink.dtype.kind != "u":
        raise unsupported(
            f"a TIFF picture of CMYK samples of type {ink.dtype.name}, which are not read",
            f"convert it to RGB and {SAVE_AGAIN}",
        )
    eight = np.stack([opacity_of(ink[:, :, channel]) for channel in range(4)], axis=2)
    picture = Image.frombuffer(
        "CMYK", (ink.shape[1], ink.shape[0]), eight.tobytes(), "raw", "CMYK", 0, 1
    )
    rgb, note = cmyk_to_rgb(picture, page.iccprofile)
    return np.asarray(rgb), note


def _unmultiplied(colours: NDArray[Any], alpha: NDArray[Any]) -> NDArray[np.float32]:
    """Undo premultiplication, (H, W, C): colour divided by the share of opacity; 0 where nothing is
    visible.
    """
    share = alpha.astype(np.float32)[:, :, None]
    if alpha.dtype.kind != "f":
        share /= np.float32(np.iinfo(alpha.dtype).max)
    out = np.zeros(colours.shape, np.float32)
    with np.errstate(all="ignore"):  # infinities, and what becomes one, are stretched as such
        np.divide(colours, share, out=out, where=share > 0, casting="same_kind")
    return out


def _plus_white(rgb: NDArray[np.uint8], opacity: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Composite premultiplied ``rgb`` on white: add the white that shines through."""
    return (rgb.astype(np.uint16) + (255 - opacity)[:, :, None]).clip(max=255).astype(np.uint8)
