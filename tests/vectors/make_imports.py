"""Makes ``imports.json``: files for a picture, and what is read of them or wrong with them.

That is codes and places where the records of annotations.json are none, sentences elsewhere. Each
case is a quirk of a tool or a damage, in a kind of file that the page reads by itself; the kinds
that only Python reads are in ``foreign.json``.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from sam.errors import ChoiceError, FormatError, RecordError
from sam.formats import (
    Annotation,
    ImageEntry,
    Reading,
    read_report,
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
    cases = [*_own(), *_foreign(), *_quirks(), *_several_pictures(), *_names(), *_damaged()]
    return [case_of(name, document) for name, document in cases] + [
        case_of("turned clockwise", _coco_of(30, 40, [[1, 2, 20, 3, 6, 30]]), turn=90),
        case_of("turned the other way", _coco_of(30, 40, [[1, 2, 20, 3, 6, 30]]), turn=270),
        case_of("a picture that was chosen", _two("a.jpg", "b.jpg"), picture="b.jpg (1)"),
        case_of("one name in two folders", _two("x/a/1.jpg", "x/b/1.jpg"), "b/1.jpg"),
        case_of(
            "one name in two folders of Windows", _two("x\\a\\1.jpg", "x\\b\\1.jpg"), "b/1.jpg"
        ),
        case_of("one name in two other folders", _two("x/a/1.jpg", "x/b/1.jpg"), "c/1.jpg"),
        case_of("one name, one folder", _two("1.jpg", "b/1.jpg"), "b/1.jpg"),
    ]


def read(
    document: Any, image: ImageEntry = IMAGE, picture: str | None = None, turn: int | None = None
) -> Reading:
    """What is read of a parsed file, or of a text, with a time that stays."""
    text = document if isinstance(document, str) else json.dumps(document)
    return read_report(text.encode(), image, created=CREATED, picture=picture, turn=turn)


def as_json(reading: Reading) -> dict[str, Any]:
    """As vectors have it, and the API."""
    return {
        "kind": reading.kind,
        "annotations": [each.to_dict() for each in reading.annotations],
        "boxes": [asdict(each) | {"box": list(each.box)} for each in reading.boxes],
        "skipped": [asdict(each) for each in reading.skipped],
        "notes": reading.notes,
    }


def answer_of(vector: dict[str, Any]) -> dict[str, Any]:
    """What reading a vector's file gives: a reading, faults, a choice or a sentence."""
    image = ImageEntry(**vector["image"])
    try:
        found = read(vector["document"], image, vector.get("picture"), vector.get("turn"))
    except RecordError as error:
        return {"faults": [[each.code, each.pointer] for each in error.faults]}
    except ChoiceError as error:
        sentence = str(error)
        return {"sentence": sentence, "pictures": [*error.pictures], "turns": [*error.turns]}
    except FormatError as error:
        return {"sentence": str(error)}
    return {"reading": as_json(found)}


def case_of(name: str, document: Any, file_name: str | None = None, **choice: Any) -> Any:
    """A vector."""
    image = IMAGE.as_dict() | ({"file_name": file_name} if file_name else {})
    vector = {"name": name, "image": image, "created": CREATED, "document": document, **choice}
    return vector | answer_of(vector)


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


def _coco_of(width: Any, height: Any, segmentation: Any, **others: Any) -> dict[str, Any]:
    document = _coco(segmentation, **others)
    document["images"][0] |= {"width": width, "height": height}
    return document


def _two(first: str, second: str) -> dict[str, Any]:
    """Two pictures of this size; the object is of the second."""
    document = _coco([TRIANGLE], image_id=1)
    names = (first, second)
    document["images"] = [
        {"id": number, "width": 40, "height": 30, "file_name": name}
        for number, name in enumerate(names)
    ]
    return document


def _objects(*annotations: Any) -> dict[str, Any]:
    """Objects beside a good one."""
    document = _coco([TRIANGLE])
    good = document["annotations"][0]
    document["annotations"] = [good, *({"image_id": 3, "id": 10, **each} for each in annotations)]
    return document


OUTER = [2, 2, 30, 2, 30, 28, 2, 28]
HOLE = [8, 8, 8, 20, 20, 20, 20, 8]  # the other way round
ISLAND = [11, 11, 15, 11, 15, 15, 11, 15]


