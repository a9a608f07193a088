"""Which page of a TIFF is the picture.

A TIFF is a chain of pages, each of which may have pages below it (SubIFDs). Many a first page is
only a small version of a picture further on: in DNG and other raw photographs, in files of
scanners and of microscopes. What is looked at here are a few tags of the first pages, read
directly, since a file may have millions of pages, or tags as long as itself.

Sources: TIFF 6.0, section 2 and tags NewSubfileType, SubfileType; TIFF Technical Note 1 (SubIFDs);
DNG 1.7, NewSubFileType and PhotometricInterpretation.
"""

from __future__ import annotations

import struct
from collections import deque
from dataclasses import dataclass
from functools import cached_property

import tifffile
from tifffile import PHOTOMETRIC

_MOST_PAGES = 64
_MOST_TAGS = 1024
_MOST_SUBIFDS = 16
_MOST_SEGMENTS = 200

MUCH_LARGER = 2
"""A later page has to have more than so many times the pixels of the first to be the picture in its
place: of a document's pages, which differ a little, the first is the picture."""

_RAW = {PHOTOMETRIC.CFA, PHOTOMETRIC.LINEAR_RAW}
_NO_PICTURES = {PHOTOMETRIC.MASK, PHOTOMETRIC.DEPTH_MAP, PHOTOMETRIC.SEMANTIC_MASK}
_REDUCED, _MASK, _DEPTH = 1, 4, 8  # bits of NewSubfileType
_OLD_REDUCED = 2  # of SubfileType
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""Markers of JPEG that a size follows (ITU-T T.81, table B.1)."""

_LOSSLESS = (0xC3, 0xC7, 0xCB, 0xCF)
"""Frames of lossless JPEG: in raw photographs the sensor's data, never a preview."""

_TAGS = {
    254: "subfile",
    255: "old_subfile",
    256: "width",
    257: "height",
    259: "compression",
    262: "photometric",
    273: "strip",
    324: "tile",
    330: "subifds",
    513: "stream",
    514: "stream_length",
}
_INTEGERS = {1: "B", 3: "H", 4: "I", 13: "I", 16: "Q", 18: "Q"}


@dataclass(frozen=True)
class Page:
    """One page, by what its tags say.

    Attributes:
        offset: where its tags lie in the file.
        name: for sentences, such as "page 2" or "page 1's SubIFD 3".
        tags: values of the tags above that it has, by name.
        size_within: width, height and first byte of a JPEG's frame, for a page that has its size
            nowhere else.
    """

    offset: int
    name: str
    tags: dict[str, tuple[int, ...]]
    size_within: tuple[int, int, int] | None = None

    def first(self, tag: str, default: int = 0) -> int:
        """The first value of a tag."""
        return self.tags.get(tag, (default,))[0]

    @cached_property
    def size(self) -> tuple[int, int]:
        """Width and height; (0, 0) where nothing says them."""
        width, height = self.first("width"), self.first("height")
        if width * height == 0 and self.size_within is not None:
            return self.size_within[:2]
        return width, height

    @property
    def pixels(self) -> int:
        """How many it has."""
        return self.size[0] * self.size[1]

    @property
    def sides(self) -> str:
        """Its size, for sentences."""
        return f"{self.size[0]} x {self.size[1]}"

    @property
    def is_raw(self) -> bool:
        """Whether it has what a sensor measured, before it is developed to a picture."""
        lossless = self.size_within is not None and self.size_within[2] in _LOSSLESS
        return self.first("photometric", -1) in _RAW or (
            lossless and "photometric" not in self.tags
        )

    @property
    def is_reduced(self) -> bool:
        """Whether it says that it is a smaller version of another page."""
        return bool(self.first("subfile") & _REDUCED) or self.first("old_subfile") == _OLD_REDUCED

    @property
    def is_mask(self) -> bool:
        """Whether it says of another page's pixels which are seen, or how far away they are."""
        other = self.first("subfile") & (_MASK | _DEPTH)
        return bool(other) or self.first("photometric", -1) in _NO_PICTURES

    @property
    def is_picture(self) -> bool:
        """Whether it can be shown."""
        return not self.is_mask and self.pixels > 0


