"""How well the shipped decoder, in Chromium, agrees with the plain one in PyTorch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks.browser.decoders import Decoders
from benchmarks.dataset import Sample
from sam import SamPredictor
from sam.evaluation import iou, score_instance
from sam.prompts import MULTIMASK_TOKENS, SINGLE_MASK_TOKEN, Prompt
from sam.rounding import rounded

Array = npt.NDArray[Any]


@dataclass(frozen=True)
class Asked:
    """A prompt of the accuracy benchmark with the plain decoder's answer.

    Attributes:
        prompt: in the image frame.
        mask_input: ``(S/4, S/4)`` logits of the mask to refine, or None.
        tokens: which mask tokens the answer is of.
        masks: ``(C, H, W) bool``.
        ious: ``(C,)`` predicted.
        logits: ``(C, S/4, S/4)``.
    """

    prompt: Prompt
    mask_input: Array | None
    tokens: tuple[int, ...]
    masks: Array
    ious: Array
    logits: Array


class NotingPredictor(SamPredictor):
    """A predictor that notes in ``asked`` what it is asked and what it answers."""

    def reset_image(self) -> None:
        """Forget the image and what was asked about it."""
        super().reset_image()
        self.asked: list[Asked] = []

    def predict(
        self,
        point_coords: Array | None = None,
        point_labels: Array | None = None,
        box: Array | None = None,
        mask_input: Array | None = None,
        multimask_output: bool = True,
        return_logits: bool = False,
    ) -> tuple[Array, Array, Array]:
        """As :meth:`SamPredictor.predict`."""
        answer = super().predict(
            point_coords, point_labels, box, mask_input, multimask_output, return_logits
        )
        points = () if point_coords is None else point_coords
        labels = () if point_labels is None else point_labels
        tokens = MULTIMASK_TOKENS if multimask_output else (SINGLE_MASK_TOKEN,)
        refined = None if mask_input is None else mask_input[0]
        self.asked.append(Asked(Prompt(points, labels, box), refined, tokens, *answer))
        return answer


@dataclass(frozen=True)
class Agreement:
    """Over how many prompts two decoders were compared, and how well they agree.

    Attributes:
        prompts: how many.
        mean_iou, min_iou: between the masks of the best candidates.
        logits: the largest absolute difference of any logit of an offered mask.
    """

    prompts: int
    mean_iou: float
    min_iou: float
    logits: float


def compare(
    decoders: Decoders, predictor: NotingPredictor, samples: Iterable[tuple[Sample, Sequence[int]]]
) -> tuple[Agreement, Agreement]:
    """Ask both for all clicks and boxes of the accuracy benchmark.

    The plain decoder plays the protocol, with the exact weights; the page, and the plain decoder
    with the rounded ones that the page has, are then asked each of its prompts, with the same
    embedding and the same logits to refine, and choose their best candidate for themselves.

    Args:
        decoders: a page with our side.
        predictor: holds the plain model, with the exact weights.
        samples: pictures with the positions of the instances to click.

    Returns:
        How the page agrees with the exact weights, and with the rounded ones.
    """
    served = SamPredictor(rounded(predictor.model))
    exact, same = _Differences(), _Differences()
    for sample, positions in samples:
        predictor.set_image(sample.read_image())
        size = predictor.original_size
        assert size is not None  # there is an image
        embedding = predictor.get_image_embedding()
        decoders.set_picture("ours", embedding.numpy(), size)
        served.set_embedding(embedding, size)
        for position, truth in enumerate(sample.read_instances()):
            if position in positions:
                score_instance(predictor, truth)
        for asked in predictor.asked:
            _, mask, logits = decoders.answer(asked.prompt, size, asked.mask_input)
            offered = logits[list(asked.tokens)]
            exact.add(mask, offered, asked.masks, asked.ious, asked.logits)
            same.add(mask, offered, *_answer(served, asked))
    return exact.agreement(), same.agreement()


class _Differences:
    """Collects how a page's answers differ from those of one model."""

    def __init__(self) -> None:
        self._ious: list[float] = []
        self._logits: list[float] = []

    def add(self, mask: Array, offered: Array, masks: Array, ious: Array, logits: Array) -> None:
        """A prompt: the page's mask and logits, and the model's candidates."""
        self._ious.append(iou(mask, masks[int(np.argmax(ious))]))
        self._logits.append(float(np.abs(offered - logits).max()))

    def agreement(self) -> Agreement:
        """Over all prompts."""
        ious = self._ious
        return Agreement(len(ious), float(np.mean(ious)), min(ious), max(self._logits))


def _answer(predictor: SamPredictor, asked: Asked) -> tuple[Array, Array, Array]:
    """What a model answers to a prompt that another one was asked."""
    prompt = asked.prompt
    some = len(prompt.points) > 0
    return predictor.predict(
        prompt.points if some else None,
        prompt.labels if some else None,
        prompt.box,
        None if asked.mask_input is None else asked.mask_input[None],
        multimask_output=len(asked.tokens) > 1,
    )


def spread_instances(
    samples: Sequence[Sample], count: int
) -> Iterator[tuple[Sample, Sequence[int]]]:
    """Choose instances evenly over all pictures.

    Args:
        samples: the pictures.
        count: how many instances at most.

    Yields:
        Each picture that has a chosen instance, with the positions of those it has, 0 the first.
    """
    total = sum(sample.instances for sample in samples)
    chosen = set(np.linspace(0, total - 1, min(count, total)).round().astype(int).tolist())
    first = 0
    for sample in samples:
        positions = [p for p in range(sample.instances) if first + p in chosen]
        if positions:
            yield sample, positions
        first += sample.instances
