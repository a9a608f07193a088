"""Which parts of a large picture are encoded by themselves: a grid that everybody shares.

Windows of *level* k have a side of ``side * 2**k`` pixels of the picture, where ``side`` is what
the image encoder sees; they overlap by half, and the last of a row and of a column end with the
picture. Level 0 is native scale. The level above the largest of these is the whole picture. A
window is never enlarged: where the model would see more pixels than there are, one click falls from
0.558 to 0.405 (measured on nuclei).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from sam.errors import SettingsError
from sam.transforms import CropBox, Size

LEAST_SHARE = 1.25
"""A picture has windows if its longer side is more than so many times what the encoder sees: below,
there is too little to win."""

MARGIN_SHARE = 0.1
"""Of what is asked about, by which it should lie inside its window on every side."""
LEAST_MARGIN = 32
"""Pixels of the picture, of that margin at least."""

INNER_SHARE = 1 / 8
"""Of a window's side, by which the places of a view lie inside the windows that are encoded for it,
where the picture goes on: what is to be seen there is rarely cut."""

Box = tuple[float, float, float, float]
"""x0, y0, x1, y1 in the image frame."""


class Window(NamedTuple):
    """A part of the picture, in its pixels; a record of an annotation has it as ``window``."""

    x: int
    y: int
    width: int
    height: int

    @property
    def box(self) -> CropBox:
        """x0, y0, x1, y1; the last two are outside."""
        return (self.x, self.y, self.x + self.width, self.y + self.height)

    @property
    def size(self) -> Size:
        """(H, W)."""
        return (self.height, self.width)

    def holds(self, box: Box) -> bool:
        """Whether a box lies inside."""
        x0, y0, x1, y1 = self.box
        return x0 <= box[0] and y0 <= box[1] and box[2] <= x1 and box[3] <= y1


def whole(size: Size) -> Window:
    """All of a picture of (H, W)."""
    return Window(0, 0, size[1], size[0])


def needs_windows(size: Size, side: int) -> bool:
    """Whether a picture of (H, W) has more to show than an encoder of that side sees."""
    return max(size) > LEAST_SHARE * side


def levels(size: Size, side: int) -> int:
    """How many levels of windows a picture has, 0 where it needs none; the whole is not counted."""
    count = 0
    while needs_windows(size, side * 2**count):
        count += 1
    return count


def windows_of(size: Size, side: int, level: int = 0) -> Iterator[Window]:
    """All windows of a level, row by row; the whole picture where it has no such level.

    Args:
        size: (H, W) of the picture.
        side: of the model frame, pixels.
        level: 0 for native scale.

    Raises:
        SettingsError: the level is below 0.
    """
    _check(level)
    if level >= levels(size, side):
        yield whole(size)
        return
    extent = side * 2**level
    height, width = (min(length, extent) for length in size)
    for y in _starts(size[0], extent):
        for x in _starts(size[1], extent):
            yield Window(x, y, width, height)


def window_at(size: Size, side: int, x: float, y: float, level: int = 0) -> Window:
    """The window of a level in whose middle a place lies most nearly.

    Args:
        size, side, level: as :func:`windows_of` takes them.
        x, y: in the image frame.
    """
    _check(level)
    if level >= levels(size, side):
        return whole(size)
    extent = side * 2**level
    height, width = (min(length, extent) for length in size)
    return Window(
        _nearest(_starts(size[1], extent), x - width / 2),
        _nearest(_starts(size[0], extent), y - height / 2),
        width,
        height,
    )


def window_for(box: Box, size: Size, side: int, view: Box | None = None) -> Window:
    """The window to ask about a part of the picture: of the finest level that holds it with some
    margin, the one in whose middle it lies most nearly.

    Args:
        box: what is asked about: the box around points, or a box prompt.
        size: (H, W) of the picture.
        side: of the model frame, pixels.
        view: the part that a person sees; a window that is finer than what they see by far would
            show the model less of the object than they mean. None for native scale.

    Returns:
        The whole picture where it needs no windows, or where none holds the box.
    """
    first = 0 if view is None else level_for_view(view, size, side)
    for level in range(first, levels(size, side)):
        window = window_at(size, side, (box[0] + box[2]) / 2, (box[1] + box[3]) / 2, level)
        if window.holds(_with_margin(box, size)):
            return window
    return whole(size)


def level_for_view(view: Box, size: Size, side: int) -> int:
    """The level whose windows are about as large as what a person sees.

    Who sees all of a picture and clicks means something of the size of the picture; who has zoomed
    in means something of the size of the view.
    """
    seen = max(view[2] - view[0], view[3] - view[1])
    level = 0
    # A view of up to twice the window is still answered by it: objects are smaller than views.
    while level < levels(size, side) and seen > 2 * side * 2**level:
        level += 1
    return level


def next_larger(window: Window, size: Size, side: int) -> Window | None:
    """The window of the next level around a window's middle; None for the whole picture.

    An object that reaches a window's border goes on beyond it, and is asked about anew in this one.
    """
    if window == whole(size):
        return None
    middle = window.x + window.width / 2, window.y + window.height / 2
    level = 0
    while level < levels(size, side) and side * 2**level <= max(window.size):
        level += 1
    return window_at(size, side, *middle, level)


def windows_for_view(view: Box, size: Size, side: int) -> list[Window]:
    """The fewest windows through which each place of a view is seen with what lies around it: of
    the level for such a view, those that every place of it lies :data:`INNER_SHARE` of a window's
    side inside of, row by row. The whole picture where the view needs no windows.

    Args:
        view: the part that a person sees.
        size: (H, W) of the picture.
        side: of the model frame, pixels.
    """
    level = level_for_view(view, size, side)
    if level >= levels(size, side):
        return [whole(size)]
    extent = side * 2**level
    height, width = (min(length, extent) for length in size)
    return [
        Window(x, y, width, height)
        for y in _starts_for(view[1], view[3], size[0], extent)
        for x in _starts_for(view[0], view[2], size[1], extent)
    ]


def _starts_for(low: float, high: float, length: int, extent: int) -> list[int]:
    """Of the windows along a side, those that are needed from one place to another."""
    inner = INNER_SHARE * extent
    starts = _starts(length, extent)
    found: list[int] = []
    place = max(low, 0)
    while not found or place < min(high, length):
        # The furthest that still shows what lies before the place.
        found.append(max(start for start in starts if start == 0 or start + inner <= place))
        place = found[-1] + extent
        if place < length:
            place -= inner
    return found


def is_on_grid(window: Window, size: Size, side: int) -> bool:
    """Whether a picture has this window, or it is all of the picture."""
    return window == nearest(window, size, side)


def nearest(window: Window, size: Size, side: int) -> Window:
    """The window of the grid that is most like another part of the picture: of the level whose
    windows are as long, and no larger than the whole.

    Args:
        window: any part, also outside the picture.
        size, side: as :func:`windows_of` takes them.
    """
    level = 0
    while level < levels(size, side) and side * 2**level < max(window.size):
        level += 1
    middle = window.x + window.width / 2, window.y + window.height / 2
    return window_at(size, side, *middle, level)


def _with_margin(box: Box, size: Size) -> Box:
    """The box with a margin, as far as the picture goes."""
    height, width = size
    margins = [
        max(LEAST_MARGIN, MARGIN_SHARE * (high - low))
        for low, high in ((box[0], box[2]), (box[1], box[3]))
    ]
    return (
        max(0.0, box[0] - margins[0]),
        max(0.0, box[1] - margins[1]),
        min(float(width), box[2] + margins[0]),
        min(float(height), box[3] + margins[1]),
    )


def _starts(length: int, extent: int) -> list[int]:
    """Where windows of an extent begin along a side."""
    if length <= extent:
        return [0]
    step = extent // 2
    return [*range(0, length - extent, step), length - extent]


def _nearest(starts: list[int], wanted: float) -> int:
    return min(starts, key=lambda start: abs(start - wanted))


def _check(level: int) -> None:
    if level < 0:
        raise SettingsError(f"The level is {level}; expected 0 for native scale, or more.")
