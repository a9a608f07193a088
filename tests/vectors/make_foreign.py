"""Makes ``foreign.json``: the matrix of other tools' files, tool by quirk, as data.

Each case is a set of files by name, as text or as base64, written by hand after what the tool
writes or its documentation says, and what is read of it for one picture.
"""

from __future__ import annotations

import base64
import csv
import io
import json
import zipfile
from typing import Any

import numpy as np
from PIL import Image

from sam.errors import ChoiceError, FormatError
from sam.formats import Annotation, ImageEntry, read_report, write_bundle, write_yolo
from tests.vectors.make_annotations import SCENE, annotation_of
from tests.vectors.make_imports import CREATED, HOLE, IMAGE, OUTER, TRIANGLE, as_json

PAIRS = [[1.5, 2.25], [30.75, 4.5], [12, 29.5]]


def foreign_vectors() -> list[dict[str, Any]]:
    """A case for each quirk of each tool."""
    tools = {
        "LabelMe": _labelme(),
        "Label Studio": _label_studio(),
        "Pascal VOC": _voc(),
        "CVAT": _cvat(),
        "YOLO": _yolo(),
        "VIA": _via(),
        "GeoJSON": _geojson(),
        "panoptic": _panoptic(),
        "together": _together(),
    }
    return [
        _case(tool, quirk, files) for tool, cases in tools.items() for quirk, files in cases.items()
    ]


def answer_of(vector: dict[str, Any]) -> dict[str, Any]:
    """What reading a vector's files gives."""
    files = {
        name: base64.b64decode(content[7:]) if content.startswith("base64,") else content.encode()
        for name, content in vector["files"].items()
    }
    try:
        found = read_report(files, ImageEntry(**vector["image"]), created=CREATED)
    except ChoiceError as error:
        sentence = str(error)
        return {"sentence": sentence, "pictures": [*error.pictures], "turns": [*error.turns]}
    except FormatError as error:
        return {"sentence": str(error)}
    reading = as_json(found)
    for each in reading["annotations"]:
        reduced = {"id", "label", "segmentation"}
        for name in set(each) - reduced:
            del each[name]
    return {"reading": reading}


def _case(tool: str, quirk: str, files: dict[str, str | bytes]) -> dict[str, Any]:
    texts = {
        name: content
        if isinstance(content, str)
        else f"base64,{base64.b64encode(content).decode()}"
        for name, content in files.items()
    }
    vector = {"name": f"{tool}: {quirk}", "image": IMAGE.as_dict(), "files": texts}
    return vector | answer_of(vector)


def _json(name: str, document: Any) -> dict[str, str | bytes]:
    return {name: json.dumps(document)}


def _png(pixels: Any) -> bytes:
    file = io.BytesIO()
    Image.fromarray(np.asarray(pixels, np.uint8)).save(file, format="PNG")
    return file.getvalue()


