"""How much work a JPEG makes, counted before a decoder begins.

A progressive JPEG may be refined by any number of scans. One that changes nothing takes a few
bytes and costs a visit to every block, so that a file of 300 KB can keep a decoder busy for hours.
And what lies between its segments is read byte by byte.
Source: ITU-T T.81, B.1.1.
"""

from __future__ import annotations

import re

from sam.images.errors import damaged
from sam.images.limits import ImageLimits

_MOST_SCANS = 20
"""In a picture of the most pixels that are accepted; smaller ones may have more. Encoders write
about ten."""

_MOST_SEGMENTS = 10_000
"""Before the pixels: metadata of 600 MB."""

_MOST_FILL = 100_000
"""Bytes between segments. Encoders write none."""

_MARKER = re.compile(rb"\xff+([\x02-\xcf\xd9-\xfe])")
"""That a segment follows; in a scan's data FF is followed by 00, or by D0 to D7."""

_START_OF_SCAN, _END = 0xDA, 0xD9


def check_segments(data: bytes) -> None:
    """Refuse a JPEG with an absurd number of segments, or bytes between them, before its pixels.

    Raises:
        DamagedImageError: no encoder writes so many.
    """
    first_scan(data)


def first_scan(data: bytes) -> int:
    """Where the pixels begin, the thumbnails of metadata passed over; the file's length where there
    are none.

    Raises:
        DamagedImageError: as :func:`check_segments`.
    """
    place, fill = 2, 0
    for _ in range(_MOST_SEGMENTS):
        found = _MARKER.search(data, place)
        if found is None or found[1][0] == _END:
            return len(data)
        if found[1][0] == _START_OF_SCAN:
            return found.end()
        fill += found.end() - place - 2
        if fill > _MOST_FILL:
            raise damaged("JPEG", f"it has more than {_MOST_FILL:,} bytes between its segments")
        place = _after(data, found.end())
    raise damaged("JPEG", f"it has more than {_MOST_SEGMENTS:,} segments before its pixels")


def check_scans(data: bytes, width: int, height: int, limits: ImageLimits) -> None:
    """Refuse a JPEG whose scans together go through too many pixels.

    Raises:
        DamagedImageError: no encoder writes so many scans.
    """
    most = _MOST_SCANS * limits.max_pixels // max(1, width * height)
    scans, place = 0, 2
    while (found := _MARKER.search(data, place)) is not None and found[1][0] != _END:
        place = _after(data, found.end())
        scans += found[1][0] == _START_OF_SCAN
        if scans > most:
            raise damaged("JPEG", f"it has more than {most:,} scans of {width} x {height} pixels")


def _after(data: bytes, place: int) -> int:
    """Where the segment ends whose length is at ``place``."""
    if place + 2 > len(data):
        return place
    return place + max(2, int.from_bytes(data[place : place + 2], "big"))
