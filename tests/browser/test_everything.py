"""Everything: switch on, watch, cancel, filter, take, download."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import BrowserContext, expect
from pycocotools import mask as coco

from sam import SamAutomaticMaskGenerator
from sam.automatic import preset
from sam.build import load_sam
from sam.formats import read_sa1b
from tests.browser.conftest import OpenStudio
from tests.browser.pictures import encoded
from tests.browser.studio import File, Studio
from visitors.pictures import photograph

CUP = (250, 180)


def everything(studio: Studio) -> None:
    """Switch it on and wait for the end of its job."""
    studio.part("mode-everything").click()
    studio.wait(everything="done")


def download(studio: Studio, file_format: str) -> tuple[str, bytes]:
    studio.part("everything-format").select_option(file_format)
    with studio.page.expect_download() as download:
        studio.part("everything-download").click()
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


def filtered(studio: Studio, name: str, value: float) -> float:
    """Move a slider; how many masks there are then."""
    studio.page.locator(f"[data-filter={name}] input").evaluate(
        """(input, value) => {
            input.value = value;
            input.dispatchEvent(new Event("input", { bubbles: true }));
        }""",
        str(value),
    )
    return studio.read_out("everything-count")


def test_everything_is_found_filtered_taken_and_downloaded(kept: Studio) -> None:
    kept.open_gallery("coffee")
    kept.click(*CUP)
    kept.wait(mask="shown")
    everything(kept)
    count = kept.read_out("everything-count")
    assert count >= 5
    assert 0.5 < kept.read_out("everything-coverage") <= 1
    expect(kept.part("everything")).to_have_attribute("data-masks", str(int(count)))

    # The filters work at once, and without the server.
    with kept.offline():
        assert filtered(kept, "iou", 0.7) >= count
        assert filtered(kept, "iou", 1.0) < count
        assert filtered(kept, "iou", 0.88) == count
        assert filtered(kept, "minArea", 2000) <= count
        assert filtered(kept, "minArea", 0) == count

    kept.part("frame").hover(position=kept._position(*CUP))
    expect(kept.part("everything-hovered")).to_contain_text("predicted IoU")
    kept.part("frame").click(position=kept._position(*CUP))
    expect(kept.part("object")).to_have_count(1)
    name, content = kept.export("sa1b")
    assert name == "coffee.sa1b.json"
    (annotation,) = json.loads(content)["annotations"]
    taken = coco.decode(annotation["segmentation"]).astype(bool)
    assert taken.shape == (400, 600) and taken[CUP[1], CUP[0]]

    # One object and everything stay as they were left.
    kept.show_one()
    kept.wait(mask="shown")
    assert len(kept.prompt.points) == 1
    kept.part("mode-everything").click()
    kept.wait(everything="done")
    assert kept.read_out("everything-count") == count
    kept.part("undo").click()
    expect(kept.part("object")).to_have_count(0)
    name, content = download(kept, "sa1b")
    annotations = json.loads(content)["annotations"]
    assert len(annotations) == count
    kept.part("everything-take").click()
    # Whether one mask is nearly the whole picture is up to the precision of the machine's encoder.
    whole = sum(each["area"] > 0.9 * 400 * 600 for each in annotations)
    # The list has rows for those in sight only.
    expect(kept.part("objects-count")).to_have_text(f"{int(count) - whole} objects")
    if whole:
        expect(kept.part("toast-message")).to_contain_text("nearly the whole picture")
    name, content = download(kept, "png")
    ids = np.asarray(Image.open(BytesIO(content)))
    assert ids.shape == (400, 600) and ids.max() == count
    name, content = download(kept, "zip")
    with ZipFile(BytesIO(content)) as archive:
        assert len(archive.namelist()) == count + 1


def test_the_defaults_filters_give_the_engines_result(
    kept: Studio, mobile_sam: Path, tmp_path: Path
) -> None:
    """On a portrait: what the page keeps of its candidates is what Python keeps."""
    image = photograph("astronaut")[:96, 180:260]
    kept.open_file(File("portrait.png", encoded(image)))
    kept.part("mode-everything").click()
    kept.wait(everything="done")
    _, content = download(kept, "sa1b")
    path = tmp_path / "portrait.sa1b.json"
    path.write_bytes(content)
    records = read_sa1b(path).records
    generator = SamAutomaticMaskGenerator.from_settings(
        load_sam(mobile_sam), preset("fast"), output_mode="coco_rle"
    )
    expected = generator.generate(image)
    # The server may encode in another precision: masks at the thresholds come and go.
    assert len(records) == pytest.approx(len(expected), rel=0.25, abs=3)


def test_cancelling_keeps_what_was_found(studio: Studio) -> None:
    studio.open_gallery("astronaut")
    studio.part("mode-everything").click()
    studio.part("everything-preset").select_option("demo")
    studio.wait(everything="running")
    expect(studio.part("everything-bar")).to_be_visible()
    studio.part("everything-cancel").click()
    studio.wait(everything="stopped")
    expect(studio.part("everything-again")).to_be_visible()
    studio.show_one()
    studio.wait(everything="off")


def test_a_picture_with_nothing_in_it_is_no_error(kept: Studio) -> None:
    kept.open_file(File("nothing.png", encoded(np.zeros((1, 1), np.uint8))))
    everything(kept)  # the whole of it may pass for an object
    assert filtered(kept, "minArea", 2000) == 0
    expect(kept.part("everything-nothing")).to_be_visible()
    expect(kept.part("everything-download")).to_be_disabled()


def test_on_a_phone_nothing_is_cut_off(browser, open_studio: OpenStudio) -> None:  # type: ignore[no-untyped-def]
    context: BrowserContext = browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    )
    studio = open_studio(context)
    studio.visit()
    studio.open_gallery("coffee")
    everything(studio)
    studio.part("frame").tap(position=studio._position(*CUP))
    expect(studio.part("object")).to_have_count(1)
    studio.part("everything-download").scroll_into_view_if_needed()
    box = studio.part("everything-download").bounding_box()
    assert box is not None and box["x"] >= 0 and box["x"] + box["width"] <= 390
    assert studio.page.evaluate("document.documentElement.scrollWidth") <= 390
    context.close()