def _labelme() -> dict[str, dict[str, str | bytes]]:
    def file(*shapes: Any, **others: Any) -> dict[str, str | bytes]:
        head = {"version": "5.4.1", "flags": {}, "imagePath": "scène.jpg", "imageData": None}
        sides = {"imageHeight": 30, "imageWidth": 40}
        return _json("scène.json", {**head, **sides, "shapes": list(shapes), **others})

    def shape(kind: str, points: Any, **others: Any) -> dict[str, Any]:
        return {"label": "dog", "points": points, "shape_type": kind, "group_id": None, **others}

    mask = base64.b64encode(_png([[0, 255, 255], [255, 255, 0]])).decode()
    return {
        "a polygon": file(shape("polygon", PAIRS)),
        "no sizes": file(shape("polygon", PAIRS), imageHeight=None, imageWidth=None),
        "an old file without shape_type": file({"label": "dog", "points": PAIRS}),
        "a group": file(
            shape("polygon", [[1, 1], [5, 1], [5, 5]], group_id=1),
            shape("polygon", [[9, 9], [15, 9], [15, 15]], group_id=1),
            shape("polygon", PAIRS, group_id=2),
        ),
        "a rectangle": file(shape("rectangle", [[30, 20], [10, 5]])),
        "a circle": file(shape("circle", [[20, 15], [25, 15]])),
        "a mask": file(shape("mask", [[7, 8], [9, 9]], mask=mask)),
        "a damaged mask beside a polygon": file(
            shape("mask", [[7, 8], [9, 9]], mask="AAAA"), shape("polygon", PAIRS)
        ),
        "a line and a point beside a polygon": file(
            shape("line", PAIRS[:2]), shape("point", PAIRS[:1]), shape("polygon", PAIRS)
        ),
        "a label that is a number": file(shape("polygon", PAIRS, label=3)),
        "of another size": file(shape("polygon", PAIRS), imageHeight=31),
        "on its side": file(shape("polygon", PAIRS), imageHeight=40, imageWidth=30),
        "no shapes": file(),
        "Windows' folders": file(shape("polygon", PAIRS), imagePath="..\\fotos\\scène.jpg"),
        "a turned rectangle": file(
            shape("oriented_rectangle", [[4, 4], [20, 10], [16, 28], [1, 20]])
        ),
        "X-AnyLabeling's rotation": file(
            shape("rotation", [[4, 4], [20, 10], [16, 28], [1, 20]], direction=0.3)
        ),
        "a hole in a group": file(
            shape("polygon", [[4, 4], [30, 4], [30, 28], [4, 28]], group_id=3),
            shape("polygon", [[8, 8], [8, 20], [20, 20]], group_id=3),
        ),
        "flags and a description": file(
            shape("polygon", PAIRS, flags={"occluded": True, "cut": False}, description="old")
        ),
        "the class of those without a label": file(shape("polygon", PAIRS, label="object")),
        "no shape beside a polygon": file(5, None, shape("polygon", PAIRS)),
        "fractions": file(shape("polygon", [[x / 40, y / 30] for x, y in PAIRS])),
    }


def _label_studio() -> dict[str, dict[str, str | bytes]]:
    sides = {"original_width": 40, "original_height": 30}

    def region(value: Any, kind: str = "polygonlabels", **others: Any) -> dict[str, Any]:
        value = {kind: ["dog"], **value}
        return {"id": "aB3", "type": kind, "value": value, **sides, **others}

    def task(*regions: Any, image: str = "/data/upload/1/0a1b2c3d-sc%C3%A8ne.jpg") -> Any:
        return {"id": 5, "data": {"image": image}, "annotations": [{"result": list(regions)}]}

    points = {"points": [[5, 10], [75, 15], [30, 95]]}
    rectangle = {"x": 10, "y": 20, "width": 50, "height": 30, "rotation": 0}
    ellipse = {"x": 50, "y": 50, "radiusX": 20, "radiusY": 30}
    painted = np.zeros((30, 40), bool)
    painted[4:20, 6:9] = painted[10, 6:30] = True
    png = base64.b64encode(_png(painted * 255)).decode()
    minimal = {
        "image": "scène.jpg",
        "id": 5,
        "label": [{**points, **sides, "polygonlabels": ["dog"]}],
    }
    return {
        "a polygon": _json("export.json", [task(region(points))]),
        "two pictures": _json(
            "export.json",
            [task(region(points)), task(image="/data/upload/1/99999999-other.jpg")],
        ),
        "a rectangle": _json("export.json", [task(region(rectangle, "rectanglelabels"))]),
        "a choice about the picture": _json(
            "export.json",
            [task(region(points), {"id": "c", "type": "choices", "value": {"choices": ["ok"]}})],
        ),
        "a damaged brush beside a polygon": _json(
            "export.json",
            [task(region({"format": "rle", "rle": [1, 2]}, "brushlabels"), region(points))],
        ),
        "brushes": _json(
            "export.json",
            [
                task(
                    *(
                        region({"format": "rle", "rle": _brush(painted, each)}, "brushlabels")
                        for each in (True, False)
                    )
                )
            ],
        ),
        "a mask as PNG": _json(
            "export.json",
            [task(region({"imageDataURL": f"data:image/png;base64,{png}"}, "bitmasklabels"))],
        ),
        "an ellipse": _json(
            "export.json",
            [task(region(ellipse, "ellipselabels"))],
        ),
        "JSON-MIN": _json("export.json", [minimal]),
        "a cancelled annotation": _json(
            "export.json",
            [
                {
                    **task(region(points)),
                    "annotations": [
                        {"was_cancelled": True, "result": [region(rectangle, "rectanglelabels")]},
                        {"result": [region(points)]},
                    ],
                }
            ],
        ),
        "a turned rectangle": _json(
            "export.json", [task(region(rectangle | {"rotation": 30}, "rectanglelabels"))]
        ),
        "a turned ellipse": _json(
            "export.json",
            [task(region(ellipse | {"rotation": 90}, "ellipselabels"))],
        ),
        "on the turned picture": _json(
            "export.json",
            [
                task(
                    region(points, image_rotation=90),
                    region(ellipse, "ellipselabels", image_rotation=180),
                    region(rectangle, "rectanglelabels", image_rotation=270),
                )
            ],
        ),
        "a shape and its label apart": _json(
            "export.json",
            [
                task(
                    {**region(points), "type": "polygon", "value": points},
                    region(points, "labels"),
                    {**region(points, "textarea"), "value": {**points, "text": ["a dog"]}},
                )
            ],
        ),
        "several labels": _json(
            "export.json", [task(region({**points, "polygonlabels": ["dog", "wet"]}))]
        ),
        "two annotators": _json(
            "export.json",
            [{**task(), "annotations": [{"result": [region(points)]} for _ in range(2)]}],
        ),
        "predictions only": _json(
            "export.json",
            [{**task(), "predictions": [{"result": [region(points)]}, {"result": [5]}]}],
        ),
        "predictions too": _json(
            "export.json", [{**task(region(points)), "predictions": [{"result": [region(points)]}]}]
        ),
        "a relation": _json(
            "export.json",
            [task(region(points), {"type": "relation", "from_id": "aB3", "to_id": "c"})],
        ),
        "one task": _json("export.json", task(region(points))),
        "the picture under another key": _json(
            "export.json",
            [
                {
                    **task(region(points)),
                    "data": {"caption": "A dog. Wet.", "photo": "s3://a/b/scène.JPG?v=1"},
                }
            ],
        ),
        "an old export": _json(
            "export.json",
            [
                {
                    "id": 1,
                    "data": {"image": "scène.jpg"},
                    "completions": [{"result": [region(points)]}],
                }
            ],
        ),
    }


