"""Simulated prompts are of their objects, and corrections are where the error is."""

from __future__ import annotations

import numpy as np
import torch

from dataengine.training.simulated import CELL, corrections, covered, first_prompts


def _targets() -> torch.Tensor:
    """A square, a tiny object that covers no cell by half, and an object at the border."""
    targets = torch.zeros(3, 32, 32)
    targets[0, 10:20, 4:12] = 1
    targets[1, 5, 6] = 0.2
    targets[2, 28:, 30:] = 1
    return targets


def test_points_lie_on_their_objects_and_boxes_round_them() -> None:
    rng, targets = np.random.default_rng(1), _targets()
    seen = set()
    for _ in range(60):
        prompts = first_prompts(rng, targets, points=0.5, jitter=0.06)
        for index, (coords, labels) in enumerate(zip(prompts.coords, prompts.labels, strict=True)):
            if prompts.lone[index]:
                seen.add("point")
                assert labels.tolist() == [1, -1]
                x, y = (coords[0] / CELL).int().tolist()
                assert covered(targets[index].numpy())[y, x]
            else:
                seen.add("box")
                assert labels.tolist() == [2, 3]
                assert (coords >= 0).all() and (coords <= 32 * CELL).all()
                ys, xs = np.nonzero(covered(targets[index].numpy()))
                wanted = CELL * np.array([[xs.min(), ys.min()], [xs.max() + 1, ys.max() + 1]])
                off = np.abs(coords.numpy() - wanted).max()
                assert off <= 2 * 0.06 * (wanted[1] - wanted[0]).max() + 1e-4
    assert seen == {"point", "box"}


def test_peoples_own_clicks_are_among_the_points() -> None:
    rng, targets = np.random.default_rng(2), _targets()[:1]
    own = np.array([[17.0, 45.0]], np.float32)
    points = [
        tuple(first_prompts(rng, targets, 1.0, 0.06, [own]).coords[0, 0].tolist())
        for _ in range(40)
    ]
    assert 8 < points.count((17.0, 45.0)) < 32


def test_a_correction_is_in_the_larger_error_with_its_label() -> None:
    rng, targets = np.random.default_rng(3), _targets()[:1].repeat(3, 1, 1)
    masks = targets > 0.5
    masks[0, 10:16] = False  # missing
    masks[1, 0:9, 20:30] = True  # surplus
    for _ in range(20):
        points = corrections(rng, targets, masks)
        cells = (points[:, :2] / CELL).astype(int)
        assert points[:, 2].tolist() == [1, 0, 1]
        assert 10 <= cells[0, 1] < 16 and 4 <= cells[0, 0] < 12
        assert cells[1, 1] < 9 and 20 <= cells[1, 0] < 30
        assert 10 <= cells[2, 1] < 20 and 4 <= cells[2, 0] < 12  # without an error: the object


def test_a_correction_goes_before_padding_and_corners() -> None:
    rng, targets = np.random.default_rng(4), _targets()
    prompts = first_prompts(rng, targets, 0.5, 0.06)
    points = corrections(rng, targets, torch.zeros(3, 32, 32, dtype=torch.bool))
    logits = torch.zeros(3, 1, 32, 32)
    more = prompts.and_points(points, logits)
    assert more.coords.shape == (3, 3, 2) and more.logits is logits and not more.lone.any()
    assert more.labels[:, 0].tolist() == [1, 1, 1]
    assert torch.equal(more.labels[:, 1:], prompts.labels)
