"""Reading a picture file: from bytes to the one array everything else works on, ``(H, W, 3) uint8``
RGB.

The page, the server, the command line and the tests all read pictures here, so they agree on size
and orientation.

What is accepted: JPEG, PNG, WebP, GIF, TIFF and BMP. The rules, each in one sentence:

- **Orientation.** The EXIF orientation (JPEG, PNG, WebP) or the TIFF orientation tag is applied:
  width and height are those of the upright picture.
- **Transparency** is composited on white.
- **More than 8 bits** (16-bit, 32-bit, floating point; signed integers too) are *stretched, never
  clipped*: the smallest finite value becomes 0, the largest 255, everything between is linear and
  rounded, all colour channels together so that hues stay. Fully transparent pixels do not count
  towards the smallest and largest. NaN and -inf become 0, +inf 255. A picture of one single value
  becomes 0 everywhere. Pictures of 8 bits and fewer are never stretched.
- **CMYK** is converted with the file's own ICC profile when it has a valid one, else by the plain
  formula; a broken profile never fails a reading.
- **Profiles of RGB and grey pictures are not applied**: SAM was trained on the stored values, and
  published scripts read those too. A browser does apply them; it then shows truer colours of the
  same pixels, which moves no edge, so such a picture stays ``browser_safe``.
- **Several frames or pages**: the first one is the picture.
- **Limits** on bytes and pixels are checked on the file and on its header, before anything is
  decoded.

Nothing here touches global state (Pillow's included), so any number of threads may read at once.
"""

from __future__ import annotations

from sam.images.decoded import DecodedImage
from sam.images.errors import DamagedImageError, ImageTooLargeError, UnsupportedImageError
from sam.images.limits import ImageLimits
from sam.images.read import read_image

__all__ = [
    "DamagedImageError",
    "DecodedImage",
    "ImageLimits",
    "ImageTooLargeError",
    "UnsupportedImageError",
    "read_image",
]