def _brush(painted: Any, repeated: bool) -> list[int]:
    """A mask as rle-pack has it: each run as one value repeated, or all values one by one."""
    values = np.repeat(painted.ravel() * 255, 4)
    text = f"{len(values):032b}{7:05b}{2:04b}{7:04b}{11:04b}{15:04b}"  # counts of 3 to 16 bits
    ends = np.flatnonzero(np.diff(values, append=-1)) + 1
    for begin, end in zip([0, *ends], ends, strict=False):
        bits, which = (8, 1) if end - begin <= 256 else (16, 3)
        value = f"{values[begin]:08b}" * (1 if repeated else end - begin)
        text += f"{int(repeated)}{which:02b}{end - begin - 1:0{bits}b}{value}"
    text += "0" * (-len(text) % 8)
    return [int(text[at : at + 8], 2) for at in range(0, len(text), 8)]


def _voc() -> dict[str, dict[str, str | bytes]]:
    def file(inner: str, width: str = "40", name: str = "scène.jpg") -> dict[str, str | bytes]:
        size = f"<size><width>{width}</width><height>30</height><depth>3</depth></size>"
        return {
            "scène.xml": f"<annotation><folder>a</folder><filename>{name}</filename>{size}{inner}"
            "</annotation>"
        }

    box = "<bndbox><xmin>5</xmin><ymin>6</ymin><xmax>20</xmax><ymax>25</ymax></bndbox>"
    corners = "".join(f"<x{i}>{x}</x{i}><y{i}>{y}</y{i}>" for i, (x, y) in enumerate(PAIRS, 1))
    points = "".join(f"<pt><x>{x}</x><y>{y}</y></pt>" for x, y in PAIRS)
    return {
        "a box": file(f"<object><name>dog</name>{box}</object>"),
        "a polygon as Roboflow has it": file(
            f"<object><name>dog</name>{box}<polygon>{corners}</polygon></object>"
        ),
        "a polygon as LabelMe's site has it": file(
            f"<object><name>dog</name><polygon>{points}</polygon></object>"
        ),
        "no size": file(f"<object><name>dog</name>{box}</object>", width="0"),
        "a box without corners": file("<object><name>dog</name><bndbox/></object>"),
        "an entity": {
            "a.xml": '<!DOCTYPE a [<!ENTITY b "c">]><annotation><filename>&b;</filename>'
            "</annotation>"
        },
        "cut off": {"a.xml": "<annotation><filename>a"},
        "other XML": {"a.xml": "<svg/>"},
        "in another coding": {
            "scène.xml": str(file(f"<object><name>Öl</name>{box}</object>")["scène.xml"])
            .replace("<annotation>", '<?xml version="1.0" encoding="ISO-8859-1"?><annotation>')
            .encode("latin-1"),
        },
        "a deleted object beside another": file(
            f"<object><name>dog</name><deleted>1</deleted><polygon>{points}</polygon></object>"
            f"<object><name>cat</name>{box}</object>"
        ),
        "parts": file(f"<object><name>dog</name>{box}<part><name>head</name>{box}</part></object>"),
        "roLabelImg's box": file(
            "<object><name>dog</name><robndbox><cx>20</cx><cy>15</cy><w>10</w><h>6</h>"
            "<angle>0.5</angle></robndbox></object>"
        ),
    }


