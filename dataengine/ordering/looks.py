"""What an order is computed from: a picture's descriptor, and what decoders answer a few clicks.

All of it comes from the picture's embedding, which is made once; nothing is asked of the picture
itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from dataengine.queue.unsure import disagreement
from dataengine.training.forward import predict_masks
from dataengine.training.judging import with_decoder
from sam.modeling import MaskDecoder, Sam
from sam.ranking import FEATURES, TOKENS, features, rank
from sam.ranking.features import Floats
from sam.transforms import ResizeLongestSide

GRID = 5
"""Clicks across and down."""

_AT_ONCE = 5
"""Clicks that are decoded together: of each the decoder holds some 20 MB."""

_IOU = slice(FEATURES.index("IoU with token 0"), FEATURES.index("IoU with token 0") + TOKENS)
_PREDICTED = FEATURES.index("predicted IoU")


@dataclass(frozen=True)
class Clicks:
    """What the decoder answers to a grid of lone clicks.

    Attributes:
        rows: ``(n, 4, 17) float32``, features of each click's four masks, as
            :func:`sam.ranking.features` makes them.
        changed: ``(n,) float32``, one minus the IoU of the masks that the published and another
            decoder put first; NaN without another.
    """

    rows: npt.NDArray[np.float32]
    changed: npt.NDArray[np.float32]


def descriptor(embedding: npt.NDArray[Any], width: int, height: int) -> npt.NDArray[np.float32]:
    """What a picture looks like as a whole: mean and standard deviation of every channel.

    Args:
        embedding: ``(1, C, S, S)``, the picture at the top left, its longer side S.
        width, height: of the picture.

    Returns:
        ``(2 C,)``.
    """
    side = embedding.shape[2]
    across, down = (max(1, round(side * each / max(width, height))) for each in (width, height))
    cells = embedding[0, :, :down, :across].reshape(embedding.shape[1], -1).astype(np.float32)
    return np.concatenate([cells.mean(axis=1), cells.std(axis=1)])


@torch.no_grad()
def clicks(
    model: Sam,
    embedding: npt.NDArray[Any],
    width: int,
    height: int,
    other: MaskDecoder | None = None,
    grid: int = GRID,
) -> Clicks:
    """Click on a grid of places, ask the model's decoder, and another one beside it.

    Args:
        model: with the published decoder.
        embedding: ``(1, C, S/16, S/16)``, of the picture.
        width, height: of the picture.
        other: a tuned decoder of the same image encoder; None for none.
        grid: places across and down.
    """
    resize = ResizeLongestSide(model.image_encoder.img_size)
    input_size = resize.get_preprocess_shape(height, width, model.image_encoder.img_size)
    steps = (np.arange(grid) + 0.5) / grid
    places = np.array([(x * input_size[1], y * input_size[0]) for y in steps for x in steps])
    cells = torch.as_tensor(np.asarray(embedding, np.float32), device=model.device)
    rows, changed = [], []
    for begin in range(0, len(places), _AT_ONCE):
        some = places[begin : begin + _AT_ONCE]
        answers = _answers(model, cells, some)
        others = None if other is None else _answers(with_decoder(model, other), cells, some)
        for place, (logits, predicted) in zip(some, answers, strict=True):
            at = (float(place[0]), float(place[1]))
            rows.append(features(logits, predicted, at, input_size, model.mask_threshold))
            changed.append(
                np.nan
                if others is None
                else _changed(model, rows[-1], logits, *next(others), input_size)
            )
    return Clicks(np.array(rows, np.float32), np.array(changed, np.float32))


def doubt(rows: npt.NDArray[np.float32], weights: Floats | None) -> float:
    """How much the masks of a picture's clicks disagree, on average.

    Args:
        rows: ``(n, 4, 17)``, of :class:`Clicks`.
        weights: of the project's memory (:meth:`sam.ranking.Memory.weights`); None where it knows
            too little, then tokens 1 to 3 vote by predicted IoU.
    """
    found = []
    for each in np.asarray(rows, np.float64):
        scores, overlaps = each[:, _PREDICTED], each[:, _IOU]
        if weights is None:
            scores, overlaps = scores[1:], overlaps[1:, 1:]
        else:
            scores = scores + each @ weights
        found.append(disagreement(scores, overlaps))
    return float(np.mean(found))


def _answers(
    model: Sam, cells: Tensor, places: npt.NDArray[np.float64]
) -> Iterator[tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]]:
    """All four masks' logits and predicted IoU for each lone click."""
    coords = torch.as_tensor(places, dtype=torch.float32, device=cells.device)[:, None]
    labels = torch.ones(len(places), 1, dtype=torch.int, device=cells.device)
    sparse, dense = model.prompt_encoder(points=(coords, labels), boxes=None, masks=None)
    position = model.prompt_encoder.get_dense_pe()
    found = predict_masks(model.mask_decoder, cells, position, sparse, dense)
    for logits, predicted in zip(*found, strict=True):
        yield logits.float().cpu().numpy(), predicted.float().cpu().numpy()


def _changed(
    model: Sam,
    rows: Floats,
    logits: npt.NDArray[np.float32],
    others: npt.NDArray[np.float32],
    predicted: npt.NDArray[np.float32],
    input_size: tuple[int, int],
) -> float:
    """One minus the IoU of the masks that two decoders put first after one click."""
    side = logits.shape[1] / model.image_encoder.img_size
    down, across = (max(1, round(each * side)) for each in input_size)
    ours = logits[rank(rows, None)[0], :down, :across] > model.mask_threshold
    best = 1 + int(np.argmax(predicted[1:]))
    theirs = others[best, :down, :across] > model.mask_threshold
    union = int((ours | theirs).sum())
    return 1 - int((ours & theirs).sum()) / union if union else 0.0
