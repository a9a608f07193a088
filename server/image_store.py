"""The pictures that were put in, by the hash of their bytes.

The uploaded bytes are kept, since they are small; pixels are decoded when they are needed. The
pixels of the last few pictures are kept too, because a picture that was just put in is about to be
encoded.
"""

from __future__ import annotations

import hashlib
import threading
from dataclasses import dataclass
from io import BytesIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from sam.images import ImageLimits, read_image
from server.cache import ByteLRU
from server.errors import ApiError

_DECODERS = 2
"""Pictures decoded at the same time: each may take ``max_pixels`` times several bytes."""

_DIGITS = frozenset("0123456789abcdef")


@dataclass(frozen=True, slots=True)
class StoredImage:
    """A picture that was put in.

    Attributes:
        id: SHA-256 of ``data``, 64 hexadecimal digits.
        data: the file as it was sent.
        width, height: pixels of the upright picture.
        format: "JPEG", "PNG", ...
        browser_safe: whether a browser shows the same pixels when it is given ``data``.
        notes: sentences about what reading did to the picture.
    """

    id: str
    data: bytes
    width: int
    height: int
    format: str
    browser_safe: bool
    notes: tuple[str, ...]


class ImageStore:
    """Bounded in bytes; the pictures used longest ago go first."""

    def __init__(self, limits: ImageLimits, max_bytes: int, max_decoded_bytes: int) -> None:
        self.limits = limits
        self._images: ByteLRU[str, StoredImage] = ByteLRU(max_bytes, lambda i: len(i.data))
        self._pixels: ByteLRU[str, NDArray[np.uint8]] = ByteLRU(
            max_decoded_bytes, lambda p: p.nbytes
        )
        self._decoding = threading.Semaphore(_DECODERS)

    def put(self, data: bytes) -> tuple[StoredImage, bool]:
        """Keep a picture; returns it, and whether it is new here.

        Raises:
            ImageError: it cannot be read, or is too large.
        """
        self.limits.check_bytes(len(data))
        image_id = hashlib.sha256(data).hexdigest()
        known = self._images.get(image_id)
        if known is not None:
            return known, False
        with self._decoding:
            decoded = read_image(data, self.limits)
        image = StoredImage(
            id=image_id,
            data=data,
            width=decoded.width,
            height=decoded.height,
            format=decoded.format,
            browser_safe=decoded.browser_safe,
            notes=decoded.notes,
        )
        self._pixels.put(image_id, decoded.rgb)
        return image, self._images.put(image_id, image)

    def get(self, image_id: str) -> StoredImage:
        """The picture with this id.

        Raises:
            ApiError: 404, it is not here (any more).
        """
        image = self._images.get(image_id)
        if image is not None:
            return image
        if len(image_id) != 64 or not _DIGITS.issuperset(image_id):
            raise ApiError(
                404,
                "image_not_found",
                f"{_short(image_id)} is not a picture's id; an id is the 64 hexadecimal digits "
                "that POST /api/v1/images answers.",
            )
        raise ApiError(
            404,
            "image_not_found",
            f"The picture {image_id[:12]}… is not here (any more); put it in again with "
            "POST /api/v1/images.",
        )

    def pixels(self, image: StoredImage) -> NDArray[np.uint8]:
        """The upright picture, (H, W, 3) uint8 RGB."""
        pixels = self._pixels.get(image.id)
        if pixels is None:
            with self._decoding:
                pixels = read_image(image.data, self.limits).rgb
            self._pixels.put(image.id, pixels)
        return pixels

    def preview(self, image: StoredImage) -> bytes:
        """The upright picture as a PNG, for browsers that would show other pixels."""
        buffer = BytesIO()
        # Level 1: a preview travels over a local network once, and is waited for.
        Image.fromarray(self.pixels(image)).save(buffer, "PNG", compress_level=1)
        return buffer.getvalue()


def _short(text: str) -> str:
    """``text`` in quotes, cut to what a sentence can bear."""
    return repr(text if len(text) <= 40 else f"{text[:40]}…")