def _cvat() -> dict[str, dict[str, str | bytes]]:
    def file(*inner: str, width: str = "40") -> dict[str, str | bytes]:
        images = "".join(
            f'<image id="{i}" name="{name}" width="{width}" height="30">{each}</image>'
            for i, (name, each) in enumerate([("a/scène.jpg", "".join(inner)), ("b.jpg", "")])
        )
        return {"annotations.xml": f"<annotations><version>1.1</version>{images}</annotations>"}

    polygon = '<polygon label="dog" points="1.50,2.25;30.75,4.50;12.00,29.50" z_order="0"/>'
    return {
        "a polygon": file(polygon),
        "a box": file('<box label="dog" xtl="1.5" ytl="2" xbr="20" ybr="28" occluded="0"/>'),
        "a mask": file('<mask label="dog" rle="1, 2, 3" left="7" top="8" width="3" height="2"/>'),
        "a damaged mask": file(
            polygon, '<mask label="dog" rle="1, 9" left="7" top="8" width="3" height="2"/>'
        ),
        "an ellipse": file('<ellipse label="dog" cx="20" cy="15" rx="9" ry="5" rotation="30"/>'),
        "a line beside a polygon": file('<polyline label="road" points="1,2;3,4"/>', polygon),
        "on its side": {
            "annotations.xml": file(polygon, width="22.5")["annotations.xml"].replace(  # type: ignore[arg-type]
                'width="22.5" height="30"', 'width="30" height="40"'
            )
        },
        "no object of this picture": file(),
        "a turned box": file(
            '<box label="dog" xtl="10" ytl="10" xbr="30" ybr="20" rotation="45.0"/>'
        ),
        "a group": file(
            *(
                f'<polygon label="dog" points="{points}" group_id="{group}"/>'
                for group, points in (
                    (1, "1,1;5,1;5,5"),
                    (1, "9,9;15,9;15,15"),
                    (0, "20,1;30,9;20,9"),
                )
            )
        ),
        "attributes and a tag": file(
            '<polygon label="dog" points="1,1;5,1;5,5"><attribute name="age">3</attribute>'
            "</polygon>",
            '<tag label="outdoors"/>',
        ),
        "for a video": {
            "annotations.xml": "<annotations><version>1.1</version><meta/>"
            "<track id='0' label='dog'><polygon frame='0' points='1,1;5,1;5,5'/></track>"
            "</annotations>"
        },
    }


