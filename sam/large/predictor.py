"""Masks for prompts about a picture that is larger than what the model sees."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from torch import Tensor

from sam.errors import ImageError, ImageNotSetError, PromptError
from sam.large.windows import Box, Window, next_larger, whole, window_for
from sam.modeling import Sam
from sam.predictor import SamPredictor
from sam.transforms import ResizeLongestSide, Size

Array = npt.NDArray[Any]

KEPT = 12
"""Embeddings that are kept, 4 MB each: those of the windows that were asked last."""

CELL = 4
"""Pixels of the model frame that one of the logits stands for."""
LEAST_CUT = 0.02
"""Of a mask's outline box, the share of a side along which it must touch to count as cut."""


@dataclass(frozen=True)
class LargeMasks:
    """What was found in one window.

    Attributes:
        window: the part of the picture that the model saw.
        masks: ``(C, h, w) bool``, of the window's size.
        iou_predictions: ``(C,) float32``.
        low_res_masks: ``(C, S/4, S/4) float32``; they mean something in this window alone.
        image_size: (H, W) of the picture.
    """

    window: Window
    masks: Array
    iou_predictions: Array
    low_res_masks: Array
    image_size: Size

    def one(self, index: int) -> Array:
        """One of the masks in the frame of the picture, ``(H, W) bool``."""
        x0, y0, x1, y1 = self.window.box
        mask = np.zeros(self.image_size, dtype=bool)
        mask[y0:y1, x0:x1] = self.masks[index]
        return mask

    def full(self) -> Array:
        """``(C, H, W) bool``, in the frame of the picture: as much memory as it has pixels."""
        masks = [self.one(index) for index in range(len(self.masks))]
        return np.stack(masks) if masks else np.zeros((0, *self.image_size), dtype=bool)


class SamLargePredictor:
    """Answers prompts about one picture at a time, each with the window that shows it best.

    A picture of up to 1.25 times what the model sees is encoded whole, as ``SamPredictor`` does,
    and has the same masks. It remembers embeddings, so it must not be shared between threads
    unguarded.

    Args:
        sam_model: the model; it is used without gradients.
        precision: what the image encoder computes in, see :mod:`sam.precision`.
        keep: how many windows' embeddings are kept, at least 1.

    Attributes:
        encodes: how many windows have been encoded.
    """

    def __init__(self, sam_model: Sam, precision: str = "float32", keep: int = KEPT) -> None:
        self._predictor = SamPredictor(sam_model, precision)
        self._side = sam_model.image_encoder.img_size
        self._keep = max(1, keep)
        self._embeddings: OrderedDict[Window, Tensor] = OrderedDict()
        self._image: Array | None = None
        self.encodes = 0

    def set_image(self, image: Array) -> None:
        """Take a picture. Nothing is encoded until it is asked about.

        Args:
            image: ``(H, W, 3) uint8`` RGB. Anything that is sliced into such arrays will do, a
                memory map of a file among them: windows alone are read.

        Raises:
            ImageError: it has another shape.
        """
        self._embeddings.clear()
        self._image = None
        if len(image.shape) != 3 or image.shape[2] != 3:
            raise ImageError(f"The image has shape {image.shape}; expected (height, width, 3).")
        self._image = image

    @property
    def size(self) -> Size:
        """(H, W) of the picture.

        Raises:
            ImageNotSetError: there is none.
        """
        if self._image is None:
            raise ImageNotSetError("There is no image yet; call set_image first.")
        return (int(self._image.shape[0]), int(self._image.shape[1]))

    def predict(
        self,
        point_coords: Array | None = None,
        point_labels: Array | None = None,
        box: Array | None = None,
        mask_input: Array | None = None,
        multimask_output: bool = True,
        window: Window | None = None,
        view: Box | None = None,
    ) -> LargeMasks:
        """Predict masks for one prompt.

        Without a window the finest one that holds the prompt is chosen; where the best mask is cut
        by its border, the object goes on beyond it, and the next larger window is asked, up to the
        whole picture.

        Args:
            point_coords, point_labels, box, multimask_output: as ``SamPredictor.predict`` takes
                them, in the image frame.
            mask_input: logits of an earlier answer; ``window`` has to be that answer's.
            window: the one to ask; None chooses. Where a point lies outside, as a correction of an
                object that goes on beyond it may, one that holds all is asked, without the logits.
            view: the part of the picture that a person sees, x0, y0, x1, y1.

        Raises:
            ImageNotSetError: there is no image yet.
            PromptError: the prompt is malformed, or logits came without their window.
        """
        size = self.size
        if mask_input is not None and window is None:
            raise PromptError(
                "There is mask_input but no window; expected the window of the answer that the "
                "logits are of, as they mean nothing in another."
            )
        about = _about(point_coords, box)
        if window is not None and (about is None or window.holds(about)):
            return self._ask(window, point_coords, point_labels, box, mask_input, multimask_output)
        if about is None:
            raise PromptError("There is neither a point nor a box; expected one or the other.")
        chosen: Window | None = window_for(about, size, self._side, view)
        while True:
            assert chosen is not None
            found = self._ask(chosen, point_coords, point_labels, box, None, multimask_output)
            best = int(np.argmax(found.iou_predictions)) if len(found.masks) else None
            larger = next_larger(chosen, size, self._side)
            if best is None or larger is None:
                return found
            threshold = self._predictor.model.mask_threshold
            if not is_cut(found.low_res_masks[best], chosen, size, threshold):
                return found
            chosen = larger

    def embedding(self, window: Window) -> Tensor:
        """A window's embedding, ``(1, 256, S/16, S/16)``; it is encoded if it is not kept.

        Raises:
            ImageNotSetError: there is no image yet.
            ImageError: the window is not inside the picture.
        """
        size = self.size
        if not whole(size).holds(window.box) or window.width < 1 or window.height < 1:
            raise ImageError(
                f"The window is {_said(window.box)}; expected a part of {size[1]}x{size[0]} pixels."
            )
        if window in self._embeddings:
            self._embeddings.move_to_end(window)
            return self._embeddings[window]
        assert self._image is not None
        x0, y0, x1, y1 = window.box
        self._predictor.set_image(np.ascontiguousarray(self._image[y0:y1, x0:x1]))
        self.encodes += 1
        embedding = self._predictor.get_image_embedding()
        self._embeddings[window] = embedding
        while len(self._embeddings) > self._keep:
            self._embeddings.popitem(last=False)
        return embedding

    def _ask(
        self,
        window: Window,
        point_coords: Array | None,
        point_labels: Array | None,
        box: Array | None,
        mask_input: Array | None,
        multimask_output: bool,
    ) -> LargeMasks:
        self._predictor.set_embedding(self.embedding(window), window.size)
        corner = np.array([window.x, window.y])
        masks, ious, logits = self._predictor.predict(
            None if point_coords is None else np.asarray(point_coords) - corner,
            point_labels,
            None if box is None else np.asarray(box) - np.tile(corner, 2),
            mask_input,
            multimask_output,
        )
        return LargeMasks(window, masks, ious, logits, self.size)


