"""Prompts as people give them, simulated on masks at the decoder's size.

After the paper's training (Kirillov et al., 2023, appendix A, "Training algorithm"): a first prompt
that is a point of the object or a noisy box, then points out of the error region. A point lies
anywhere inside half of the time and in the middle otherwise, as people click.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from scipy import ndimage
from torch import Tensor

from sam.config import PADDING_LABEL
from sam.modeling.prompt_encoder import PromptEncoder

Cells = npt.NDArray[np.bool_]

CELL = 4
"""Pixels of the model frame along a cell's side."""


@dataclass(frozen=True, slots=True)
class Prompts:
    """B prompts of one picture that have as many tokens each.

    Attributes:
        coords: ``(B, n, 2) float32``, XY in the model frame.
        labels: ``(B, n) int``: 0 and 1 points, 2 and 3 corners of a box, -1 padding.
        lone: ``(B,) bool``: a single foreground point, which is ambiguous.
        logits: ``(B, 1, S/4, S/4) float32``, the mask input, or None.
    """

    coords: Tensor
    labels: Tensor
    lone: Tensor
    logits: Tensor | None = None

    def embedded(self, encoder: PromptEncoder) -> tuple[Tensor, Tensor]:
        """Sparse ``(B, n, C)`` and dense ``(B, C, S/16, S/16)`` embeddings."""
        sparse = encoder.embed_points(self.coords, self.labels)
        if self.logits is None:
            return sparse, encoder.no_mask_embedding(len(sparse))
        return sparse, encoder.embed_masks(self.logits)

    def and_points(self, points: npt.NDArray[np.float32], logits: Tensor) -> Prompts:
        """With one more point each, ``(B, 3)`` of x, y and label, and the logits so far.

        It goes before the padding or the corners, where the prompt encoder has points.
        """
        added = torch.from_numpy(points)
        coords = torch.cat([added[:, None, :2], self.coords], dim=1)
        labels = torch.cat([added[:, 2:].int(), self.labels], dim=1)
        return Prompts(coords, labels, torch.zeros_like(self.lone), logits)


def first_prompts(
    rng: np.random.Generator,
    targets: Tensor,
    points: float,
    jitter: float,
    clicks: list[npt.NDArray[np.float32]] | None = None,
) -> Prompts:
    """A point or a box for each object.

    Args:
        rng: what chooses.
        targets: ``(B, S/4, S/4) float32``, shares of cells.
        points: the share of points.
        jitter: of a box's corners, as a share of its sides.
        clicks: of each object the first points that people set, ``(n, 2)`` XY in the model frame;
            one of these stands for a point in half of the cases.
    """
    coords = np.zeros((len(targets), 2, 2), np.float32)
    labels = np.zeros((len(targets), 2), np.int32)
    lone = np.zeros(len(targets), bool)
    for index, target in enumerate(targets.numpy()):
        cells = covered(target)
        if rng.random() < points:
            recorded = clicks[index] if clicks else ()
            if len(recorded) and rng.random() < 0.5:
                coords[index, 0] = recorded[rng.integers(len(recorded))][:2]
            else:
                coords[index, 0] = _in_cell(rng, point_in(rng, cells))
            labels[index] = (1, PADDING_LABEL)
            lone[index] = True
        else:
            coords[index] = _box(rng, cells, jitter)
            labels[index] = (2, 3)
    return Prompts(torch.from_numpy(coords), torch.from_numpy(labels), torch.from_numpy(lone))


def corrections(
    rng: np.random.Generator, targets: Tensor, masks: Tensor
) -> npt.NDArray[np.float32]:
    """Where each mask is corrected next: ``(B, 3) float32``, XY in the model frame and a label.

    A point of the larger error's largest connected part, in its middle half of the time; without
    any error, a point of the object.

    Args:
        rng: what chooses.
        targets: ``(B, S/4, S/4) float32``, shares of cells.
        masks: ``(B, S/4, S/4) bool``, the answers.
    """
    found = np.zeros((len(targets), 3), np.float32)
    for index, (target, answer) in enumerate(zip(targets.numpy(), masks.numpy(), strict=True)):
        truth = covered(target)
        missing, surplus = truth & ~answer, answer & ~truth
        label = 1 if missing.sum() >= surplus.sum() else 0
        error = missing if label else surplus
        if not error.any():
            label, error = 1, truth if truth.any() else np.ones_like(truth)
        parts, _ = ndimage.label(error)
        largest = int(np.argmax(np.bincount(parts.ravel())[1:])) + 1
        found[index] = (*_in_cell(rng, point_in(rng, parts == largest)), label)
    return found


def covered(target: npt.NDArray[np.float32]) -> Cells:
    """Cells that an object covers by half; of a smaller object those that it covers most."""
    cells: Cells = target > 0.5
    return cells if cells.any() else (target >= target.max()) & (target > 0)


def point_in(rng: np.random.Generator, cells: Cells) -> tuple[int, int]:
    """A cell ``(x, y)`` out of some: the deepest one half of the time, any one otherwise."""
    if rng.random() < 0.5:
        return deepest_cell(cells)
    ys, xs = np.nonzero(cells)
    chosen = rng.integers(len(xs))
    return int(xs[chosen]), int(ys[chosen])


def deepest_cell(cells: Cells) -> tuple[int, int]:
    """The cell ``(x, y)`` that is farthest from the edge."""
    ys, xs = np.nonzero(cells)
    top, left = int(ys.min()), int(xs.min())
    within = cells[top : ys.max() + 1, left : xs.max() + 1]
    depth = ndimage.distance_transform_edt(np.pad(within, 1))[1:-1, 1:-1]
    y, x = np.unravel_index(int(np.argmax(depth)), depth.shape)
    return int(x) + left, int(y) + top


def _in_cell(rng: np.random.Generator, cell: tuple[int, int]) -> tuple[float, float]:
    """Anywhere in a cell, in the model frame."""
    x, y = rng.uniform(0, CELL - 1, 2)
    return CELL * cell[0] + x, CELL * cell[1] + y


def _box(rng: np.random.Generator, cells: Cells, jitter: float) -> npt.NDArray[np.float32]:
    """``(2, 2)``: the corners of a box round some cells, each a little off, in the model frame."""
    ys, xs = np.nonzero(cells)
    corners = CELL * np.array([[xs.min(), ys.min()], [xs.max() + 1, ys.max() + 1]], np.float32)
    off = rng.normal(0, jitter, (2, 2)).clip(-2 * jitter, 2 * jitter)
    sides = corners[1] - corners[0]
    moved: npt.NDArray[np.float32] = (corners + off * sides).astype(np.float32)
    return moved.clip(0, CELL * np.array(cells.shape[::-1], np.float32))
