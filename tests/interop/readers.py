"""Data sets read by programs that others wrote, and held against the masks that went in.

It runs in an environment of its own, where nothing of this project is: ``python readers.py FOLDER``
prints a line for each reader, and a line of JSON at the end. ``data_sets.py`` makes the folder.

``FOLDER/expected.npz`` has a stack of masks for each picture's name, ``FOLDER/labels.json`` their
labels; beside them a folder for each kind of data set.
"""

from __future__ import annotations

import importlib
import json
import os
import shutil
import sys
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

Objects = list[tuple[str, np.ndarray]]
Found = dict[str, Objects]
"""By picture: label and ``(H, W) bool`` mask of each object."""

EXACT = 1.0
DRAWN = 0.75
"""A reader that draws polygons paints the pixels that their edges touch, too."""

UNITED = frozenset({"label_studio"})
"""Kinds that do not hold which parts are one object: all of a label are compared as one."""


def of_pycocotools(folder: Path) -> Found:
    """COCO, by the reader of those who made it."""
    return _coco(folder / "annotations.json")


def _coco(file: Path) -> Found:
    coco = importlib.import_module("pycocotools.coco").COCO(str(file))
    names = {each["id"]: each["name"] for each in coco.loadCats(coco.getCatIds())}
    return {
        Path(image["file_name"]).name: [
            (names[each["category_id"]], coco.annToMask(each).astype(bool))
            for each in coco.loadAnns(coco.getAnnIds(imgIds=[image["id"]]))
        ]
        for image in coco.loadImgs(coco.getImgIds())
    }


def of_datumaro(kind: str) -> Callable[[Path], Found]:
    """Datumaro, which CVAT's makers began; by its name of the kind.

    It looks for COCO in a folder that is laid out as the data set of 2017 was.
    """

    def read(folder: Path) -> Found:
        if kind == "coco_instances":
            laid_out = folder / "as-2017" / "annotations"
            laid_out.mkdir(parents=True)
            shutil.copy(folder / "annotations.json", laid_out / "instances_all.json")
            shutil.copytree(folder / "images", folder / "as-2017" / "images" / "all")
            folder = folder / "as-2017"
        datumaro = importlib.import_module("datumaro")
        found: Found = {}
        data = datumaro.Dataset.import_from(str(folder), kind)
        names = [each.name for each in data.categories()[datumaro.AnnotationType.label]]
        for item in data:
            height, width = item.media.size
            found[Path(item.id).name + ".png"] = [
                (names[each.label], _drawn(each, height, width))
                for each in item.annotations
                if each.type != datumaro.AnnotationType.bbox
            ]
        return found

    return read


def _drawn(annotation: Any, height: int, width: int) -> np.ndarray:
    if hasattr(annotation, "image"):
        return np.asarray(annotation.image).astype(bool)
    masks = importlib.import_module("pycocotools.mask")
    runs = masks.merge(masks.frPyObjects([annotation.points], height, width))
    return np.asarray(masks.decode(runs)).astype(bool)


def of_supervision_yolo(folder: Path) -> Found:
    """YOLO's text, by supervision."""
    supervision = importlib.import_module("supervision")
    found: Found = {}
    for split in ("train", "val"):
        data = supervision.DetectionDataset.from_yolo(
            images_directory_path=str(folder / "images" / split),
            annotations_directory_path=str(folder / "labels" / split),
            data_yaml_path=str(folder / "data.yaml"),
            force_masks=True,
        )
        for path, _, detections in data:
            masks = [] if detections.mask is None else list(detections.mask)
            found[Path(path).name] = [
                (data.classes[number], np.asarray(mask).astype(bool))
                for number, mask in zip(detections.class_id, masks, strict=True)
            ]
    return found


def of_supervision_coco(folder: Path) -> Found:
    """COCO, by supervision."""
    supervision = importlib.import_module("supervision")
    data = supervision.DetectionDataset.from_coco(
        images_directory_path=str(folder / "images"),
        annotations_path=str(folder / "annotations.json"),
        force_masks=True,
    )
    return {
        Path(path).name: [
            (data.classes[number], np.asarray(mask).astype(bool))
            for number, mask in zip(
                detections.class_id,
                [] if detections.mask is None else list(detections.mask),
                strict=True,
            )
        ]
        for path, _, detections in data
    }


