"""A project as large as one gets: rows of pictures and annotations, put in without a server."""

from __future__ import annotations

import hashlib
import json
import random
import uuid
from pathlib import Path
from typing import Any

import numpy as np
import sqlalchemy as sa

from dataengine.engine import DataEngine
from dataengine.store import labels, people, projects, tables
from sam.masks import rle

LABELS = ("cell", "nucleus", "dust", "scratch")
WIDTH, HEIGHT = 640, 480

_ANY = "00000000-0000-4000-8000-000000000000"
_NOTHING = rle.encode(np.zeros((HEIGHT, WIDTH), bool))

_PORTION = 500
"""Pictures of one transaction."""


def fill(folder: Path, pictures: int, annotations: int, seed: int = 1) -> str:
    """Make a project; its id. Half of the pictures are new, the others in all other states.

    Args:
        folder: of the data; new.
        pictures, annotations: how many; every picture that is not new has about as many.
    """
    draw = random.Random(seed)
    engine = DataEngine(folder)
    with engine.writing() as tx:
        lead, _ = people.make(tx, "Lead")
    with engine.writing(lead) as tx:
        project = projects.make(tx, "Large")
        for name in LABELS:
            labels.make(tx, project.id, name)
    shapes = [_shape(draw) for _ in range(64)]
    texts = {label: [_text(label, each) for each in shapes] for label in LABELS}
    begun = max(1, pictures // 2)
    for first in range(0, pictures, _PORTION):
        numbers = range(first, min(first + _PORTION, pictures))
        counts = [_share(annotations, begun, number) if number < begun else 0 for number in numbers]
        with engine.writing(lead) as tx:
            _insert(tx.connection, project.id, lead.id, numbers, counts, texts, draw, tx.now)
    with engine.writing() as tx:
        tx.connection.execute(sa.text("ANALYZE"))
    engine.close()
    return project.id


def _insert(
    connection: sa.Connection,
    project_id: str,
    person_id: str,
    numbers: range,
    counts: list[int],
    texts: dict[str, list[str]],
    draw: random.Random,
    now: int,
) -> None:
    states = ("in_progress", "submitted", "accepted", "returned", "skipped")
    rows = [
        {
            "key": number + 1,
            "project_id": project_id,
            "id": hashlib.sha256(str(number).encode()).hexdigest(),
            "file_name": f"scan_{number:06d}.png",
            "width": WIDTH,
            "height": HEIGHT,
            "format": "PNG",
            "browser_safe": True,
            "bytes": 300_000,
            "group_name": f"film {number // 100}",
            "state": states[number % len(states)] if count else "new",
            "objects": count,
            "worker_id": person_id if count else None,
            "version": 1,
            "contents": count,
            "added": now,
            "changed": now,
        }
        for number, count in zip(numbers, counts, strict=True)
    ]
    connection.execute(sa.insert(tables.picture), rows)
    made, revisions = [], []
    for number, count in zip(numbers, counts, strict=True):
        for place in range(count):
            name = str(uuid.UUID(int=draw.getrandbits(128), version=4))
            label = draw.choice(LABELS)
            made.append(
                {
                    "picture_key": number + 1,
                    "id": name,
                    "revision": f"fill.{name}",
                    "label": label,
                    "removed": False,
                }
            )
            revisions.append(
                {
                    "name": f"fill.{name}",
                    "rank": place,
                    "record": draw.choice(texts[label]).replace(_ANY, name),
                    "person_id": person_id,
                    "at": now,
                }
            )
    if not made:
        return
    connection.execute(sa.insert(tables.annotation), made)
    last = connection.execute(sa.select(sa.func.max(tables.annotation.c.key))).scalar_one()
    for key, each in enumerate(revisions, last - len(revisions) + 1):
        each["annotation_key"] = key
    connection.execute(sa.insert(tables.revision), revisions)


def _share(total: int, parts: int, number: int) -> int:
    """Of a number of things the share of one part, which differ by one at most."""
    return total * (number + 1) // parts - total * number // parts


def _shape(draw: random.Random) -> Any:
    bits = np.zeros((HEIGHT, WIDTH), bool)
    rows, columns = np.mgrid[:HEIGHT, :WIDTH]
    x, y, radius = draw.randrange(WIDTH), draw.randrange(HEIGHT), draw.randrange(8, 60)
    bits[(rows - y) ** 2 + (columns - x) ** 2 <= radius**2] = True
    return rle.encode(bits)


def _text(label: str, shape: Any) -> str:
    record = new_record(_ANY, label) | {"segmentation": shape}
    return json.dumps(record, separators=(",", ":"))


def new_record(name: str, label: str) -> dict[str, Any]:
    """An annotation of no pixel, as a person would keep it after one click."""
    return {
        "version": 1,
        "id": name,
        "name": "",
        "label": label,
        "segmentation": _NOTHING,
        "prompts": [{"type": "point", "x": 320.5, "y": 240.5, "label": 1, "chosen": 1}],
        "corrections": [],
        "candidates": [{"token": 1, "iou": 0.94}, {"token": 2, "iou": 0.91}],
        "chosen": 1,
        "source": "prompt",
        "predicted_iou": 0.94,
        "stability_score": 0.97,
        "point_coords": None,
        "crop_box": None,
        "model": None,
        "created": "2026-11-25T14:43:09Z",
        "modified": "2026-11-25T14:43:09Z",
    }
