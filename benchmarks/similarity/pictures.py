"""Evaluation pictures with everything's candidates, all described; kept between runs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from pycocotools import mask as coco

from benchmarks.dataset import Sample
from sam.automatic import EverythingSettings, SamAutomaticMaskGenerator, collect
from sam.fingerprint import decoder_fingerprint, encoder_fingerprint
from sam.masks import rle
from sam.masks.rle import CocoRle
from sam.modeling import Sam
from sam.similar import Described, Describer, rivals

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Picture:
    """A picture, its objects, and its candidates.

    Attributes:
        name: of the sample.
        labels: of each object.
        truths, objects: their masks, and the same described.
        masks, candidates: everything's, and the same described.
        quality: ``(N, 2)``, predicted IoU and stability score of each candidate.
        overlaps: ``(N, T)``, IoU of each candidate with each object.
        rivals: ``(N, N)``, which two candidates are of one object.
    """

    name: str
    labels: tuple[str, ...]
    truths: list[CocoRle]
    objects: Described
    masks: list[CocoRle]
    candidates: Described
    quality: Floats
    overlaps: Floats
    rivals: npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Found:
    """What is kept of a picture: its embedding as float16, everything's records that have a pixel,
    and ``(N, N)`` which two of them are of one object."""

    embedding: npt.NDArray[np.float16]
    records: list[dict[str, Any]]
    rivals: npt.NDArray[np.bool_]


def found_in(
    sample: Sample, model: Sam, settings: EverythingSettings, work: Path | None
) -> tuple[Found, bool]:
    """Everything's candidates of a picture, from the folder or from the model, and which it was.

    Args:
        settings: of the search; its candidates are kept.
        work: folder for what is found; None keeps nothing. A file in it is of this sample, this
            model and these settings.
    """
    key = f"{encoder_fingerprint(model)[:8]}-{decoder_fingerprint(model)[:8]}"
    grid = f"{settings.points_per_side}{'-adaptive' if settings.adaptive else ''}"
    path = None if work is None else work / f"{sample.name}-{key}-{grid}.npz"
    if path is not None and path.is_file():
        with np.load(path) as kept:
            records = json.loads(str(kept["records"]))
            return Found(kept["embedding"], records, kept["rivals"]), True
    image = sample.read_image()
    generator = SamAutomaticMaskGenerator.from_settings(model, settings.candidates())
    height, width = image.shape[:2]
    embedding = generator.embedder(image)((0, 0, width, height))
    events = generator.stream((height, width), generator.embedder(image, embedding))
    records = [each.as_dict() for each in collect(events) if each.area > 0]
    same = rivals([each["segmentation"] for each in records])
    found = Found(embedding.astype(np.float16), records, same)
    if path is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(".unfinished.npz")
        text = np.array(json.dumps(records))
        np.savez_compressed(unfinished, embedding=found.embedding, records=text, rivals=same)
        unfinished.replace(path)
    return found, False


def described(sample: Sample, labels: Sequence[str], found: Found) -> Picture:
    """A picture with all that is asked of it."""
    image = sample.read_image()
    truths = [rle.encode(mask) for mask in sample.read_instances()]
    masks: list[CocoRle] = [record["segmentation"] for record in found.records]
    describer = Describer(found.embedding, image)
    overlaps = coco.iou(masks, truths, [0] * len(truths)) if masks else np.zeros((0, len(truths)))
    return Picture(
        sample.name,
        tuple(labels),
        truths,
        describer.describe(truths),
        masks,
        describer.describe(masks),
        np.array([[each["predicted_iou"], each["stability_score"]] for each in found.records]),
        np.asarray(overlaps),
        found.rivals,
    )