def pages_of(file: tifffile.TiffFile, first: int, data: bytes) -> list[Page]:
    """The first pages of ``file``, whose bytes are ``data``, in the order in which they follow one
    another; those below a page come after it.

    Args:
        first: where the first page's tags lie.
    """
    found: list[Page] = []
    seen: set[int] = set()
    waiting = deque([(first, "page {}", True)])
    number = 0
    while waiting and len(found) < _MOST_PAGES:
        offset, name, in_chain = waiting.popleft()
        if offset in seen or not 0 < offset < len(data):
            continue
        seen.add(offset)
        number += in_chain
        name = name.format(number)
        tags, following = _tags_of(file.tiff, data, offset)
        page = Page(offset, name, tags)
        if page.pixels == 0:
            page = Page(offset, name, tags, _frame_of(page, data))
        found.append(page)
        below = tags.get("subifds", ())
        waiting.extendleft(
            (place, f"{name}'s SubIFD {index}", False)
            for index, place in reversed(list(enumerate(below, start=1)))
        )
        if in_chain and following:
            waiting.append((following, "page {}", True))
    return found


def preferred(pages: list[Page]) -> list[Page]:
    """Those that can be the picture, the best first.

    In a raw photograph that is the largest one that is developed. Else it is the first page,
    unless it is a reduced version, or much smaller than another that is none: then the largest.
    Reduced versions come last.
    """
    shown = [page for page in pages if page.is_picture and not page.is_raw]
    by_size = sorted(shown, key=lambda page: -page.pixels)  # stable: of two alike the first
    if any(page.is_raw for page in pages):
        return by_size
    full = [page for page in by_size if not page.is_reduced]
    reduced = [page for page in by_size if page.is_reduced]
    if full and pages[0] in full and full[0].pixels <= MUCH_LARGER * pages[0].pixels:
        full.remove(pages[0])
        full.insert(0, pages[0])
    return full + reduced


def _tags_of(
    form: tifffile.TiffFormat, data: bytes, offset: int
) -> tuple[dict[str, tuple[int, ...]], int]:
    """The tags that are looked at, and where the next page of the chain lies, 0 if nowhere."""
    found: dict[str, tuple[int, ...]] = {}
    try:
        (count,) = struct.unpack_from(form.tagnoformat, data, offset)
        begin = offset + form.tagnosize
        for entry in range(begin, begin + form.tagsize * min(count, _MOST_TAGS), form.tagsize):
            tag, kind = struct.unpack_from(form.byteorder + "HH", data, entry)
            if tag in _TAGS and kind in _INTEGERS:
                values = _values(form, data, entry + 4, _INTEGERS[kind])
                if values:
                    found[_TAGS[tag]] = values
        (following,) = struct.unpack_from(form.offsetformat, data, begin + form.tagsize * count)
    except struct.error:  # the file ends before what it promises
        return found, 0
    return found, int(following)


def _values(form: tifffile.TiffFormat, data: bytes, place: int, code: str) -> tuple[int, ...]:
    """The first values of a tag whose count lies at ``place``."""
    (count,) = struct.unpack_from(form.offsetformat, data, place)
    place += form.offsetsize
    if count * struct.calcsize(code) > form.offsetsize:  # they lie elsewhere
        (place,) = struct.unpack_from(form.offsetformat, data, place)
    return struct.unpack_from(f"{form.byteorder}{min(count, _MOST_SUBIFDS)}{code}", data, place)


def _frame_of(page: Page, data: bytes) -> tuple[int, int, int] | None:
    """Size and kind of the JPEG that a page consists of, where its tags have no size."""
    begin = page.first("stream") or page.first("strip")
    return frame_at(data, begin) if begin else None


def frame_at(data: bytes, begin: int) -> tuple[int, int, int] | None:
    """Width, height and kind of the frame of the JPEG that begins at a place; None where none
    does, or no frame is found.
    """
    if data[begin : begin + 2] != b"\xff\xd8":
        return None
    place = begin + 2
    try:
        for _ in range(_MOST_SEGMENTS):
            mark, kind, length = struct.unpack_from(">BBH", data, place)
            if mark != 0xFF:
                return None
            if kind in _FRAMES:
                height, width = struct.unpack_from(">HH", data, place + 5)
                return width, height, kind
            place += 2 + length
    except struct.error:
        pass
    return None
