"""Makes ``annotations.json``, ``damaged.json``, ``polygons.json`` and ``file_names.json``:
annotations, what files hold of them, which faults wrong ones have, what pycocotools fills polygons
with, and what files are called.

Masks are rectangles that invert what lies under them, as in ``rle.json``.
"""

from __future__ import annotations

import copy
import io
import json
import zipfile
from typing import Any

import numpy as np

from sam.formats import (
    Annotation,
    ImageEntry,
    published,
    write_bundle,
    write_coco_annotations,
    write_sa1b_annotations,
    write_svg,
    write_yolo,
)
from sam.formats.annotation_faults import faults_of
from sam.formats.file_names import object_names, one_line, picture_name
from sam.masks import rle
from sam.masks.polygons import fill

Rectangles = list[list[int]]

SCENE: list[tuple[str, Rectangles]] = [
    ("dog", [[20, 12, 24, 16]]),
    ("", [[10, 5, 35, 28], [15, 8, 18, 10], [20, 20, 22, 21]]),  # with two holes
    ("dog", [[0, 0, 3, 3], [37, 27, 40, 30], [5, 25, 6, 26]]),  # three parts
    ('<Katze> & "co"/\n', [[0, 0, 40, 30]]),  # everything
    ("dog", [[39, 29, 40, 30]]),  # one pixel, the last
    ("object", [[2, 10, 5, 13], [5, 13, 8, 16], [8, 10, 9, 13]]),  # two parts meet at a corner
    ("dog", []),  # no pixel
    ("ring", [[1, 1, 39, 29], [3, 3, 37, 27], [5, 5, 9, 9], [6, 6, 7, 7]]),  # a part in a hole
]
HOLES: list[tuple[str, Rectangles]] = [
    ("", [[0, 0, 12, 14], [3, 2, 6, 4], [4, 6, 5, 9], [3, 11, 8, 13]]),  # one below another
    ("", [[0, 0, 12, 14], [2, 2, 4, 4], [4, 4, 6, 6], [6, 2, 8, 4]]),  # holes that touch at corners
    ("", [[1, 1, 11, 13], [2, 2, 3, 3], [4, 2, 5, 3], [6, 2, 7, 4]]),  # side by side, on one edge
    ("", [[0, 0, 12, 14], [1, 3, 11, 11], [3, 5, 9, 9], [5, 6, 7, 8]]),  # a hole in an island
    ("", [[0, 0, 5, 14], [5, 4, 12, 14], [5, 8, 7, 10]]),  # below a step of the border
]
PROMPTS: list[dict[str, Any]] = [
    {"type": "point", "x": 3.25, "y": 4, "label": 0, "chosen": None},
    {"type": "box", "x0": 1, "y0": 2, "x1": 10.5, "y1": 20, "chosen": None},
    {"type": "point", "x": 22.5, "y": 14.125, "label": 1, "chosen": 2},
]
CORRECTIONS: list[dict[str, Any]] = [
    {"type": "brush", "add": True, "radius": 2.5, "points": [[1, 2], [3.5, 4]]},
    {"type": "polygon", "add": False, "points": [[0, 0], [5, 0], [5, 5.5]]},
    {"type": "pixels", "add": True, "segmentation": {"size": [30, 40], "counts": "`U1"}},
]
TEXT = {"type": "text", "text": "红色的杯子", "way": "two_towers", "chosen": None}
MODEL = {"kind": "vit_t", "encoder_fingerprint": "ab12", "decoder_fingerprint": "cd34"}


def mask_of(image: ImageEntry, rectangles: Rectangles) -> rle.Bits:
    """``(H, W) bool``"""
    bits = np.zeros((image.height, image.width), bool)
    for x0, y0, x1, y1 in rectangles:
        bits[y0:y1, x0:x1] ^= True
    return bits


def annotation_of(image: ImageEntry, index: int, label: str, rectangles: Rectangles) -> Any:
    """An annotation as JSON has it: of the first few, each fills in other fields."""
    everything = index % 4 == 1
    where: dict[str, Any] = {"picture": {"id": "5e" * 32, "file_name": image.file_name}}
    if index == 1:
        where |= {"suggestion": {"by": "similar", "score": 0.75, "line": 0.5, "overlap": 1}}
    if index == 2:
        where |= {"frame": 3, "window": [2, 1, image.width - 3, image.height - 2]}
    words = [TEXT] if index == 3 else []
    return {
        "version": 2 if words else 1,
        "id": f"00000000-0000-4000-8000-{index:012x}",
        "name": ["Rex", "", "a/b", "Object 4"][index % 4],
        "label": label,
        "segmentation": rle.encode(mask_of(image, rectangles)),
        "prompts": [*words, *[PROMPTS, [], PROMPTS[:2], PROMPTS[:1]][index % 4]],
        "corrections": CORRECTIONS if index == 0 and image.width == 40 else [],
        "candidates": [{"token": 2, "iou": 0.95}, {"token": 1, "iou": 1.01}] if index == 0 else [],
        "chosen": 2 if index == 0 else None,
        "source": ["prompt", "everything", "manual", "merge", "import"][index % 5],
        "predicted_iou": 0.9534968137741089 if index < 2 else None,
        "stability_score": 0.9876543283462524 if everything else None,
        "point_coords": [[12.5, 7]] if everything else None,
        "crop_box": [0, 0, image.width - 1, image.height] if everything else None,
        "model": MODEL if index < 2 else None,
        **(where if index in (1, 2) else {}),
        "created": "2026-11-25T14:43:09Z",
        "modified": "2026-11-25T14:43:09.125Z",
    }


