"""The adaptive grid leaves out what a neighbour explains, and little that matters."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from skimage import data

from sam import SamAutomaticMaskGenerator, load_sam
from sam.automatic import Event, Found, Progress, Summary, preset
from sam.automatic.adaptive import worth_decoding
from sam.evaluation import match


def embedding_of(places: np.ndarray) -> np.ndarray:
    """An embedding ``(1, C, h, w)`` that is another unit vector for each number in ``places``."""
    return np.eye(places.max() + 1, dtype=np.float32)[places].transpose(2, 0, 1)[None]


def test_an_even_picture_takes_the_coarse_grid_only() -> None:
    chosen = worth_decoding(embedding_of(np.zeros((64, 64), int)), (1024, 1024), 32)
    assert len(chosen) == 64
    assert chosen[0] == 2 * 32 + 2


def test_what_differs_everywhere_takes_every_point_once() -> None:
    places = np.arange(64 * 64).reshape(64, 64) % 509
    chosen = worth_decoding(embedding_of(places), (1024, 1024), 32)
    assert sorted(chosen) == list(range(1024))


def test_a_small_thing_gets_a_point_and_padding_none() -> None:
    places = np.zeros((64, 64), int)
    places[20:22, 30:32] = 1  # one point of the grid, between those of the coarse one
    places[48:] = 2  # below the picture
    chosen = worth_decoding(embedding_of(places), (768, 1024), 32)
    assert 13 * 32 + 15 in chosen
    assert len(chosen) < 100


@pytest.mark.parametrize("side", [0, 1, 2, 3, 5])
def test_tiny_grids_keep_a_point(side: int) -> None:
    chosen = worth_decoding(embedding_of(np.zeros((16, 16), int)), (256, 100), side)
    assert len(chosen) >= min(side, 1)
    assert len(set(chosen)) == len(chosen)


def result(events: list[Event]) -> list[dict[str, Any]]:
    """The records that a stream ends with."""
    assert isinstance(events[-1], Summary)
    records = {event.id: event.record for event in events if isinstance(event, Found)}
    return [records[index].as_dict() for index in events[-1].ids]


def test_fast_finds_most_of_the_default_with_fewer_points(mobile_sam: Path) -> None:
    model = load_sam(mobile_sam)
    image = data.coffee()[100:340, 100:460]
    side = {"points_per_side": 12, "crop_n_layers": 0}
    default, fast = (
        SamAutomaticMaskGenerator.from_settings(
            model, dataclasses.replace(preset(name), **side), output_mode="coco_rle"
        )
        for name in ("default", "fast")
    )
    embedding = fast.embedder(image)((0, 0, 360, 240))
    of_fast, of_default = (
        list(each.stream((240, 360), each.embedder(image, embedding))) for each in (fast, default)
    )
    told = [event for event in of_fast if isinstance(event, Progress)]
    assert told[-1].done == told[-1].total == 144
    assert told[0].done > 20  # left out at once
    assert match(result(of_fast), result(of_default), 0.75).recall >= 0.75
