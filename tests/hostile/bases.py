"""Small sound pictures of every accepted format, to be damaged: no two alike."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import numpy as np
import tifffile
from PIL import Image

from tests.sam.images.pictures import encoded, exif, quarters

Rng = np.random.Generator


def one_of(rng: Rng, *values: Any) -> Any:
    """One of ``values``."""
    return values[int(rng.integers(len(values)))]


def random_bytes(rng: Rng, least: int, most: int) -> bytes:
    """As many as chance will have it."""
    return rng.bytes(int(rng.integers(least, most + 1)))


def picture(rng: Rng, *modes: str) -> Image.Image:
    """A picture of four colours and some noise, of one of Pillow's ``modes``."""
    width, height = (int(side) for side in rng.integers(2, 80, 2))
    rgb = quarters(width, height)
    noisy = rng.random((height, width)) < rng.random() / 2
    rgb[noisy] = rng.integers(0, 256, (int(noisy.sum()), 3))
    image = Image.fromarray(rgb)
    mode = one_of(rng, *modes)
    if mode.endswith("A"):
        image.putalpha(Image.fromarray(rng.integers(0, 256, (height, width), np.uint8)))
    return image.convert(mode)


def jpeg(rng: Rng) -> bytes:
    """Baseline or progressive; grey, colour or ink."""
    return encoded(
        picture(rng, "RGB", "L", "CMYK"),
        "JPEG",
        quality=int(rng.integers(1, 96)),
        progressive=bool(rng.integers(2)),
        subsampling=int(rng.integers(3)),
        restart_marker_blocks=int(rng.integers(3)),
        exif=exif(int(rng.integers(1, 9)), one_of(rng, "<", ">")),
    )


def png(rng: Rng) -> bytes:
    """Every depth and kind of colour that Pillow writes."""
    image = picture(rng, "RGB", "RGBA", "L", "LA", "P", "1")
    if rng.random() < 0.3:
        grey = np.asarray(image.convert("L")).astype(np.uint16) * 257
        image = Image.fromarray(grey)
    return encoded(image, "PNG", compress_level=int(rng.integers(10)))


def webp(rng: Rng) -> bytes:
    """With loss or without, with alpha or without."""
    lossless = bool(rng.integers(2))
    return encoded(picture(rng, "RGB", "RGBA"), "WEBP", lossless=lossless, quality=50, method=0)


def gif(rng: Rng) -> bytes:
    """One frame or several."""
    first = picture(rng, "P", "L")
    frames = [first.rotate(90 * turn) for turn in range(int(rng.integers(3)))]
    return encoded(first, "GIF", save_all=bool(frames), append_images=frames)


def bmp(rng: Rng) -> bytes:
    """Of 1 to 32 bits a pixel."""
    return encoded(picture(rng, "RGB", "RGBA", "L", "P", "1"), "BMP")


def tif(rng: Rng) -> bytes:
    """Strips or tiles of every depth and codec, by two writers."""
    if rng.random() < 0.4:
        codec = one_of(rng, "raw", "tiff_lzw", "tiff_adobe_deflate", "jpeg", "packbits")
        return encoded(picture(rng, "RGB", "L"), "TIFF", compression=codec)
    kind = one_of(rng, np.uint8, np.uint16, np.int16, np.uint32, np.float32, np.float64)
    samples = np.asarray(picture(rng, "RGB")).astype(kind)
    options: dict[str, Any] = one_of(
        rng, {}, {"tile": (16, 16)}, {"rowsperstrip": 3}, {"planarconfig": "separate"}
    )
    if options.get("planarconfig"):
        samples = np.moveaxis(samples, 2, 0)
    codec = one_of(rng, None, "zlib", "lzw", "packbits", "lzma", "zstd")
    codec = None if kind == np.float64 and codec == "packbits" else codec
    order = one_of(rng, "<", ">")
    buffer = BytesIO()
    with tifffile.TiffWriter(buffer, bigtiff=bool(rng.integers(2)), byteorder=order) as writer:
        writer.write(samples, photometric="rgb", compression=codec, **options)
    return buffer.getvalue()


BASES: dict[str, Callable[[Rng], bytes]] = {
    "JPEG": jpeg,
    "PNG": png,
    "WEBP": webp,
    "GIF": gif,
    "TIFF": tif,
    "BMP": bmp,
}
"""By format."""


def base(rng: Rng) -> bytes:
    """A sound picture of any format."""
    make: Callable[[Rng], bytes] = one_of(rng, *BASES.values())
    return make(rng)
