"""Large pictures: what somebody has zoomed into is seen by the model in its own pixels."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import expect
from pycocotools.mask import toBbox
from tifffile import TiffWriter

from sam.large import Window
from sam.large.windows import is_on_grid
from sam.masks import rle
from tests.browser.pictures import encoded
from tests.browser.referees import Bits
from tests.browser.studio import File, Studio
from tests.waiting import until

SIZE = (1600, 2400)
"""(H, W)"""
PLACE, RADIUS = (1190, 790), 9
"""Of a disc in the middle, of which the whole picture's embedding sees eight pixels."""


def picture() -> tuple[np.ndarray, Bits]:
    """Grey paper with small discs, and the mask of one of them."""
    canvas = Image.new("RGB", SIZE[::-1], (190, 186, 178))
    mask = Image.new("1", SIZE[::-1])
    for x in range(60, SIZE[1], 113):
        for y in range(40, SIZE[0], 125):
            disc = [x - RADIUS, y - RADIUS, x + RADIUS, y + RADIUS]
            ImageDraw.Draw(canvas).ellipse(disc, fill=(60, 84 + x % 50, 130))
            if (x, y) == PLACE:
                ImageDraw.Draw(mask).ellipse(disc, fill=1)
    return np.asarray(canvas), np.asarray(mask)


def test_zoomed_in_a_click_is_sharp_and_its_object_knows_the_window(kept: Studio) -> None:
    image, truth = picture()
    assert truth.any()
    sign = kept.part("sharp")
    kept.open_file(File("large.png", encoded(image, "PNG")))
    expect(sign).to_be_hidden()
    kept.part("zoom-level").click()
    kept.click(*PLACE)
    kept.wait(mask="shown")
    expect(sign).to_have_attribute("data-sharp", "here")
    expect(sign).to_have_text("Sharp here")
    # What the whole picture's embedding has answered meanwhile is replaced.
    share = truth.sum() / truth.size
    until(lambda: abs(kept.read_out("mask-area") / share - 1) < 0.25)
    _, mask = kept.download()

    assert (mask & truth).sum() / (mask | truth).sum() > 0.8
    kept.page.keyboard.press("Enter")
    expect(kept.part("object")).to_have_count(1)
    _, content = kept.export("json")
    (record,) = json.loads(content)["annotations"]
    window = Window(*record["window"])
    assert is_on_grid(window, SIZE, 1024)
    assert max(window.size) == 1024
    assert window.holds((*PLACE, *PLACE))


SLIDE = (8448, 12288)
"""(H, W): more than is decoded whole."""
DISC = (6190, 4190)


def slide() -> bytes:
    """Grey paper with a disc near its middle, as a scanner writes it: in tiles, with a smaller
    version. The page cannot read it, and the server does not hold it."""
    tile = 512
    paper = np.full((tile, tile, 3), (190, 186, 178), np.uint8)
    y, x = np.arange(SLIDE[0])[:, None], np.arange(SLIDE[1])

    def tiles() -> Iterator[np.ndarray]:
        for top in range(0, SLIDE[0], tile):
            for left in range(0, SLIDE[1], tile):
                near = max(abs(left + 256 - DISC[0]), abs(top + 256 - DISC[1])) < 400
                if not near:
                    yield paper
                    continue
                rows, columns = y[top : top + tile] - DISC[1], x[left : left + tile] - DISC[0]
                inside = rows**2 + columns**2 <= 40**2
                yield np.where(inside[:, :, None], np.uint8([60, 84, 130]), paper)

    buffer = BytesIO()
    options: dict[str, Any] = {"photometric": "rgb", "compression": "deflate", "metadata": None}
    with TiffWriter(buffer) as file:
        shape = (*SLIDE, 3)
        file.write(tiles(), shape=shape, dtype=np.uint8, tile=(tile, tile), subifds=1, **options)
        small = np.full((SLIDE[0] // 4, SLIDE[1] // 4, 3), paper[0, 0], np.uint8)
        file.write(small, subfiletype=1, tile=(tile, tile), **options)
    return buffer.getvalue()


@pytest.fixture(scope="module", autouse=True)
def slide_in_folder(pictures_dir: Path) -> Iterator[None]:
    """The slide lies in the server's folder before the page is opened."""
    (pictures_dir / "scans").mkdir()
    file = pictures_dir / "scans" / "slide.tif"
    file.write_bytes(slide())
    yield
    file.unlink()


def test_a_slide_is_looked_at_in_tiles_and_segmented_where_one_looks(kept: Studio) -> None:
    item = kept.part("folder-item")
    expect(item).to_contain_text("scans/slide.tif")
    item.click()
    kept.wait(home="closed", phase="ready")
    assert kept.image_size == SLIDE[::-1]
    kept.part("zoom-level").click()
    expect(kept.part("frame")).to_have_attribute("data-tiles", "all")
    expect(kept.part("sharp")).to_have_attribute("data-sharp", "here")
    kept.click(*DISC)
    kept.wait(mask="shown")
    kept.page.keyboard.press("Enter")
    expect(kept.part("object")).to_have_count(1)
    _, content = kept.export("json")
    (record,) = json.loads(content)["annotations"]
    assert record["segmentation"]["size"] == list(SLIDE)
    assert abs(rle.area(record["segmentation"]) / (np.pi * 40**2) - 1) < 0.2
    left, top, width, height = map(int, toBbox(record["segmentation"]))
    assert abs(left + width / 2 - DISC[0]) < 4 and abs(top + height / 2 - DISC[1]) < 4
    _, cut = kept.export("cutout-crop")
    with Image.open(BytesIO(cut)) as found:
        assert found.size == (width, height)
        assert found.getpixel((width // 2, height // 2)) == (60, 84, 130, 255)
