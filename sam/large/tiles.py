"""Tiles: a picture of many pixels, cut into small ones by level, so that only what is seen has to
be read, sent and drawn.

Level 0 is the picture itself; each further level has half its width and height, rounded up. Tiles
of a level are squares of :data:`SIDE` pixels, the last of a row and of a column what is left.
"""

from __future__ import annotations

from dataclasses import dataclass

from sam.errors import SettingsError
from sam.images.parts import RGB, Box, PartReader, Size

SIDE = 512
"""Pixels of a tile's side; ``static/js/tiles/tiles.js`` has the same."""


@dataclass(frozen=True, slots=True)
class Tile:
    """One tile.

    Attributes:
        level: 0 for native scale, one more for half of it, and so on.
        x, y: column and row among the level's.
    """

    level: int
    x: int
    y: int


def level_size(size: Size, level: int) -> Size:
    """(H, W) of a level of a picture of (H, W)."""
    return -(-size[0] >> level) or 1, -(-size[1] >> level) or 1


def last_level(size: Size) -> int:
    """The level of which one tile is all of the picture."""
    level = 0
    while max(level_size(size, level)) > SIDE:
        level += 1
    return level


def tile_box(tile: Tile, size: Size) -> Box:
    """What a tile shows, in the picture's pixels.

    Raises:
        SettingsError: the picture has no such tile.
    """
    rows, columns = (-(-side // SIDE) for side in _side_of(tile.level, size))
    if not (0 <= tile.x < columns and 0 <= tile.y < rows):
        raise SettingsError(
            f"The picture has no tile {tile.x}/{tile.y} of level {tile.level}; expected a column "
            f"below {columns} and a row below {rows}."
        )
    step = SIDE << tile.level
    height, width = size
    x, y = tile.x * step, tile.y * step
    return (x, y, min(x + step, width), min(y + step, height))


def read_tile(parts: PartReader, tile: Tile) -> RGB:
    """A tile's pixels, (h, w, 3) uint8 RGB.

    Raises:
        SettingsError: the picture has no such tile.
        ImageError: the file is damaged there.
    """
    x0, y0, x1, y1 = box = tile_box(tile, parts.size)
    return parts.read(box, level_size((y1 - y0, x1 - x0), tile.level))


def _side_of(level: int, size: Size) -> Size:
    last = last_level(size)
    if not 0 <= level <= last:
        raise SettingsError(f"The picture has no tiles of level {level}; expected 0 to {last}.")
    return level_size(size, level)
