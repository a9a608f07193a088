"""The kinds of data set that a project is written as. Each takes one picture after the other, and
holds no more than one in memory.
"""

from __future__ import annotations

import base64
import io
import json
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import IO, Any, Protocol
from xml.sax.saxutils import escape, quoteattr

import numpy as np
from PIL import Image

from dataengine.exchange.splits import split_of
from sam.formats import Annotation, ImageEntry, published, write_annotations, write_indexed_png
from sam.formats import write_sa1b_annotations as write_sa1b
from sam.formats.categories import NO_LABEL, class_of, classes_of
from sam.formats.coco_json import write_coco_annotations
from sam.formats.file_names import one_line
from sam.formats.yolo import write_yolo
from sam.masks import rle
from sam.masks.rings import rings


class Writer(Protocol):
    """Writes one kind of data set into a folder of its own.

    Attributes:
        loses: what of an annotation it does not hold, in words.
    """

    loses: str

    def __init__(self, folder: Path, classes: Sequence[str]) -> None: ...

    def add(self, image: ImageEntry, group: str, annotations: Sequence[Annotation]) -> None:
        """One picture."""

    def end(self) -> None:
        """What can be said once all are known."""


_LOST = "prompts, corrections, candidates, model, times"


class _PerPicture(ABC):
    """A file for each picture."""

    loses = _LOST
    suffix = ".json"

    def __init__(self, folder: Path, classes: Sequence[str]) -> None:
        self._folder, self._classes = folder, list(classes)

    def add(self, image: ImageEntry, group: str, annotations: Sequence[Annotation]) -> None:
        stem = image.file_name.rpartition(".")[0]
        (self._folder / f"{stem}{self.suffix}").write_bytes(self.content(image, annotations))

    @abstractmethod
    def content(self, image: ImageEntry, annotations: Sequence[Annotation]) -> bytes:
        """The file of one picture."""

    def end(self) -> None:
        return


class Own(_PerPicture):
    """annotations.json for each picture: nothing is lost."""

    loses = "nothing"
    suffix = ".annotations.json"

    def content(self, image: ImageEntry, annotations: Sequence[Annotation]) -> bytes:
        return write_annotations(image, annotations)


class Sa1b(_PerPicture):
    """A folder as the SA-1B data set has it: a JSON for each picture."""

    def content(self, image: ImageEntry, annotations: Sequence[Annotation]) -> bytes:
        return write_sa1b(image, annotations)


class IndexedPng(_PerPicture):
    """A PNG of ids for each picture, and what each id is."""

    loses = "overlaps, and all but class and mask"
    suffix = ".png"

    def __init__(self, folder: Path, classes: Sequence[str]) -> None:
        super().__init__(folder, classes)
        self._table = (folder / "classes.jsonl").open("w", encoding="utf-8")

    def content(self, image: ImageEntry, annotations: Sequence[Annotation]) -> bytes:
        named = [class_of(each) for each in annotations]
        line = {"file_name": image.file_name, "classes": dict(enumerate(named, 1))}
        self._table.write(json.dumps(line, ensure_ascii=False) + "\n")
        return write_indexed_png(image, [published(each) for each in annotations])

    def end(self) -> None:
        self._table.close()


class LabelMe(_PerPicture):
    """LabelMe's JSON: exact masks, as PNGs in their boxes."""

    loses = f"{_LOST}, scores"

    def content(self, image: ImageEntry, annotations: Sequence[Annotation]) -> bytes:
        shapes = [shape for each in annotations for shape in _labelme(each)]
        document: dict[str, Any] = {
            "version": "5.5.0",
            "flags": {},
            "shapes": shapes,
            "imagePath": image.file_name,
            "imageData": None,
            "imageHeight": image.height,
            "imageWidth": image.width,
        }
        return json.dumps(document, ensure_ascii=False).encode()


def _labelme(annotation: Annotation) -> list[dict[str, Any]]:
    left, top, window = _window(annotation)
    if window is None:
        return []
    png = io.BytesIO()
    Image.fromarray(window).save(png, "PNG")
    height, width = window.shape
    return [
        {
            "label": class_of(annotation),
            "points": [[left, top], [left + width - 1, top + height - 1]],
            "group_id": None,
            "description": annotation.name,
            "shape_type": "mask",
            "flags": {},
            "mask": base64.b64encode(png.getvalue()).decode(),
        }
    ]


