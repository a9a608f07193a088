"""Scores of the general check, decoders that lost something, and how changes are compared."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from benchmarks.accuracy import table
from benchmarks.damaged import between, noisy
from benchmarks.general import agreement, change, encoded, means, scored
from sam.build import build_sam
from sam.config import TINY_T
from sam.evaluation import MEASURES
from sam.modeling import Sam


@pytest.fixture(scope="module")
def model() -> Sam:
    return build_sam(TINY_T)


def weights(model: Sam, part: str = "") -> torch.Tensor:
    parameters = model.mask_decoder.get_submodule(part).parameters()
    return torch.cat([each.detach().flatten() for each in parameters])


def test_each_object_is_scored_and_means_are_by_group(model: Sam) -> None:
    image = np.zeros((40, 60, 3), np.uint8)
    masks = [np.zeros((40, 60), bool) for _ in range(2)]
    masks[0][5:20, 5:20], masks[1][10:35, 30:55] = True, True
    rows = scored(model, encoded(model, [("gate", image, masks), ("other", image, masks[:1])]))
    result = means(rows)
    assert [group for group, _ in rows] == ["gate", "gate", "other"]
    assert result["gate"]["instances"] == 2
    assert table(result).splitlines()[-1].startswith("| other | 1 | 0.")


def test_noise_is_in_one_part_and_the_same_each_time(model: Sam) -> None:
    made, again = (noisy(model, "transformer", 0.1) for _ in range(2))
    assert torch.equal(weights(made), weights(again))
    assert not torch.equal(weights(made, "transformer"), weights(model, "transformer"))
    assert torch.equal(weights(made, "output_upscaling"), weights(model, "output_upscaling"))


def test_between_leads_from_one_decoder_to_the_other(model: Sam) -> None:
    end = noisy(model, "transformer", 0.5)
    assert torch.equal(weights(between(model, end, 0)), weights(model))
    middle = (weights(model) + weights(end)) / 2
    torch.testing.assert_close(weights(between(model, end, 0.5)), middle)


def test_changes_that_are_ranked_alike_agree() -> None:
    before = dict.fromkeys(MEASURES, 0.5)
    gate = {name: change(before, dict.fromkeys(MEASURES, at)) for name, at in _AFTER.items()}
    elsewhere = {
        name: change(before, dict.fromkeys(MEASURES, at**2)) for name, at in _AFTER.items()
    }
    assert gate["b"] == dict.fromkeys((*MEASURES, "mean"), -0.1)
    assert set(agreement(gate, elsewhere).values()) == {1.0}
    backwards = dict(zip(gate, reversed(gate.values()), strict=True))
    assert agreement(gate, backwards)["mean"] == -1.0


_AFTER = {"a": 0.55, "b": 0.4, "c": 0.2}
