"""The quicker form of the decoder computes what the network is defined to compute."""

from __future__ import annotations

import pytest
import torch

from dataengine.training.forward import predict_masks
from sam.build import build_sam
from sam.config import TINY, TINY_T, SamConfig


@pytest.mark.parametrize("config", [TINY, TINY_T], ids=["vit", "vit_t"])
def test_masks_scores_and_gradients_are_those_of_the_definition(config: SamConfig) -> None:
    torch.manual_seed(3)
    model = build_sam(config).eval().double()
    decoder, channels = model.mask_decoder, model.prompt_encoder.embed_dim
    side = model.prompt_encoder.image_embedding_size
    position = model.prompt_encoder.get_dense_pe().detach()
    embedding, dense = torch.randn(2, 1, channels, *side).double().unbind()
    sparse = torch.randn(3, 4, channels).double()
    dense = dense.expand(3, -1, -1, -1)

    gradients = []
    answers = []
    for answer in (
        decoder.predict_masks(embedding, position, sparse, dense),
        predict_masks(decoder, embedding, position, sparse, dense),
    ):
        decoder.zero_grad()
        (answer[0].square().mean() + answer[1].square().sum()).backward()  # type: ignore[no-untyped-call]
        answers.append(answer)
        gradients.append(
            {n: p.grad.clone() for n, p in decoder.named_parameters() if p.grad is not None}
        )

    torch.testing.assert_close(answers[1], answers[0])
    # A key's bias drops out of a softmax; here it has no gradient at all, there one of rounding.
    assert {n for n in gradients[0] if n not in gradients[1]} == {
        n for n in gradients[0] if "token_to_image" in n and n.endswith("k_proj.bias")
    }
    for name, gradient in gradients[1].items():
        torch.testing.assert_close(gradient, gradients[0][name], msg=name)
