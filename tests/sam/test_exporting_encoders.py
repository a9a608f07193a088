"""Image encoders as ONNX, by both of torch's exporters, as people do who deploy one."""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
import onnxruntime
import pytest
import torch
from torch import Tensor, nn

from sam.modeling import ImageEncoderViT, TinyViT

SIDE = 96
"""Of the images: stages of 24, 12 and 6 cells, none a multiple of the windows' sides."""


def tiny_vit() -> nn.Module:
    return TinyViT(
        SIDE,
        embed_dims=(8, 16, 20, 24),
        depths=(1, 1, 1, 1),
        num_heads=(1, 2, 2, 3),
        window_sizes=(7, 7, 5, 4),
        num_classes=4,
        out_chans=16,
    )


def vit() -> nn.Module:
    return ImageEncoderViT(
        SIDE,
        embed_dim=16,
        depth=2,
        num_heads=2,
        out_chans=16,
        use_rel_pos=True,
        window_size=4,
        global_attn_indexes=(1,),
    )


def drawn(make: Callable[[], nn.Module]) -> nn.Module:
    """A network none of whose biases is a zero any more."""
    torch.manual_seed(0)
    network = make().eval()
    with torch.no_grad():
        for parameter in network.parameters():
            parameter += 0.2 * torch.randn(parameter.shape)
    return network


def answer(graph: bytes, images: Tensor) -> np.ndarray:
    session = onnxruntime.InferenceSession(graph, providers=["CPUExecutionProvider"])
    [name] = [each.name for each in session.get_inputs()]
    found: Any = session.run(None, {name: images.numpy()})[0]
    return np.asarray(found)


def exported(network: nn.Module, images: Tensor, **options: Any) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # torch's remarks about its own insides
        return torch.onnx.export(network, (images,), **options)


@pytest.mark.parametrize("make", [tiny_vit, vit])
def test_the_old_exporter_keeps_any_number_of_images(make: Callable[[], nn.Module]) -> None:
    network, file = drawn(make), io.BytesIO()
    exported(
        network,
        torch.randn(1, 3, SIDE, SIDE),
        f=file,
        dynamo=False,
        opset_version=17,
        input_names=["images"],
        dynamic_axes={"images": {0: "batch"}},
    )
    images = torch.randn(3, 3, SIDE, SIDE)
    expected = network(images).detach().numpy()
    assert np.allclose(answer(file.getvalue(), images), expected, atol=1e-4)


@pytest.mark.parametrize("make", [tiny_vit, vit])
def test_the_new_exporter_gives_the_same_embedding(make: Callable[[], nn.Module]) -> None:
    network, images = drawn(make), torch.randn(1, 3, SIDE, SIDE)
    program = exported(network, images, dynamo=True, verbose=False)
    expected = network(images).detach().numpy()
    assert np.allclose(answer(program.model_proto.SerializeToString(), images), expected, atol=1e-4)
