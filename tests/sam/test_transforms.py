"""Resizing equals Pillow's, and coordinates come back from where they were sent."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from skimage import data

from sam.errors import ImageError, PromptError
from sam.transforms import ResizeLongestSide

TRANSFORM = ResizeLongestSide(1024)


def noise(height: int, width: int) -> np.ndarray:
    return np.random.default_rng(0).integers(0, 256, (height, width, 3), dtype=np.uint8)


@pytest.mark.parametrize(
    ("height", "width", "resized"),
    [
        (300, 451, (681, 1024)),  # landscape, enlarged
        (451, 300, (1024, 681)),  # portrait, enlarged
        (512, 512, (1024, 1024)),  # square, enlarged
        (1500, 2250, (683, 1024)),  # landscape, reduced
        (3000, 1000, (1024, 341)),  # portrait, reduced
        (1300, 1300, (1024, 1024)),  # square, reduced
        (1024, 768, (1024, 768)),  # nothing to do
        (1, 500, (2, 1024)),  # one pixel high
        (1, 20000, (1, 1024)),  # one pixel high, would be reduced to none
        (20000, 1, (1024, 1)),
        (1, 1, (1024, 1024)),
    ],
)
def test_image_equals_pillow(height: int, width: int, resized: tuple[int, int]) -> None:
    image = noise(height, width)
    result = TRANSFORM.apply_image(image)
    expected = Image.fromarray(image).resize(resized[::-1], Image.Resampling.BILINEAR)
    assert result.dtype == np.uint8
    assert np.array_equal(result, np.asarray(expected))


def test_photograph_equals_pillow() -> None:
    image = data.coffee()
    expected = Image.fromarray(image).resize((1024, 683), Image.Resampling.BILINEAR)
    assert np.array_equal(TRANSFORM.apply_image(image), np.asarray(expected))


def test_crop_box_means_that_region_alone() -> None:
    image = noise(200, 300)
    region = image[20:150, 10:90]
    assert np.array_equal(
        TRANSFORM.apply_image(image, (10, 20, 90, 150)), TRANSFORM.apply_image(region)
    )
    batch = torch.from_numpy(image).permute(2, 0, 1)[None].float()
    assert torch.equal(
        TRANSFORM.apply_image_torch(batch, (10, 20, 90, 150)),
        TRANSFORM.apply_image_torch(batch[..., 20:150, 10:90]),
    )


def test_image_as_tensor_is_close_to_pillow() -> None:
    image = noise(1500, 2250)
    batch = torch.from_numpy(image).permute(2, 0, 1)[None].float()
    result = TRANSFORM.apply_image_torch(batch)[0].permute(1, 2, 0).numpy()
    assert np.abs(result - TRANSFORM.apply_image(image)).max() <= 1


@pytest.mark.parametrize(
    "crop_box", [(0, 0, 301, 10), (5, 5, 5, 10), (-1, 0, 10, 10), (9, 0, 3, 9)]
)
def test_crop_box_outside_the_image(crop_box: tuple[int, int, int, int]) -> None:
    with pytest.raises(ImageError, match=r"crop box .* width 300 and height 200; expected"):
        TRANSFORM.apply_image(noise(200, 300), crop_box)


@pytest.mark.parametrize(
    "image",
    [np.zeros((4, 4)), np.zeros((4, 4, 4), np.uint8), np.zeros((4, 4, 3)), noise(0, 4)],
)
def test_other_arrays_are_refused(image: np.ndarray) -> None:
    with pytest.raises(
        ImageError, match=r"shape .* dtype .*; expected \(height, width, 3\) and uint8"
    ):
        TRANSFORM.apply_image(image)


def test_each_axis_is_scaled_by_its_own_rounded_size() -> None:
    coords = TRANSFORM.apply_coords(np.array([[450.0, 300.0]]), (300, 451))
    assert np.array_equal(coords, [[450.0 * (1024 / 451), 300.0 * (681 / 300)]])


sides = st.integers(1, 30000)
fractions = st.floats(0, 1)


@given(height=sides, width=sides, x=fractions, y=fractions)
def test_coordinates_round_trip(height: int, width: int, x: float, y: float) -> None:
    point = np.array([[x * width, y * height]])
    there = TRANSFORM.apply_coords(point, (height, width))
    new_height, new_width = TRANSFORM.get_preprocess_shape(height, width, 1024)
    assert max(new_height, new_width) == 1024
    assert (there >= 0).all()
    assert (there <= np.array([new_width, new_height]) * (1 + 1e-12)).all()
    back = TRANSFORM.invert_coords(there, (height, width))
    assert np.allclose(back, point, rtol=1e-12, atol=1e-9)


def test_coordinates_with_a_crop_box_are_the_regions() -> None:
    size, crop_box = (200, 300), (10, 20, 90, 150)
    points = np.array([[10.0, 20.0], [50.0, 85.0], [90.0, 150.0]])
    there = TRANSFORM.apply_coords(points, size, crop_box)
    assert np.array_equal(there, TRANSFORM.apply_coords(points - [10, 20], (130, 80)))
    assert there[0].tolist() == [0, 0]
    assert there[2].tolist() == [630, 1024]
    assert np.allclose(TRANSFORM.invert_coords(there, size, crop_box), points)


def test_boxes_are_two_corners_and_tensors_agree_with_arrays() -> None:
    boxes = np.array([[1.0, 2.0, 30.0, 40.0], [5.0, 6.0, 7.0, 8.0]])
    there = TRANSFORM.apply_boxes(boxes, (300, 451))
    corners = TRANSFORM.apply_coords(boxes.reshape(-1, 2), (300, 451))
    assert np.array_equal(there.reshape(-1, 2), corners)
    tensors = TRANSFORM.apply_boxes_torch(torch.from_numpy(boxes), (300, 451))
    assert tensors.dtype == torch.float32
    assert np.allclose(tensors.numpy(), there, rtol=1e-6)


def test_coordinates_are_not_changed_in_place() -> None:
    coords = np.array([[1, 2]])
    TRANSFORM.apply_coords(coords, (10, 20))
    assert coords.tolist() == [[1, 2]]


def test_coordinates_of_another_shape() -> None:
    with pytest.raises(PromptError, match=r"shape \(3,\); expected \(\.\.\., 2\)"):
        TRANSFORM.apply_coords(np.zeros(3), (10, 10))
    with pytest.raises(PromptError, match=r"shape \(1, 2\); expected \(\.\.\., 4\)"):
        TRANSFORM.apply_boxes_torch(torch.zeros(1, 2), (10, 10))


def test_a_mask_is_resized_as_a_grey_image() -> None:
    mask = np.zeros((20, 40), bool)
    mask[:, 20:] = True
    resized = ResizeLongestSide(80).apply_image(mask)
    assert (resized.shape, resized.dtype) == ((40, 80), np.uint8)
    assert not resized[:, :39].any()
    assert (resized[:, 41:] == 255).all()
    assert np.array_equal(ResizeLongestSide(80).apply_image(mask.astype(np.uint8) * 255), resized)
