"""Two independent answers to "which mask should this prompt give?"."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime
from PIL import Image

from sam.predictor import SamPredictor
from visitors.pictures import Rgb

Bits = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Prompt:
    """What was pointed at, in image pixels."""

    points: tuple[tuple[int, int, int], ...] = ()
    """x, y and label: 1 foreground, 0 background."""
    box: tuple[int, int, int, int] | None = None
    """x0, y0, x1, y1."""
    box_index: int = 0
    """How many points were there before the box."""

    def steps(self) -> list[Prompt]:
        """The prompts that led to this one, mark by mark, and this one."""
        steps: list[Prompt] = []
        points: tuple[tuple[int, int, int], ...] = ()
        box = None
        for index in range(len(self.points) + (self.box is not None)):
            if self.box is not None and index == self.box_index:
                box = self.box
            else:
                points = self.points[: len(points) + 1]
            steps.append(Prompt(points, box, self.box_index if box else 0))
        return steps

    @property
    def is_ambiguous(self) -> bool:
        """Whether it is a single foreground point, for which three masks are offered."""
        return self.box is None and [label for *_, label in self.points] == [1]


def iou(a: Bits, b: Bits) -> float:
    """Intersection over union of two masks of one size."""
    return float((a & b).sum() / (a | b).sum())


class PredictorReferee:
    """SamPredictor with the real weights, as a Python script would use it."""

    def __init__(self, predictor: SamPredictor) -> None:
        self._predictor = predictor
        self._image: Rgb | None = None

    def masks(self, image: Rgb, prompt: Prompt) -> list[Bits]:
        """The masks to offer for a prompt, best first, each ``(H, W)``.

        Each mark refines the best mask of the marks before it.
        """
        if self._image is None or not np.array_equal(self._image, image):
            self._predictor.set_image(image)
            self._image = image
        logits = None
        for step in prompt.steps():
            points = np.array([point[:2] for point in step.points]) if step.points else None
            labels = np.array([point[2] for point in step.points]) if step.points else None
            box = np.array(step.box) if step.box else None
            masks, scores, low_res = self._predictor.predict(
                points, labels, box, mask_input=logits, multimask_output=step.is_ambiguous
            )
            best_first = np.argsort(-scores, kind="stable")
            logits = low_res[best_first[:1]]
        return [masks[token] for token in best_first]


class MinisamReferee:
    """Meta's own ONNX export with the default weights, and preprocessing written for this test.

    It answers with the same token as the page for everything but a lone box.
    """

    SIDE = 1024
    MEAN = np.array([123.675, 116.28, 103.53], np.float32)
    STD = np.array([58.395, 57.12, 57.375], np.float32)

    def __init__(self, package: Path) -> None:
        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        self._encoder, self._decoder = (
            onnxruntime.InferenceSession(
                package / "dist" / name, options, providers=["CPUExecutionProvider"]
            )
            for name in ("encoder.onnx", "sam.onnx")
        )

    def mask(self, image: Rgb, prompt: Prompt) -> Bits:
        """The mask ``(H, W)`` of a prompt's best candidate."""
        steps = prompt.steps()
        assert steps[0].points, "Meta's export answers a lone box with another token than the page."
        height, width = image.shape[:2]
        factor = self.SIDE / max(height, width)
        size = (round(width * factor + 1e-9), round(height * factor + 1e-9))
        resized = Image.fromarray(image).resize(size, Image.Resampling.BILINEAR)
        square = np.zeros((self.SIDE, self.SIDE, 3), np.float32)
        square[: size[1], : size[0]] = (np.asarray(resized) - self.MEAN) / self.STD
        (embedding,) = self._encoder.run(None, {"input": square.transpose(2, 0, 1)[None]})

        earlier = np.zeros((1, 1, 256, 256), np.float32)
        for index, step in enumerate(steps):
            corners = [] if step.box is None else [(*step.box[:2], 2), (*step.box[2:], 3)]
            rows = np.array([*step.points, *corners], np.float32)
            rows[:, 0] *= size[0] / width
            rows[:, 1] *= size[1] / height
            if step.box is None:
                rows = np.vstack([rows, np.array([0, 0, -1], np.float32)])
            logits, _, earlier = self._decoder.run(
                None,
                {
                    "image_embeddings": embedding,
                    "point_coords": rows[None, :, :2],
                    "point_labels": rows[None, :, 2],
                    "mask_input": earlier,
                    "has_mask_input": np.array([index > 0], np.float32),
                    "orig_im_size": np.array([height, width], np.float32),
                },
            )
        bits: Bits = logits[0, 0] > 0
        return bits