def _yolo() -> dict[str, dict[str, str | bytes]]:
    scene = [annotation_of(IMAGE, index, *each) for index, each in enumerate(SCENE)]
    ours = write_yolo(IMAGE, [Annotation.from_dict(each) for each in scene])
    line = "1 0.0375 0.075 0.76875 0.15 0.3 0.983333\n"
    return {
        "ours": {"classes.txt": ours.classes, "labels/scène.txt": ours.labels},
        "ultralytics'": {
            "data.yaml": "path: .\ntrain: images\nnames:\n  0: cat\n  1: 'guide dog'\n",
            "labels/scène.txt": line,
            "labels/other.txt": line,
        },
        "names in a line": {"data.yaml": "names: [cat, dog]\nnc: 2\n", "labels/scène.txt": line},
        "without names": {"scène.txt": line},
        "boxes": {
            "classes.txt": "cat\ndog\n",
            "scène.txt": "1 0.5 0.5 0.25 0.5\n0 .1 .1 .1 .1 0.9\n",
        },
        "a damaged line": {"classes.txt": "cat\ndog\n", "scène.txt": f"{line}1 0.5 x\n"},
        "a class beyond the names": {"classes.txt": "cat\n", "scène.txt": line},
        "Roboflow's names": {
            "data.yaml": "names: ['cat', 'dog']",
            "train/labels/sc-ne_jpg.rf.0123456789abcdef0123456789abcdef.txt": line,
        },
        "damaged names": {"data.yaml": "names: [", "scène.txt": line},
        "names by text": {"data.yaml": "names:\n  '1': dog\n", "scène.txt": line},
        "darknet's names": {"_darknet.labels": "cat\ndog\n", "scène.txt": line},
        "Label Studio's names": {
            "notes.json": json.dumps({"categories": [{"id": 1, "name": "dog"}], "info": {}}),
            "labels/scène.txt": line,
        },
        "two lists of names": {
            "data.yaml": "names: [cat, dog]",
            "classes.txt": "dog\ncat\n",
            "scène.txt": line,
        },
        "a picture without an object": {"classes.txt": "cat\n", "scène.txt": "", "b.txt": line},
        "an empty file": {"scène.txt": "\n"},
        "a remark first": {"scène.txt": f"# by hand\n{line}"},
        "a class with a fraction": {"scène.txt": f"1.0{line[1:]}"},
        "a polygon with a score": {"scène.txt": f"{line[:-1]} 0.93\n"},
        "keypoints": {"scène.txt": "1 0.5 0.5 0.2 0.2 0.4 0.4 2 0.6 0.6 1\n"},
        "keypoints as data.yaml says": {
            "data.yaml": "names: [cat, dog]\nkpt_shape: [2, 2]\n",
            "scène.txt": "1 0.5 0.5 0.2 0.2 0.4 0.4 0.6 0.6\n",
        },
        "corners of a turned box": {"scène.txt": "1 0.1 0.1 0.5 0.2 0.4 0.6 0 0.5\n"},
        "UTF-16 by PowerShell": {"scène.txt": b"\xff\xfe" + line.encode("utf-16-le")},
    }


def _via() -> dict[str, dict[str, str | bytes]]:
    def entry(*regions: Any, name: str = "scène.jpg") -> dict[str, Any]:
        return {f"{name}1234": {"filename": name, "size": 1234, "regions": list(regions)}}

    def region(shape: Any, label: Any = "dog") -> dict[str, Any]:
        return {"shape_attributes": shape, "region_attributes": {"label": label}}

    polygon = {
        "name": "polygon",
        "all_points_x": [x for x, _ in PAIRS],
        "all_points_y": [y for _, y in PAIRS],
    }
    first = entry(region(polygon))
    numbered = {"a": {"filename": "scène.jpg", "regions": {"0": region(polygon)}}}
    return {
        "annotations": _json("via.json", first | entry(name="other.jpg")),
        "a project": _json("via.json", {"_via_settings": {}, "_via_img_metadata": first}),
        "version 1": _json("via.json", numbered),
        "ticked labels": _json("via.json", entry(region(polygon, {"dog": True, "cat": False}))),
        "a rectangle": _json(
            "via.json", entry(region({"name": "rect", "x": 1, "y": 2, "width": 9, "height": 8}))
        ),
        "a circle and an ellipse": _json(
            "via.json",
            entry(
                region({"name": "circle", "cx": 20, "cy": 15, "r": 5}),
                region({"name": "ellipse", "cx": 20, "cy": 15, "rx": 9, "ry": 4, "theta": 0.5}),
            ),
        ),
        "a point beside a polygon": _json(
            "via.json", entry(region({"name": "point", "cx": 1, "cy": 2}), region(polygon))
        ),
        "CSV": {"via.csv": f"#{_via_csv(polygon)}"},
        "a damaged CSV": {"via.csv": _via_csv(polygon).replace("}", "")},
        "a menu's key": _json(
            "via.json",
            {
                "_via_attributes": {
                    "region": {"label": {"type": "dropdown", "options": {"1": "dog"}}}
                },
                "_via_img_metadata": entry(region(polygon, "1")),
            },
        ),
        "other attributes": _json(
            "via.json",
            entry(
                {
                    "shape_attributes": polygon,
                    "region_attributes": {"species": "dog", "colour": "red", "note": ""},
                }
            ),
        ),
    }