def annotation_vectors() -> list[dict[str, Any]]:
    """Pictures with annotations, and what the files hold."""
    line: list[tuple[str, Rectangles]] = [("", [[0, 2, 1, 5]]), ("b", [[0, 3, 1, 9]])]
    return [
        _case("labels, holes and parts", ImageEntry(40, 30, "scène.jpg", 2**48 - 1), SCENE),
        _case("holes of all kinds", ImageEntry(12, 14, "holes.png", 4), HOLES),
        _case("no object", ImageEntry(7, 5, "blank.png", 1), []),
        _case("one pixel wide", ImageEntry(1, 9, "line.png", 2), line),
        _case(
            "halves of the sixth decimal", ImageEntry(128, 64, "a.png", 3), [("", [[1, 1, 3, 3]])]
        ),
    ]


def _case(name: str, image: ImageEntry, scene: list[tuple[str, Rectangles]]) -> dict[str, Any]:
    found = [annotation_of(image, index, *each) for index, each in enumerate(scene)]
    annotations = [Annotation.from_dict(each) for each in found]
    yolo = write_yolo(image, annotations)
    pixels = np.zeros((image.height, image.width, 3), np.uint8)
    with zipfile.ZipFile(io.BytesIO(write_bundle(image, annotations, pixels))) as archive:
        names = archive.namelist()
    return {
        "name": name,
        "image": image.as_dict(),
        "masks": [rectangles for _, rectangles in scene],
        "annotations": [annotation.to_dict() for annotation in annotations],
        "published": [published(annotation) for annotation in annotations],
        "coco": json.loads(write_coco_annotations(image, annotations)),
        "coco_polygons": json.loads(write_coco_annotations(image, annotations, "polygons")),
        "sa1b": json.loads(write_sa1b_annotations(image, annotations)),
        "labels": yolo.labels.decode(),
        "classes": yolo.classes.decode(),
        "svg": write_svg(image, annotations).decode(),
        "bundle": names,
    }


def damaged_vectors() -> list[dict[str, Any]]:
    """Annotations that are none, with the codes and places of all their faults."""
    image = ImageEntry(40, 30, "scène.jpg", 1)
    good = annotation_of(image, 0, *SCENE[0])
    changes: list[dict[str, Any]] = [
        {"version": 3},
        {"version": True},
        {"id": "00000000-0000-4000-8000-00000000000A"},
        {"id": 5},
        {"name": None},
        {"label": "half \ud83d"},
        {"segmentation": {"size": [30, 40], "counts": "1"}},
        {"segmentation": {"size": [30.5, 40], "counts": "1"}},
        {"segmentation": {"size": [30, 40], "counts": [1200]}},
        {"segmentation": {"size": [0, 40], "counts": "0"}},
        {"segmentation": {"size": [30, 40], "counts": "!"}},
        {"segmentation": {"size": [30, 40], "counts": "`U1", "area": 0}},
        {"segmentation": {"size": [30, 41], "counts": "nV1"}},
        {"prompts": {}},
        {"prompts": [{**PROMPTS[0], "label": 2}]},
        {"prompts": [PROMPTS[0], {**PROMPTS[1], "x1": 0}]},
        {"prompts": [{**PROMPTS[1], "chosen": 1}]},
        {"prompts": [{"type": "scribble"}]},
        {"prompts": [TEXT, *PROMPTS]},
        {"prompts": [{**TEXT, "text": " "}], "version": 2},
        {"prompts": [{**TEXT, "way": "magic"}], "version": 2},
        {"corrections": None},
        {"corrections": [{**CORRECTIONS[0], "radius": 0}]},
        {"corrections": [{**CORRECTIONS[0], "points": []}]},
        {"corrections": [{**CORRECTIONS[1], "points": [[0, 0], [1, 1]]}]},
        {"corrections": [{**CORRECTIONS[1], "add": 1}]},
        {"corrections": [{**CORRECTIONS[2], "segmentation": {"size": [2, 2], "counts": "4"}}]},
        {"candidates": [{"token": -1, "iou": 0.5}]},
        {"candidates": [{"token": 1}]},
        {"chosen": 1.5},
        {"source": "magic"},
        {"predicted_iou": "0.9"},
        {"stability_score": True},
        {"point_coords": [1, 2]},
        {"crop_box": [1, 2, 3]},
        {"model": {"kind": "vit_t"}},
        {"created": "2026-02-30T00:00:00Z"},
        {"modified": "2026-11-25T14:43:09+01:00"},
        {"modified": "2026-11-25T24:00:00Z"},
        {"colour": "red"},
        {"name": "\udc00", "label": [], "source": "", "chosen": True},
        {"id": "\ud800", "prompts": [5, {}, {"type": "box"}, {**PROMPTS[0], "x": None, "z": 0}]},
        {"corrections": [CORRECTIONS[0], {**CORRECTIONS[2], "type": None}, []]},
        {"corrections": [{**CORRECTIONS[2], "segmentation": {"size": [2, 2], "counts": "5"}}]},
        {"created": "2026-02-29T00:00:00Z", "prompts": [{**PROMPTS[1], "y0": 99}], "version": "1"},
        {"picture": None, "frame": None, "window": None},
        {"picture": {"id": "AB", "file_name": 5}, "frame": -1, "window": [0, 0, 5]},
        {"frame": 1.5, "window": [0, 0, 0, 5]},
        {"window": [1, 0, 40, 30]},
        {"window": [0, 29, 40, 2], "segmentation": {}},
        {"suggestion": {"by": "magic", "score": 1.5, "line": "low", "overlap": -1, "why": ""}},
        {"suggestion": None},
        {"a/b~c": {"deep": [["\ud800"]]}, "__proto__": 1, "": 2},
    ]
    vectors = []
    for change in changes:
        vectors.append(_damaged(f"{change}", {**copy.deepcopy(good), **change}))
    for field in ("label", "prompts"):
        vectors.append(_damaged(f"no {field}", {k: v for k, v in good.items() if k != field}))
    return [*vectors, _damaged("a list", [1, 2]), _damaged("nothing", None)]


