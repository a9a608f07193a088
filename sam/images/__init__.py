"""Reading a picture file: from bytes to the one array everything else works on, ``(H, W, 3) uint8``
RGB.

The page, the server, the command line and the tests all read pictures here, so they agree on size
and orientation.

What is accepted: JPEG, PNG, WebP, GIF, TIFF, BMP, HEIC and AVIF. The rules, each in one sentence:

- **Orientation.** The EXIF orientation (JPEG, PNG, WebP) or the TIFF orientation tag is applied:
  width and height are those of the upright picture.
- **Transparency** is composited on white.
- **More than 8 bits** (16-bit, 32-bit, floating point; signed integers too) are *stretched*: the
  0.1 percentile of the finite values becomes 0, the 99.9 percentile 255, everything between is
  linear and rounded, all colour channels together so that hues stay. Fully transparent pixels do
  not count, nor do values that stand for no data (GDAL's tag, or a number well known for it far
  from all others): these become 0, as NaN and -inf do, and +inf 255. Where both percentiles are one
  value the whole range is used; a picture of one single value becomes 0 everywhere. Pictures of 8
  bits and fewer are never stretched.
- **CMYK** is converted with the file's own ICC profile when it has a valid one, else by the plain
  formula; a broken profile never fails a reading.
- **Profiles of RGB and grey pictures are not applied**: SAM was trained on the stored values, and
  published scripts read those too. A browser does apply them; it then shows truer colours of the
  same pixels, which moves no edge, so such a picture stays ``browser_safe``.
- **Several frames**: the first one is the picture. **Several pages** of a TIFF: the first, unless
  it is a reduced version of a larger one, or much smaller; of a raw photograph the largest preview
  that is developed.
- **Three or four grey samples** of one TIFF page are red, green and blue, except in files of
  microscopes' programs, whose channels are no colours.
- **What lacks nothing of the picture is read**: a PNG with wrong checksums beside its pixels, or
  without its end; a JPEG without its end marker, where every row is there.
- **Codecs that may hold another picture than the file announces** (WebP, LERC, JPEG XL and others
  within TIFF) and those of HEIC and AVIF run in a process of their own, bounded in time and memory.
- **A TIFF of more pixels** than may be decoded at once is read in parts (:func:`read_parts`).
- **Limits** on bytes and pixels are checked on the file and on its header, before anything is
  decoded.

Nothing here touches global state (Pillow's included), so any number of threads may read at once.
"""

from __future__ import annotations

from sam.images.decoded import DecodedImage
from sam.images.errors import DamagedImageError, ImageTooLargeError, UnsupportedImageError
from sam.images.limits import ImageLimits
from sam.images.read import read_image, read_parts

READING = 3
"""The version of these rules. What was computed from a picture and is kept by its file's hash, such
as an embedding on disk, is kept by this number too: other rules give other pixels."""

__all__ = [
    "READING",
    "DamagedImageError",
    "DecodedImage",
    "ImageLimits",
    "ImageTooLargeError",
    "UnsupportedImageError",
    "read_image",
    "read_parts",
]
