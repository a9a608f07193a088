"""Pictures as training sees them: embeddings, made once and kept, and masks at the decoder's size.

The image encoder is frozen, so that its work is the same in every step. A picture is encoded as it
is and, for variety that costs nothing later, mirrored in three ways.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from dataengine.training.examples import Bits, Example, Pixels
from sam.inference.encoder import Encoder
from sam.modeling import Sam
from sam.transforms import ResizeLongestSide

FLIPS: tuple[tuple[int, ...], ...] = ((), (1,), (0,), (0, 1))
"""Axes (0 up and down, 1 left and right) that are mirrored; the first is the picture as it is."""


@dataclass(frozen=True, slots=True)
class View:
    """One way to see a picture, on the way into the decoder.

    Attributes:
        embedding: ``(1, C, S/16, S/16) float32``.
        targets: ``(N, S/4, S/4) float32``, of each object the share of every cell that it covers.
        inside: (h, w) of the part of ``S/4 x S/4`` that is picture and not padding.
        clicks: of each object the points that people set, ``(n, 2)`` XY in the model frame.
    """

    embedding: Tensor
    targets: Tensor
    inside: tuple[int, int]
    clicks: list[npt.NDArray[np.float32]]


class Views:
    """Examples, each under the flips, with what is computed of them kept in a folder.

    Args:
        model: whose encoder embeds.
        folder: where embeddings and targets are kept, as float16 and uint8; made where it is not
            there. It belongs to one encoder.
        examples: the pictures.
        flips: how many of :data:`FLIPS`.
    """

    def __init__(
        self, model: Sam, folder: Path, examples: Iterable[Example], flips: int = 4
    ) -> None:
        self.examples = list(examples)
        self._flips = FLIPS[:flips]
        self._folder = folder
        self._model = model
        self._encoder = Encoder(model, frozen=True)
        self._transform = ResizeLongestSide(model.image_encoder.img_size)

    def prepare(self, index: int) -> None:
        """Compute what is not kept yet of an example."""
        example = self.examples[index]
        missing = [f for f in range(len(self._flips)) if not self._path(example, f).exists()]
        if not missing:
            return
        self._folder.mkdir(parents=True, exist_ok=True)
        picture, masks = example.open(), example.masks()
        for flip in missing:
            axes = self._flips[flip]
            seen = np.ascontiguousarray(np.flip(picture, axes)) if axes else picture
            flipped = [np.flip(mask, axes) if axes else mask for mask in masks]
            embedding, targets = self._compute(seen, flipped)
            self._write(self._path(example, flip), embedding, targets, picture.shape[:2])

    def get(self, index: int, flip: int = 0) -> View:
        """A view, out of the folder."""
        example = self.examples[index]
        path = self._path(example, flip)
        with np.load(path) as kept:
            inside = (int(kept["inside"][0]), int(kept["inside"][1]))
            side = self._model.prompt_encoder.mask_input_size
            targets = torch.zeros(len(kept["targets"]), *side)
            targets[:, : inside[0], : inside[1]] = torch.from_numpy(kept["targets"]).float() / 255
            embedding = torch.from_numpy(kept["embedding"]).float()
            size = (int(kept["size"][0]), int(kept["size"][1]))
        return View(embedding, targets, inside, self._clicks(example, size, self._flips[flip]))

    @property
    def flips(self) -> int:
        """How many views an example has."""
        return len(self._flips)

    def _clicks(
        self, example: Example, size: tuple[int, int], axes: tuple[int, ...]
    ) -> list[npt.NDArray[np.float32]]:
        """A picture's recorded clicks, mirrored as the view is, in the model frame."""
        found = []
        for points in example.clicks:
            seen = points.copy()
            if 1 in axes:
                seen[:, 0] = size[1] - 1 - seen[:, 0]
            if 0 in axes:
                seen[:, 1] = size[0] - 1 - seen[:, 1]
            found.append(self._transform.apply_coords(seen, size).astype(np.float32))
        return found

    def _path(self, example: Example, flip: int) -> Path:
        return self._folder / f"{example.name}.{flip}.npz"

    def _compute(
        self, picture: Pixels, masks: list[Bits]
    ) -> tuple[npt.NDArray[np.float16], npt.NDArray[np.uint8]]:
        resized = self._transform.apply_image(picture)
        batch = torch.as_tensor(resized).permute(2, 0, 1)[None]
        embedding = self._encoder(self._model.preprocess(batch))
        height, width = inside_of(self._model, resized.shape[:2])
        targets = [target_of(mask, (height, width)) for mask in masks]
        stacked = np.stack(targets) if targets else np.zeros((0, height, width), np.uint8)
        return embedding.half().numpy(), stacked

    def _write(
        self,
        path: Path,
        embedding: npt.NDArray[np.float16],
        targets: npt.NDArray[np.uint8],
        size: tuple[int, ...],
    ) -> None:
        """Whole or not at all: under another name first."""
        unfinished = path.with_suffix(".unfinished")
        with unfinished.open("wb") as file:
            inside = targets.shape[1:]
            np.savez(file, embedding=embedding, targets=targets, inside=inside, size=size)
        unfinished.replace(path)


def inside_of(model: Sam, input_size: tuple[int, int]) -> tuple[int, int]:
    """(h, w) of the picture inside the decoder's ``S/4 x S/4`` masks."""
    side, low = model.image_encoder.img_size, model.prompt_encoder.mask_input_size[0]
    return (max(1, round(input_size[0] * low / side)), max(1, round(input_size[1] * low / side)))


def target_of(mask: Bits, inside: tuple[int, int]) -> npt.NDArray[np.uint8]:
    """A mask at the decoder's size: of each cell the share that it covers, 0 to 255.

    Shares and not bits, so that an object smaller than a cell does not vanish.
    """
    from PIL import Image

    grey = Image.fromarray(mask.astype(np.uint8) * 255)
    resized = grey.resize((inside[1], inside[0]), Image.Resampling.BOX)
    return np.array(resized)
