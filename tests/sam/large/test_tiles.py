"""Tiles of large pictures: the page has the same rule (``tests/vectors/tiles.json``)."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from sam.errors import SettingsError
from sam.images.parts import ArrayParts
from sam.large.tiles import SIDE, Tile, last_level, read_tile, tile_box

VECTORS = json.loads((Path(__file__).parents[2] / "vectors/tiles.json").read_text())


def test_levels_and_boxes_are_those_of_the_page() -> None:
    assert VECTORS["side"] == SIDE
    for each in VECTORS["pictures"]:
        width, height = each["size"]
        assert last_level((height, width)) == each["last_level"]
    for each in VECTORS["boxes"]:
        width, height = each["size"]
        assert list(tile_box(Tile(*each["tile"]), (height, width))) == each["box"]


@pytest.mark.parametrize("tile", [Tile(0, 3, 0), Tile(0, 0, 2), Tile(3, 0, 0), Tile(-1, 0, 0)])
def test_tiles_that_there_are_none_of_are_refused(tile: Tile) -> None:
    with pytest.raises(SettingsError, match="The picture has no tile"):
        tile_box(tile, (600, 1100))


def test_a_coarse_tile_is_the_mean_of_what_it_shows() -> None:
    rgb = np.zeros((1024, 1024, 3), np.uint8)
    rgb[::2] = 200
    tile = read_tile(ArrayParts(rgb), Tile(1, 0, 0))
    assert tile.shape == (512, 512, 3)
    assert np.abs(tile[8:-8].astype(int) - 100).max() <= 1
