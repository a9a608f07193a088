"""Evaluation pictures as a queue sees them, and their objects' clicks; kept between runs."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from benchmarks.dataset import Sample
from benchmarks.replay import Click, clicks_of
from dataengine.ordering.looks import clicks, descriptor
from sam import SamPredictor
from sam.fingerprint import decoder_fingerprint, encoder_fingerprint
from sam.modeling import Sam


@dataclass(frozen=True)
class Picture:
    """A picture of the project.

    Attributes:
        name: of the sample.
        domain: in which its objects are scored.
        descriptor: ``(D,)``, what it looks like.
        rows: ``(n, 4, 17)``, features of the clicks by which the model's doubt is known.
        objects: for each object a click for each draw.
    """

    name: str
    domain: str
    descriptor: npt.NDArray[np.float32]
    rows: npt.NDArray[np.float32]
    objects: list[list[Click]]


def seen(
    sample: Sample,
    model: Sam,
    labels: dict[tuple[str, int], str],
    draws: int,
    work: Path | None,
) -> Picture:
    """A picture, from the folder or from the model.

    Args:
        labels: by picture and instance.
        draws: random places at which each object is clicked.
        work: folder for what is found; None keeps nothing.
    """
    names = [labels.get((sample.name, number + 1), "") for number in range(sample.instances)]
    key = f"{encoder_fingerprint(model)[:8]}-{decoder_fingerprint(model)[:8]}"
    path = None if work is None else work / f"{sample.name}-{key}-{draws}.npz"
    if path is None or not path.is_file():
        arrays = _looked_at(sample, model, labels, draws)
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
            unfinished = path.with_suffix(".unfinished.npz")
            np.savez_compressed(unfinished, **arrays)  # type: ignore[arg-type]
            unfinished.replace(path)
    else:
        with np.load(path) as kept:
            arrays = {name: kept[name] for name in kept.files}
    objects = [
        [Click(name, x, y) for x, y in zip(rows, overlaps, strict=True)]
        for name, rows, overlaps in zip(names, arrays["features"], arrays["overlaps"], strict=True)
    ]
    domain = sample.group.partition("/")[0]
    return Picture(
        sample.name,
        domain,
        arrays["descriptor"].astype(np.float32),
        arrays["rows"].astype(np.float32),
        objects,
    )


def _looked_at(
    sample: Sample, model: Sam, labels: dict[tuple[str, int], str], draws: int
) -> dict[str, npt.NDArray[np.float64] | npt.NDArray[np.float32]]:
    predictor = SamPredictor(model)
    objects = clicks_of(predictor, sample, labels, draws)
    embedding = predictor.get_image_embedding().numpy()
    assert predictor.original_size is not None
    height, width = predictor.original_size
    return {
        "descriptor": descriptor(embedding, width, height),
        "rows": clicks(model, embedding, width, height).rows,
        "features": np.array([[each.rows for each in found] for found in objects]),
        "overlaps": np.array([[each.overlaps for each in found] for found in objects]),
    }
