"""What segment everything finds in a picture, described so that it can be compared."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from sam.automatic import PointDecoder, SamAutomaticMaskGenerator, collect, preset
from sam.automatic.events import Record
from sam.masks.rle import CocoRle
from sam.modeling import Sam
from sam.similar import Described, Describer

PRESET = "fast"


@dataclass(frozen=True)
class Candidates:
    """Everything's candidates of a picture.

    Attributes:
        records: with their masks; none of them empty.
        described: the same.
        describer: describes other masks of the picture.
    """

    records: tuple[Record, ...]
    described: Described
    describer: Describer

    @cached_property
    def masks(self) -> list[CocoRle]:
        """Of the records."""
        return [each.segmentation for each in self.records]

    @cached_property
    def quality(self) -> npt.NDArray[np.float64]:
        """``(N, 2)``: predicted IoU and stability score."""
        rows = [[each.predicted_iou, each.stability_score] for each in self.records]
        return np.array(rows, np.float64).reshape(-1, 2)


class Finder:
    """Finds candidates in pictures, with one model.

    Candidates are those of the preset ``fast`` down to a predicted IoU of 0.70: how confident and
    how stable a mask has to be is a matter of the domain, and the regression weighs both.

    Args:
        model: with the decoder that the project uses.
        decoder: decodes everything's points; None for the model's own.
    """

    def __init__(self, model: Sam, decoder: PointDecoder | None = None) -> None:
        settings = preset(PRESET).candidates()
        self._generator = SamAutomaticMaskGenerator.from_settings(model, settings, decoder=decoder)

    def find(
        self,
        image: npt.NDArray[np.uint8],
        alive: Callable[[float], None] = lambda share: None,
    ) -> Candidates:
        """Search a picture, ``(H, W, 3) uint8`` RGB.

        Args:
            alive: called now and then with the share of the search that is done; may raise to end
                it.
        """
        height, width = image.shape[:2]
        embedding = self._generator.embedder(image)((0, 0, width, height))
        alive(0.0)
        events = self._generator.stream((height, width), self._generator.embedder(image, embedding))
        records = tuple(each for each in collect(events, alive) if each.area > 0)
        describer = Describer(embedding, image)
        described = describer.describe([each.segmentation for each in records])
        return Candidates(records, described, describer)
