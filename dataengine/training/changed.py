"""The masks that a tuned decoder changes most, side by side on the pictures."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image

from dataengine.training.examples import Bits, Example
from dataengine.training.judging import Row, with_decoder
from dataengine.training.prompted import Prompted
from dataengine.training.views import Views
from sam.evaluation import deepest_pixel
from sam.modeling import MaskDecoder, Sam

MOST = 20
_SIDE = 240
_TRUE, _BEFORE, _AFTER = (255, 255, 255), (240, 120, 30), (40, 150, 240)


def most_changed(before: Sequence[Row], after: Sequence[Row], most: int = MOST) -> list[int]:
    """Which objects' one-click masks changed most, by their scores; the largest change first."""
    changes = [
        abs(new.scores["one_click"] - old.scores["one_click"])
        for old, new in zip(before, after, strict=True)
    ]
    order = sorted(range(len(changes)), key=lambda index: -changes[index])
    return [index for index in order[:most] if changes[index] > 0]


def draw_changed(
    model: Sam,
    decoders: Sequence[MaskDecoder],
    views: Views,
    rows: Sequence[Row],
    chosen: Sequence[int],
    folder: Path,
) -> list[Path]:
    """A PNG for each object: the annotated mask, and what each decoder answers to one click.

    Args:
        model: the encoders.
        decoders: the published one and the tuned one.
        views: the examples, with their embeddings.
        rows: every object's scores; ``chosen`` are places in it.
        folder: where to.
    """
    folder.mkdir(parents=True, exist_ok=True)
    places = {example.name: index for index, example in enumerate(views.examples)}
    predictors = [Prompted(with_decoder(model, decoder)) for decoder in decoders]
    paths = []
    for rank, at in enumerate(chosen, 1):
        row = rows[at]
        index = places[row.example]
        example: Example = views.examples[index]
        truth, picture = example.masks()[row.index], example.open()
        x, y = deepest_pixel(truth)
        panels = [_panel(picture, truth, truth, _TRUE, None)]
        for predictor, colour in zip(predictors, (_BEFORE, _AFTER), strict=True):
            predictor.set_embedding(views.get(index).embedding, truth.shape)
            masks, predicted, _ = predictor.predict(np.array([[x, y]]), np.array([1]))
            panels.append(_panel(picture, masks[int(predicted.argmax())], truth, colour, (x, y)))
        path = folder / f"{rank:02d}.png"
        Image.fromarray(np.concatenate(panels, axis=1)).save(path)
        paths.append(path)
    return paths


def _panel(
    picture: npt.NDArray[np.uint8],
    mask: Bits,
    truth: Bits,
    colour: tuple[int, int, int],
    click: tuple[int, int] | None,
) -> npt.NDArray[np.uint8]:
    """The picture round the true object, a mask laid over it: ``(_SIDE, _SIDE, 3)``."""
    left, top, right, bottom = _round_about(truth)
    part = picture[top:bottom, left:right].astype(np.float32)
    covered = mask[top:bottom, left:right]
    part[covered] = 0.5 * part[covered] + 0.5 * np.array(colour, np.float32)
    if click is not None:
        reach = max(2, (right - left) // 60)
        x, y = click[0] - left, click[1] - top
        part[max(0, y - reach) : y + reach + 1, max(0, x - reach) : x + reach + 1] = (230, 30, 60)
    image = Image.fromarray(part.astype(np.uint8))
    image.thumbnail((_SIDE - 4, _SIDE - 4))
    panel = Image.new("RGB", (_SIDE, _SIDE), (24, 24, 24))
    panel.paste(image, ((_SIDE - image.width) // 2, (_SIDE - image.height) // 2))
    return np.asarray(panel)


def _round_about(truth: Bits) -> tuple[int, int, int, int]:
    """The object's box, enlarged by half of its longer side: left, top, right, bottom."""
    ys, xs = np.nonzero(truth)
    reach = max(int(xs.max() - xs.min()), int(ys.max() - ys.min()), 32) // 2
    height, width = truth.shape
    return (
        max(0, int(xs.min()) - reach),
        max(0, int(ys.min()) - reach),
        min(width, int(xs.max()) + reach + 1),
        min(height, int(ys.max()) + reach + 1),
    )
