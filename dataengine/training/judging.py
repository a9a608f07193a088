"""How good a decoder is on some pictures, object by object, at their full size."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import torch

from dataengine.training.prompted import Prompted
from dataengine.training.views import Views
from sam.evaluation import MEASURES, score_instance
from sam.modeling import MaskDecoder, Sam


@dataclass(frozen=True, slots=True)
class Row:
    """One object's scores.

    Attributes:
        example, group: the picture's name and group.
        index: of the object in the picture, from 0.
        scores: IoU by measure, those of ``sam.evaluation.MEASURES``.
    """

    example: str
    group: str
    index: int
    scores: dict[str, float]


def with_decoder(model: Sam, decoder: MaskDecoder) -> Sam:
    """The model with another mask decoder; the rest is shared, and nothing is copied."""
    other = copy.copy(model)
    other._modules = {**model._modules, "mask_decoder": decoder}
    return other


def judge(model: Sam, decoder: MaskDecoder, views: Views, indices: Iterable[int]) -> list[Row]:
    """Score a decoder on some of the examples, whose views are prepared.

    Args:
        model: the encoders.
        decoder: its mask decoder, in evaluation mode.
        views: the examples with their embeddings.
        indices: which of them.
    """
    predictor = Prompted(with_decoder(model, decoder))
    rows: list[Row] = []
    for index in indices:
        example = views.examples[index]
        masks = example.masks()
        predictor.set_embedding(views.get(index).embedding, masks[0].shape)
        rows += [
            Row(example.name, example.group, number, score_instance(predictor, mask))
            for number, mask in enumerate(masks)
        ]
    return rows


def means(rows: Sequence[Row]) -> dict[str, float]:
    """The mean of each measure over objects."""
    return {m: float(np.mean([row.scores[m] for row in rows])) for m in MEASURES}


@torch.no_grad()
def between(published: MaskDecoder, tuned: MaskDecoder, share: float) -> MaskDecoder:
    """Weights on the straight line between two decoders (WiSE-FT, Wortsman et al., 2022).

    Args:
        published: what ``share`` 0 gives.
        tuned: what ``share`` 1 gives.
        share: how far to go.

    Returns:
        A decoder of its own, in evaluation mode.
    """
    mixed = copy.deepcopy(published)
    for value, other in zip(mixed.parameters(), tuned.parameters(), strict=True):
        value.lerp_(other, share)
    return mixed.eval()
