"""The arrangement for prediction computes what the network computes, and knows when it must not."""

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import torch
from skimage import data
from torch import Tensor, nn
from torch.utils._python_dispatch import TorchDispatchMode

from sam import SamPredictor, load_sam
from sam.build import build_sam
from sam.config import TINY as TINY_VIT
from sam.config import TINY_T as TINY_VIT_T
from sam.config import SamConfig, TinyViTConfig, ViTConfig
from sam.errors import ImageError, PrecisionError
from sam.inference import Encoder
from sam.inference import encoder as encoder_module
from sam.modeling import Sam

TOLERANCE = 1e-5

OTHERS = {
    # a map of 20x20 cells, windows of 14: one window whole, the others filled up
    "ViT, windows overhang": ViTConfig(48, 3, 3, (0, 2), image_size=320, out_chans=32),
    # a map that windows of 8 divide evenly
    "ViT, windows fit": ViTConfig(
        32, 2, 4, (), image_size=256, window_size=8, mlp_ratio=2.0, out_chans=32
    ),
    "TinyViT, windows overhang": TinyViTConfig(
        (16, 16, 24, 32),
        (2, 1, 1, 2),
        (1, 4, 3, 2),
        window_sizes=(3, 5, 14, 9),
        image_size=320,
        num_classes=3,
        out_chans=32,
    ),
    "TinyViT, another stride": TinyViTConfig(
        (8, 8, 8, 16),
        (1, 1, 1, 1),
        (1, 1, 1, 1),
        window_sizes=(7, 8, 8, 8),
        merge_strides=(2, 1, 2),
        image_size=256,
        mlp_ratio=1.5,
        conv_expand_ratio=2.0,
        num_classes=3,
        out_chans=32,
    ),
}


def pictures(model: Sam, count: int = 1) -> Tensor:
    """``(count, 3, S, S)`` of noise, as the encoder takes it."""
    size = model.image_encoder.img_size
    return torch.randn(count, 3, size, size, generator=torch.Generator().manual_seed(4))


@torch.no_grad()
def plain(model: Sam, batch: Tensor) -> Tensor:
    return model.encode(batch)


def difference(ours: Tensor, expected: Tensor) -> float:
    """The largest one, as a part of the largest value."""
    assert ours.shape == expected.shape
    assert ours.dtype == expected.dtype
    return ((ours - expected).abs().max() / expected.abs().max()).item()


