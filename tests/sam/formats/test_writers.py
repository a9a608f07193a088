"""What is written, read by those who would: pycocotools, Pillow, a ZIP and a CSV reader."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from pycocotools import mask as coco
from pycocotools.coco import COCO

from sam import FormatError
from sam.formats import (
    FORMATS,
    ImageEntry,
    image_number,
    write_coco,
    write_indexed_png,
    write_mask_zip,
    write_sa1b,
)
from sam.masks import rle
from tests.sam.formats.scene import IMAGE, MASKS, bits, record

KINDS = {
    "binary_mask": lambda mask: mask,
    "uncompressed_rle": lambda mask: rle.uncompress(rle.encode(mask)),
    "coco_rle": rle.encode,
    "pycocotools' bytes": lambda mask: coco.encode(np.asfortranarray(mask.astype(np.uint8))),
}


@pytest.fixture(params=KINDS)
def records(request: pytest.FixtureRequest) -> list[Any]:
    return [record(mask, KINDS[request.param](mask)) for mask in MASKS]


def opened(content: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(content))
    picture.load()
    return picture


def test_sa1b_json_has_the_schema(records: list[Any]) -> None:
    document = json.loads(write_sa1b(IMAGE, records))
    assert document["image"] == {
        "image_id": 281474976710655,
        "width": 40,
        "height": 30,
        "file_name": "scène.jpg",
    }
    assert [annotation["id"] for annotation in document["annotations"]] == [1, 2, 3, 4, 5]
    for annotation, mask in zip(document["annotations"], MASKS, strict=True):
        expected = record(mask, segmentation=rle.encode(mask))
        assert annotation == {"id": annotation["id"], **expected}
        assert (rle.decode(annotation["segmentation"]) == mask).all()


@pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")  # its own
def test_pycocotools_reads_coco_json(records: list[Any], tmp_path: Path) -> None:
    file = tmp_path / "masks.json"
    file.write_bytes(write_coco(IMAGE, records))
    data = COCO(str(file))
    assert data.getImgIds() == [IMAGE.image_id]
    assert data.loadCats(data.getCatIds())[0]["name"] == "object"
    ids = data.getAnnIds(imgIds=[IMAGE.image_id], iscrowd=False)
    assert ids == [1, 2, 3, 4, 5]
    for annotation, mask in zip(data.loadAnns(ids), MASKS, strict=True):
        assert (data.annToMask(annotation) == mask).all()
        assert annotation["area"] == mask.sum()
        assert annotation["stability_score"] == 1.0
        x, y, width, height = map(int, annotation["bbox"])
        ys, xs = mask.nonzero()
        assert (x, y, x + width, y + height) == (xs.min(), ys.min(), xs.max() + 1, ys.max() + 1)


def test_smaller_masks_lie_on_top_in_the_indexed_png(records: list[Any]) -> None:
    picture = opened(write_indexed_png(IMAGE, records))
    assert picture.mode == "P"
    assert picture.size == (40, 30)
    expected = np.zeros((30, 40), int)
    for number in (4, 2, 3, 1, 5):  # by falling area
        expected[MASKS[number - 1]] = number
    assert (np.asarray(picture) == expected).all()


def test_the_palette_is_pascal_vocs() -> None:
    colours = np.array(opened(write_indexed_png(IMAGE, [])).getpalette()).reshape(-1, 3)
    assert colours[[0, 1, 2, 3, 15]].tolist() == [
        [0, 0, 0],
        [128, 0, 0],
        [0, 128, 0],
        [128, 128, 0],
        [192, 128, 128],
    ]
    assert len(np.unique(colours, axis=0)) == 256


def test_of_equal_masks_the_later_is_on_top() -> None:
    masks = [bits((0, 0, 10, 10)), bits((5, 0, 15, 10))]
    ids = np.asarray(opened(write_indexed_png(IMAGE, [record(mask) for mask in masks])))
    assert ids[0, [4, 5, 14]].tolist() == [1, 2, 2]


@pytest.mark.parametrize(("count", "mode"), [(0, "P"), (255, "P"), (256, "I;16")])
def test_more_masks_than_a_palette_has_take_16_bits(count: int, mode: str) -> None:
    pixels = [divmod(number, 40) for number in range(count)]
    records = [record(bits((x, y, x + 1, y + 1))) for y, x in pixels]
    picture = opened(write_indexed_png(IMAGE, records))
    assert picture.mode == mode
    ids = np.asarray(picture)
    assert (ids.ravel()[:count] == np.arange(1, count + 1)).all()
    assert (ids.ravel()[count:] == 0).all()


def test_more_masks_than_16_bits_are_refused() -> None:
    with pytest.raises(FormatError, match="There are 65536 masks; an indexed PNG holds 65535"):
        write_indexed_png(IMAGE, [record(MASKS[0])] * 65536)


def test_the_zip_is_what_the_published_script_leaves_in_a_folder(records: list[Any]) -> None:
    with zipfile.ZipFile(io.BytesIO(write_mask_zip(IMAGE, records))) as archive:
        assert archive.testzip() is None
        names = [*(f"{index}.png" for index in range(5)), "metadata.csv"]
        assert archive.namelist() == names
        for index, mask in enumerate(MASKS):
            picture = opened(archive.read(f"{index}.png"))
            assert picture.mode == "L"
            assert (np.asarray(picture) == mask * 255).all()
        text = archive.read("metadata.csv").decode()
    rows = list(csv.reader(io.StringIO(text)))
    assert ",".join(rows[0]) == (
        "id,area,bbox_x0,bbox_y0,bbox_w,bbox_h,point_input_x,point_input_y,predicted_iou,"
        "stability_score,crop_box_x0,crop_box_y0,crop_box_w,crop_box_h"
    )
    assert len(rows) == 6
    # As Python prints them, which is what the published script does.
    assert rows[2] == [
        *("1", "569", "10", "5", "24", "22", "12.5", "300.0"),
        *("0.9534968137741089", "1.0", "0", "0", "40", "30"),
    ]
    assert not text.endswith("\n")


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_found_is_a_file_too_and_the_same_masks_give_the_same_bytes(name: str) -> None:
    write = FORMATS[name].write
    assert len(write(IMAGE, [])) > 20
    records = [record(mask) for mask in MASKS]
    assert write(IMAGE, records) == write(IMAGE, records)


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"segmentation": np.zeros((40, 30), bool)}, "is 30x40 pixels; expected the image's 40x30"),
        ({"segmentation": np.zeros((30, 40), np.uint8)}, "is an array of uint8; expected bool"),
        ({"segmentation": {"size": [30, 40], "counts": "1"}}, "cover 1 pixels; expected 40x30"),
        ({"predicted_iou": float("nan")}, "has predicted_iou nan; expected a number"),
        ({"bbox": [1, 2, 3]}, "has bbox [1, 2, 3]; expected four numbers"),
        ({"point_coords": []}, "has point_coords []; expected one pair of numbers in a list"),
        ({"area": 1.5}, "has area 1.5; expected a whole number"),
    ],
)
def test_a_record_that_does_not_fit_is_named(
    name: str, change: dict[str, Any], sentence: str
) -> None:
    records = [record(MASKS[0]), {**record(MASKS[1]), **change}]
    with pytest.raises(FormatError) as refusal:
        FORMATS[name].write(IMAGE, records)
    assert str(refusal.value).startswith("Mask 2 ")
    assert sentence in str(refusal.value)


def test_numpys_numbers_are_numbers() -> None:
    plain = record(MASKS[0])
    given = {
        **plain,
        "area": np.int64(plain["area"]),
        "bbox": [np.int32(side) for side in plain["bbox"]],
        "stability_score": np.float32(1),
        "crop_box": tuple(plain["crop_box"]),
        "point_coords": np.array(plain["point_coords"]),
    }
    for each in FORMATS.values():
        assert each.write(IMAGE, [given]) == each.write(IMAGE, [plain])


def test_an_image_has_a_number_of_its_own() -> None:
    assert image_number(b"") == 0xE3B0C44298FC
    assert image_number(b"a") != image_number(b"b")


def test_one_pixel_wide_and_high() -> None:
    for width, height in ((1, 7), (7, 1), (1, 1)):
        image = ImageEntry(width, height, "line.png", 1)
        mask = np.ones((height, width), bool)
        ids = np.asarray(opened(write_indexed_png(image, [record(mask)])))
        assert ids.shape == (height, width)
        assert (ids == 1).all()
