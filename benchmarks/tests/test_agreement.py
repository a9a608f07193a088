"""The page is asked what the plain decoder was asked, and differences are found."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from benchmarks.agreement import NotingPredictor, compare, spread_instances
from benchmarks.dataset import Sample
from sam import SamPredictor
from sam.build import build_sam
from sam.config import TINY_T
from sam.prompts import Prompt
from sam.rounding import rounded
from sam.transforms import Size

Array = Any


def sample(name: str, instances: int, folder: Path = Path()) -> Sample:
    return Sample(name, folder / "image.png", folder / "masks.png", "photo/test", instances)


@pytest.fixture
def drawn(tmp_path: Path) -> Sample:
    """A picture with two instances."""
    ids = np.zeros((60, 90), np.uint8)
    ids[5:30, 10:40], ids[30:55, 50:85] = 1, 2
    Image.fromarray(np.repeat(100 * ids[..., None], 3, axis=2)).save(tmp_path / "image.png")
    Image.fromarray(ids).save(tmp_path / "masks.png")
    return sample("drawn", 2, tmp_path)


class Page:
    """Answers as the page does, by the plain decoder with the rounded weights, but for what is
    spoilt."""

    def __init__(self, predictor: SamPredictor, logits: float = 0, erase: bool = False) -> None:
        self.predictor = SamPredictor(rounded(predictor.model))
        self.logits, self.erase = logits, erase
        self.asked: list[tuple[Prompt, bool]] = []

    def set_picture(self, side: str, embedding: Array, size: Size) -> float:
        self.predictor.set_embedding(embedding, size)
        return 0.0

    def answer(
        self, prompt: Prompt, size: Size, mask_input: Array | None = None
    ) -> tuple[int, Array, Array]:
        self.asked.append((prompt, mask_input is not None))
        several = prompt.box is None and len(prompt.points) == 1
        mask_input = None if mask_input is None else mask_input[None]
        arguments = {
            "point_coords": prompt.points if len(prompt.points) else None,
            "point_labels": prompt.labels if len(prompt.points) else None,
            "box": prompt.box,
            "mask_input": mask_input,
        }
        single = self.predictor.predict(**arguments, multimask_output=False)
        triple = self.predictor.predict(**arguments, multimask_output=True)
        masks, ious, logits = triple if several else single
        best = int(np.argmax(ious))
        all_logits = np.concatenate([single[2], triple[2]]) + self.logits
        return best + several, masks[best] & (not self.erase), all_logits


@pytest.fixture
def predictor() -> NotingPredictor:
    return NotingPredictor(build_sam(TINY_T).eval())


def test_the_same_decoder_agrees_entirely(drawn: Sample, predictor: NotingPredictor) -> None:
    page = Page(predictor)
    exact, agreement = compare(page, predictor, [(drawn, [0, 1])])
    assert exact.prompts == agreement.prompts == len(page.asked) == len(predictor.asked)
    assert (agreement.mean_iou, agreement.min_iou) == (1.0, 1.0)
    assert agreement.logits == 0 < exact.logits < 0.1
    assert any(prompt.box is not None for prompt, _ in page.asked)
    assert any(refines for _, refines in page.asked)


def test_only_the_chosen_instances_are_asked_about(
    drawn: Sample, predictor: NotingPredictor
) -> None:
    one, _ = compare(Page(predictor), predictor, [(drawn, [1])])
    both, _ = compare(Page(predictor), predictor, [(drawn, [0, 1])])
    assert 0 < one.prompts < both.prompts


def test_differences_are_found(drawn: Sample, predictor: NotingPredictor) -> None:
    page = Page(predictor, logits=-0.25, erase=True)
    _, agreement = compare(page, predictor, [(drawn, [0, 1])])
    assert agreement.logits == pytest.approx(0.25, rel=1e-4)
    assert agreement.min_iou <= agreement.mean_iou < 1


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (1, [("a", [0])]),
        (3, [("a", [0]), ("c", [0, 3])]),
        (7, [("a", [0, 1, 2]), ("c", [0, 1, 2, 3])]),
        (99, [("a", [0, 1, 2]), ("c", [0, 1, 2, 3])]),
    ],
)
def test_instances_are_chosen_evenly(count: int, expected: list[tuple[str, list[int]]]) -> None:
    samples = [sample("a", 3), sample("b", 0), sample("c", 4)]
    chosen = [(each.name, list(positions)) for each, positions in spread_instances(samples, count)]
    assert chosen == expected
