"""A picture's decoder asked with boxes, points and tokens: records at the picture's size."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from sam.automatic import EverythingSettings, Record
from sam.automatic.crops import Crop
from sam.automatic.judge import Frames
from sam.masks import rle
from sam.masks.boxes import xyxy_to_xywh
from sam.modeling import Sam
from sam.modeling.sam import decode_prompts
from sam.prompts import clip_box
from sam.text.prompt_token import decode_token
from sam.transforms import ResizeLongestSide, Size

Floats = npt.NDArray[np.float32]


class Decoding:
    """Decodes prompts in one picture.

    Args:
        model: whose decoder.
        embedding: of the whole picture, ``(1, C, S/16, S/16)``.
        size: (H, W) of the picture.
    """

    def __init__(self, model: Sam, embedding: Tensor | Floats, size: Size) -> None:
        self._model = model
        like = model.pixel_mean
        self._embedding = torch.as_tensor(embedding, dtype=like.dtype, device=like.device)
        self._size = size
        self._frames = Frames(
            size=size,
            transform=ResizeLongestSide(model.image_encoder.img_size),
            low_side=model.prompt_encoder.mask_input_size[0],
            threshold=model.mask_threshold,
        )
        self._crop = Crop((0, 0, size[1], size[0]), 0)
        self._enlarger = self._frames.enlarger(self._crop)

    def record(
        self,
        points: npt.ArrayLike,
        labels: npt.ArrayLike,
        box: npt.ArrayLike | None,
        tokens: Tensor | None = None,
    ) -> Record | None:
        """The mask of one prompt.

        Args:
            points: ``(N, 2)`` XY in pixels, N may be 0.
            labels: ``(N,)``, 1 foreground, 0 background.
            box: ``(4,)`` XYXY in pixels; what is outside the picture is cut off.
            tokens: of a text, from :class:`sam.text.PromptToken`.

        Returns:
            None for a mask without a pixel.
        """
        like, transform = self._embedding, self._frames.transform
        places = np.asarray(points, np.float64).reshape(-1, 2)
        coords = None
        if len(places):
            moved = torch.as_tensor(transform.apply_coords(places, self._size), dtype=like.dtype)
            marks = torch.as_tensor(np.asarray(labels), dtype=torch.int)
            coords = (moved[None].to(like.device), marks[None].to(like.device))
        boxes = None
        if box is not None:
            corners = clip_box(np.asarray(box, np.float64), self._size)
            moved = torch.as_tensor(transform.apply_boxes(corners, self._size), dtype=like.dtype)
            boxes = moved.to(like.device)
        extra = None if tokens is None else tokens[None].to(like)
        with torch.no_grad():
            low, predicted = decode_prompts(self._model, like, coords, boxes, None, False, extra)
        mask = self._enlarger.mask(
            low[0, 0].float().cpu(),
            self._frames.threshold,
            EverythingSettings.stability_score_offset,
        )
        if not mask.area:
            return None
        x0, y0, x1, y1 = mask.box
        if len(places):
            found_with = (float(places[0, 0]), float(places[0, 1]))
        else:
            found_with = ((x0 + x1) / 2, (y0 + y1) / 2)
        return Record(
            segmentation=rle.encode_window(mask.bits, mask.corner, self._size),
            area=mask.area,
            bbox=xyxy_to_xywh(mask.box),
            predicted_iou=float(predicted[0, 0]),
            point_coords=found_with,
            stability_score=mask.stability_score,
            crop_box=(0, 0, self._size[1], self._size[0]),
        )

    def chance(self, tokens: Tensor) -> tuple[Floats, float]:
        """What the decoder answers to a text alone: ``(rows, columns)``, 0 to 1, on its own grid
        and of the picture alone, and how many cells of that there are to a pixel.
        """
        with torch.no_grad():
            low, _ = decode_token(self._model, self._embedding, tokens.to(self._embedding))
        height, width = self._frames.input_size(self._crop)
        cells = self._frames.low_side / self._model.image_encoder.img_size
        rows, columns = int(np.ceil(height * cells)), int(np.ceil(width * cells))
        chance: Floats = low[0, 0, :rows, :columns].sigmoid().float().cpu().numpy()
        return chance, max(height, width) / max(self._size) * cells
