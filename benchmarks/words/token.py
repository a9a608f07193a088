"""Train the tiny towers' prompt token on drawn scenes, with MobileSAM's decoder."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from benchmarks.words.scenes import SEEN, Scene, scene
from sam.build import load_sam
from sam.masks import rle
from sam.modeling import Sam
from sam.predictor import SamPredictor
from sam.text import load_text_model
from sam.text.fitting import Example, fit, on_grid
from sam.text.towers import Towers
from sam.weights import find_checkpoint


def train_token(out: Path, steps: int = 400, scenes: int = 120, seed: int = 3_000_000) -> None:
    """Train and write the projection beside the towers, which must be there."""
    towers = load_text_model(out.parent / "towers")
    assert isinstance(towers, Towers)
    model = load_sam(find_checkpoint("vit_t")).requires_grad_(False)
    examples = [example(scene(seed + index, SEEN), model, towers) for index in range(scenes)]
    print(f"token: {len(examples)} scenes encoded", flush=True)
    losses: list[float] = []

    def report(step: int, loss: float) -> None:
        losses.append(loss)
        if step % 25 == 0:
            print(f"token {step}/{steps}: loss {np.mean(losses[-25:]):.3f}", flush=True)

    fit(model, examples, towers.folder.fingerprint, steps, report=report).save(towers.folder.path)


def example(drawn: Scene, model: Sam, towers: Towers) -> Example:
    """A scene to train with."""
    predictor = SamPredictor(model)
    predictor.set_image(drawn.image)
    masks = [rle.encode(each.mask) for each in drawn.objects]
    return Example(
        predictor.get_image_embedding().half().numpy(),
        tuple(each.words for each in drawn.objects),
        towers.pictures(drawn.image, masks),
        np.stack([on_grid(each.mask, model) for each in drawn.objects]),
        on_grid(np.ones(drawn.image.shape[:2], bool), model),
    )