def _damaged(name: str, annotation: Any) -> dict[str, Any]:
    faults = [[each.code, each.pointer] for each in faults_of(annotation)]
    assert faults, f"{name} is an annotation"
    return {"name": ascii(name)[1:-1], "annotation": annotation, "faults": faults}


def polygon_vectors() -> list[dict[str, Any]]:
    """Polygons, also of other tools: fractions, corners outside, crossings, more than one."""
    chance = np.random.default_rng(20261125)
    cases: list[tuple[str, int, int, list[list[float]]]] = [
        ("along pixel edges", 9, 7, [[2, 1, 7, 1, 7, 5, 4, 5, 4, 3, 2, 3]]),
        ("the whole picture", 9, 7, [[0, 0, 9, 0, 9, 7, 0, 7]]),
        ("half pixels", 9, 7, [[1.5, 1.5, 6.5, 1.5, 6.5, 4.5, 1.5, 4.5]]),
        ("two that overlap", 12, 9, [[1, 1, 6, 1, 6, 6, 1, 6], [4, 3, 11.2, 3, 11.2, 8, 4, 8]]),
        ("crossing itself", 12, 9, [[1, 1, 10, 8, 10, 1, 1, 8]]),
        ("reaching outside", 12, 9, [[-4.3, -3.2, 15, 2, 20.7, 14, 3, 11]]),
        ("without a pixel", 12, 9, [[3.1, 3.1, 3.2, 3.1, 3.2, 3.2]]),
        ("no width", 12, 9, [[3, 3, 3, 8, 3, 3]]),
        ("the same corner again", 12, 9, [[3, 3, 3, 3, 8, 3, 8, 3, 8, 7]]),
    ]
    for number in range(20):
        width, height = (int(side) for side in chance.integers(1, 40, 2))
        corners = chance.uniform(-0.3, 1.3, (int(chance.integers(3, 9)), 2)) * [width, height]
        cases.append((f"chance {number}", width, height, [corners.round(2).ravel().tolist()]))
    return [
        {"name": name, "width": width, "height": height, "polygons": polygons}
        | {"counts": fill(polygons, (height, width))["counts"]}
        for name, width, height, polygons in cases
    ]


def file_name_vectors() -> list[dict[str, Any]]:
    """What pictures and labels are called, and the names that files get from it."""
    cases: list[tuple[str, str, list[str]]] = [
        ("plain", "cat.jpg", ["dog", "", "dog", "Dog", "dog-2", "object"]),
        ("folders", "../a\\b/c.tar.gz", ["../../etc/passwd", "a/b", "a\\b"]),
        ("no ending", "cat", ["."]),
        ("only an ending", ".png", [" .. "]),
        ("nothing", "", ["\n"]),
        ("Windows keeps it", "NUL.png", ["con"]),
        ("controls and directions", "a\x00b\u202egpj.png", ["x\u200by\u2028z", "\ttab \x85 "]),
        ("long", "x" * 60 + ".png", ["é" * 50, "🐕" * 50]),
        ("other alphabets", "写真 1.png", ["猫", "قطة", "e\u0301"]),
    ]
    found = annotation_of(ImageEntry(1, 1, "", 1), 1, "", [])
    vectors = []
    for name, file_name, labels in cases:
        annotations = [Annotation.from_dict(found | {"label": label}) for label in labels]
        vectors.append(
            {
                "name": name,
                "file_name": file_name,
                "labels": labels,
                "picture": picture_name(file_name),
                "objects": object_names(file_name, annotations),
                "lines": [one_line(label) for label in labels],
            }
        )
    return vectors
