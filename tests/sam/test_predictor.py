"""SamPredictor: the published interface, and what it says when something is wrong."""

from __future__ import annotations

import inspect

import numpy as np
import pytest
import torch

from sam import ImageError, ImageNotSetError, PromptError, SamPredictor
from sam.modeling import Sam

POINTS, LABELS = np.array([[30.0, 40.0], [60.0, 20.0]]), np.array([1, 0])
BOX = np.array([10.0, 20.0, 80.0, 70.0])


@pytest.fixture
def predictor(tiny: Sam, image: np.ndarray) -> SamPredictor:
    predictor = SamPredictor(tiny)
    predictor.set_image(image)
    return predictor


@pytest.mark.parametrize(
    ("method", "signature"),
    [
        ("set_image", {"image": ..., "image_format": "RGB"}),
        ("set_torch_image", {"transformed_image": ..., "original_image_size": ...}),
        (
            "predict",
            {
                "point_coords": None,
                "point_labels": None,
                "box": None,
                "mask_input": None,
                "multimask_output": True,
                "return_logits": False,
            },
        ),
        (
            "predict_torch",
            {
                "point_coords": ...,
                "point_labels": ...,
                "boxes": None,
                "mask_input": None,
                "multimask_output": True,
                "return_logits": False,
            },
        ),
        ("get_image_embedding", {}),
        ("reset_image", {}),
        # The last one is ours, and has a default: calls of published scripts never name it.
        ("__init__", {"sam_model": ..., "precision": "float32"}),
    ],
)
def test_signatures_are_the_published_ones(method: str, signature: dict[str, object]) -> None:
    parameters = inspect.signature(getattr(SamPredictor, method)).parameters
    found = {
        name: ... if parameter.default is parameter.empty else parameter.default
        for name, parameter in parameters.items()
        if name != "self"
    }
    assert found == signature
    assert list(found) == list(signature)


def test_attributes_are_the_published_ones(predictor: SamPredictor) -> None:
    assert predictor.is_image_set
    assert predictor.original_size == (90, 120)
    assert predictor.input_size == (192, 256)
    assert predictor.features.shape == (1, 32, 16, 16)
    assert predictor.device == torch.device("cpu")
    assert predictor.transform.target_length == 256
    assert predictor.model.mask_threshold == 0.0
    assert predictor.model.image_format == "RGB"


@pytest.mark.parametrize(("multimask_output", "count"), [(True, 3), (False, 1)])
@pytest.mark.parametrize(
    "prompt",
    [
        {"point_coords": POINTS, "point_labels": LABELS},
        {"box": BOX},
        {"box": BOX[None]},
        {"point_coords": POINTS, "point_labels": LABELS, "box": BOX},
        {"mask_input": np.zeros((1, 64, 64), np.float32)},
    ],
)
def test_predict_returns_arrays(
    predictor: SamPredictor, prompt: dict[str, np.ndarray], multimask_output: bool, count: int
) -> None:
    masks, iou, logits = predictor.predict(**prompt, multimask_output=multimask_output)
    assert (masks.shape, masks.dtype) == ((count, 90, 120), bool)
    assert (iou.shape, iou.dtype) == ((count,), np.float32)
    assert (logits.shape, logits.dtype) == ((count, 64, 64), np.float32)


def test_logits_on_request_are_what_the_masks_are_cut_from(predictor: SamPredictor) -> None:
    masks, _, _ = predictor.predict(POINTS, LABELS)
    logits, _, _ = predictor.predict(POINTS, LABELS, return_logits=True)
    assert logits.dtype == np.float32
    assert np.array_equal(logits > predictor.model.mask_threshold, masks)
    predictor.model.mask_threshold = 0.5
    assert np.array_equal(predictor.predict(POINTS, LABELS)[0], logits > 0.5)


def test_every_kind_of_prompt_matters(predictor: SamPredictor) -> None:
    logits = [
        predictor.predict(**prompt, multimask_output=False)[2]
        for prompt in (
            {"point_coords": POINTS, "point_labels": LABELS},
            {"point_coords": POINTS, "point_labels": 1 - LABELS},
            {"point_coords": POINTS, "point_labels": LABELS, "box": BOX},
            {"box": BOX},
            {"box": BOX, "mask_input": np.ones((1, 64, 64), np.float32)},
        )
    ]
    for index, one in enumerate(logits):
        for other in logits[:index]:
            assert not np.allclose(one, other, atol=1e-3)


def test_a_box_of_two_prompts_is_not_two_points(predictor: SamPredictor) -> None:
    box, _, _ = predictor.predict(box=BOX, return_logits=True)
    points, _, _ = predictor.predict(BOX.reshape(2, 2), np.array([1, 1]), return_logits=True)
    assert not np.allclose(box, points, atol=1e-3)


def test_predict_is_predict_torch_in_the_model_frame(predictor: SamPredictor) -> None:
    size = predictor.original_size
    coords = torch.from_numpy(predictor.transform.apply_coords(POINTS, size)).float()[None]
    boxes = torch.from_numpy(predictor.transform.apply_boxes(BOX, size)).float()
    masks, iou, logits = predictor.predict_torch(coords, torch.from_numpy(LABELS)[None], boxes)
    assert not masks.requires_grad
    expected = predictor.predict(POINTS, LABELS, BOX)
    for ours, array in zip((masks, iou, logits), expected, strict=True):
        assert np.array_equal(ours[0].numpy(), array)


