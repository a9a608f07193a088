"""Makes ``imports.json``: files for a picture, and their annotations or what is wrong with them.

That is codes and places where the records of annotations.json are none, sentences elsewhere.
"""

from __future__ import annotations

import itertools
import json
from typing import Any

from sam.errors import FormatError, RecordError
from sam.formats import (
    Annotation,
    ImageEntry,
    read_annotations,
    write_annotations,
    write_coco,
    write_coco_annotations,
    write_sa1b,
    write_sa1b_annotations,
)
from tests.vectors.make_annotations import SCENE, annotation_of

IMAGE = ImageEntry(40, 30, "scène.jpg", 7)
CREATED = "2026-11-25T15:00:00.000Z"


def import_vectors() -> list[dict[str, Any]]:
    """Our own files of each kind, others', and damaged ones."""
    cases = [*_own(), *_foreign(), *_several_pictures(), *_damaged()]
    return [_case(name, document) for name, document in cases]


def read(document: Any) -> list[Annotation]:
    """The annotations of a parsed file, with ids counted from 1 and a time that stays."""
    numbers = itertools.count(1)
    return read_annotations(
        json.dumps(document).encode(),
        IMAGE,
        created=CREATED,
        new_id=lambda: f"00000000-0000-4000-9000-{next(numbers):012x}",
    )


def _case(name: str, document: Any) -> dict[str, Any]:
    vector = {"name": name, "image": IMAGE.as_dict(), "created": CREATED, "document": document}
    try:
        return vector | {"annotations": [each.to_dict() for each in read(document)]}
    except RecordError as error:
        return vector | {"faults": [[each.code, each.pointer] for each in error.faults]}
    except FormatError as error:
        return vector | {"sentence": str(error)}


def _own() -> list[tuple[str, Any]]:
    found = [annotation_of(IMAGE, index, *each) for index, each in enumerate(SCENE)]
    annotations = [Annotation.from_dict(each) for each in found]
    records: Any = [
        {
            "segmentation": found[1]["segmentation"],
            "area": 567,
            "bbox": [10, 5, 24, 22],
            "predicted_iou": 0.9,
            "point_coords": [[12.5, 7]],
            "stability_score": 1,
            "crop_box": [0, 0, 40, 30],
        }
    ]
    files = {
        "annotations.json": write_annotations(IMAGE, annotations),
        "our COCO": write_coco_annotations(IMAGE, annotations),
        "our COCO with polygons": write_coco_annotations(IMAGE, annotations, "polygons"),
        "our SA-1B": write_sa1b_annotations(IMAGE, annotations),
        "COCO of everything": write_coco(IMAGE, records),
        "SA-1B of everything": write_sa1b(IMAGE, records),
    }
    return [(name, json.loads(content)) for name, content in files.items()]


def _coco(segmentation: Any, **others: Any) -> dict[str, Any]:
    return {
        "images": [{"id": 3, "width": 40, "height": 30, "file_name": "other.jpg"}],
        "categories": [{"id": 18, "name": "dog"}, {"id": 1, "name": "object"}],
        "annotations": [
            {"id": 9, "image_id": 3, "category_id": 18, "segmentation": segmentation, **others}
        ],
    }


TRIANGLE = [1.5, 2.25, 30.75, 4.5, 12, 29.9]


def _foreign() -> list[tuple[str, Any]]:
    runs = {"size": [30, 40], "counts": [65, 20, 1100, 15]}
    extras = {"uuid": "no", "name": 5, "predicted_iou": "high", "crop_box": None, "score": 0.5}
    return [
        ("polygons with fractions", _coco([TRIANGLE])),
        ("two polygons, one outside in part", _coco([TRIANGLE, [-5, -5, 6, -2.5, 3, 8]])),
        ("uncompressed RLE", _coco(runs, iscrowd=1)),
        ("other tools' extras", _coco(runs, **extras)),
        ("a category called object", _coco(runs, category_id=1)),
        ("no categories", {k: v for k, v in _coco(runs).items() if k != "categories"}),
        ("annotations of other pictures only", _coco("nonsense", image_id=4)),
    ]


def _several_pictures() -> list[tuple[str, Any]]:
    def pictures(*sizes: tuple[int, int, str]) -> Any:
        document = _coco([TRIANGLE], image_id=0)
        document["images"] = [
            {"id": number, "width": width, "height": height, "file_name": file_name}
            for number, (width, height, file_name) in enumerate(sizes)
        ]
        return document

    name = "train/sce\u0300ne.jpg"  # in a folder, the accent apart
    return [
        ("the same name", pictures((40, 30, name), (40, 30, "b.jpg"))),
        ("the same name, another size", pictures((41, 30, name), (40, 30, "b.jpg"))),
        ("the same name twice", pictures((40, 30, name), (41, 30, "scène.jpg"))),
        ("only one of the size", pictures((40, 30, "a.jpg"), (41, 30, "b.jpg"))),
        ("two of the size", pictures((40, 30, "a.jpg"), (40, 30, "b.jpg"))),
        ("none fits", pictures(*[(7, 5, f"{number}.jpg") for number in range(5)])),
        ("the name twice at this size", pictures((40, 30, name), (40, 30, "scène.jpg"))),
        ("no picture", pictures()),
        ("one of another size", pictures((4000, 3000, "a.jpg"))),
    ]


def _damaged() -> list[tuple[str, Any]]:
    own, coco, *_ = (document for _, document in _own())
    sa1b = dict(_own())["our SA-1B"]
    first, second, *_ = own["annotations"]
    image = {**IMAGE.as_dict(), "width": 41}

    def changed(document: Any, **change: Any) -> Any:
        return {**document, "annotations": [{**document["annotations"][1], **change}]}

    return [
        ("another kind of object", {"shapes": [], "flags": {}}),
        ("nothing", {}),
        ("a later version", {**own, "version": 2}),
        ("no annotations", {"version": 1, "image": IMAGE.as_dict()}),
        ("of another size", {**own, "image": image}),
        ("a mask of another size", changed(own, segmentation={"size": [2, 2], "counts": "4"})),
        ("the same id twice", {**own, "annotations": [first, second, first]}),
        ("no record", changed(own, source="magic")),
        (
            "several that are none",
            {**own, "annotations": [5, first, {**second, "chosen": -1, "label": None}, first]},
        ),
        ("SA-1B of another size", {**sa1b, "image": image}),
        ("SA-1B with another area", changed(sa1b, area=17)),
        ("SA-1B without an area", {**sa1b, "annotations": [{"segmentation": {}}]}),
        ("images that are no list", {**coco, "images": {}}),
        ("annotations that are no objects", {**coco, "annotations": [1]}),
        ("a category that is not there", changed(coco, category_id=99, label=None)),
        ("no segmentation", _coco(None)),
        ("no polygon", _coco([])),
        ("a polygon of two corners", _coco([[1, 2, 3, 4]])),
        ("half a corner", _coco([[*TRIANGLE, 1]])),
        ("a polygon far outside", _coco([[*TRIANGLE, 81, 1]])),
        ("text in a polygon", _coco([[*TRIANGLE, "1", 1]])),
        ("an RLE of another size", _coco({"size": [40, 30], "counts": [1200]})),
        ("runs that do not fill", _coco({"size": [30, 40], "counts": [65, 20]})),
        ("negative runs", _coco({"size": [30, 40], "counts": [-5, 1205]})),
        ("runs that are no numbers", _coco({"size": [30, 40], "counts": [1200, {"toString": 0}]})),
        ("a damaged RLE", _coco({"size": [30, 40], "counts": "`U"})),
    ]
