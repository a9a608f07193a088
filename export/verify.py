"""Compare a decoder's graphs in onnxruntime with the network in PyTorch, prompt by prompt."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from export.chain import DecoderChain, PlainGraph
from export.errors import DisagreementError
from export.photographs import photographs, spread
from export.reference import Size, decode, encode, preprocess
from export.runtime import Array
from sam.modeling import Sam
from sam.prompts import Prompt, decoder_feeds

LOGIT_TOLERANCE = 1e-3
RELATIVE_LOGIT_TOLERANCE = 1e-4
IOU_TOLERANCE = 1e-4
MOST_POINTS = 16


@dataclass(frozen=True)
class Case:
    """A prompt to compare on, in the image frame; ``refines`` the previous case's mask or not."""

    name: str
    prompt: Prompt
    refines: bool = False


@dataclass(frozen=True)
class Agreement:
    """On how many prompts two sides agree, and their largest differences in logits and in IoU."""

    prompts: int
    logits: float
    iou: float


def verify_decoder(graphs: Mapping[str, bytes], model: Sam) -> Agreement:
    """Run a decoder's graphs and its model on the same photographs and prompts.

    Three photographs (portrait, square, panorama) are encoded. Over them go prompts of 1 to 16
    points, and for each a box, a box with points, and a click that refines an earlier mask. The
    three graphs in a row and the plain one each answer all of them.

    Args:
        graphs: the ONNX files' contents, by the graphs' names.
        model: the network they were made from, in evaluation mode, on the CPU.

    Raises:
        DisagreementError: a logit differs by more than 1e-3 (or 1e-4 of the largest logit, where
            that is less), a predicted IoU by more than 1e-4, or a result is not a finite number.
    """
    ways = (DecoderChain(graphs), PlainGraph(graphs))
    logits: list[float] = []
    ious: list[float] = []
    prompts = 0
    images = photographs()
    for index, (shape, image) in enumerate(images.items()):
        size = (image.shape[0], image.shape[1])
        embedding = encode(model, preprocess(model, image))
        for way in ways:
            way.set_embedding(embedding)
        earlier: Array | None = None
        for case in _cases(size, range(1 + index, MOST_POINTS + 1, len(images))):
            mask_input = earlier if case.refines else None
            expected = decode(model, embedding, case.prompt, size, mask_input)
            feeds = decoder_feeds(case.prompt, size, model.image_encoder.img_size)
            where = f"{case.name} on the {shape} photograph"
            largest = float(np.abs(expected[0]).max())
            tolerance = min(LOGIT_TOLERANCE, RELATIVE_LOGIT_TOLERANCE * largest)
            for way in ways:
                masks, iou = way.decode(feeds["point_coords"], feeds["point_labels"], mask_input)
                what = f"for {where} ({way.name})"
                logits.append(difference(masks, expected[0], tolerance, f"mask logits {what}"))
                ious.append(difference(iou, expected[1], IOU_TOLERANCE, f"IoU {what}"))
            prompts += 1
            earlier = expected[0][:, :1]
    return Agreement(prompts, max(logits), max(ious))


def difference(found: Array, expected: Array, tolerance: float, what: str) -> float:
    """The largest absolute difference between two arrays.

    Raises:
        DisagreementError: it is above ``tolerance``, not a number, or the shapes differ.
    """
    if found.shape != expected.shape:
        raise DisagreementError(
            f"The graph disagrees with the network in its {what}: the shape is {found.shape}, "
            f"expected {expected.shape}."
        )
    largest = float(np.abs(found - expected).max())
    if not largest <= tolerance:  # written so that NaN is refused too
        raise DisagreementError(
            f"The graph disagrees with the network in its {what}: the largest difference is "
            f"{largest:.2g}, allowed is {tolerance:.2g}."
        )
    return largest


def _cases(size: Size, point_counts: range) -> Iterator[Case]:
    height, width = size
    box = np.array([0.2 * width, 0.3 * height, 0.7 * width, 0.9 * height])
    for count in point_counts:
        yield Case(f"{count} points", Prompt(spread(count, size), np.arange(count) % 3 != 1))
    yield Case("a box", Prompt(box=box))
    yield Case("a box with 2 points", Prompt(spread(2, size), [1, 0], box))
    yield Case("a click that refines a mask", Prompt(spread(1, size), [1]), refines=True)
