"""Which masks survive filters and suppression, by the engine's own parts (``sam.masks.nms``)."""

from __future__ import annotations

from typing import Any

import numpy as np

from sam.masks.nms import nms

FILTERS = (
    {"iou": 0.88, "stability": 0.95, "overlap": 0.7, "minArea": 0},
    {"iou": 0.70, "stability": 0.80, "overlap": 0.7, "minArea": 0},
    {"iou": 0.70, "stability": 0.80, "overlap": 0.3, "minArea": 120},
    {"iou": 0.95, "stability": 0.80, "overlap": 1.0, "minArea": 0},
    {"iou": 1.0, "stability": 1.0, "overlap": 0.1, "minArea": 10_000},
)
CROPS = ((0, 0, 120, 90), (0, 0, 70, 55), (50, 35, 70, 55))


def everything_vectors() -> list[dict[str, Any]]:
    """For each filters, the ids that survive, in order. Scores repeat, so that ties are there."""
    made = []
    for crops in (1, len(CROPS)):
        records = _records(crops)
        for filters in FILTERS:
            made.append(
                {
                    "name": f"{crops} crop(s), {filters}",
                    "filters": filters,
                    "records": records,
                    "ids": _surviving(records, filters),
                }
            )
    return made


def _records(crops: int) -> list[dict[str, Any]]:
    """80 records in which every number but the pixels is as the server sends it."""
    rng = np.random.default_rng(crops)
    records = []
    for _ in range(80):
        x, y, crop = int(rng.integers(0, 80)), int(rng.integers(0, 60)), int(rng.integers(crops))
        width, height = int(rng.integers(0, 40)), int(rng.integers(0, 30))
        records.append(
            {
                "bbox": [x, y, width, height],
                "area": (width + 1) * (height + 1) // 2 + 1,
                "predicted_iou": round(float(rng.uniform(0.7, 1.02)), 2),
                "stability_score": round(float(rng.uniform(0.8, 1)), 2),
                "crop_box": list(CROPS[crop]),
            }
        )
    return records


def _surviving(records: list[dict[str, Any]], filters: dict[str, float]) -> list[int]:
    passed = [
        index
        for index, record in enumerate(records)
        if record["predicted_iou"] > filters["iou"]
        and record["stability_score"] >= filters["stability"]
        and record["area"] >= filters["minArea"]
    ]
    crops = list(dict.fromkeys(tuple(records[index]["crop_box"]) for index in passed))
    kept: list[int] = []
    for crop in crops:
        members = [index for index in passed if tuple(records[index]["crop_box"]) == crop]
        scores = [records[index]["predicted_iou"] for index in members]
        kept += [members[i] for i in nms(_boxes(records, members), scores, filters["overlap"])]
    if len(crops) < 2:
        return kept
    sharpness = [1 / (w * h) for _, _, w, h in (records[index]["crop_box"] for index in kept)]
    return [kept[i] for i in nms(_boxes(records, kept), sharpness, filters["overlap"])]


def _boxes(records: list[dict[str, Any]], indices: list[int]) -> list[tuple[int, int, int, int]]:
    boxes = (records[index]["bbox"] for index in indices)
    return [(x, y, x + width, y + height) for x, y, width, height in boxes]
