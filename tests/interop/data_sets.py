"""A small project, exported as every kind that others read, for their readers to read."""

from __future__ import annotations

import hashlib
import io
import json
import subprocess
import tempfile
import uuid
from pathlib import Path

import numpy as np
from PIL import Image

from dataengine.engine import DataEngine
from dataengine.exchange.export import export
from dataengine.records import Change
from dataengine.store import labels, people, pictures, projects
from dataengine.store.annotation_writes import write_all
from dataengine.store.pictures import NewPicture
from sam.masks import rle
from tests.dataengine.made import record

KINDS = ("coco", "coco_polygons", "yolo", "cvat", "labelme", "label_studio")
"""Those that programs of others read; SA-1B's folders and indexed PNGs come without one."""

SIDES = {"wide.png": (96, 64), "tall one.png": (64, 120), "empty.png": (40, 40)}
"""Width and height by name."""

Masks = list[tuple[str, np.ndarray]]


def masks(width: int, height: int) -> Masks:
    """Labels and ``(H, W) bool`` masks: a disc, a ring, a corner, and one of two parts."""
    y, x = np.mgrid[:height, :width]
    away = np.hypot(x - 20, y - 20)
    corner = (x > 34) & (x < 60) & (y > 4) & (y < 24) & ~((x > 50) & (y > 14))
    two = ((x < 12) & (y > 44) & (y < 60)) | ((x > 30) & (x < 44) & (y > 40) & (y < 62))
    return [
        ("cell", away < 6.5),
        ("ring", (away > 9) & (away < 16)),
        ("cell", corner),
        ("two", two),
    ]


def write(folder: Path) -> None:
    """The project as each of ``KINDS``, and what is in it for ``readers.py``."""
    engine = DataEngine(folder / "data")
    expected = {name: masks(*sides) if name != "empty.png" else [] for name, sides in SIDES.items()}
    try:
        with engine.writing() as tx:
            lead, _ = people.make(tx, "Ada")
        with engine.writing(lead) as tx:
            project = projects.make(tx, "Readers")
            for name in ("cell", "ring", "two"):
                labels.make(tx, project.id, name)
        for name, objects in expected.items():
            file = _png(*SIDES[name])
            picture = hashlib.sha256(file).hexdigest()
            engine.files.put(picture, file)
            new = NewPicture(
                id=picture,
                file_name=name,
                width=SIDES[name][0],
                height=SIDES[name][1],
                format="PNG",
                browser_safe=True,
                bytes=len(file),
            )
            with engine.writing(lead) as tx:
                pictures.add(tx, project.id, new)
                write_all(tx, project.id, picture, [_change(*each) for each in objects])
        for kind in KINDS:
            with engine.reading() as tx:
                export(engine, tx, project, folder / kind, kind, (), with_pictures=True)
    finally:
        engine.close()
    names = {name: [label for label, _ in objects] for name, objects in expected.items()}
    (folder / "labels.json").write_text(json.dumps(names), encoding="utf-8")
    with (folder / "expected.npz").open("wb") as stored:
        np.savez(stored, **{name: _stack(objects) for name, objects in expected.items()})


def compare(python: Path) -> int:
    """Have others' readers read it.

    Args:
        python: of the environment that they are in.

    Returns:
        0 where all that are installed find what went in.
    """
    with tempfile.TemporaryDirectory() as made:
        write(Path(made))
        readers = Path(__file__).with_name("readers.py")
        return subprocess.call([python, "-I", readers, made])


def _png(width: int, height: int) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (width, height), (90, 120, 150)).save(buffer, "PNG")
    return buffer.getvalue()


def _change(label: str, mask: np.ndarray) -> Change:
    name = str(uuid.uuid4())
    content = record(name, label) | {"segmentation": rle.encode(mask)}
    return Change(name, f"made.{name}", None, 1, content)


def _stack(objects: Masks) -> np.ndarray:
    return np.array([mask for _, mask in objects], bool)
