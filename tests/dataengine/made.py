"""Pictures and annotations as tests need them."""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import replace
from typing import Any

import numpy as np

from dataengine.engine import DataEngine
from dataengine.records import Change, Person, Picture, Timing
from dataengine.store import pictures, projects
from dataengine.store.pictures import NewPicture
from sam.masks import rle

WIDTH, HEIGHT = 20, 10


def picture_id(name: str) -> str:
    """What stands for the hash of a file."""
    return hashlib.sha256(name.encode()).hexdigest()


def new_picture(name: str, group: str = "") -> NewPicture:
    """A picture of 20x10 pixels."""
    return NewPicture(
        id=picture_id(name),
        file_name=name,
        width=WIDTH,
        height=HEIGHT,
        format="PNG",
        browser_safe=True,
        bytes=100,
        group=group,
    )


def project(engine: DataEngine, lead: Person, *names: str) -> tuple[str, list[Picture]]:
    """A project with pictures of these names; its id, and they."""
    with engine.writing(lead) as tx:
        made = projects.make(tx, f"Cells {uuid.uuid4()}", lease_seconds=60)
        return made.id, [pictures.add(tx, made.id, new_picture(name))[0] for name in names]


def record(annotation_id: str, label: str = "cell", name: str = "") -> dict[str, Any]:
    """An annotation record of a box of pixels."""
    bits = np.zeros((HEIGHT, WIDTH), bool)
    bits[2:5, 3:9] = True
    return {
        "version": 1,
        "id": annotation_id,
        "name": name,
        "label": label,
        "segmentation": rle.encode(bits),
        "prompts": [],
        "corrections": [],
        "candidates": [],
        "chosen": None,
        "source": "manual",
        "predicted_iou": None,
        "stability_score": None,
        "point_coords": None,
        "crop_box": None,
        "model": None,
        "created": "2026-11-25T14:43:09Z",
        "modified": "2026-11-25T14:43:09Z",
    }


def new_change(label: str = "cell", rank: float = 1) -> Change:
    """A new annotation."""
    annotation_id = str(uuid.uuid4())
    return Change(annotation_id, f"page.{uuid.uuid4()}", None, rank, record(annotation_id, label))


def following(change: Change, **fields: Any) -> Change:
    """A change that follows another one's."""
    content = None if change.record is None else {**change.record, **fields}
    return Change(
        change.annotation_id, f"page.{uuid.uuid4()}", change.revision, change.rank, content
    )


def removal(change: Change) -> Change:
    """The removal of what another change made."""
    return Change(change.annotation_id, f"page.{uuid.uuid4()}", change.revision, 0, None)


def timing(**fields: object) -> Timing:
    """What a mask took."""
    made = Timing(
        id=str(uuid.uuid4()),
        picture_id=picture_id("a.png"),
        annotation_id=str(uuid.uuid4()),
        label="cell",
        stage="annotate",
        decoder="d1",
        active_ms=4000,
        clicks=2,
        corrections=1,
        person_id="",
        at=1_800_000_000_000,
    )
    return replace(made, **fields)