def _via_csv(polygon: dict[str, Any]) -> str:
    """A polygon of this picture, a picture without a region, and a point of another one."""
    file = io.StringIO()
    writer = csv.writer(file)
    head = ["filename", "file_size", "file_attributes", "region_count", "region_id"]
    writer.writerow([*head, "region_shape_attributes", "region_attributes"])
    point = {"name": "point", "cx": 1, "cy": 2}
    for name, shape in (("scène.jpg", polygon), ("a.jpg", {}), ("b.jpg", point)):
        label = json.dumps({"label": "dog"})
        writer.writerow([name, 1234, "{}", 1, 0, json.dumps(shape), label])
    return file.getvalue()


def _geojson() -> dict[str, dict[str, str | bytes]]:
    def ring(flat: list[Any]) -> list[list[Any]]:
        pairs = [list(pair) for pair in zip(flat[::2], flat[1::2], strict=True)]
        return [*pairs, pairs[0]]

    polygon = {"type": "Polygon", "coordinates": [ring(OUTER), ring(HOLE)]}
    multi = {"type": "MultiPolygon", "coordinates": [[ring(TRIANGLE)], [ring([1, 1, 5, 1, 5, 5])]]}
    feature = {"type": "Feature", "id": "q-1", "properties": {"label": "dog"}, "geometry": polygon}
    qupath = {**feature, "properties": {"classification": {"name": "tumour"}}, "geometry": multi}
    point = {
        "type": "Feature",
        "properties": None,
        "geometry": {"type": "Point", "coordinates": [1, 2]},
    }
    many = {"type": "FeatureCollection", "features": [feature, point]}
    raised = [[*pair, 0.5] for pair in ring(OUTER)]
    far = {"type": "Polygon", "coordinates": [ring([7e6, 5e6, 7.1e6, 5e6, 7e6, 5.1e6])]}
    return {
        "features": _json("a.geojson", many),
        "QuPath's list": _json("a.geojson", [qupath]),
        "a geometry": _json("a.geojson", polygon),
        "metres": _json("a.geojson", far),
        "of a map": _json("a.geojson", {**many, "crs": {"type": "name"}}),
        "an id that is 0, heights, and nothing": _json(
            "a.geojson",
            {
                "type": "FeatureCollection",
                "features": [
                    {**feature, "id": 0, "geometry": {**polygon, "coordinates": [raised]}},
                    {"type": "Feature", "geometry": None},
                ],
            },
        ),
        "y that goes up": _json(
            "a.geojson",
            {"type": "Polygon", "coordinates": [[[x, -y] for x, y in ring(TRIANGLE)]]},
        ),
        "polygons and a line in one": _json(
            "a.geojson",
            {
                **feature,
                "geometry": {
                    "type": "GeometryCollection",
                    "geometries": [
                        polygon,
                        {"type": "LineString", "coordinates": [[1, 2], [3, 4]]},
                    ],
                },
            },
        ),
        "QuPath's without a class": _json(
            "a.geojson", [{**feature, "properties": {"objectType": "annotation"}}]
        ),
    }