def test_many_boxes_at_once(predictor: SamPredictor) -> None:
    boxes = np.array([[1.0, 2.0, 50.0, 60.0], BOX])
    tensors = predictor.transform.apply_boxes_torch(torch.from_numpy(boxes), (90, 120))
    masks, iou, _ = predictor.predict_torch(None, None, tensors, multimask_output=False)
    assert masks.shape == (2, 1, 90, 120)
    alone, alone_iou, _ = predictor.predict(box=BOX, multimask_output=False)
    assert (masks[1].numpy() == alone).mean() > 0.999
    assert np.allclose(iou[1], alone_iou, atol=1e-3)


def test_set_torch_image_equals_set_image(predictor: SamPredictor, image: np.ndarray) -> None:
    expected = predictor.get_image_embedding()
    other = SamPredictor(predictor.model)
    resized = torch.from_numpy(other.transform.apply_image(image)).permute(2, 0, 1)[None]
    other.set_torch_image(resized, (90, 120))
    assert torch.equal(other.get_image_embedding(), expected)
    assert (other.original_size, other.input_size) == ((90, 120), (192, 256))


def test_set_embedding_equals_set_image(predictor: SamPredictor) -> None:
    other = SamPredictor(predictor.model)
    other.set_embedding(predictor.get_image_embedding().numpy(), (90, 120))
    assert other.input_size == predictor.input_size
    assert np.array_equal(other.predict(box=BOX)[0], predictor.predict(box=BOX)[0])


def test_bgr_is_turned_round(predictor: SamPredictor, image: np.ndarray) -> None:
    expected = predictor.get_image_embedding()
    predictor.set_image(image[..., ::-1], image_format="BGR")
    assert torch.equal(predictor.get_image_embedding(), expected)
    predictor.set_image(image, image_format="BGR")
    assert not torch.allclose(predictor.get_image_embedding(), expected, atol=1e-3)


@pytest.mark.parametrize("shape", [(1, 300, 3), (300, 1, 3), (1, 1, 3)])
def test_images_one_pixel_thin(predictor: SamPredictor, shape: tuple[int, ...]) -> None:
    predictor.set_image(np.full(shape, 128, np.uint8))
    masks, _, _ = predictor.predict(np.array([[0, 0]]), np.array([1]))
    assert masks.shape == (3, *shape[:2])


def test_reset_forgets_the_image(predictor: SamPredictor) -> None:
    predictor.reset_image()
    assert not predictor.is_image_set
    assert predictor.features is None
    for question in (
        lambda: predictor.predict(box=BOX),
        lambda: predictor.predict_torch(None, None),
        predictor.get_image_embedding,
    ):
        with pytest.raises(ImageNotSetError, match="no image yet; expected set_image") as caught:
            question()
        assert isinstance(caught.value, RuntimeError)  # as published


@pytest.mark.parametrize(
    ("method", "arguments", "sentence"),
    [
        ("set_image", ([[1, 2], [3, 4]],), "is a list; expected a numpy array"),
        ("set_image", (np.zeros((4, 4, 3), np.uint8), "HSV"), "'HSV'; expected 'RGB' or 'BGR'"),
        ("set_image", (np.zeros((4, 4), np.uint8),), r"\(4, 4\) and dtype uint8; expected"),
        ("set_image", (np.zeros((4, 4, 3)),), r"\(4, 4, 3\) and dtype float64; expected"),
        (
            "set_torch_image",
            (torch.zeros(1, 3, 100, 200), (50, 100)),
            r"\(1, 3, 100, 200\); expected .* longest side of 256",
        ),
        (
            "set_embedding",
            (torch.zeros(1, 256, 64, 64), (50, 100)),
            r"\(1, 256, 64, 64\); expected \(1, 32, 16, 16\)",
        ),
    ],
)
def test_what_is_refused_leaves_no_answer_about_the_last_image(
    predictor: SamPredictor, method: str, arguments: tuple[object, ...], sentence: str
) -> None:
    with pytest.raises(ImageError, match=sentence):
        getattr(predictor, method)(*arguments)
    assert not predictor.is_image_set
    with pytest.raises(ImageNotSetError):
        predictor.predict(box=BOX)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ({"point_coords": POINTS}, "point_coords but no point_labels"),
        ({"point_labels": LABELS}, "point_labels but no point_coords"),
        ({"point_coords": POINTS, "point_labels": LABELS[:1]}, "one label for each of the 2"),
        ({"point_coords": POINTS[0], "point_labels": LABELS}, r"shape \(2,\); expected \(N, 2\)"),
        ({"point_coords": POINTS, "point_labels": LABELS + 1}, "label is 2; expected 1"),
        ({"box": BOX[:3]}, r"box has shape \(3,\)"),
        ({"mask_input": np.zeros((64, 64))}, r"shape \(64, 64\); expected \(1, 64, 64\)"),
        ({"mask_input": np.zeros((1, 256, 256))}, r"expected \(1, 64, 64\)"),
    ],
)
def test_bad_prompts(
    predictor: SamPredictor, arguments: dict[str, np.ndarray], sentence: str
) -> None:
    with pytest.raises(PromptError, match=sentence):
        predictor.predict(**arguments)


def test_coordinates_without_labels_as_tensors(predictor: SamPredictor) -> None:
    with pytest.raises(PromptError, match="no point_labels"):
        predictor.predict_torch(torch.zeros(1, 1, 2), None)
