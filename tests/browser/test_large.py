"""Large pictures: what somebody has zoomed into is seen by the model in its own pixels."""

from __future__ import annotations

import json

import numpy as np
from PIL import Image, ImageDraw
from playwright.sync_api import expect

from sam.large import Window
from sam.large.windows import is_on_grid
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
