"""Pictures as training sees them: mirrored together with their masks and clicks, and kept."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from dataengine.training.simulated import CELL
from dataengine.training.views import FLIPS, Views, target_of
from tests.dataengine.training.made import example, tiny_model


@pytest.mark.parametrize("flip", range(4))
def test_a_recorded_click_stays_on_its_object_in_every_view(tmp_path: Path, flip: int) -> None:
    picture = example(3)
    (mask,) = picture.masks()
    ys, xs = np.nonzero(mask)
    picture = replace(picture, clicks=(np.stack([xs, ys], axis=1).astype(np.float32),))
    views = Views(tiny_model(), tmp_path, [picture])
    views.prepare(0)
    view = views.get(0, flip)
    cells = (view.clicks[0] / CELL).astype(int)
    on = view.targets[0].numpy()[cells[:, 1], cells[:, 0]]
    assert (on > 0).all()
    assert view.targets[0, : view.inside[0], : view.inside[1]].sum() == view.targets[0].sum() > 0


def test_views_differ_and_are_kept(tmp_path: Path) -> None:
    reads = []
    picture = example(3)
    counted = replace(picture, open=lambda: (reads.append(1), picture.open())[1])
    views = Views(tiny_model(), tmp_path, [counted])
    views.prepare(0)
    views.prepare(0)
    assert len(reads) == 1 and len(list(tmp_path.iterdir())) == len(FLIPS)
    masks = [views.get(0, flip).targets for flip in range(4)]
    assert not any((masks[0] == each).all() for each in masks[1:])


def test_an_object_smaller_than_a_cell_does_not_vanish() -> None:
    mask = np.zeros((400, 400), bool)
    mask[101, 203] = True
    assert target_of(mask, (64, 64)).sum() > 0
