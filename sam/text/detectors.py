"""A detector: a picture and words in, boxes out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from sam.masks.nms import nms
from sam.text.folder import TextFolder
from sam.text.loading import image_reader_of, model_of, pretrained

Floats = npt.NDArray[np.float32]

LINES = {"owlv2": 0.2, "owlvit": 0.15, "grounding-dino": 0.3}
"""From which similarity on boxes are to be looked at: what the models' authors show, about."""

LEAST = 0.5
"""Of a line: what is less similar than so much of it is no match, however low a person puts the
line, and is not decoded."""

_SAME = 0.6
"""From this IoU on two boxes of one word are of one object."""

MOST_BOXES = 100
"""Of one word, the most similar."""


@dataclass(frozen=True, slots=True)
class WordBox:
    """Where something that the words may mean is.

    Attributes:
        word: which of the words, from 0.
        similarity: 0 to 1.
        box: XYXY in pixels of the picture, inside it.
    """

    word: int
    similarity: float
    box: tuple[float, float, float, float]


class Detector:
    """OWLv2, OWL-ViT or GroundingDINO of a folder.

    Attributes:
        folder: what it was loaded from.
        line: similarity from which on boxes are to be looked at.
    """

    def __init__(self, folder: TextFolder) -> None:
        from transformers import AutoModelForZeroShotObjectDetection, AutoTokenizer

        self.folder = folder
        self.line = LINES[folder.kind]
        self._model = model_of(folder, AutoModelForZeroShotObjectDetection)
        self._words = pretrained(folder, AutoTokenizer)
        self._pictures = image_reader_of(folder)

    def boxes(self, image: npt.NDArray[np.uint8], words: Sequence[str]) -> list[WordBox]:
        """Boxes of what the words name, none of which are of the same object by the same word.

        Args:
            image: ``(H, W, 3)`` uint8, RGB.
            words: what is looked for.

        Returns:
            Those with half the line's similarity at least, by word, the most similar first.
        """
        height, width = image.shape[:2]
        pixels = self._pictures(images=[image], return_tensors="pt")
        if self.folder.kind == "grounding-dino":
            found = [self._grounded(pixels, text) for text in words]
            boxes = np.stack([each[0] for each in found])  # (N, Q, 4): every word has its own
            scores = np.stack([each[1] for each in found])
            scale = np.array([width, height, width, height], np.float32)
        else:
            corners, similar = self._open_vocabulary(pixels, words)
            boxes = np.broadcast_to(corners, (len(words), *corners.shape))
            scores = similar.T
            # OWLv2 pads a picture to a square, OWL-ViT stretches it to one.
            sides = (max(height, width),) * 2 if self.folder.kind == "owlv2" else (width, height)
            scale = np.array([*sides, *sides], np.float32)
        limits = np.array([width, height, width, height], np.float32)
        return [
            each
            for word in range(len(words))
            for each in self._chosen(word, (boxes[word] * scale).clip(0, limits), scores[word])
        ]

    def _open_vocabulary(self, pixels: Any, words: Sequence[str]) -> tuple[Floats, Floats]:
        """``(Q, 4)`` XYXY in shares of the sides that the model sees, and ``(Q, N)``."""
        import torch

        length = int(self._model.config.text_config.max_position_embeddings)
        read = self._words(
            list(words),
            padding="max_length",
            truncation=True,
            max_length=length,
            return_tensors="pt",
        )
        with torch.inference_mode():
            out = self._model(
                input_ids=read["input_ids"],
                attention_mask=read["attention_mask"],
                pixel_values=pixels["pixel_values"],
            )
        return _corners(out.pred_boxes[0]), out.logits[0].sigmoid().float().numpy()

    def _grounded(self, pixels: Any, text: str) -> tuple[Floats, Floats]:
        """The same of one text, as GroundingDINO reads it: in lower case, with a full stop. Its
        similarity is that of the text's most similar piece.
        """
        import torch

        sentence = f"{text.lower().rstrip('.')}."
        read = self._words([sentence], truncation=True, max_length=256, return_tensors="pt")
        given = {name: read[name] for name in read if name != "special_tokens_mask"}
        with torch.inference_mode():
            out = self._model(**pixels, **given)
        scores = out.logits[0].sigmoid().amax(-1).float().numpy()
        return _corners(out.pred_boxes[0]), scores

    def _chosen(self, word: int, boxes: Floats, scores: Floats) -> list[WordBox]:
        """The boxes of a word, suppressed."""
        extents = boxes[:, 2:] - boxes[:, :2]
        likely = np.flatnonzero((scores >= LEAST * self.line) & (extents >= 1).all(1))
        kept = likely[nms(boxes[likely], scores[likely], _SAME)][:MOST_BOXES]
        return [
            WordBox(word, float(scores[at]), (x0, y0, x1, y1))
            for at, (x0, y0, x1, y1) in zip(kept, boxes[kept].tolist(), strict=True)
        ]


def _corners(boxes: Any) -> Floats:
    """``(Q, 4)`` cx, cy, w, h -> XYXY."""
    rows: Floats = boxes.float().numpy()
    half = rows[:, 2:] / 2
    return np.concatenate([rows[:, :2] - half, rows[:, :2] + half], axis=1)
