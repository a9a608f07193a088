"""Our side of the comparison gives what the generator gives, with the time of its first mask."""

from __future__ import annotations

import numpy as np

from benchmarks.everything import embedding_of, timed
from sam import SamAutomaticMaskGenerator
from sam.automatic import EverythingSettings
from sam.build import build_sam
from sam.config import TINY


def test_a_timed_run_is_the_generators() -> None:
    image = np.random.default_rng(0).integers(0, 256, (60, 90, 3), dtype=np.uint8)
    settings = EverythingSettings(points_per_side=3, pred_iou_thresh=0, stability_score_thresh=0)
    model = build_sam(TINY)
    run = timed(model, image, settings, embedding_of(model, image))
    generator = SamAutomaticMaskGenerator.from_settings(model, settings, output_mode="coco_rle")
    assert run.records == generator.generate(image)
    assert 0 < run.first_mask <= run.seconds