def is_cut(logits: Array, window: Window, size: Size, threshold: float = 0.0) -> bool:
    """Whether a mask reaches a border of its window that is none of the picture's.

    A few pixels at a border are noise: it must touch along 2 % of its own height or width. The page
    has the same rule (``static/js/windows/outgrown.js``); ``tests/vectors/cuts.json`` holds both.

    Args:
        logits: ``(S/4, S/4)`` of the mask, S pixels being the side of the model frame.
        window: where it was found.
        size: (H, W) of the picture.
        threshold: above which logits are inside.
    """
    cells = len(logits)
    seen = ResizeLongestSide.get_preprocess_shape(*window.size, cells * CELL)
    rows, columns = (min(-(-length // CELL), cells) for length in seen)
    mask = logits[:rows, :columns] > threshold
    inside_rows, inside_columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    if not inside_rows.size:
        return False
    tall, wide = int(np.ptp(inside_rows)) + 1, int(np.ptp(inside_columns)) + 1
    x0, y0, x1, y1 = window.box
    height, width = size
    sides = (
        (x0 > 0, mask[:, 0], tall),
        (x1 < width, mask[:, -1], tall),
        (y0 > 0, mask[0], wide),
        (y1 < height, mask[-1], wide),
    )
    return any(inner and touching.sum() > LEAST_CUT * length for inner, touching, length in sides)


def _about(point_coords: Array | None, box: Array | None) -> Box | None:
    """The box around a prompt; None where there is none."""
    corners = []
    if point_coords is not None and np.size(point_coords):
        corners.append(np.asarray(point_coords, dtype=float).reshape(-1, 2))
    if box is not None and np.size(box):
        corners.append(np.asarray(box, dtype=float).reshape(-1, 2))
    if not corners:
        return None
    every = np.concatenate(corners)
    (x0, y0), (x1, y1) = every.min(axis=0), every.max(axis=0)
    return (float(x0), float(y0), float(x1), float(y1))


def _said(box: Box | tuple[int, int, int, int]) -> str:
    return "({:.0f}, {:.0f}) to ({:.0f}, {:.0f})".format(*box)