@pytest.fixture
def without_fused(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a device, or in a build of PyTorch, that has no fused operators."""
    monkeypatch.setattr("sam.inference.kernels.has_fused", lambda *_: False)


@pytest.fixture
def in_many_strips(monkeypatch: pytest.MonkeyPatch) -> None:
    """So little memory a strip that even tiny maps are cut."""
    monkeypatch.setattr("sam.inference.strips.STRIP_BYTES", 2000)


def test_a_small_network(either: Sam) -> None:
    batch = pictures(either, 3)
    assert difference(Encoder(either)(batch), plain(either, batch)) < TOLERANCE


@pytest.mark.usefixtures("in_many_strips")
def test_strips_join_without_seams(either: Sam) -> None:
    batch = pictures(either)
    assert difference(Encoder(either)(batch), plain(either, batch)) < TOLERANCE


@pytest.mark.usefixtures("without_fused")
def test_the_ordinary_functions_do_the_same(either: Sam) -> None:
    batch = pictures(either)
    assert difference(Encoder(either)(batch), plain(either, batch)) < TOLERANCE


@pytest.mark.usefixtures("in_many_strips")
@pytest.mark.parametrize("name", OTHERS)
def test_networks_of_other_measures(name: str, randomise: Callable[..., Sam]) -> None:
    base = TINY_VIT if isinstance(OTHERS[name], ViTConfig) else TINY_VIT_T
    config = SamConfig(name, OTHERS[name], base.prompt_encoder, base.mask_decoder)
    model = randomise(build_sam(config))
    batch = pictures(model)
    assert difference(Encoder(model)(batch), plain(model, batch)) < TOLERANCE


@pytest.fixture(scope="module")
def mobile(mobile_sam: Path) -> tuple[Sam, Tensor]:
    """The real weights and a preprocessed photograph."""
    predictor = SamPredictor(load_sam(mobile_sam))
    pixels = predictor.transform.apply_image(np.asarray(data.coffee()))
    return predictor.model, predictor.model.preprocess(
        torch.from_numpy(pixels).permute(2, 0, 1)[None]
    )


@pytest.mark.parametrize("fused", [True, False], ids=["fused", "not fused"])
def test_real_weights(
    mobile: tuple[Sam, Tensor], fused: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    model, batch = mobile
    if not fused:
        monkeypatch.setattr("sam.inference.kernels.has_fused", lambda *_: False)
    ours, expected = Encoder(model)(batch), plain(model, batch)
    assert difference(ours, expected) < TOLERANCE
    assert (ours - expected).abs().max().item() < TOLERANCE


@torch.no_grad()
def changed_in_place(model: Sam) -> None:
    for parameter in model.image_encoder.parameters():
        parameter.mul_(1.1)


@torch.no_grad()
def statistic_changed(model: Sam) -> None:
    for buffer in model.image_encoder.buffers():
        if buffer.is_floating_point():
            buffer.mul_(1.1)
    next(model.image_encoder.parameters()).mul_(1.1)  # a ViT has no statistics


def replaced(model: Sam) -> None:
    norm = model.image_encoder.neck[1]
    norm.weight = nn.Parameter(norm.weight.detach() * 1.5)


def replaced_twice(model: Sam) -> None:
    """The second time by numbers that may lie where the first ones were."""
    convolution = model.image_encoder.neck[2]
    weight = convolution.weight.detach().clone()
    for numbers in (weight, weight.flip(0)):
        convolution.weight = nn.Parameter(numbers.clone())


def loaded(model: Sam) -> None:
    state = {name: tensor.clone() for name, tensor in model.state_dict().items()}
    for name, tensor in state.items():
        if name.endswith("qkv.bias"):
            tensor += 0.1
    model.load_state_dict(state)


def assigned(model: Sam) -> None:
    state = {name: tensor * 2 for name, tensor in model.state_dict().items()}
    model.load_state_dict(state, assign=True)


def changed_unseen(model: Sam) -> None:
    """As an exponential mean or a merged adapter is swapped in: no version counter moves."""
    for parameter in model.image_encoder.parameters():
        parameter.data.copy_(parameter.data * 1.1)
        parameter.data += 0.01


def changed_through_numpy(model: Sam) -> None:
    for parameter in model.image_encoder.parameters():
        parameter.detach().numpy()[...] *= 1.1


def changed_in_inference_mode(model: Sam) -> None:
    with torch.inference_mode():
        changed_unseen(model)


def another_encoder(model: Sam) -> None:
    model.image_encoder = copy.deepcopy(model.image_encoder)
    changed_unseen(model)


CHANGES = [
    *(changed_in_place, statistic_changed, replaced, replaced_twice, loaded, assigned),
    *(changed_unseen, changed_through_numpy, changed_in_inference_mode, another_encoder),
]


@pytest.mark.parametrize("change", CHANGES)
def test_changed_weights_are_noticed(either: Sam, change: Callable[[Sam], None]) -> None:
    encoder, batch = Encoder(either), pictures(either)
    before = encoder(batch)
    change(either)
    after = encoder(batch)
    assert difference(after, before) > 1e-3
    assert difference(after, plain(either, batch)) < TOLERANCE


def test_a_frozen_encoder_is_arranged_once(either: Sam, monkeypatch: pytest.MonkeyPatch) -> None:
    """The promise that servers make, who encode thousands of pictures with one model."""
    made: list[object] = []
    arrange = encoder_module._arrange
    monkeypatch.setattr(
        encoder_module, "_arrange", lambda *given: made.append(given) or arrange(*given)
    )
    encoder, batch = Encoder(either, frozen=True), pictures(either)
    assert torch.equal(encoder(batch), encoder(batch))
    assert difference(encoder(batch), plain(either, batch)) < TOLERANCE
    assert len(made) == 1


def with_another_gelu(model: Sam) -> None:
    for module in model.image_encoder.modules():
        if isinstance(module, nn.GELU):
            module.approximate = "tanh"
    model.image_encoder.neck[3] = nn.Sequential(model.image_encoder.neck[3], nn.GELU())


def in_training(model: Sam) -> None:
    model.image_encoder.train()


def with_a_hook(model: Sam) -> None:
    layer = model.image_encoder.neck[1]
    layer.register_forward_hook(lambda module, inputs, output: output * 2)


def with_a_hook_before(model: Sam) -> None:
    layer = model.image_encoder.neck[2]
    layer.register_forward_pre_hook(lambda module, inputs: (inputs[0] * 2,))


def with_a_module_between(model: Sam) -> None:
    neck = model.image_encoder.neck
    neck[3] = nn.Sequential(neck[3], nn.Tanh())


def with_a_forward_of_its_own(model: Sam) -> None:
    layer = model.image_encoder.neck[3]
    layer.forward = lambda x, forward=layer.forward: 2 * forward(x)


def in_double(model: Sam) -> None:
    model.double()


UNKNOWN = [
    *(in_training, with_a_hook, with_a_hook_before),
    *(with_a_module_between, with_a_forward_of_its_own, in_double, with_another_gelu),
]


@pytest.mark.parametrize("change", UNKNOWN)
def test_an_encoder_that_is_not_known_is_called_as_it_is(
    either: Sam, change: Callable[[Sam], None]
) -> None:
    encoder, batch = Encoder(either), pictures(either, 2)
    encoder(batch)
    change(either)
    batch = batch.to(either.pixel_mean.dtype)
    expected = plain(either, batch)
    assert torch.equal(encoder(batch), expected)


@pytest.mark.parametrize("change", UNKNOWN)
def test_and_bfloat16_is_refused_for_it(either: Sam, change: Callable[[Sam], None]) -> None:
    encoder, batch = Encoder(either, "bfloat16"), pictures(either)
    change(either)
    with pytest.raises(PrecisionError, match="was changed, so use precision 'float32'"):
        encoder(batch)


def test_back_from_training_the_new_weights_count(either: Sam) -> None:
    encoder, batch = Encoder(either), pictures(either)
    before = encoder(batch)
    either.train()
    optimiser = torch.optim.SGD(either.image_encoder.parameters(), lr=0.1)
    either.image_encoder(pictures(either, 2)).square().mean().backward()
    optimiser.step()
    either.eval()
    after = encoder(batch)
    assert difference(after, before) > 1e-3
    assert difference(after, plain(either, batch)) < TOLERANCE


@pytest.mark.parametrize("shape", [(3, 256, 256), (1, 3, 256, 255), (1, 4, 256, 256)])
def test_a_batch_of_another_shape(either: Sam, shape: tuple[int, ...]) -> None:
    with pytest.raises(ImageError, match=r"expected \(B, 3, 256, 256\)"):
        Encoder(either)(torch.zeros(shape))


def test_embeddings_have_no_gradients_and_stay_as_they_are(either: Sam) -> None:
    encoder, batch = Encoder(either), pictures(either)
    first = encoder(batch)
    assert not first.requires_grad
    kept = first.clone()
    encoder(-batch)
    assert torch.equal(first, kept)
    assert torch.equal(encoder(batch), kept)


@pytest.mark.parametrize("fused", [True, False], ids=["fused", "not fused"])
def test_bfloat16_is_close_but_not_the_same(
    either: Sam, fused: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not fused:
        monkeypatch.setattr("sam.inference.kernels.has_fused", lambda *_: False)
    batch = pictures(either, 2)
    ours = Encoder(either, "bfloat16")(batch)
    assert ours.dtype == torch.float32
    assert 1e-5 < difference(ours, plain(either, batch)) < 0.05


def test_a_processor_that_onednn_has_no_bfloat16_for(
    either: Sam, monkeypatch: pytest.MonkeyPatch
) -> None:
    """PyTorch emulates it there, slowly; float32 stays fused."""
    asked = []
    monkeypatch.setattr(
        torch.ops.mkldnn, "_is_mkldnn_bf16_supported", lambda: bool(asked.append("bfloat16"))
    )
    batch = pictures(either)
    assert difference(Encoder(either)(batch), plain(either, batch)) < TOLERANCE
    assert not asked
    assert difference(Encoder(either, "bfloat16")(batch), plain(either, batch)) < 0.05
    assert asked


def test_only_what_may_be_is_bfloat16(tiny_t: Sam) -> None:
    """Convolutions, and so all of the first stage, stay exact."""
    for block in (b for layer in tiny_t.image_encoder.layers[1:] for b in layer.blocks):
        for linear in (block.attn.qkv, block.attn.proj, block.mlp.fc1, block.mlp.fc2):
            nn.init.zeros_(linear.weight)
    batch = pictures(tiny_t)
    ours, exact = Encoder(tiny_t, "bfloat16")(batch), Encoder(tiny_t)(batch)
    # what is left of the attention stages are their biases, rounded to bfloat16
    assert difference(ours, exact) < 5e-3
    for block in (b for layer in tiny_t.image_encoder.layers[1:] for b in layer.blocks):
        for linear in (block.attn.qkv, block.attn.proj, block.mlp.fc1, block.mlp.fc2):
            nn.init.zeros_(linear.bias)
    assert torch.equal(Encoder(tiny_t, "bfloat16")(batch), Encoder(tiny_t)(batch))


class WithoutFloat64(TorchDispatchMode):
    """Refuses float64, as MPS does."""

    def __torch_dispatch__(self, func, types, args=(), kwargs=None):  # type: ignore[no-untyped-def]
        out = func(*args, **(kwargs or {}))
        if isinstance(out, Tensor) and out.dtype == torch.float64:
            raise TypeError(f"{func} makes float64.")
        return out


@pytest.mark.parametrize("precision", ["float32", "bfloat16"])
def test_everything_happens_on_the_models_device(either: Sam, precision: str) -> None:
    """On "meta", where tensors have shapes only, whatever is made on the CPU on the way fails."""
    model = either.to("meta")
    with WithoutFloat64():
        embedding = Encoder(model, precision)(torch.zeros(2, 3, 256, 256, device="meta"))
    assert embedding.device == torch.device("meta")
    assert embedding.shape == (2, 32, 16, 16)
    assert embedding.dtype == torch.float32


def test_a_model_that_moves_is_arranged_anew(either: Sam) -> None:
    encoder = Encoder(either)
    encoder(pictures(either))
    either.to("meta")
    assert encoder(torch.zeros(1, 3, 256, 256, device="meta")).device == torch.device("meta")


@pytest.mark.parametrize("fused", [True, False], ids=["fused", "not fused"])
@pytest.mark.parametrize("precision", ["float32", "bfloat16"])
def test_a_callers_autocast(
    either: Sam,
    precision: str,
    fused: bool,
    image: np.ndarray,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It may round more, and changes neither types nor what comes after it."""
    if not fused:
        monkeypatch.setattr("sam.inference.kernels.has_fused", lambda *_: False)
    predictor = SamPredictor(either, precision)
    predictor.set_image(image)
    expected = predictor.get_image_embedding()
    with torch.autocast("cpu", torch.bfloat16):
        predictor.set_image(image)
        masks, _, _ = predictor.predict(box=np.array([10, 20, 80, 70]))
    assert masks.shape == (3, 90, 120)
    assert difference(predictor.get_image_embedding(), expected) < 0.1
    predictor.set_image(image)
    assert torch.equal(predictor.get_image_embedding(), expected)
