"""Prompts as a person gives them, and the two rules that turn them into the decoder's language.

The same rules in JavaScript are ``static/js/prompting/prompts.js``; ``tests/vectors`` keeps the
two together.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from sam.config import PADDING_LABEL
from sam.errors import PromptError
from sam.transforms import ResizeLongestSide, Size

FOREGROUND = 1
BACKGROUND = 0
BOX_CORNER_LABELS = (2, 3)
"""Labels of a box's top left and bottom right corner."""

SINGLE_MASK_TOKEN = 0
"""The mask token for prompts that leave little doubt."""
MULTIMASK_TOKENS = (1, 2, 3)
"""The mask tokens that offer alternatives, in practice often subpart, part and whole."""


class Prompt:
    """Points, a box, or both, in the image frame.

    Attributes:
        points: ``(N, 2)`` float64, XY; N may be 0 if there is a box.
        labels: ``(N,)`` int64, 1 foreground, 0 background.
        box: ``(4,)`` float64, XYXY, or None.

    Raises:
        PromptError: a wrong shape, label or number, corners out of order, or nothing at all.
    """

    def __init__(
        self,
        points: npt.ArrayLike = (),
        labels: npt.ArrayLike = (),
        box: npt.ArrayLike | None = None,
    ) -> None:
        self.points, self.labels = check_points(points, labels)
        self.box = None if box is None else check_box(box)
        if self.box is None and len(self.points) == 0:
            raise PromptError("The prompt has no points and no box; expected at least one of them.")


def check_points(
    points: npt.ArrayLike,
    labels: npt.ArrayLike,
    allowed: tuple[int, ...] = (FOREGROUND, BACKGROUND),
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.int64]]:
    """Points as ``(N, 2)`` float64 and their labels as ``(N,)`` int64.

    Args:
        points: XY in the image frame.
        labels: one for each.
        allowed: which labels there are.

    Raises:
        PromptError: another shape, another number of labels, a label that is not allowed, or a
            coordinate that is not a finite number.
    """
    coords = _numbers(points, "the points")
    marks = _numbers(labels, "the labels")
    if coords.size == 0:
        coords = coords.reshape(0, 2)
    if coords.ndim != 2 or coords.shape[1] != 2:
        raise PromptError(f"The points have shape {coords.shape}; expected (N, 2), XY in pixels.")
    if marks.shape != (len(coords),):
        raise PromptError(
            f"The labels have shape {marks.shape}; expected one label for each of the "
            f"{len(coords)} points."
        )
    wrong = marks[~np.isin(marks, allowed)]
    if len(wrong):
        padding = ", or -1 (ignored)" if PADDING_LABEL in allowed else ""
        raise PromptError(
            f"A label is {wrong[0]:g}; expected 1 (foreground) or 0 (background){padding}."
        )
    return coords, marks.astype(np.int64)


def check_box(box: npt.ArrayLike) -> npt.NDArray[np.float64]:
    """A box as ``(4,)`` float64; ``(1, 4)`` is accepted too.

    Raises:
        PromptError: another shape, a coordinate that is not a finite number, or corners that are
            not the top left and the bottom right one.
    """
    corners = _numbers(box, "the box")
    if corners.shape not in ((4,), (1, 4)):
        raise PromptError(f"The box has shape {corners.shape}; expected (4,), XYXY in pixels.")
    x0, y0, x1, y1 = corners.reshape(4)
    if x0 > x1 or y0 > y1:
        raise PromptError(
            f"The box is ({x0:g}, {y0:g}, {x1:g}, {y1:g}); expected (x0, y0, x1, y1) with "
            "x0 <= x1 and y0 <= y1."
        )
    return corners.reshape(4)


def clip_box(box: npt.NDArray[np.float64], size: Size) -> npt.NDArray[np.float64]:
    """A box whose corners lie within a pixel outside the picture, moved onto its edge.

    Detectors round: their boxes reach a fraction of a pixel outside. A corner that is further away
    was meant so, and stays.

    Args:
        box: ``(..., 4)`` XYXY in the image frame.
        size: (H, W) of the picture.
    """
    height, width = size
    inside = np.clip(box, 0, (width, height, width, height))
    return np.where(np.abs(box - inside) < 1, inside, box)


def _numbers(values: npt.ArrayLike, name: str) -> npt.NDArray[np.float64]:
    try:
        array = np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise PromptError(f"For {name}, {values!r} was given; expected numbers.") from error
    if not np.isfinite(array).all():
        wrong = array[~np.isfinite(array)][0]
        raise PromptError(f"There is {wrong} in {name}; expected finite numbers.")
    return array


def decoder_feeds(
    prompt: Prompt, original_size: Size, image_size: int
) -> dict[str, npt.NDArray[np.float32]]:
    """A prompt as the exported decoder takes it: points, then padding or the box's two corners.

    The padding point (0, 0), label -1, stands where a box could be and is added only without one.

    Args:
        prompt: in the image frame.
        original_size: (H, W) of the image.
        image_size: side of the model frame, 1024 for the published kinds.

    Returns:
        ``point_coords`` ``(1, N, 2)`` XY in the model frame and ``point_labels`` ``(1, N)``, with N
        counting padding and corners. Both float32.
    """
    transform = ResizeLongestSide(image_size)
    coords = transform.apply_coords(prompt.points, original_size)
    if prompt.box is None:
        extra, extra_labels = np.zeros((1, 2)), [PADDING_LABEL]
    else:
        extra = transform.apply_coords(prompt.box.reshape(2, 2), original_size)
        extra_labels = list(BOX_CORNER_LABELS)
    return {
        "point_coords": np.concatenate([coords, extra])[None].astype(np.float32),
        "point_labels": np.concatenate([prompt.labels, extra_labels])[None].astype(np.float32),
    }


def candidates(prompt: Prompt, iou_predictions: npt.ArrayLike) -> tuple[int, ...]:
    """Which mask tokens to offer, best first.

    A single foreground point is ambiguous: it offers tokens 1 to 3 by falling predicted IoU, ties
    in order of tokens. Everything else, a lone box included, has one answer, token 0.

    Args:
        prompt: in any frame.
        iou_predictions: ``(4,)``, one per token.

    Raises:
        PromptError: there are not four predictions.
    """
    iou = _numbers(iou_predictions, "the predicted IoU")
    if iou.shape != (4,):
        raise PromptError(f"The predicted IoU has shape {iou.shape}; expected (4,), one per token.")
    if prompt.box is not None or prompt.labels.tolist() != [FOREGROUND]:
        return (SINGLE_MASK_TOKEN,)
    return tuple(sorted(MULTIMASK_TOKENS, key=lambda token: -iou[token]))
