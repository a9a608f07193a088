"""Settings by name, and what is refused in words."""

from __future__ import annotations

import dataclasses
import inspect
from typing import Any

import numpy as np
import pytest
import torch

from sam import SamAutomaticMaskGenerator, SettingsError
from sam.automatic import PRESETS, EverythingSettings, preset

PUBLISHED = {
    "points_per_side": 32,
    "points_per_batch": 64,
    "pred_iou_thresh": 0.88,
    "stability_score_thresh": 0.95,
    "stability_score_offset": 1.0,
    "box_nms_thresh": 0.7,
    "crop_n_layers": 0,
    "crop_nms_thresh": 0.7,
    "crop_overlap_ratio": 512 / 1500,
    "crop_n_points_downscale_factor": 1,
    "point_grids": None,
    "min_mask_region_area": 0,
}


def test_defaults_are_the_published_ones() -> None:
    found = dataclasses.asdict(preset("default"))
    assert {name: found[name] for name in PUBLISHED} == PUBLISHED


def test_the_constructor_takes_the_published_arguments_in_their_order() -> None:
    parameters = inspect.signature(SamAutomaticMaskGenerator).parameters
    names = list(parameters)
    assert names[:14] == ["model", *PUBLISHED, "output_mode"]
    assert {name: parameters[name].default for name in PUBLISHED} == PUBLISHED
    assert parameters["output_mode"].default == "binary_mask"


def test_the_constructor_has_every_setting() -> None:
    parameters = inspect.signature(SamAutomaticMaskGenerator).parameters
    fields = EverythingSettings.__dataclass_fields__
    assert set(fields) <= set(parameters)
    assert {name: parameters[name].default for name in fields} == dataclasses.asdict(
        EverythingSettings()
    )


def test_the_papers_crops_have_32_16_and_8_points_a_side() -> None:
    paper = preset("paper")
    assert [len(paper.grid(layer)) for layer in range(paper.crop_n_layers + 1)] == [1024, 256, 64]
    assert paper.max_mask_share == 0.95


def test_a_grid_lies_in_the_middle_of_its_cells() -> None:
    grid = EverythingSettings(points_per_side=2).grid(0)
    assert grid == ((0.25, 0.25), (0.75, 0.25), (0.25, 0.75), (0.75, 0.75))


def test_settings_are_keys_even_with_grids_of_arrays() -> None:
    grids: Any = [np.array([[0.5, 0.5]])]
    settings = EverythingSettings(points_per_side=None, point_grids=grids)
    assert settings.grid(0) == ((0.5, 0.5),)
    assert len({settings, *PRESETS.values()}) == 5


def test_candidates_reach_lower_and_keep_what_overlaps() -> None:
    candidates = preset("demo").candidates()
    assert (candidates.pred_iou_thresh, candidates.stability_score_thresh) == (0.70, 0.80)
    assert not candidates.suppress
    assert candidates.crop_n_layers == 1
    lower = EverythingSettings(pred_iou_thresh=0.5).candidates()
    assert lower.pred_iou_thresh == 0.5


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"points_per_side": 0}, "points_per_side is 0; expected a whole number from 1 to 256"),
        ({"points_per_side": 3.5}, "points_per_side is 3.5; expected a whole number"),
        ({"points_per_side": True}, "points_per_side is True"),
        ({"points_per_side": None}, "neither were given; expected exactly one"),
        ({"point_grids": [[[0.5, 0.5]]]}, "both were given; expected exactly one"),
        ({"max_mask_share": 1.5}, "max_mask_share is 1.5; expected a number from 0 to 1"),
        ({"stability_score_thresh": float("nan")}, "stability_score_thresh is nan"),
        ({"box_nms_thresh": "0.7"}, "box_nms_thresh is '0.7'; expected a number"),
        ({"crop_n_layers": -1}, "crop_n_layers is -1; expected a whole number from 0 to 4"),
        (
            {"points_per_side": None, "point_grids": [[[0.5, 1.5]]]},
            r"point_grids holds \(0.5, 1.5\); expected x and y from 0 to 1",
        ),
        (
            {"points_per_side": None, "point_grids": [[[0.5, 0.5]]], "crop_n_layers": 1},
            "point_grids holds 1 grids; expected 2",
        ),
        (
            {"points_per_side": None, "point_grids": [[[0.5, 0.5]], [[0, 0]]]},
            "point_grids holds 2 grids; expected 1",
        ),
        (
            {"points_per_side": None, "point_grids": [[[0.5, 0.5]]], "windows": True},
            "windows is on with point_grids; expected points_per_side",
        ),
        ({"points_per_side": None, "point_grids": [[0.5, 0.5]]}, "no list of points"),
        ({"points_per_side": None, "point_grids": 3}, "no list of points"),
        ({"points_per_side": None, "point_grids": [[[10**400, 0]]]}, "no list of points"),
        ({"pred_iou_thresh": 10**400}, "pred_iou_thresh is 1000"),
        ({"stability_score_offset": float("inf")}, "stability_score_offset is inf"),
        ({"adaptive": "no"}, "adaptive is 'no'; expected true or false"),
        ({"suppress": 0}, "suppress is 0; expected true or false"),
    ],
)
def test_what_is_out_of_range_is_refused_in_words(wrong: dict[str, Any], words: str) -> None:
    with pytest.raises(SettingsError, match=words):
        EverythingSettings(**wrong)


def test_an_unknown_preset_is_refused_with_the_names_that_exist() -> None:
    with pytest.raises(SettingsError, match="no preset 'best'; expected one of default, demo, pa"):
        preset("best")


@pytest.mark.parametrize("whole", [np.int64(4), np.uint8(4), np.array(4), torch.tensor(4), 4.0])
def test_numbers_are_numbers_whatever_their_type(whole: Any) -> None:
    settings = EverythingSettings(points_per_side=whole, pred_iou_thresh=np.float32(0.5))
    assert settings == EverythingSettings(points_per_side=4, pred_iou_thresh=0.5)
    assert type(settings.points_per_side) is int
    assert type(settings.pred_iou_thresh) is float


@pytest.mark.parametrize("wrong", [np.bool_(True), np.array([4, 4]), torch.tensor(True), "4", 4j])
def test_what_is_no_number_is_refused(wrong: Any) -> None:
    with pytest.raises(SettingsError, match="points_per_side is .*; expected a whole number"):
        EverythingSettings(points_per_side=wrong)
