"""Files of annotations, read by those who would: pycocotools, Pillow, a renderer of SVG."""

from __future__ import annotations

import io
import json
import xml.etree.ElementTree as ElementTree
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import resvg_py
from hypothesis import given, settings
from PIL import Image
from pycocotools import mask as coco
from pycocotools.coco import COCO
from skimage.draw import polygon

from sam import FormatError
from sam.formats import (
    ImageEntry,
    read_report,
    read_sa1b,
    write_annotations,
    write_bundle,
    write_coco_annotations,
    write_cut_out,
    write_sa1b_annotations,
    write_svg,
    write_yolo,
)
from sam.formats.coco_json import Shapes
from sam.masks import rle
from sam.masks.outlines import outlines
from sam.masks.rings import rings
from tests.sam.formats.scene import IMAGE, MASKS, annotation, any_mask, bits


def image_of(mask: np.ndarray) -> ImageEntry:
    return ImageEntry(mask.shape[1], mask.shape[0], "cat.png", 1)


def opened(content: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(content)))


@pytest.mark.parametrize("shapes", ["rle", "polygons"])
@pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")  # its own
def test_pycocotools_reads_coco_json(shapes: Shapes, tmp_path: Path) -> None:
    labels = ["dog", "", "cat", "dog", "cat"]
    annotations = [
        annotation(mask, label=label, name=f"No. {number}")
        for number, (mask, label) in enumerate(zip(MASKS, labels, strict=True))
    ]
    file = tmp_path / "masks.json"
    file.write_bytes(write_coco_annotations(IMAGE, annotations, shapes))
    data = COCO(str(file))
    classes = {category["id"]: category["name"] for category in data.loadCats(data.getCatIds())}
    assert classes == {1: "dog", 2: "object", 3: "cat"}
    found = data.loadAnns(data.getAnnIds(imgIds=[IMAGE.image_id]))
    for entry, mask, source in zip(found, MASKS, annotations, strict=True):
        assert (data.annToMask(entry) == mask).all()
        assert entry["area"] == mask.sum()
        assert classes[entry["category_id"]] == (source.label or "object")
        assert (entry["uuid"], entry["name"], entry["label"]) == (
            source.id,
            source.name,
            source.label,
        )
    kinds = [type(entry["segmentation"]) for entry in found]
    assert kinds == ([dict if shapes == "rle" else list] * 5)


@given(any_mask())
@settings(max_examples=150, deadline=None)
def test_polygons_are_exactly_the_mask_to_pycocotools(mask: np.ndarray) -> None:
    file = write_coco_annotations(image_of(mask), [annotation(mask)], "polygons")
    shape = json.loads(file)["annotations"][0]["segmentation"]
    assert isinstance(shape, dict) == (not mask.any())
    if mask.any():
        packed = coco.merge(coco.frPyObjects(shape, *mask.shape))
        assert (coco.decode(packed) == mask).all()


@given(any_mask())
@settings(max_examples=150, deadline=None)
def test_yolos_polygon_is_the_mask_with_its_holes(mask: np.ndarray) -> None:
    yolo = write_yolo(image_of(mask), [annotation(mask)])
    assert yolo.classes == b"dog\n"
    if not mask.any():
        assert yolo.labels == b""
        return
    number, *fractions = yolo.labels.decode().split()
    corners = np.array(fractions, float).reshape(-1, 2)
    assert number == "0" and corners.min() >= 0 and corners.max() <= 1
    ring = (corners * mask.shape[::-1]).ravel().tolist()
    assert (coco.decode(coco.frPyObjects([ring], *mask.shape))[..., 0] == mask).all()


@given(any_mask())
@settings(max_examples=100, deadline=None)
def test_polygons_are_read_back_as_the_same_mask(mask: np.ndarray) -> None:
    image, sources = image_of(mask), [annotation(mask), annotation(np.ones_like(mask))]
    yolo = write_yolo(image, sources)
    for files in (
        write_coco_annotations(image, sources, "polygons"),
        {"labels/cat.txt": yolo.labels, "classes.txt": yolo.classes},
    ):
        reading = read_report(files, image)
        found = reading.annotations
        assert (reading.skipped, reading.notes) == ([], [])
        assert [each.label for each in found] == ["dog"] * len(found)
        masks = [source.segmentation for source in sources]
        empty_has_no_line = not mask.any() and isinstance(files, dict)
        assert [each.segmentation for each in found] == masks[empty_has_no_line:]


@given(any_mask())
@settings(max_examples=100, deadline=None)
def test_rings_hold_for_readers_with_other_rules(mask: np.ndarray) -> None:
    code = rle.encode(mask)
    drawn = np.zeros(mask.shape, int)
    for ring in rings(code):  # by the even-odd rule, at the pixels' middles
        ys, xs = polygon(ring[:, 1] - 0.5, ring[:, 0] - 0.5, mask.shape)
        drawn[ys, xs] += 1
    assert (drawn == mask).all()
    # OpenCV paints borders too, and with them the cuts: these lie on pixels that are the mask's, or
    # on corners that borders have themselves.
    added = _border_pixels(rings(code)) - _border_pixels(outlines(code))
    assert all(mask[y, x] for x, y in added)


def _border_pixels(loops: list[np.ndarray]) -> set[tuple[int, int]]:
    """What is painted where a polygon's edges are drawn as lines of whole pixels."""
    found: set[tuple[int, int]] = set()
    for loop in loops:
        for (x0, y0), (x1, y1) in zip(loop.tolist(), np.roll(loop, -1, 0).tolist(), strict=True):
            assert x0 == x1 or y0 == y1
            xs, ys = range(min(x0, x1), max(x0, x1) + 1), range(min(y0, y1), max(y0, y1) + 1)
            found |= {(x, y) for x in xs for y in ys}
    return found


