"""The model's public arithmetic: preprocessing, batches, gradients, extra embeddings, forward."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from sam.errors import ImageError
from sam.modeling import Sam
from sam.predictor import SamPredictor
from sam.transforms import ResizeLongestSide


def resized(seed: int, height: int, width: int) -> torch.Tensor:
    generator = torch.Generator().manual_seed(seed)
    return torch.randint(0, 256, (3, height, width), generator=generator, dtype=torch.uint8)


def test_preprocess_normalises_then_pads_with_zeros(tiny: Sam) -> None:
    image = resized(0, 100, 256)
    assert tiny.preprocess(image).shape == (3, 256, 256)  # as published, one stays one
    batch = tiny.preprocess(image[None])
    assert batch.shape == (1, 3, 256, 256)
    assert batch.dtype == torch.float32
    mean = np.array([123.675, 116.28, 103.53])[:, None, None]
    std = np.array([58.395, 57.12, 57.375])[:, None, None]
    assert np.allclose(batch[0, :, :100], (image.numpy() - mean) / std, atol=1e-6)
    assert not batch[0, :, 100:].any()


def test_preprocess_takes_one_a_batch_or_a_sequence(tiny: Sam) -> None:
    first, second = resized(0, 100, 256), resized(1, 100, 256)
    expected = torch.stack([tiny.preprocess(first), tiny.preprocess(second)])
    assert torch.equal(tiny.preprocess(torch.stack([first, second])), expected)
    assert torch.equal(tiny.preprocess([first, second]), expected)
    mixed = tiny.preprocess((first, resized(2, 256, 30)))
    assert mixed.shape == (2, 3, 256, 256)
    assert not mixed[1, :, :, 30:].any()


@pytest.mark.parametrize("shape", [(1, 10, 10), (3, 257, 10), (3, 0, 10), (10, 10)])
def test_preprocess_refuses_other_shapes(tiny: Sam, shape: tuple[int, ...]) -> None:
    with pytest.raises(ImageError, match=r"expected \(3, h, w\) with h and w from 1 to 256"):
        tiny.preprocess([torch.zeros(shape)])


def test_preprocess_refuses_nothing(tiny: Sam) -> None:
    with pytest.raises(ImageError, match="no image"):
        tiny.preprocess([])


def test_encode_refuses_other_shapes(tiny: Sam) -> None:
    with pytest.raises(ImageError, match=r"shape \(1, 3, 100, 256\); expected \(B, 3, 256, 256\)"):
        tiny.encode(torch.zeros(1, 3, 100, 256))


def test_a_batch_is_encoded_like_its_members(either: Sam) -> None:
    images = [resized(0, 100, 256), resized(1, 256, 256), resized(2, 256, 30)]
    with torch.no_grad():
        together = either.encode(either.preprocess(images))
        alone = torch.cat([either.encode(either.preprocess([image])) for image in images])
    assert together.shape == (3, 32, 16, 16)
    assert torch.allclose(together, alone, atol=1e-5)


def test_gradients_reach_every_part(either: Sam) -> None:
    batch = either.preprocess([resized(0, 200, 256)])
    points = torch.tensor([[[40.0, 50.0], [90.0, 60.0]]]), torch.tensor([[1, 0]])
    boxes = torch.tensor([[10.0, 10.0, 100.0, 120.0]])
    masks = torch.randn(1, 1, 64, 64, generator=torch.Generator().manual_seed(0))
    embedding = either.encode(batch)
    loss = torch.zeros(())
    for mask in (masks, None):
        for multimask_output in (True, False):
            logits, iou = either.decode(embedding, points, boxes, mask, multimask_output)
            loss = loss + logits.square().mean() + iou.square().mean()
    logits, iou = either.decode(embedding, points, None, None, True)  # without a box: padding
    (loss + logits.square().mean() + iou.square().mean()).backward()
    without = {
        name
        for name, parameter in either.named_parameters()
        if parameter.grad is None or not parameter.grad.any()
    }
    # A constant added to every key moves no attention, so that key biases get no gradient.
    unmoved = {name for name in without if name.endswith("k_proj.bias")}
    classifier = {name for name in without if ".norm_head." in name or ".head." in name}
    assert without - unmoved - classifier == set()


def decoded(model: Sam, extra: torch.Tensor | None) -> tuple[torch.Tensor, torch.Tensor]:
    generator = torch.Generator().manual_seed(5)
    embedding = torch.randn(1, 32, 16, 16, generator=generator)
    points = torch.tensor([[[40.0, 50.0]], [[7.0, 200.0]]]), torch.tensor([[1], [1]])
    with torch.no_grad():
        return model.decode(embedding, points, None, None, True, extra)


def test_no_extra_embeddings_change_nothing(tiny: Sam) -> None:
    for ours, expected in zip(
        decoded(tiny, torch.zeros(1, 0, 32)), decoded(tiny, None), strict=True
    ):
        assert torch.equal(ours, expected)


def test_extra_embeddings_join_the_prompt(tiny: Sam) -> None:
    generator = torch.Generator().manual_seed(6)
    extra = torch.randn(1, 2, 32, generator=generator, requires_grad=True)
    embedding = torch.randn(1, 32, 16, 16, generator=generator)
    points = torch.tensor([[[40.0, 50.0]], [[7.0, 200.0]]]), torch.tensor([[1], [1]])
    sparse, dense = tiny.prompt_encoder(points=points, boxes=None, masks=None)
    arguments = (embedding, tiny.prompt_encoder.get_dense_pe())
    masks, iou = tiny.mask_decoder(*arguments, sparse, dense, True, extra_sparse_embeddings=extra)
    joined = torch.cat([sparse, extra.expand(2, -1, -1)], dim=1)
    expected_masks, expected_iou = tiny.mask_decoder(*arguments, joined, dense, True)
    assert torch.equal(masks, expected_masks)
    assert torch.equal(iou, expected_iou)
    masks.sum().backward()
    assert extra.grad is not None
    assert extra.grad.abs().sum() > 0


def test_all_four_tokens(tiny: Sam) -> None:
    embedding = torch.randn(1, 32, 16, 16, generator=torch.Generator().manual_seed(7))
    sparse, dense = tiny.prompt_encoder(None, torch.tensor([[1.0, 2.0, 99.0, 50.0]]), None)
    arguments = (embedding, tiny.prompt_encoder.get_dense_pe(), sparse, dense)
    masks, iou = tiny.mask_decoder.predict_masks(*arguments)
    assert masks.shape == (1, 4, 64, 64)
    assert iou.shape == (1, 4)
    for multimask_output, tokens in ((False, slice(0, 1)), (True, slice(1, 4))):
        some, some_iou = tiny.mask_decoder(*arguments, multimask_output)
        assert torch.equal(some, masks[:, tokens])
        assert torch.equal(some_iou, iou[:, tokens])


def test_a_prompt_per_image_in_one_call(tiny: Sam) -> None:
    generator = torch.Generator().manual_seed(8)
    tiny.double()  # the tiny random decoder amplifies float32's rounding a thousand times
    embeddings = torch.randn(2, 32, 16, 16, generator=generator).double()
    points = torch.tensor([[[40.0, 50.0]], [[7.0, 200.0]]]), torch.tensor([[1], [1]])
    with torch.no_grad():
        masks, _ = tiny.decode(embeddings, points, None, None, True)
        for index in range(2):
            one = points[0][[index]], points[1][[index]]
            alone, _ = tiny.decode(embeddings[[index]], one, None, None, True)
            assert torch.allclose(masks[index], alone[0], atol=1e-9)


def test_forward_agrees_with_the_predictor(tiny: Sam, image: np.ndarray) -> None:
    other = np.rot90(image).copy()
    transform = ResizeLongestSide(256)
    points = np.array([[30.0, 40.0], [60.0, 20.0]])
    box = np.array([10.0, 20.0, 80.0, 70.0])

    def record(array: np.ndarray, **prompts: torch.Tensor) -> dict[str, object]:
        tensor = torch.from_numpy(transform.apply_image(array)).permute(2, 0, 1)
        return {"image": tensor, "original_size": array.shape[:2], **prompts}

    coords = torch.from_numpy(transform.apply_coords(points, (90, 120))).float()[None]
    boxes = torch.from_numpy(transform.apply_boxes(box, (120, 90))).float()
    batch = [
        record(image, point_coords=coords, point_labels=torch.tensor([[1, 0]])),
        record(other, boxes=boxes),
    ]
    with torch.no_grad():
        first, second = tiny(batch, multimask_output=True)

    predictor = SamPredictor(tiny)
    predictor.set_image(image)
    masks, iou, logits = predictor.predict(points, np.array([1, 0]))
    assert first["masks"].shape == (1, 3, 90, 120)
    assert first["masks"].dtype == torch.bool
    assert (first["masks"][0].numpy() == masks).mean() > 0.999
    assert np.allclose(first["iou_predictions"][0], iou, atol=1e-4)
    assert np.allclose(first["low_res_logits"][0], logits, atol=1e-3)
    predictor.set_image(other)
    masks, _, _ = predictor.predict(box=box)
    assert second["masks"].shape == (1, 3, 120, 90)
    assert (second["masks"][0].numpy() == masks).mean() > 0.999


def test_every_step_stays_on_the_models_device(either: Sam) -> None:
    """On "meta", where tensors have shapes only, whatever is made on the CPU on the way fails."""
    model = either.to("meta")
    device = torch.device("meta")
    embedding = model.encode(model.preprocess(torch.zeros(1, 3, 100, 256, device=device)))
    points = torch.zeros(2, 3, 2, device=device), torch.ones(2, 3, device=device)
    boxes, masks = torch.zeros(2, 4, device=device), torch.zeros(2, 1, 64, 64, device=device)
    for prompt in ((points, boxes, masks), (points, None, None), (None, boxes, None)):
        logits, iou = model.decode(embedding, *prompt, True)
        assert logits.device == iou.device == model.device == device
        assert model.postprocess_masks(logits, (100, 256), (50, 128)).shape == (2, 3, 50, 128)


@pytest.mark.parametrize("axis", ["x", "y"])
def test_postprocess_enlarges_cuts_and_resizes(tiny: Sam, axis: str) -> None:
    """A ramp over the frame stays one over the part of it that the image fills."""
    ramp = torch.arange(64.0).expand(1, 1, 64, 64)
    input_size, original_size, count, part = (128, 256), (50, 100), 100, 1.0
    if axis == "y":
        ramp, count, part = ramp.transpose(2, 3), 50, 0.5
    masks = tiny.postprocess_masks(ramp, input_size, original_size)
    assert masks.shape == (1, 1, 50, 100)
    line = masks[0, 0, 25] if axis == "x" else masks[0, 0, :, 25]
    expected = (torch.arange(float(count)) + 0.5) / count * part * 64 - 0.5
    assert torch.allclose(line[2:-2], expected[2:-2], atol=1e-2)