class Coco:
    """COCO: one JSON for all pictures, its masks as RLE."""

    loses = _LOST
    shapes: Any = "rle"

    def __init__(self, folder: Path, classes: Sequence[str]) -> None:
        self._folder, self._classes = folder, list(classes)
        self._images = (folder / ".images").open("w+", encoding="utf-8")
        self._annotations = (folder / ".annotations").open("w+", encoding="utf-8")
        self._pictures = self._objects = 0

    def add(self, image: ImageEntry, group: str, annotations: Sequence[Annotation]) -> None:
        self._pictures += 1
        numbered = replace(image, image_id=self._pictures)
        written = write_coco_annotations(numbered, annotations, self.shapes, self._classes)
        one = json.loads(written)
        self._classes = classes_of(annotations, self._classes)
        _put(self._images, one["images"][0], self._pictures == 1)
        for each in one["annotations"]:
            self._objects += 1
            _put(self._annotations, {**each, "id": self._objects}, self._objects == 1)

    def end(self) -> None:
        categories = [
            {"id": number, "name": name, "supercategory": NO_LABEL}
            for number, name in enumerate(self._classes, 1)
        ]
        head = {"description": "Objects of a project"}
        with (self._folder / "annotations.json").open("w", encoding="utf-8") as file:
            file.write(f'{{"info": {json.dumps(head)}, "licenses": [], ')
            file.write(f'"categories": {json.dumps(categories)}, "images": [')
            _move(self._images, file)
            file.write('], "annotations": [')
            _move(self._annotations, file)
            file.write("]}\n")
        for name in (".images", ".annotations"):
            (self._folder / name).unlink()


class CocoPolygons(Coco):
    """COCO with polygons, holes cut out of them."""

    shapes = "polygons"


class Yolo:
    """YOLO segmentation: labels by split, and ``data.yaml``."""

    loses = "all but class and mask; objects without a pixel"

    def __init__(self, folder: Path, classes: Sequence[str]) -> None:
        self._folder, self._classes = folder, list(classes)
        for split in ("train", "val"):
            (folder / "labels" / split).mkdir(parents=True)
            (folder / "images" / split).mkdir(parents=True)

    def add(self, image: ImageEntry, group: str, annotations: Sequence[Annotation]) -> None:
        yolo = write_yolo(image, annotations, self._classes)
        self._classes = classes_of(annotations, self._classes)
        split = split_of(group or image.sha256 or image.file_name)
        stem = image.file_name.rpartition(".")[0]
        (self._folder / "labels" / split / f"{stem}.txt").write_bytes(yolo.labels)

    def end(self) -> None:
        lines = ["path: .", "train: images/train", "val: images/val", "names:"]
        lines += [
            f"  {number}: {json.dumps(one_line(name) or NO_LABEL)}"
            for number, name in enumerate(self._classes)
        ]
        text = "\n".join(lines) + "\n"
        (self._folder / "data.yaml").write_text(text, encoding="utf-8")


class Cvat:
    """CVAT for images 1.1: one XML for all pictures, exact masks in their boxes."""

    loses = f"{_LOST}, scores, names; objects without a pixel"

    def __init__(self, folder: Path, classes: Sequence[str]) -> None:
        self._folder, self._classes = folder, list(classes)
        # The labels stand before the pictures, and are known behind them.
        self._file = (folder / ".images").open("w+", encoding="utf-8")
        self._number = 0

    def add(self, image: ImageEntry, group: str, annotations: Sequence[Annotation]) -> None:
        name = quoteattr(image.file_name)
        sides = f'width="{image.width}" height="{image.height}"'
        self._file.write(f'  <image id="{self._number}" name={name} {sides}>\n')
        self._number += 1
        self._classes = classes_of(annotations, self._classes)
        for order, annotation in enumerate(reversed(annotations)):
            left, top, window = _window(annotation)
            if window is None:
                continue
            height, width = window.shape
            runs = ", ".join(map(str, _runs_by_rows(window)))
            label = quoteattr(_xml(class_of(annotation)))
            self._file.write(
                f'    <mask label={label} source="manual" occluded="0" rle="{runs}" left="{left}" '
                f'top="{top}" width="{width}" height="{height}" z_order="{order}"></mask>\n'
            )
        self._file.write("  </image>\n")

    def end(self) -> None:
        with (self._folder / "annotations.xml").open("w", encoding="utf-8") as file:
            file.write('<?xml version="1.0" encoding="utf-8"?>\n<annotations>\n')
            file.write("  <version>1.1</version>\n  <meta>\n    <task>\n      <labels>\n")
            for name in dict.fromkeys(map(_xml, self._classes)):
                file.write(f"        <label><name>{escape(name)}</name>")
                file.write("<attributes></attributes></label>\n")
            file.write("      </labels>\n    </task>\n  </meta>\n")
            _move(self._file, file)
            file.write("</annotations>\n")
        (self._folder / ".images").unlink()


