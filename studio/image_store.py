"""The pictures that were put in, by the hash of their bytes.

The uploaded bytes are kept, in memory and on disk, since they are small; pixels are decoded when
they are needed. The pixels of the last few pictures are kept too, because a picture that was just
put in is about to be encoded.
"""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from sam.errors import ImageError
from sam.images import (
    DecodedImage,
    ImageLimits,
    ImageTooLargeError,
    UnsupportedImageError,
    read_image,
    read_parts,
)
from sam.images.decoded import UNSAID_COLOUR
from sam.images.parts import ArrayParts, FileParts, PartReader, fitted, whole_of
from sam.images.read import stored_size
from sam.large.tiles import Tile, read_tile
from studio.cache import ByteLRU
from studio.disk_cache import DiskCache
from studio.errors import MissingError
from studio.memory import collect_circles, give_back
from studio.metrics import Metrics
from studio.places import Places

_DECODERS = 2
"""Pictures decoded at the same time: each may take ``max_pixels`` times several bytes."""

_TIFF = b"II", b"MM"

_READERS = 4
"""Large pictures of which readers are kept, with an overview of up to 50 MB each."""

_PREVIEW = 2000
"""Pixels of the longer side of a large picture's preview."""

_TILE_BYTES = 64_000_000
"""Memory for tiles that were made last: a person who looks around comes back to them."""

_TILE_QUALITY = 90
"""Of JPEG, with colours as fine as brightness: masks are judged by the edges seen in tiles."""

_DIGITS = frozenset("0123456789abcdef")


@dataclass(frozen=True, slots=True)
class StoredImage:
    """A picture that was put in.

    Attributes:
        id: SHA-256 of ``data``, 64 hexadecimal digits.
        data: the file as it was sent; empty where ``path`` is not None.
        width, height: pixels of the upright picture.
        format: "JPEG", "PNG", ...
        browser_safe: whether a browser shows the same pixels when it is given ``data``.
        notes: sentences about what reading did to the picture.
        path: where its file lies, if it is read there.
    """

    id: str
    data: bytes
    width: int
    height: int
    format: str
    browser_safe: bool
    notes: tuple[str, ...]
    path: Path | None = None

    @property
    def has_grey_channels(self) -> bool:
        """Whether grey channels are shown as colours, which they may not be."""
        return UNSAID_COLOUR in self.notes