def _quirks() -> list[tuple[str, Any]]:
    """By the tool that writes so, or the report that such a file was in."""
    runs = {"size": [30, 40], "counts": [65, 20, 1100, 15]}
    typed = _coco([TRIANGLE], image_id="3", category_id="18")
    typed["images"][0]["id"] = 3
    padded = _coco([TRIANGLE], image_id=3, category_id=18)
    padded["images"][0]["id"] = "000000000003"
    both = _two("a.jpg", "scène.jpg")
    both["images"] = [{**both["images"][0], "id": "1"}, {**both["images"][1], "id": 1}]
    sam = {"area": 35, "bbox": [2, 5, 1, 20], "predicted_iou": "0.9", "point_coords": None}
    box_only = {"bbox": [-3, 4.5, 10, 100], "category_id": 18}
    sa1b = {
        "image": {"image_id": "sa_1", "width": 40.0, "height": None, "file_name": "sa_1.jpg"},
        "annotations": [{"segmentation": runs, **sam}, {"id": "x", "segmentation": None}],
    }
    pretty = str(_coco([TRIANGLE], note="it's", other='say "so"', flag=True, none=None))
    return [
        ("ids as text", typed),
        ("ids with zeros in front", padded),
        ("ids that differ by type only", both),
        ("ids with a fraction", _coco([TRIANGLE], image_id=3.5)),
        ("an object without a shape beside a good one", _objects({"segmentation": []})),
        ("null beside a good one", _objects({"segmentation": None}, {"segmentation": {}})),
        ("a box beside a good one", _objects(box_only)),
        ("boxes only", _coco(None, **box_only)),
        ("a box as text", _coco([], bbox=["1", "2", "3", "4.5"])),
        ("a box outside", _objects({"bbox": [50, 50, 5, 5]}, {"bbox": [1, 1, 0, 5]})),
        ("no object at all beside a good one", _objects() | {}),
        (
            "an object that is a number",
            {**_coco([TRIANGLE]), "annotations": [7, *_coco([TRIANGLE])["annotations"]]},
        ),
        ("a flat list", _coco(TRIANGLE)),
        ("pairs", _coco([[1.5, 2.25], [30.75, 4.5], [12, 29.5]])),
        ("rings of pairs", _coco([[[1.5, 2.25], [30.75, 4.5], [12, 29.5]]])),
        ("corners as objects", _coco([{"x": 1, "y": 2}, {"x": 30, "y": 4}, {"x": 12, "y": 29}])),
        ("numbers as text", _coco([[str(at) for at in TRIANGLE]])),
        ("a list as text", _coco(json.dumps([TRIANGLE]))),
        ("a hole the other way round", _coco([OUTER, HOLE])),
        ("a hole the same way round", _coco([OUTER, HOLE[::-1]])),
        ("an island in a hole", _coco([ISLAND, OUTER, HOLE])),
        ("two that cross", _coco([OUTER, [25, 20, 39, 20, 39, 29, 25, 29]])),
        ("the same ring twice", _coco([OUTER, OUTER])),
        ("RLE beside polygons", _coco([OUTER, runs])),
        ("RLE in a list", _coco([runs])),
        ("RLE without a size", _coco({"counts": runs["counts"]})),
        ("RLE as Python prints bytes", _coco({"size": [30, 40], "counts": "b'Tc04j000000d>'"})),
        ("RLE of whole floats", _coco({"size": ["30", "40"], "counts": ["65", 20, 1100, 15]})),
        ("a ring of two corners beside a good one", _coco([OUTER, [1, 2, 3, 4], []])),
        ("a polygon without a pixel", _objects({"segmentation": [[50, 40, 60, 40, 60, 50]]})),
        ("no size", _coco_of(None, None, [TRIANGLE])),
        ("a size of nothing", _coco_of(0, 0, [TRIANGLE])),
        ("a size as text", _coco_of("40", "30", [TRIANGLE])),
        ("one side", _coco_of(None, 30, [TRIANGLE])),
        ("another side", _coco_of(None, 31, [TRIANGLE])),
        ("on its side", _coco_of(30, 40, [TRIANGLE])),
        ("categories by number", {**_coco([TRIANGLE]), "categories": {"18": "dog"}}),
        ("a category without a name", _coco([TRIANGLE], category_id=99)),
        (
            "a category whose name is a number",
            {**_coco([TRIANGLE]), "categories": [{"id": 18, "name": 5}]},
        ),
        ("no categories are null", {**_coco([TRIANGLE]), "categories": None}),
        ("amg.py's list", [{"segmentation": runs, **sam}, {"segmentation": runs, **sam}]),
        ("results", [{"image_id": 7, "category_id": 18, "segmentation": runs, "score": 0.5}]),
        ("results of boxes", [{"image_id": 1, "category_id": 2, "bbox": [1, 2, 3, 4], "score": 1}]),
        ("results of several", [{"image_id": n, "segmentation": runs} for n in (6, 7)]),
        ("results of others", [{"image_id": n, "segmentation": runs} for n in (5, 6)]),
        ("SA-1B typed otherwise", sa1b),
        ("printed by Python", pretty),
        ("commas at the end", '{"images": [{"id": 1,},], "annotations": [],}'),
        ("NaN", json.dumps(_coco([TRIANGLE], score=float("nan")))),
        ("bytes and tuples, printed by Python", _printed(runs)),
        ("a pad of zeros and Ctrl-Z", json.dumps(_coco([TRIANGLE])) + "\0\0\x1a"),
        ("nothing, as text", _coco("None", **box_only)),
        ("nothing, in a list", _coco([None], **box_only)),
        ("rings of nothing", _coco([[], []], **box_only)),
        ("a polygon of two corners beside its box", _coco([[1, 2, 3, 4]], **box_only)),
        ("a damaged RLE beside its box", _objects({"segmentation": {"counts": 1}, **box_only})),
        ("a box as one text", _coco([], bbox="[1, 2, 3, 4.5]")),
        ("corners as fractions", _coco([[at / 40 for at in TRIANGLE]], bbox=[1, 2, 30, 25])),
        ("boxes as fractions", _coco([], bbox=[0.25, 0.5, 0.5, 1])),
        ("the first pixel", _coco([[0, 0, 1, 0, 1, 1, 0, 1]])),
        ("fractions beside pixels", _objects({"segmentation": [[0.1, 0, 0.9, 0, 0.9, 0.9]]})),
        ("attributes and keypoints", _coco([TRIANGLE], attributes={"a": 1}, keypoints=[1, 2, 2])),
        ("a crowd as text", _coco([TRIANGLE], iscrowd="1")),
        ("NaN in a polygon", json.dumps(_objects({"segmentation": [[float("nan")] * 6]}))),
        ("a mark of UTF-8", "\ufeff" + json.dumps(_coco([TRIANGLE]))),
    ]