class LabelStudio:
    """Label Studio's JSON: a list of tasks, polygons in percent."""

    loses = f"{_LOST}, scores, names; which regions are one object; objects without a pixel"

    def __init__(self, folder: Path, classes: Sequence[str]) -> None:
        self._file = (folder / "tasks.json").open("w", encoding="utf-8")
        self._file.write("[")
        self._number = 0

    def add(self, image: ImageEntry, group: str, annotations: Sequence[Annotation]) -> None:
        self._number += 1
        result = [region for each in annotations for region in _label_studio(each, image)]
        task = {
            "id": self._number,
            "data": {"image": image.file_name},
            "annotations": [{"result": result, "was_cancelled": False}],
        }
        _put(self._file, task, self._number == 1)

    def end(self) -> None:
        self._file.write("]\n")
        self._file.close()


def _label_studio(annotation: Annotation, image: ImageEntry) -> list[dict[str, Any]]:
    percent = np.array([100 / image.width, 100 / image.height])
    return [
        {
            "id": f"{annotation.id}-{number}",
            "type": "polygonlabels",
            "from_name": "label",
            "to_name": "image",
            "original_width": image.width,
            "original_height": image.height,
            "image_rotation": 0,
            "value": {
                "points": (ring * percent).round(6).tolist(),
                "closed": True,
                "polygonlabels": [class_of(annotation)],
            },
        }
        for number, ring in enumerate(rings(annotation.segmentation))
    ]


WRITERS: Mapping[str, type[Any]] = MappingProxyType(
    {
        "json": Own,
        "coco": Coco,
        "coco_polygons": CocoPolygons,
        "sa1b": Sa1b,
        "yolo": Yolo,
        "png": IndexedPng,
        "labelme": LabelMe,
        "cvat": Cvat,
        "label_studio": LabelStudio,
    }
)
"""By the name that a person chooses it with; each is a :class:`Writer`."""


def _window(annotation: Annotation) -> tuple[int, int, Any]:
    """Left, top, and the mask within its box; None for a mask without a pixel."""
    bits = rle.decode(annotation.segmentation)
    rows, columns = np.flatnonzero(bits.any(1)), np.flatnonzero(bits.any(0))
    if not rows.size:
        return 0, 0, None
    top, left = int(rows[0]), int(columns[0])
    return left, top, bits[top : rows[-1] + 1, left : columns[-1] + 1]


def _runs_by_rows(window: Any) -> list[int]:
    """Lengths of runs row by row, outside first."""
    flat = window.ravel()
    turns = np.flatnonzero(flat[1:] != flat[:-1]) + 1
    lengths: list[int] = np.diff(np.concatenate([[0], turns, [flat.size]])).tolist()
    return [0, *lengths] if flat[0] else lengths


def _xml(text: str) -> str:
    """A text without what XML cannot have."""
    return "".join(c for c in text if c in "\t\n\r" or c >= " ")


def _put(file: IO[str], entry: dict[str, Any], is_first: bool) -> None:
    file.write("" if is_first else ", ")
    file.write(json.dumps(entry))


def _move(part: IO[str], into: IO[str]) -> None:
    part.seek(0)
    while piece := part.read(1 << 20):
        into.write(piece)
    part.close()
