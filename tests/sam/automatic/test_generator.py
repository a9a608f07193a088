"""Segment everything gives what the published algorithm gives, streamed or not."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from skimage import data
from skimage.transform import resize
from torch import Tensor

from sam import ImageError, SamAutomaticMaskGenerator, SettingsError, load_sam
from sam.automatic import (
    Event,
    EverythingSettings,
    Found,
    Progress,
    Record,
    Summary,
    Withdrawn,
    preset,
)
from sam.evaluation import Matching, match, reference
from sam.inference import Encoder
from sam.large import windows_of
from sam.masks import rle
from sam.modeling import Sam

FOUR = EverythingSettings(points_per_side=4)
EIGHT = EverythingSettings(points_per_side=8)
CROPS = EverythingSettings(
    points_per_side=4,
    crop_n_layers=1,
    crop_n_points_downscale_factor=2,
    min_mask_region_area=100,
)
KEYS = {
    "segmentation",
    "area",
    "bbox",
    "predicted_iou",
    "point_coords",
    "stability_score",
    "crop_box",
}


def scaled(image: np.ndarray, height: int, width: int) -> np.ndarray:
    return (resize(image, (height, width), anti_aliasing=True) * 255).astype(np.uint8)


PICTURES = {
    "landscape": lambda: scaled(data.coffee(), 240, 360),
    "portrait": lambda: scaled(data.astronaut()[:, 60:400], 320, 210),
    "square": lambda: scaled(data.chelsea()[:, 70:370], 256, 256),
}


@pytest.fixture(scope="module")
def mobile(mobile_sam: Path) -> Iterator[Sam]:
    """The real weights; whoever gives them the very same pixels again need not wait again."""
    model = load_sam(mobile_sam)
    encode = Encoder.__call__
    encoded: dict[tuple[str, bytes], Tensor] = {}

    def remembering(encoder: Encoder, batch: Tensor) -> Tensor:
        if encoder._model is not model:
            return encode(encoder, batch)
        key = (encoder.precision, hashlib.sha256(batch.numpy().tobytes()).digest())
        if key not in encoded:
            encoded[key] = encode(encoder, batch)
        return encoded[key].clone()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Encoder, "__call__", remembering)
        yield model


@pytest.fixture(scope="module")
def coffee() -> np.ndarray:
    return PICTURES["landscape"]()


Expected = Callable[[str, EverythingSettings], list[dict[str, Any]]]


@pytest.fixture(scope="module")
def expected_of(mobile: Sam) -> Expected:
    """The reference's records of a picture, which are computed once; two points at a time take less
    memory and time than 64."""

    @cache
    def of(name: str, settings: EverythingSettings) -> list[dict[str, Any]]:
        few = dataclasses.replace(settings, points_per_batch=2)
        return reference.generate(mobile, PICTURES[name](), few)

    return of


# The reference decodes each point by itself: few points, over pictures of every shape. Crops are
# encoded one by one.
@pytest.mark.parametrize(
    "cases",
    [
        [("landscape", FOUR), ("portrait", FOUR), ("square", FOUR)],
        [("landscape", CROPS), ("portrait", CROPS)],
    ],
    ids=["grids", "crops, cleaned"],
)
def test_equals_the_published_algorithm(
    mobile: Sam, expected_of: Expected, cases: list[tuple[str, EverythingSettings]]
) -> None:
    """Percentages over all pictures together."""
    pooled = Matching()
    for name, settings in cases:
        image = PICTURES[name]()
        generator = SamAutomaticMaskGenerator.from_settings(
            mobile, settings, output_mode="coco_rle"
        )
        pooled += match(generator.generate(image), expected_of(name, settings), 0.95)
    assert pooled.expected >= 8  # fewer would show little
    assert pooled.recall >= 0.99
    assert pooled.extra <= 0.01
    assert pooled.score_difference <= 0.01


def test_every_field_is_the_references(
    mobile: Sam, expected_of: Expected, coffee: np.ndarray
) -> None:
    generator = SamAutomaticMaskGenerator(mobile, points_per_side=4, output_mode="coco_rle")
    found = generator.generate(coffee)
    assert generator.settings == FOUR  # which the grids are compared with, too
    expected = expected_of("landscape", FOUR)
    assert len(found) == len(expected) > 3
    for ours, theirs in zip(found, expected, strict=True):
        assert ours.keys() == theirs.keys() == KEYS
        assert ours["area"] == pytest.approx(theirs["area"], rel=0.002)
        assert ours["bbox"] == pytest.approx(theirs["bbox"], abs=1)
        assert ours["predicted_iou"] == pytest.approx(theirs["predicted_iou"], abs=1e-4)
        assert ours["stability_score"] == pytest.approx(theirs["stability_score"], abs=2e-3)
        assert ours["point_coords"] == theirs["point_coords"]
        assert ours["crop_box"] == theirs["crop_box"]


@pytest.mark.parametrize("settings", [EIGHT, CROPS], ids=["a grid of 8", "crops, cleaned"])
def test_the_survivors_of_the_stream_are_the_result(
    mobile: Sam, coffee: np.ndarray, settings: EverythingSettings
) -> None:
    generator = SamAutomaticMaskGenerator.from_settings(mobile, settings, output_mode="coco_rle")
    events = list(stream(generator, coffee))
    assert isinstance(events[-1], Summary)
    shown: dict[int, Record] = {}
    records: dict[int, Record] = {}
    for event in events:
        if isinstance(event, Found):
            assert event.id not in shown
            shown[event.id] = records[event.id] = event.record
        elif isinstance(event, Withdrawn):
            del shown[event.id]
    assert set(events[-1].ids) == set(shown)
    result = [records[index].as_dict() for index in events[-1].ids]
    assert result == generator.generate(coffee)


def stream(generator: SamAutomaticMaskGenerator, image: np.ndarray) -> Iterator[Event]:
    return generator.stream((image.shape[0], image.shape[1]), generator.embedder(image))


@pytest.fixture
def generator(tiny: Sam) -> SamAutomaticMaskGenerator:
    """A small model, all of whose masks pass."""
    return SamAutomaticMaskGenerator(
        tiny,
        points_per_side=4,
        pred_iou_thresh=0.0,
        stability_score_thresh=0,
        output_mode="coco_rle",
    )


def test_progress_counts_every_point(
    generator: SamAutomaticMaskGenerator, image: np.ndarray
) -> None:
    told = [event for event in stream(generator, image) if isinstance(event, Progress)]
    assert [event.done for event in told] == [4, 8, 12, 16]
    assert {event.total for event in told} == {16}
    assert all(a.seconds <= b.seconds for a, b in zip(told, told[1:], strict=False))


def test_a_stream_can_be_left(tiny: Sam, image: np.ndarray) -> None:
    generator = SamAutomaticMaskGenerator(tiny, points_per_side=64)
    events = stream(generator, image)
    first = next(event for event in events if isinstance(event, Progress))
    assert first.done == 4
    events.close()
    assert list(events) == []


def test_each_crop_is_asked_for_once_the_whole_first(tiny: Sam, image: np.ndarray) -> None:
    generator = SamAutomaticMaskGenerator(tiny, points_per_side=2, crop_n_layers=1)
    asked = []

    def embed(crop_box: tuple[int, int, int, int]) -> Any:
        asked.append(crop_box)
        return np.zeros((1, 32, 16, 16), np.float32)

    list(generator.stream((90, 120), embed))
    assert asked[0] == (0, 0, 120, 90)
    assert len(set(asked)) == len(asked) == 5


def test_a_cached_embedding_is_not_made_again(
    generator: SamAutomaticMaskGenerator, image: np.ndarray, monkeypatch: pytest.MonkeyPatch
) -> None:
    embedding = generator.embedder(image)((0, 0, 120, 90))
    expected = generator.generate(image)
    monkeypatch.setattr(type(generator), "_encode", None)
    events = list(generator.stream((90, 120), generator.embedder(image, embedding)))
    assert len(events[-1].ids) == len(expected)


def test_candidates_keep_what_overlaps(mobile: Sam, coffee: np.ndarray) -> None:
    settings = dataclasses.replace(EIGHT, points_per_side=4)
    default = SamAutomaticMaskGenerator.from_settings(mobile, settings, output_mode="coco_rle")
    candidates = SamAutomaticMaskGenerator.from_settings(
        mobile, settings.candidates(), output_mode="coco_rle"
    )
    few, many = default.generate(coffee), candidates.generate(coffee)
    assert not any(isinstance(event, Withdrawn) for event in stream(candidates, coffee))
    assert len(many) > len(few)
    assert all(record in many for record in few)
    assert min(record["predicted_iou"] for record in many) > 0.70
    assert min(record["stability_score"] for record in many) >= 0.80


def test_output_modes_are_the_same_masks(
    generator: SamAutomaticMaskGenerator, tiny: Sam, image: np.ndarray
) -> None:
    expected = generator.generate(image)
    assert expected
    settings = generator.settings
    masks = SamAutomaticMaskGenerator.from_settings(tiny, settings).generate(image)
    runs = SamAutomaticMaskGenerator.from_settings(
        tiny, settings, output_mode="uncompressed_rle"
    ).generate(image)
    for record, mask, run in zip(expected, masks, runs, strict=True):
        bits = mask["segmentation"]
        assert bits.shape == (90, 120) and bits.dtype == bool
        assert record["area"] == bits.sum()
        assert rle.encode(bits) == record["segmentation"]
        assert rle.compress(run["segmentation"]) == record["segmentation"]


def test_a_mask_of_the_whole_picture_can_be_left_out(tiny: Sam, image: np.ndarray) -> None:
    settings = EverythingSettings(
        points_per_side=4, pred_iou_thresh=0, stability_score_thresh=0, suppress=False
    )
    every = SamAutomaticMaskGenerator.from_settings(tiny, settings).generate(image)
    share = float(np.median([record["area"] for record in every])) / image[..., 0].size
    fewer = dataclasses.replace(settings, max_mask_share=share)
    kept = SamAutomaticMaskGenerator.from_settings(tiny, fewer).generate(image)
    assert 0 < len(kept) < len(every)
    assert max(record["area"] for record in kept) <= share * image[..., 0].size


def test_nothing_found_is_an_empty_list(tiny: Sam, image: np.ndarray) -> None:
    generator = SamAutomaticMaskGenerator(tiny, points_per_side=2, pred_iou_thresh=1)
    assert generator.generate(image) == []
    assert [event.ids for event in stream(generator, image) if isinstance(event, Summary)] == [()]


@pytest.mark.parametrize("size", [(1, 1), (1, 400), (400, 1), (3, 5)])
def test_the_smallest_pictures(tiny: Sam, size: tuple[int, int]) -> None:
    settings = dataclasses.replace(
        preset("paper"), points_per_side=4, pred_iou_thresh=0, stability_score_thresh=0
    )
    image = np.zeros((*size, 3), np.uint8)
    for record in SamAutomaticMaskGenerator.from_settings(tiny, settings).generate(image):
        assert record["segmentation"].shape == size


@pytest.mark.parametrize(
    "wrong", [np.zeros((4, 4)), np.zeros((4, 4, 5), np.uint8), None, "photo.jpg"]
)
def test_what_is_no_image_is_refused(generator: SamAutomaticMaskGenerator, wrong: Any) -> None:
    with pytest.raises(ImageError, match="expected"):
        generator.generate(wrong)


def test_another_models_embedding_is_refused(generator: SamAutomaticMaskGenerator) -> None:
    with pytest.raises(ImageError, match=r"\(1, 256, 64, 64\); expected \(1, 32, 16, 16\)"):
        list(generator.stream((90, 120), lambda crop_box: np.zeros((1, 256, 64, 64), np.float32)))


def test_an_unknown_output_mode_is_refused(tiny: Sam) -> None:
    with pytest.raises(SettingsError, match="output_mode is 'png'; expected one of binary_mask"):
        SamAutomaticMaskGenerator(tiny, output_mode="png")  # type: ignore[arg-type]


def test_windows_of_large_pictures_are_searched_at_native_scale(tiny: Sam) -> None:
    side = tiny.image_encoder.img_size
    size = (2 * side, 3 * side)
    generator = SamAutomaticMaskGenerator(
        tiny, points_per_side=4, crop_n_points_downscale_factor=2, windows=True
    )
    asked: list[tuple[int, int, int, int]] = []

    def embed(crop_box: tuple[int, int, int, int]) -> Any:
        asked.append(crop_box)
        return np.zeros((1, 32, side // 16, side // 16), np.float32)

    told = [each for each in generator.stream(size, embed) if isinstance(each, Progress)]
    grid = [window.box for window in windows_of(size, side)]
    assert asked == [(0, 0, 3 * side, 2 * side), *grid]
    assert told[-1].total == told[-1].done == 16 + 4 * len(grid)
    asked.clear()
    list(generator.stream((side, side), embed))
    assert len(asked) == 1, "a small picture has none"
    generator.windows = False
    asked.clear()
    list(generator.stream(size, embed))
    assert len(asked) == 1
