"""SamPredictor: the published interface, and what it says when something is wrong."""

from __future__ import annotations

import copy
import inspect

import numpy as np
import pytest
import torch

from sam import ImageError, ImageNotSetError, PromptError, SamPredictor
from sam.modeling import Sam
from sam.transforms import ResizeLongestSide

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
        ("set_image", (np.zeros((4, 4), np.uint8),), r"shape \(4, 4\); expected"),
        ("set_image", (np.full((4, 4, 3), 256.0),), "float64 and values from 256 to 256; expected"),
        ("set_image", (np.full((4, 4, 3), np.nan),), "from nan to nan; expected uint8, or floats"),
        ("set_image", (np.zeros((4, 4, 3), np.int32),), r"\(4, 4, 3\) and dtype int32; expected"),
        ("set_image", (np.zeros((4, 4, 4), np.uint8),), r"\(4, 4, 4\) and dtype uint8; expected"),
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
        ({"mask_input": np.full((1, 64, 64), np.nan)}, "nan in mask_input; expected finite"),
        ({"mask_input": np.full((1, 64, 64), -np.inf)}, "-inf in mask_input; expected finite"),
        ({"box": np.stack([BOX, BOX])}, r"\(2, 4\); expected \(4,\).* call predict_torch with"),
        ({"box": np.zeros((0, 5))}, r"box has shape \(0, 5\)"),
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


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (
            (torch.zeros(2, 2), torch.ones(2)),
            r"point_coords has shape \(2, 2\); expected \(B, N, 2",
        ),
        (
            (torch.zeros(1, 2, 2), torch.ones(2)),
            r"point_labels has shape \(2,\); expected \(1, 2\)",
        ),
        ((None, torch.ones(1, 1)), "point_labels but no point_coords"),
        ((None, None, torch.zeros(4)), r"boxes has shape \(4,\); expected \(B, 4\)"),
        ((None, None, torch.zeros(2, 3)), r"boxes has shape \(2, 3\)"),
        (
            (torch.zeros(3, 1, 2), torch.ones(3, 1), torch.zeros(2, 4)),
            "There are 3 in point_coords, 2 in boxes; expected the same number",
        ),
        ((None, None, None, torch.zeros(1, 64, 64)), r"mask_input has shape \(1, 64, 64\)"),
        ((None, None, None, torch.full((1, 1, 64, 64), torch.nan)), "nan in mask_input"),
        (
            (None, None, torch.zeros(3, 4), torch.zeros(2, 1, 64, 64)),
            "There are 3 in boxes, 2 in mask_input",
        ),
    ],
)
def test_tensors_that_do_not_fit_get_our_sentences(
    predictor: SamPredictor, arguments: tuple[torch.Tensor | None, ...], sentence: str
) -> None:
    arguments += (None,) * (2 - len(arguments))
    with pytest.raises(PromptError, match=sentence) as caught:
        predictor.predict_torch(*arguments)
    assert isinstance(caught.value, AssertionError)  # as published


def test_no_boxes_give_no_masks(predictor: SamPredictor) -> None:
    """As a detector hands them over that found nothing."""
    boxes = predictor.transform.apply_boxes_torch(torch.zeros(0, 4), (90, 120))
    masks, iou, logits = predictor.predict_torch(None, None, boxes)
    assert (masks.shape, masks.dtype) == ((0, 3, 90, 120), torch.bool)
    assert (iou.shape, logits.shape) == ((0, 3), (0, 3, 64, 64))
    one, _, _ = predictor.predict_torch(None, None, boxes, multimask_output=False)
    assert one.shape == (0, 1, 90, 120)
    of_arrays = predictor.predict(box=np.zeros((0, 4)))
    assert [array.shape for array in of_arrays] == [(0, 90, 120), (0,), (0, 64, 64)]
    empty = torch.zeros(0, 2, 2), torch.zeros(0, 2)
    assert predictor.predict_torch(*empty, return_logits=True)[0].dtype == torch.float32


def test_boxes_with_an_axis_more_and_one_mask_for_all(predictor: SamPredictor) -> None:
    boxes = torch.tensor([[1.0, 2.0, 50.0, 60.0], [20.0, 40.0, 160.0, 140.0]])
    mask = torch.zeros(1, 1, 64, 64)
    expected, _, _ = predictor.predict_torch(None, None, boxes, mask)
    assert torch.equal(predictor.predict_torch(None, None, boxes[:, None], mask)[0], expected)


@pytest.mark.parametrize("beyond", [[-0.4, -0.9, 0, 0], [0, 0, 0.7, 0.01]])
def test_a_fraction_of_a_pixel_outside_is_cut_off(
    predictor: SamPredictor, beyond: list[float]
) -> None:
    whole = np.array([0.0, 0.0, 120.0, 90.0])
    expected = predictor.predict(box=whole)
    for ours, wanted in zip(predictor.predict(box=whole + beyond), expected, strict=True):
        assert np.array_equal(ours, wanted)
    # What reaches further was meant so, as published.
    far = predictor.predict(box=whole + 20 * np.array(beyond))[2]
    assert not np.array_equal(far, expected[2])


def test_points_that_are_to_be_ignored_are(predictor: SamPredictor) -> None:
    ignored = np.array([[50.0, 50.0]]), np.array([-1])
    coords, labels = np.concatenate([POINTS, ignored[0]]), np.concatenate([LABELS, ignored[1]])
    first = predictor.predict(coords, labels)[2]
    coords[2] = 7
    assert np.allclose(predictor.predict(coords, labels)[2], first, atol=1e-4)


def test_another_model_is_encoded_with_once_it_is_set(
    predictor: SamPredictor, image: np.ndarray
) -> None:
    other = copy.deepcopy(predictor.model)
    for parameter in other.parameters():
        parameter.data.mul_(1.1)
    predictor.model = other
    predictor.set_image(image)
    expected = SamPredictor(other)
    expected.set_image(image)
    assert torch.equal(predictor.get_image_embedding(), expected.get_image_embedding())


def test_a_subclass_that_sets_the_published_attributes_itself(
    tiny: Sam, image: np.ndarray, predictor: SamPredictor
) -> None:
    class Own(SamPredictor):
        def __init__(self, model: Sam) -> None:
            self.model = model
            self.transform = ResizeLongestSide(model.image_encoder.img_size)
            self.reset_image()

    own = Own(tiny)
    own.set_image(image)
    assert torch.equal(own.get_image_embedding(), predictor.get_image_embedding())
    assert np.array_equal(own.predict(box=BOX)[0], predictor.predict(box=BOX)[0])


def test_images_of_floats(predictor: SamPredictor, image: np.ndarray) -> None:
    expected = predictor.get_image_embedding()
    predictor.set_image(image.astype(np.float32))
    assert torch.equal(predictor.get_image_embedding(), expected)
    with pytest.warns(UserWarning, match="no value above 1: it was taken as shares of 255"):
        predictor.set_image(image / 255)
    assert torch.equal(predictor.get_image_embedding(), expected)
