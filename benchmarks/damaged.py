"""Decoders that have lost something, made the same each time: to see what a check notices.

Two kinds: published weights with noise in one part of the mask decoder, and weights on the way to a
decoder that was tuned carelessly, on one narrow domain, without replay, which is how it is lost in
earnest.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from benchmarks.dataset import Sample
from dataengine.training import judging
from dataengine.training.judging import with_decoder
from sam import SamPredictor
from sam.evaluation import deepest_pixel
from sam.modeling import Sam
from sam.modeling.sam import decode_prompts

SEED = 17

NOISES = (
    # part of the mask decoder, strength in standard deviations of each tensor
    ("transformer", 0.15),
    ("iou_prediction_head", 0.4),
    ("output_hypernetworks_mlps", 0.15),
    ("transformer", 0.3),
    ("output_upscaling", 0.2),
)

SHARES = (0.5, 1.0)
"""Of the way from the published decoder to the tuned one."""


def noisy(model: Sam, part: str, strength: float) -> Sam:
    """A copy with noise in one part of its mask decoder."""
    made = copy.deepcopy(model)
    generator = torch.Generator().manual_seed(SEED)
    with torch.no_grad():
        for parameter in made.mask_decoder.get_submodule(part).parameters():
            noise = torch.randn(parameter.shape, generator=generator).to(parameter)
            spread = parameter.std() if parameter.numel() > 1 else parameter.abs().mean()
            parameter.add_(noise * spread * strength)
    return made


def between(published: Sam, tuned: Sam, share: float) -> Sam:
    """A model whose mask decoder lies between two, at a share of the way to the second."""
    return with_decoder(
        published, judging.between(published.mask_decoder, tuned.mask_decoder, share)
    )


def carelessly_tuned(model: Sam, samples: Sequence[Sample], steps: int) -> Sam:
    """A copy whose mask decoder was tuned on central clicks into some pictures, and on no others.

    All four masks are pulled to the truth, and nothing holds the decoder where it was.

    Args:
        model: is left as it is.
        samples: of one domain.
        steps: of AdamW at 1e-4, one object each.
    """
    tuned = copy.deepcopy(model)
    decoder = tuned.mask_decoder
    optimizer = torch.optim.AdamW(decoder.parameters(), lr=1e-4)
    predictor = SamPredictor(tuned)
    objects = list(_objects(predictor, samples))
    order = np.random.default_rng(SEED).permutation(np.resize(np.arange(len(objects)), steps))
    for index in order:
        embedding, points, truth = objects[index]
        logits = torch.cat(
            [
                decode_prompts(tuned, embedding, points, None, None, many)[0]
                for many in (False, True)
            ],
            dim=1,
        )
        wanted = truth.expand_as(logits)
        optimizer.zero_grad()
        loss = functional.binary_cross_entropy_with_logits(logits, wanted) + _dice(logits, wanted)
        loss.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
    return tuned


def _objects(
    predictor: SamPredictor, samples: Sequence[Sample]
) -> Iterator[tuple[Tensor, tuple[Tensor, Tensor], Tensor]]:
    """Of each object: embedding, a click's coordinates and label, and the truth at low size."""
    side = predictor.model.prompt_encoder.mask_input_size[0]
    for sample in samples:
        image = sample.read_image()
        predictor.set_image(image)
        embedding = predictor.get_image_embedding()
        for truth in sample.read_instances():
            click = predictor.transform.apply_coords(np.array([deepest_pixel(truth)]), truth.shape)
            points = torch.as_tensor(click, dtype=torch.float32)[None]
            yield embedding, (points, torch.ones(1, 1, dtype=torch.int)), _low(truth, side)


def _low(truth: np.ndarray, side: int) -> Tensor:
    """``(1, 1, side, side)``: the truth in the frame of low_res_masks, padding outside of it."""
    height, width = truth.shape
    scale = side / max(height, width)
    size = (round(height * scale), round(width * scale))
    small = functional.interpolate(
        torch.as_tensor(truth, dtype=torch.float32)[None, None], size, mode="area"
    )
    return functional.pad(small, (0, side - size[1], 0, side - size[0]))


def _dice(logits: Tensor, truth: Tensor) -> Tensor:
    shares = logits.sigmoid().flatten(2)
    wanted = truth.flatten(2)
    overlap = 2 * (shares * wanted).sum(2) + 1
    return (1 - overlap / (shares.sum(2) + wanted.sum(2) + 1)).mean()