def _printed(runs: Any) -> str:
    """A mask as pycocotools has it, a tuple and NumPy's numbers, as ``print`` shows them."""
    text = str(_coco({**runs, "counts": b"Tc04j000000d>"}, image_id=3.0, bbox=(1, 2, 3, 4)))
    return text.replace("'image_id': 3.0", "'image_id': np.float64(3.0)")


def _names() -> list[tuple[str, Any]]:
    """The name in the file; the picture is scène.jpg."""
    names = {
        "capitals": "SCÈNE.JPG",
        "percent": "sc%C3%A8ne.jpg",
        "half of a percent": "sc%C3%A8ne.jpg%",
        "Label Studio's": "/data/upload/3/0a1b2c3d-sc%C3%A8ne.jpg",
        "Label Studio's local files": "/data/local-files/?d=photos/sc%C3%A8ne.jpg",
        "an address": "https://example.org/a/sc%C3%A8ne.jpg?token=1",
        "Roboflow's": "scène_jpg.rf.0123456789abcdef0123456789abcdef.jpg",
        "Windows' folders": "C:\\photos\\scène.jpg",
        "another ending": "scène.png",
        "a label file": "labels/scène.txt",
    }
    return [(f"a name: {name}", _two("other.jpg", text)) for name, text in names.items()]


def _several_pictures() -> list[tuple[str, Any]]:
    def pictures(*sizes: tuple[int, int, str]) -> Any:
        document = _coco([TRIANGLE], image_id=0)
        document["images"] = [
            {"id": number, "width": width, "height": height, "file_name": file_name}
            for number, (width, height, file_name) in enumerate(sizes)
        ]
        return document

    name = "train/sce\u0300ne.jpg"  # in a folder, the accent apart
    one = pictures((40, 30, name))
    lost = one["annotations"] + [{"id": 10, "image_id": 77}, {"id": 11}]
    numbered = pictures((40, 30, name), (40, 30, "b.jpg"))
    for each in numbered["images"]:
        each["id"] = None
    named = {**numbered, "annotations": [{**each, "image_id": name} for each in one["annotations"]]}
    merged = {**pictures((40, 30, name), (40, 30, "b.jpg")), "annotations": one["annotations"]}
    merged["images"][1]["id"] = 0
    lvis = pictures((40, 30, name), (40, 30, "b.jpg"))
    for each in lvis["images"]:
        each["coco_url"] = f"http://images.example.org/train2017/{each.pop('file_name')}"
    return [
        ("objects of no picture", {**pictures((40, 30, name), (7, 5, "b")), "annotations": lost}),
        ("one picture, and objects of none", {**one, "annotations": lost}),
        ("the only picture's id is null", {**one, "annotations": [{**lost[0], "image_id": None}]}),
        ("names for ids", named),
        ("null for ids", numbered),
        ("two pictures of one id", merged),
        ("LVIS' addresses for names", lvis),
        ("the same picture twice", {**one, "images": one["images"] * 2}),
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