class ImageStore:
    """Bounded in bytes; the pictures used longest ago go first.

    Args:
        limits: what is too large.
        max_bytes: most bytes of files kept in memory.
        max_decoded_bytes: most bytes of pixels kept.
        places: bounds the requests that wait for a picture to be read.
        disk: keeps files beyond a restart; None keeps them in memory only.
        metrics: what is counted goes there.
        how_to_put: what puts a picture in, in the words of those who read refusals.
        elsewhere: gives the file of a picture that is kept by others, or None.
        lying: says where the file of a picture lies that is read there, or None.
    """

    def __init__(
        self,
        limits: ImageLimits,
        max_bytes: int,
        max_decoded_bytes: int,
        places: Places,
        disk: DiskCache | None = None,
        metrics: Metrics | None = None,
        how_to_put: str = "ImageStore.put",
        elsewhere: Callable[[str], bytes | None] | None = None,
        lying: Callable[[str], Path | None] = lambda _: None,
    ) -> None:
        self._how_to_put = how_to_put
        self._elsewhere = elsewhere
        self._lying = lying
        self.limits = limits
        self._images: ByteLRU[str, StoredImage] = ByteLRU(max_bytes, lambda i: len(i.data))
        self._pixels: ByteLRU[str, NDArray[np.uint8]] = ByteLRU(
            max_decoded_bytes, lambda p: p.nbytes
        )
        self._readers: OrderedDict[str, FileParts] = OrderedDict()
        self._reading = threading.Lock()
        self._tiles: ByteLRU[tuple[str, Tile, bool], bytes] = ByteLRU(_TILE_BYTES, len)
        self._decoding = threading.Semaphore(_DECODERS)
        self._places = places
        self._disk = disk
        self._metrics = metrics or Metrics()

    def put(self, read: Callable[[], bytes]) -> tuple[StoredImage, bool]:
        """Keep a picture; returns it, and whether it is new here.

        Args:
            read: gives the file. Its bytes are in memory only while its turn lasts: of many large
                uploads the others wait where the server has put them.

        Raises:
            BusyError: too many requests are waiting already.
            ImageError: it cannot be read, or is too large.
        """
        with self._places.place(), self._decoding:
            data = read()
            self.limits.check_bytes(len(data))
            image_id = hashlib.sha256(data).hexdigest()
            known = self._images.get(image_id)
            if known is not None:
                return known, False
            image = self._read(image_id, data)
        return image, self._keep(image)

    def open(self, path: Path, image_id: str) -> StoredImage:
        """A picture whose file lies in a folder: a large one is read there, any other put in.

        Args:
            path: of the file.
            image_id: SHA-256 of it.

        Raises:
            BusyError: too many requests are waiting already.
            ImageError: it cannot be read, or is too large.
        """
        known = self._images.get(image_id)
        if known is not None:
            return known
        is_long = path.stat().st_size > self.limits.max_bytes
        if not is_long and _pixels_in(path) <= self.limits.max_pixels:
            return self.put(path.read_bytes)[0]
        with self._places.place(), self._decoding:
            if is_long and stored_size(path) is None:
                self.limits.check_bytes(path.stat().st_size)
            image = self._read_in_parts(image_id, path)
        self._images.put(image_id, image)
        return image

    def is_large(self, image: StoredImage) -> bool:
        """Whether the picture is read in parts, and never held whole."""
        return image.path is not None or image.width * image.height > self.limits.max_pixels

    def check_whole(self, image: StoredImage) -> None:
        """Refuse a picture that is read in parts.

        Raises:
            ImageTooLargeError: it is.
        """
        self.limits.check_size(image.width, image.height)
        if image.path is not None:
            self.limits.check_bytes(image.path.stat().st_size)

    def _read(self, image_id: str, data: bytes) -> StoredImage:
        if data.startswith(_TIFF) and _pixels_in(data) > self.limits.max_pixels:
            try:
                return self._read_in_parts(image_id, data)
            except (ImageTooLargeError, UnsupportedImageError):
                pass  # there may be a smaller version in it that is read
            finally:
                collect_circles()
        decoded = self._decoded(data)
        self._pixels.put(image_id, decoded.rgb)
        return StoredImage(
            id=image_id,
            data=data,
            width=decoded.width,
            height=decoded.height,
            format=decoded.format,
            browser_safe=decoded.browser_safe,
            notes=decoded.notes,
        )

    def _read_in_parts(self, image_id: str, source: bytes | Path) -> StoredImage:
        """A TIFF of too many pixels, or bytes, to be held whole."""
        reader = self._reader(image_id, source)
        height, width = reader.size
        notes = tuple(reader.notes)
        if isinstance(source, Path):
            return StoredImage(image_id, b"", width, height, "TIFF", False, notes, source)
        return StoredImage(image_id, source, width, height, "TIFF", False, notes)

    def _reader(self, image_id: str, source: bytes | Path) -> FileParts:
        """What parts of a large picture are read of; the last few are kept."""
        with self._reading:
            known = self._readers.get(image_id)
            if known is None:
                known = self._readers[image_id] = read_parts(source, self.limits)
            self._readers.move_to_end(image_id)
            while len(self._readers) > _READERS:
                self._readers.popitem(last=False)
                collect_circles()
            return known

    def _decoded(self, data: bytes, unsaid_colours: bool = True) -> DecodedImage:
        try:
            return self._read_once(data, unsaid_colours)
        finally:
            if data.startswith(_TIFF):
                # tifffile's pages and files hold one another, and lists as long as a file says.
                collect_circles()

    def _read_once(self, data: bytes, unsaid_colours: bool) -> DecodedImage:
        try:
            decoded = read_image(data, self.limits, unsaid_colours=unsaid_colours)
        except ImageTooLargeError:
            raise  # the header was enough
        except ImageError as error:
            # A new one, since the frames of this one hold what was decoded so far.
            refusal = type(error)(str(error))
        else:
            give_back(decoded.width * decoded.height)
            return decoded
        give_back(self.limits.max_pixels)
        try:
            raise refusal
        finally:
            # Its traceback has this frame, and with it the whole file: a circle that would stay
            # until the garbage collector comes round, which is seldom.
            del refusal

    def _keep(self, image: StoredImage) -> bool:
        is_new = self._images.put(image.id, image)
        self._metrics.image_bytes.set(self._images.bytes)
        if self._disk is not None:
            self._disk.put(image.id, image.data)
        return is_new

    def get(self, image_id: str) -> StoredImage:
        """The picture with this id.

        Raises:
            MissingError: it is not here (any more).
        """
        image = self._images.get(image_id)
        if image is not None and (image.path is None or self._lying(image_id) == image.path):
            return image
        is_id = len(image_id) == 64 and _DIGITS.issuperset(image_id)
        image = self._brought_back(image_id) if is_id else None
        if image is not None:
            return image
        if not is_id:
            raise MissingError(
                "image_not_found",
                f"{_short(image_id)} is not a picture's id; an id is the 64 hexadecimal digits "
                f"that {self._how_to_put} answers.",
            )
        raise MissingError(
            "image_not_found",
            f"The picture {image_id[:12]}… is not here (any more); put it in again with "
            f"{self._how_to_put}.",
        )

    def _brought_back(self, image_id: str) -> StoredImage | None:
        """A picture that was put in or opened before a restart, at another process of this server,
        or that others keep.
        """
        path = self._lying(image_id)
        if path is not None:
            try:
                return self.open(path, image_id)
            except (ImageError, OSError):
                return None
        data = None if self._disk is None else self._disk.get(image_id)
        if data is None and self._elsewhere is not None:
            data = self._elsewhere(image_id)
        if data is None or hashlib.sha256(data).hexdigest() != image_id:
            return None
        try:
            with self._places.place(), self._decoding:
                image = self._read(image_id, data)
        except ImageError:  # it was put in under other limits
            return None
        self._images.put(image_id, image)
        self._metrics.image_bytes.set(self._images.bytes)
        return image

    def pixels(self, image: StoredImage) -> NDArray[np.uint8]:
        """The upright picture, (H, W, 3) uint8 RGB.

        Raises:
            ImageTooLargeError: it is read in parts, by :meth:`parts`.
        """
        self.check_whole(image)
        pixels = self._pixels.get(image.id)
        if pixels is None:
            with self._decoding:
                pixels = self._decoded(image.data).rgb
            self._pixels.put(image.id, pixels)
        return pixels

    def parts(self, image: StoredImage) -> PartReader:
        """What parts of the upright picture are read of."""
        if self.is_large(image):
            return self._reader(image.id, image.path or image.data)
        return ArrayParts(self.pixels(image))

    def tile(self, image: StoredImage, tile: Tile, exact: bool = False) -> bytes:
        """A tile of the picture as a JPEG.

        Args:
            exact: whether to write it as a PNG, which changes no colour.

        Raises:
            BusyError: too many requests are waiting already.
            SettingsError: the picture has no such tile.
        """
        key = (image.id, tile, exact)
        known = self._tiles.get(key)
        if known is not None:
            return known
        with self._places.place():
            rgb = read_tile(self.parts(image), tile)
        written = _png(rgb) if exact else _jpeg(rgb)
        self._tiles.put(key, written)
        return written

    def reduced(self, image: StoredImage, longest: int) -> NDArray[np.uint8]:
        """The upright picture, (h, w, 3) uint8 RGB, of a large one a copy whose longer side has so
        many pixels at most."""
        if not self.is_large(image):
            return self.pixels(image)
        parts = self.parts(image)
        return parts.read(whole_of(parts.size), fitted(parts.size, longest))

    def preview(self, image: StoredImage, longest: int | None = None) -> bytes:
        """The upright picture as a PNG, for browsers that would show other pixels.

        Args:
            longest: makes it smaller, so that its longer side has so many pixels at most; None
                gives all there are, of a large picture 2,000.

        Raises:
            BusyError: too many requests are waiting already.
            ImageTooLargeError: the answer would have too many pixels.
        """
        with self._places.place():
            parts = self.parts(image)
            if longest is None and self.is_large(image):
                longest = _PREVIEW
            size = parts.size if longest is None else fitted(parts.size, longest)
            self.limits.check_size(size[1], size[0])
            written = _png(parts.read(whole_of(parts.size), size))
            give_back(image.width * image.height)
            return written

    def first_channel(self, image: StoredImage) -> bytes:
        """The first of grey channels that are shown as colours, upright, as a PNG: a picture of its
        own. Any other picture is as :meth:`preview` has it.

        Raises:
            BusyError: too many requests are waiting already.
        """
        self.check_whole(image)
        with self._places.place():
            with self._decoding:
                pixels = self._decoded(image.data, unsaid_colours=False).rgb
            written = _png(pixels)
            give_back(pixels.size // 3)
            return written


def _pixels_in(tiff: bytes | Path) -> int:
    """How many pixels a TIFF's picture has, by its tags; 0 where they cannot be read."""
    height, width = stored_size(tiff) or (0, 0)
    return height * width


def _png(pixels: NDArray[np.uint8]) -> bytes:
    buffer = BytesIO()
    # Level 1: it travels over a local network once, and is waited for.
    Image.fromarray(pixels).save(buffer, "PNG", compress_level=1)
    return buffer.getvalue()


def _jpeg(pixels: NDArray[np.uint8]) -> bytes:
    buffer = BytesIO()
    Image.fromarray(pixels).save(buffer, "JPEG", quality=_TILE_QUALITY, subsampling=0)
    return buffer.getvalue()


def _short(text: str) -> str:
    """``text`` in quotes, cut to what a sentence can bear."""
    return repr(text if len(text) <= 40 else f"{text[:40]}…")