def _panoptic() -> dict[str, dict[str, str | bytes]]:
    pixels = np.zeros((30, 40, 3), np.uint8)
    pixels[2:9, 3:12] = (5, 1, 0)  # 261
    pixels[10:30, 20:40] = (7, 0, 0)
    segments = [
        {"id": 261, "category_id": 1, "bbox": [3, 2, 9, 7], "iscrowd": 0},
        {"id": 7, "category_id": 2},
        {"id": 9, "category_id": 2},
    ]
    document = {
        "images": [{"id": 1, "width": 40, "height": 30, "file_name": "scène.jpg"}],
        "categories": [{"id": 1, "name": "dog"}, {"id": 2, "name": "grass"}],
        "annotations": [{"image_id": 1, "file_name": "scène.png", "segments_info": segments}],
    }
    files = _json("panoptic.json", document)
    return {
        "with its PNG": {**files, "panoptic/scène.png": _png(pixels)},
        "without its PNG": files,
        "a damaged PNG": {**files, "scène.png": _png(pixels)[:60]},
        "a PNG of another size": {**files, "scène.png": _png(pixels[:20])},
    }


def _two_panoptic() -> dict[str, str | bytes]:
    """The second one has the picture."""
    files = _panoptic()["with its PNG"]
    text = str(files["panoptic.json"])
    other = text.replace(json.dumps("scène.jpg"), '"b.jpg"').replace("sc\\u00e8ne.png", "b.png")
    return {"a.json": other, "b.json": text, "scène.png": files["panoptic/scène.png"]}


def _together() -> dict[str, dict[str, str | bytes]]:
    scene = [Annotation.from_dict(annotation_of(IMAGE, i, *each)) for i, each in enumerate(SCENE)]
    polygon = '<polygon label="dog" points="1.50,2.25;30.75,4.50;12.00,29.50"/>'
    image = f'<image name="scène.jpg" width="40" height="30">{polygon}</image>'
    xml = f"<annotations>{image}</annotations>"
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(zipfile.ZipInfo("images/scène.jpg"), b"\xff\xd8")
        archive.writestr(zipfile.ZipInfo("annotations.xml"), xml)
    coco = json.dumps(
        {
            "images": [
                {"id": 1, "file_name": "other.jpg", "width": 40, "height": 30},
                {"id": 2, "file_name": IMAGE.file_name, "width": 40, "height": 30},
            ],
            "annotations": [{"id": 5, "image_id": 2, "segmentation": [TRIANGLE]}],
        }
    )
    feature = {"type": "Polygon", "coordinates": [[*PAIRS, PAIRS[0]]]}
    runs = {"size": [30, 40], "counts": [31, 5, 1164]}
    return {
        "GeoJSON of two pictures": {
            "scène.geojson": json.dumps(feature),
            "other.geojson": json.dumps({**feature, "type": "LineString"}),
        },
        "GeoJSON of no picture's name": {
            "a.geojson": json.dumps(feature),
            "b.geojson": json.dumps(feature),
        },
        "lists of amg.py of two pictures": {
            "scène.json": json.dumps([{"segmentation": runs}, 5]),
            "other.json": json.dumps([]),
        },
        "two files of COCO with the picture": {"train.json": coco, "val.json": coco},
        "two files of COCO, one with objects of none": {
            "train.json": coco,
            "val.json": coco.replace('"image_id": 2', '"image_id": 9'),
        },
        "COCO beside other files": {
            "a.json": coco,
            "scène.json": json.dumps({"shapes": [], "imagePath": "scène.jpg"}),
            "settings.json": "{}",
            "readme.txt": "hello\n",
        },
        "lists of another library": {
            "a.json": json.dumps([{"image_id": 1, "file_name": "scène.jpg", "annotations": []}])
        },
        "two panoptic files": _two_panoptic(),
        "YOLO of several pictures": {
            "labels/other.txt": "0 0.1 0.1 0.2 0.1 0.2 0.2\n",
            "labels/scène.txt": "1 0.5 0.5 0.75 0.5 0.75 0.75\n",
            "classes.txt": "dog\ncat\n",
        },
        "our bundle": {"bundle.zip": write_bundle(IMAGE, scene)},
        "a ZIP of CVAT's": {"task.zip": file.getvalue()},
        "a damaged ZIP": {"task.zip": file.getvalue()[:90]},
        "no annotations": {"readme.txt": "hello\n", "b.json": "{"},
    }
