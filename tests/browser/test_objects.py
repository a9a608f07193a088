"""Objects: kept, named, refined, corrected by hand, taken away and brought back."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect
from pycocotools import mask as coco_mask

from tests.browser.referees import Bits, iou
from tests.browser.studio import Studio

CUP, SPOON = (290, 150), (390, 285)


@pytest.fixture
def coffee(kept: Studio) -> Studio:
    """The page with a photograph of 600x400 pixels, ready."""
    kept.open_gallery("coffee")
    return kept


def keep(studio: Studio, *point: int) -> Bits:
    """Click an object and keep it; its mask."""
    studio.click(*point, alone=False)
    studio.wait(mask="shown")
    _, bits = studio.download()
    studio.part("take").click()
    studio.wait(mask="none")
    return bits


def masks_of(coco: dict[str, Any]) -> list[Bits]:
    """The masks of a COCO JSON file, as pycocotools reads them."""
    return [coco_mask.decode(each["segmentation"]).astype(bool) for each in coco["annotations"]]


def test_objects_are_kept_named_undone_and_taken_away(coffee: Studio) -> None:
    page, rows = coffee.page, coffee.part("object")
    cup = keep(coffee, *CUP)
    spoon = keep(coffee, *SPOON)
    expect(rows).to_have_count(2)
    coffee.name_object(rows.nth(0), "Spoon")
    coffee.classify(rows.nth(0), "cutlery")
    coffee.classify(rows.nth(1), "dish")

    name, content = coffee.export("coco")
    assert name == "coffee.coco.json"
    coco = json.loads(content)
    assert [each["name"] for each in coco["annotations"]] == ["Spoon", "Object 1"]
    assert [each["name"] for each in coco["categories"]] == ["cutlery", "dish"]
    for found, meant in zip(masks_of(coco), (spoon, cup), strict=True):
        assert np.array_equal(found, meant)

    rows.nth(0).locator("input[type=checkbox]").check()
    name, content = coffee.export("cutout-crop")
    assert name == "coffee-Spoon-cutout.png"
    cut = Image.open(io.BytesIO(content))
    inside = np.argwhere(spoon)
    assert cut.size == tuple((inside.max(0) - inside.min(0) + 1)[::-1])
    assert np.array_equal(np.asarray(cut)[..., 3] > 0, spoon[np.ix_(*map(_span, inside.T))])

    # One row is ticked; still it is the picture that is taken away, until one asks for less.
    coffee.part("export").click()
    page.locator("input[name=format][value=svg]").check()
    expect(coffee.part("scope-selected")).to_have_text("Selected: 1")
    expect(coffee.part("scope-picture")).to_have_text("This picture: 2")
    expect(coffee.part("export-about")).to_have_text(
        re.compile(r"^2 objects of 1 picture\. .*kB\.$")
    )
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert download.value.suggested_filename == "coffee.outlines.svg"
    coffee.part("export").click()
    coffee.part("scope-selected").click()
    expect(coffee.part("export-about")).to_contain_text("1 object of 1 picture.")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert download.value.suggested_filename == "coffee.selected-1.outlines.svg"
    coffee.part("objects-removeObject").click()
    expect(rows).to_have_count(1)
    page.keyboard.press("Control+z")
    expect(rows).to_have_count(2)
    expect(rows.nth(0).locator(".object-name")).to_have_text("Spoon")

    coffee.part("classes-open").click()
    expect(coffee.part("class-row")).to_have_count(2)
    coffee.part("class-name").nth(1).fill("crockery")
    page.keyboard.press("Enter")
    coffee.part("class-new").fill("table")
    page.keyboard.press("Enter")
    expect(coffee.part("class-row")).to_have_count(3)
    page.keyboard.press("Escape")
    expect(rows.nth(1).locator(".object-label")).to_have_text("crockery")
    expect(coffee.part("chip")).to_have_text(["1cutlery1", "2crockery1", "3table0"])
    coffee.part("chip").nth(1).click()

    coffee.click(560, 60)
    coffee.wait(mask="shown")
    page.keyboard.press("Enter")
    expect(rows).to_have_count(3)
    expect(rows.nth(0).locator(".object-label")).to_have_text("crockery")


def _span(places: np.ndarray[Any, np.dtype[np.int64]]) -> range:
    return range(places.min(), places.max() + 1)


def test_a_kept_object_is_refined_with_its_own_prompts(coffee: Studio) -> None:
    keep(coffee, *SPOON)
    coffee.click(*CUP)
    coffee.wait(mask="shown")
    coffee.page.keyboard.press("Alt+2")
    coffee.wait(mask="shown")
    _, chosen = coffee.download()
    coffee.part("take").click()
    coffee.wait(mask="none")
    coffee.part("object").nth(0).locator("input[type=checkbox]").check()
    coffee.part("objects-editObject").click()
    coffee.wait(mask="shown")
    assert coffee.prompt.points == ((*CUP, 1),)
    _, back = coffee.download()
    assert np.array_equal(back, chosen), "the candidate that was chosen is shown again"
    coffee.click(100, 60, button="right")
    coffee.wait(mask="shown")
    _, refined = coffee.download()
    coffee.part("take").click()
    coffee.wait(mask="none")
    expect(coffee.part("object")).to_have_count(2)
    _, content = coffee.export("json")
    record, _ = json.loads(content)["annotations"]
    assert [each["label"] for each in record["prompts"]] == [1, 0]
    segmentation = record["segmentation"]
    assert np.array_equal(coco_mask.decode(segmentation).astype(bool), refined)


def test_brush_eraser_lasso_and_tidying_change_the_mask_and_can_be_undone(coffee: Studio) -> None:
    page, mouse = coffee.page, coffee.page.mouse
    coffee.click(*SPOON)
    coffee.wait(mask="shown")
    _, model = coffee.download()

    page.keyboard.press("d")
    page.keyboard.press("]")
    radius = int(coffee.part("brush-radius").input_value())
    assert radius > 12
    coffee.pull((519.5, 59.5), (559.5, 139.5))
    coffee.wait(mask="shown")
    _, brushed = coffee.download()
    expected = model | _capsule((520, 60), (560, 140), radius)
    assert iou(brushed, expected) > 0.995

    page.keyboard.press("x")
    coffee.pull((519.5, 59.5), (559.5, 139.5))
    coffee.wait(mask="shown")
    _, erased = coffee.download()
    assert iou(erased, model & ~_capsule((520, 60), (560, 140), radius)) > 0.995
    page.keyboard.press("Control+z")
    coffee.wait(mask="shown")
    assert np.array_equal(coffee.download()[1], brushed)

    page.keyboard.press("x")
    coffee.part("hand-lasso").click()
    for x, y in ((20, 20), (80, 20), (80, 70), (20, 70)):
        mouse.click(*coffee._client(x - 0.5, y - 0.5))
    page.keyboard.press("Enter")
    coffee.wait(mask="shown")
    _, lassoed = coffee.download()
    square = np.zeros_like(model)
    square[20:70, 20:80] = True
    assert iou(lassoed, brushed | square) > 0.99

    area = coffee.part("mask").get_attribute("data-area") or ""
    coffee.part("drop-islands").click()
    expect(coffee.part("mask")).not_to_have_attribute("data-area", area)
    coffee.wait(mask="shown")
    _, tidy = coffee.download()
    assert not tidy[40, 40] or not tidy[SPOON[1], SPOON[0]], "one part is left"
    assert tidy.sum() < lassoed.sum()

    page.keyboard.press("c")
    page.keyboard.press("Control+z")
    coffee.click(300, 100)
    coffee.wait(mask="shown")
    _, further = coffee.download()
    assert further[45, 50], "what was drawn by hand stays under further clicks"


def _capsule(a: tuple[int, int], b: tuple[int, int], radius: float) -> Bits:
    """Pixels of the photograph whose centre lies no further from a line than a radius."""
    y, x = np.mgrid[:400, :600] + 0.5
    along = np.array(b, float) - a
    part = np.clip(((x - a[0]) * along[0] + (y - a[1]) * along[1]) / (along @ along), 0, 1)
    away = np.hypot(x - a[0] - part * along[0], y - a[1] - part * along[1])
    bits: Bits = away <= radius
    return bits


def test_objects_come_back_from_files(coffee: Studio, tmp_path: Path) -> None:
    cup = keep(coffee, *CUP)
    name, content = coffee.export("bundle")
    bundle = zipfile.ZipFile(io.BytesIO(content))
    assert bundle.testzip() is None
    inner = {Path(each).name: bundle.read(each) for each in bundle.namelist()}
    for kind in ("coco.json", "sa1b.json"):
        [content] = [each for path, each in inner.items() if path.endswith(kind)]
        file = tmp_path / kind
        file.write_bytes(content)
        coffee.part("object").nth(0).locator("input[type=checkbox]").check()
        coffee.part("objects-removeObject").click()
        expect(coffee.part("object")).to_have_count(0)
        coffee.part("load-input").set_input_files(file)
        expect(coffee.part("object")).to_have_count(1)
        expect(coffee.part("object").locator(".object-name")).to_have_text("Object 1")
        _, again = coffee.export("coco")
        assert np.array_equal(masks_of(json.loads(again))[0], cup)
    other = {"image": {"image_id": 1, "width": 5, "height": 5, "file_name": "x"}, "annotations": []}
    (tmp_path / "other.json").write_text(json.dumps(other))
    coffee.part("load-input").set_input_files(tmp_path / "other.json")
    expect(coffee.part("toast-message").last).to_contain_text("5x5")
    expect(coffee.part("toast-message").last).to_contain_text("600x400")


def test_which_picture_is_meant_is_chosen_and_all_that_was_left_out_is_listed(
    coffee: Studio, tmp_path: Path
) -> None:
    """Two pictures of this size under other names; three of the second one's objects are odd."""
    ring = [10, 10, 60, 10, 60, 60]
    names = ("left.jpg", "right.jpg")
    document = {
        "images": [
            {"id": number, "file_name": name, "width": 600, "height": 400}
            for number, name in enumerate(names)
        ],
        "annotations": [
            {"id": 1, "image_id": 0, "segmentation": [ring]},
            {"id": 2, "image_id": 1, "segmentation": [ring], "attributes": {"wet": True}},
            {"id": 3, "image_id": 1, "segmentation": [[1, 2]]},
            {"id": 4, "image_id": 1, "segmentation": None},
            {"id": 5, "image_id": 7, "segmentation": [ring]},
        ],
    }
    (tmp_path / "two.json").write_text(json.dumps(document))
    coffee.part("load-input").set_input_files(tmp_path / "two.json")
    dialog = coffee.part("choose-dialog")
    expect(dialog).to_contain_text("right.jpg")
    dialog.locator("select").select_option("right.jpg (1)")
    dialog.get_by_role("button", name="Choose").click()
    expect(coffee.part("object")).to_have_count(1)
    toast = coffee.part("toast").last
    expect(toast).to_contain_text("1 object loaded. Could not be read: 2. 3 remarks")
    toast.get_by_test_id("toast-details").click()
    lines = coffee.part("details").locator("li")
    expect(lines).to_have_count(5)
    expect(lines.nth(0)).to_have_text(
        "Object 3 has segmentation [[1,2]]; expected polygons in the picture, or an RLE of size "
        "[400,600]."
    )
    expect(lines.nth(1)).to_contain_text("Object 4 has segmentation null and bbox null;")
    expect(lines.nth(2)).to_contain_text('is called "right.jpg"; it is read for "')
    expect(lines.nth(3)).to_have_text('Not read of the objects in two.json: "attributes".')
    expect(lines.nth(4)).to_contain_text("Objects of no picture in two.json: 1, with image_id 7;")
    coffee.part("details-dialog").get_by_role("button", name="Close").click()
    expect(coffee.part("details-dialog")).to_have_count(0)