@given(any_mask())
@settings(max_examples=60, deadline=None)
def test_svg_draws_exactly_the_mask(mask: np.ndarray) -> None:
    file = write_svg(image_of(mask), [annotation(mask)])
    drawn = opened(bytes(resvg_py.svg_to_bytes(svg_string=file.decode(), skip_system_fonts=True)))
    assert drawn.shape == (*mask.shape, 4)
    assert (drawn[..., 3] == np.where(mask, 128, 0)).all()
    assert (abs(drawn[mask].astype(int) - (0xE6, 0x9F, 0x00, 128)) <= 1).all()


def test_svg_says_what_each_object_is() -> None:
    names = ['<b> & "c"', "", "\x00\ud7ff\uffff", "a\nb"]
    annotations = [annotation(MASKS[0], name=name, label=name) for name in names]
    svg = ElementTree.fromstring(write_svg(IMAGE, annotations))
    space = "{http://www.w3.org/2000/svg}"
    assert svg.get("viewBox") == "0 0 40 30"
    paths = svg.findall(f"{space}path")
    assert [path.get("id") for path in paths] == [f"object-{each.id}" for each in annotations]
    assert [path.get("data-label") for path in paths] == [*names[:2], "\ufffd\ud7ff\ufffd", "a\nb"]
    titles = [path.findtext(f"{space}title") for path in paths]
    assert titles[:2] == ['<b> & "c" (<b> & "c")', "object"]
    assert titles[2:] == ["\ufffd\ud7ff\ufffd (\ufffd\ud7ff\ufffd)", "a\nb (a\nb)"]
    assert len({path.get("fill") for path in paths}) == 4


def test_sa1b_json_of_annotations_is_read_by_the_reader() -> None:
    annotations = [annotation(mask, label=f"class {mask.sum()}") for mask in MASKS]
    file = write_sa1b_annotations(IMAGE, annotations)
    found = read_sa1b(file)
    for record, source in zip(found.records, annotations, strict=True):
        assert record["segmentation"] == source.segmentation
        assert (record["predicted_iou"], record["stability_score"]) == (0, 0)
    extra = json.loads(file)["annotations"][3]
    assert (extra["uuid"], extra["name"]) == (annotations[3].id, "Rex")
    assert extra["label"] == "class 1200"


@pytest.mark.parametrize("channels", [3, 4])
def test_a_cut_out_has_exactly_the_pictures_colours(channels: int) -> None:
    pixels = np.random.default_rng(1).integers(0, 256, (30, 40, channels), np.uint8)
    rgba = np.dstack([pixels, np.full((30, 40), 255, np.uint8)])[..., :4]
    for mask in MASKS:
        whole = opened(write_cut_out(pixels, rle.encode(mask), crop=False))
        assert (whole == np.where(mask[..., None], rgba, 0)).all()
        ys, xs = mask.nonzero()
        cropped = opened(write_cut_out(pixels, rle.encode(mask), crop=True))
        assert (cropped == whole[ys.min() : ys.max() + 1, xs.min() : xs.max() + 1]).all()


def test_a_cut_out_of_nothing_cannot_be_cropped() -> None:
    pixels = np.full((30, 40, 3), 7, np.uint8)
    assert not opened(write_cut_out(pixels, rle.encode(bits()), crop=False)).any()
    with pytest.raises(FormatError, match="The mask is empty; expected a pixel at least to crop"):
        write_cut_out(pixels, rle.encode(bits()), crop=True)
    with pytest.raises(FormatError, match="The mask is 40x30 pixels; expected .* 30x40"):
        write_cut_out(pixels.transpose(1, 0, 2), rle.encode(bits()), crop=False)


def test_a_bundle_has_everything() -> None:
    pixels = np.random.default_rng(1).integers(0, 256, (30, 40, 3), np.uint8)
    annotations = [annotation(mask) for mask in [*MASKS, bits()]]
    content = write_bundle(IMAGE, annotations, pixels, "polygons")
    assert content == write_bundle(IMAGE, annotations, pixels, "polygons")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        for number, mask in enumerate([*MASKS, bits()], 1):
            name = f"scène-dog{'' if number == 1 else f'-{number}'}.png"
            assert (opened(archive.read(f"masks/{name}")) == mask * 255).all()
            assert (f"cut-outs/{name}" in archive.namelist()) == mask.any()
        assert opened(archive.read("ids.png")).max() == 5
        assert archive.read("coco.json") == write_coco_annotations(IMAGE, annotations, "polygons")
        assert archive.read("sa1b.json") == write_sa1b_annotations(IMAGE, annotations)
        assert archive.read("outlines.svg") == write_svg(IMAGE, annotations)
        assert archive.read("annotations.json") == write_annotations(IMAGE, annotations)
        assert archive.read("yolo/classes.txt") == b"dog\n"
        assert archive.read("yolo/labels/scène.txt").count(b"\n") == 5
    with zipfile.ZipFile(io.BytesIO(write_bundle(IMAGE, annotations))) as archive:
        assert not [name for name in archive.namelist() if name.startswith("cut-outs/")]


WRITERS: list[Callable[..., Any]] = [
    write_annotations,
    write_bundle,
    write_coco_annotations,
    write_sa1b_annotations,
    write_svg,
    write_yolo,
]


@pytest.mark.parametrize("write", WRITERS)
def test_a_mask_of_another_size_is_named(write: Callable[..., Any]) -> None:
    annotations = [annotation(MASKS[0]), annotation(np.ones((40, 30), bool))]
    with pytest.raises(FormatError, match="Mask 2 is 30x40 pixels; expected the image's 40x30"):
        write(IMAGE, annotations)