def of_labelme(folder: Path) -> Found:
    """LabelMe's JSON, by LabelMe; a mask's points are the corners of its box."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    labelme = importlib.import_module("labelme")
    found: Found = {}
    for file in sorted(folder.glob("*.json")):
        if file.name == "manifest.json":
            continue
        read = labelme.LabelFile(str(file))
        objects: Objects = []
        for shape in read.shapes:
            pixels = labelme.utils.img_data_to_arr(read.imageData)
            mask = np.zeros(pixels.shape[:2], bool)
            (left, top), (right, bottom) = np.array(shape["points"], int)
            mask[top : bottom + 1, left : right + 1] = shape["mask"]
            objects.append((shape["label"], mask))
        found[Path(read.imagePath).name] = objects
    return found


_CONFIG = """
<View><Image name="image" value="$image"/>
<PolygonLabels name="label" toName="image">{labels}</PolygonLabels></View>
"""


def of_label_studio(folder: Path) -> Found:
    """Label Studio's JSON, by its own converter to COCO."""
    tasks = json.loads((folder / "tasks.json").read_text(encoding="utf-8"))
    names = {
        label
        for task in tasks
        for region in task["annotations"][0]["result"]
        for label in region["value"]["polygonlabels"]
    }
    labels = "".join(f'<Label value="{each}"/>' for each in sorted(names))
    module = importlib.import_module("label_studio_sdk.converter.converter")
    converter = module.Converter(
        _CONFIG.format(labels=labels), str(folder), download_resources=False
    )
    out = folder / "as-coco"
    converter.convert_to_coco(
        str(folder / "tasks.json"), str(out), output_image_dir=str(out / "images"), is_dir=False
    )
    # The converter puts a few digits before each name.
    return {
        name.partition("__")[2]: objects for name, objects in _coco(out / "result.json").items()
    }


def of_ultralytics(folder: Path) -> Found:
    """YOLO's text, by those who made it: only with torch, which is kept away here."""
    importlib.import_module("ultralytics")
    raise ImportError("ultralytics is here; how it reads is not compared.")


READERS: dict[str, tuple[str, Callable[[Path], Found], float]] = {
    "pycocotools: coco": ("coco", of_pycocotools, EXACT),
    "pycocotools: coco_polygons": ("coco_polygons", of_pycocotools, EXACT),
    "datumaro: coco": ("coco", of_datumaro("coco_instances"), EXACT),
    "datumaro: cvat": ("cvat", of_datumaro("cvat"), EXACT),
    "supervision: coco": ("coco", of_supervision_coco, EXACT),
    "supervision: yolo": ("yolo", of_supervision_yolo, DRAWN),
    "labelme: labelme": ("labelme", of_labelme, EXACT),
    "label_studio_sdk: label_studio": ("label_studio", of_label_studio, EXACT),
    "ultralytics: yolo": ("yolo", of_ultralytics, DRAWN),
}
"""By name: which kind it reads, how, and the IoU that every mask has to reach."""


def wrong(found: Found, expected: Found, least: float) -> Iterator[str]:
    """What is missing, too much or different."""
    for name in sorted(expected.keys() - found.keys()):
        if expected[name]:
            yield f"{name} is missing"
    for name, objects in sorted(found.items()):
        left = list(expected.get(name, ()))
        for label, mask in objects:
            best = max(
                range(len(left)),
                key=lambda at: (left[at][0] == label) * (1 + _iou(left[at][1], mask)),  # noqa: B023
                default=None,
            )
            if best is None or left[best][0] != label:
                yield f"{name} has an object {label!r} too much"
                continue
            reached = _iou(left.pop(best)[1], mask)
            if reached < least:
                yield f"{name} has {label!r} with an IoU of {reached:.4f}; expected {least:g}"
        for label, _ in left:
            yield f"{name} lacks an object {label!r}"


def united(found: Found) -> Found:
    """All objects of a label as one, in each picture."""
    made: Found = {}
    for name, objects in found.items():
        masks: dict[str, np.ndarray] = {}
        for label, mask in objects:
            masks[label] = masks.get(label, np.zeros_like(mask)) | mask
        made[name] = list(masks.items())
    return made


def _iou(one: np.ndarray, other: np.ndarray) -> float:
    if one.shape != other.shape:
        return 0.0
    union = int((one | other).sum())
    return int((one & other).sum()) / union if union else 1.0


def main(folder: Path) -> int:
    """Read everything; the number of readers that found something wrong."""
    warnings.simplefilter("ignore")
    labels = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
    with np.load(folder / "expected.npz") as stored:
        expected = {name: list(zip(labels[name], stored[name], strict=True)) for name in labels}
    problems = 0
    for name, (kind, read, least) in READERS.items():
        package = name.partition(":")[0]
        try:
            found = read(folder / kind)
        except ModuleNotFoundError as error:
            print(f"{name}: skipped, for {package} is not installed here ({error.name})")
            continue
        except Exception as error:  # whatever a reader raises is what there is to say
            print(f"{name}: refuses it ({type(error).__name__}: {error})")
            problems += 1
            continue
        there = expected
        if kind in UNITED:
            found, there = united(found), united(expected)
        said = list(wrong(found, there, least))
        count = sum(map(len, found.values()))
        print(f"{name}: {count} objects, {len(said)} differences", *said, sep="\n  ")
        problems += bool(said)
    return problems


if __name__ == "__main__":
    sys.exit(1 if main(Path(sys.argv[1])) else 0)
