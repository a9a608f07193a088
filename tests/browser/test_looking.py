"""Zoom and pan: with wheel, keys, buttons and fingers; what is drawn stays where the mask is."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import BrowserContext, CDPSession, expect

from tests.browser.conftest import OpenStudio
from tests.browser.pictures import encoded
from tests.browser.studio import File, Studio
from visitors.pictures import tiled

OUTLINE_ON_EDGE = """([x, y, scale]) => {
    const FAR = 8;
    const canvas = document.querySelector("#mask");
    const { left, top, width } = canvas.getBoundingClientRect();
    const frame = document.querySelector("#frame").getBoundingClientRect();
    const ratio = canvas.width / width;
    const column = (frame.left + (x + 0.5) * scale - left) * ratio;
    const edge = (frame.top + y * scale - top) * ratio;
    const from = Math.round(edge) - FAR;
    const { data } = canvas.getContext("2d").getImageData(Math.floor(column), from, 1, 2 * FAR);
    const light = [...Array(2 * FAR).keys()].map((i) => (data[4 * i] * data[4 * i + 3]) / 255);
    const most = Math.max(...light);
    const line = [...light.keys()].filter((i) => light[i] > 0.8 * most);
    return most > 100 && Math.abs(from + (line[0] + line.at(-1) + 1) / 2 - edge) <= 1;
}"""
"""Whether the middle of the outline's light line, down the column of a pixel on the upper edge of a
mask, lies within a screen pixel of that edge."""


@pytest.fixture
def coffee(kept: Studio) -> Studio:
    """The page with a photograph of 600x400 pixels, ready."""
    kept.open_gallery("coffee")
    return kept


def scale(studio: Studio) -> float:
    """Device pixels per pixel of the picture."""
    return float(studio.part("frame").get_attribute("data-scale") or "nan")


def settle(studio: Studio) -> None:
    """Wait until what has changed is painted."""
    studio.page.evaluate("() => new Promise((end) => requestAnimationFrame(() => setTimeout(end)))")


def under(studio: Studio, x: float, y: float) -> tuple[float, float]:
    """The place of the picture that lies under a place of the window."""
    box = studio.part("frame").bounding_box()
    assert box is not None
    width, height = studio.image_size
    return (x - box["x"]) * width / box["width"], (y - box["y"]) * height / box["height"]


def test_the_wheel_zooms_at_the_pointer(coffee: Studio) -> None:
    fitting = scale(coffee)
    x, y = coffee._client(420, 130)
    coffee.page.mouse.move(x, y)
    for _ in range(6):
        coffee.page.mouse.wheel(0, -120)
    settle(coffee)
    assert scale(coffee) > 2 * fitting
    assert under(coffee, x, y) == pytest.approx((420.5, 130.5), abs=1)
    for _ in range(20):
        coffee.page.mouse.wheel(0, 120)
    settle(coffee)
    assert scale(coffee) == fitting


def test_keys_and_buttons_zoom_and_lead_back(coffee: Studio) -> None:
    fitting = scale(coffee)
    keyboard = coffee.page.keyboard
    keyboard.press("+")
    settle(coffee)
    assert scale(coffee) == pytest.approx(fitting * np.sqrt(2))
    coffee.part("zoom-in").click()
    keyboard.press("-")
    keyboard.press("-")
    settle(coffee)
    assert scale(coffee) == fitting
    keyboard.press("Shift+Digit0")
    settle(coffee)
    assert scale(coffee) == 1
    expect(coffee.part("zoom-level")).to_have_text("100%")
    coffee.part("zoom-whole").click()
    settle(coffee)
    assert scale(coffee) == fitting
    assert coffee.part("point").count() == 0


@pytest.mark.parametrize("way", ["space", "middle"])
def test_dragging_the_picture_moves_it_and_points_at_nothing(coffee: Studio, way: str) -> None:
    mouse, keyboard = coffee.page.mouse, coffee.page.keyboard
    x, y = coffee._client(300, 200)
    mouse.move(x, y)
    for _ in range(6):
        mouse.wheel(0, -120)
    settle(coffee)
    before = under(coffee, x, y)
    if way == "space":
        keyboard.down(" ")
        mouse.down()
    else:
        mouse.down(button="middle")
    mouse.move(x + 60, y + 40)
    if way == "space":
        mouse.up()
        keyboard.up(" ")
    else:
        mouse.up(button="middle")
    settle(coffee)
    assert under(coffee, x + 60, y + 40) == pytest.approx(before, abs=1)
    assert coffee.part("point").count() == 0
    assert coffee.part("box").count() == 0


@pytest.mark.parametrize("zoom", [1, 8])
def test_the_outline_lies_on_the_masks_edge(coffee: Studio, zoom: int) -> None:
    coffee.click(290, 150)
    coffee.wait(mask="shown")
    _, bits = coffee.download()
    x = 290
    inside = np.flatnonzero(bits[:, x])
    top = int(inside[0])
    if zoom == 1:
        coffee.page.keyboard.press("Shift+Digit0")
    coffee.page.mouse.move(*coffee._client(x, top))
    while scale(coffee) < zoom * 0.99:
        coffee.page.mouse.wheel(0, -400 * np.log2(zoom / scale(coffee)))
        settle(coffee)
    settle(coffee)
    coffee.page.wait_for_function(OUTLINE_ON_EDGE, arg=[x, top, scale(coffee)], timeout=10_000)


def test_a_click_while_zoomed_in_is_answered_as_one_while_not(coffee: Studio) -> None:
    coffee.click(290, 150)
    coffee.wait(mask="shown")
    _, whole = coffee.download()
    area = coffee.read_out("mask-area")
    coffee.page.keyboard.press("Escape")
    coffee.page.mouse.move(*coffee._client(290, 150))
    for _ in range(5):
        coffee.page.mouse.wheel(0, -200)
    settle(coffee)
    coffee.page.mouse.click(*coffee._client(290, 150))
    coffee.wait(mask="shown")
    assert coffee.prompt.points == ((290, 150, 1),)
    _, near = coffee.download()
    assert np.array_equal(near, whole)
    assert coffee.read_out("mask-area") == pytest.approx(area, abs=0.005)


def test_everything_is_drawn_where_it_is_while_zoomed(coffee: Studio) -> None:
    coffee.part("mode-everything").click()
    expect(coffee.page.locator("body")).to_have_attribute("data-everything", "done")
    coffee.page.mouse.move(*coffee._client(290, 150))
    for _ in range(4):
        coffee.page.mouse.wheel(0, -200)
    settle(coffee)
    coffee.page.mouse.click(*coffee._client(290, 150))
    expect(coffee.part("object")).to_have_count(1)


@contextmanager
def fingers(page_context: BrowserContext, studio: Studio) -> Iterator[CDPSession]:
    """Touches as the screen reports them."""
    session = page_context.new_cdp_session(studio.page)
    yield session
    session.detach()


def test_two_fingers_pinch_and_push(browser, open_studio: OpenStudio) -> None:  # type: ignore[no-untyped-def]
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    )
    studio = open_studio(context)
    studio.visit()
    studio.open_gallery("coffee")
    fitting = scale(studio)
    x, y = studio._client(300, 200)
    before = under(studio, x, y)
    with fingers(context, studio) as touch:

        def touches(kind: str, *places: tuple[float, float]) -> None:
            touch.send(
                "Input.dispatchTouchEvent",
                {
                    "type": kind,
                    "touchPoints": [{"x": u, "y": v, "id": i} for i, (u, v) in enumerate(places)],
                },
            )

        touches("touchStart", (x - 20, y))
        touches("touchStart", (x - 20, y), (x + 20, y))
        for step in range(1, 9):
            spread = 20 + step * 10
            touches("touchMove", (x - spread, y), (x + spread, y))
        touches("touchEnd")
    settle(studio)
    assert scale(studio) > 2 * fitting
    assert under(studio, x, y) == pytest.approx(before, abs=12)
    assert studio.part("point").count() == 0
    context.close()


CANVAS_PIXELS = """() => Array.from(
    document.querySelectorAll("[data-testid=frame] canvas, [data-testid=stage] canvas"),
    ({ width, height }) => width * height,
)"""


def test_of_24_megapixels_only_what_is_seen_is_drawn(studio: Studio) -> None:
    """How long it takes is measured by ``python -m benchmarks page``."""
    studio.open_file(
        File("large.jpg", encoded(tiled(6000, 4000), "JPEG", quality=80), "image/jpeg")
    )
    x, y = studio._client(3000, 2000)
    studio.page.mouse.click(x, y)
    studio.wait(mask="shown")
    for _ in range(8):
        studio.page.mouse.wheel(0, -100)
    studio.page.mouse.down(button="middle")
    for step in range(30):
        studio.page.mouse.move(x + 8 * step, y + 5 * step)
    studio.page.mouse.up(button="middle")
    studio.wait(mask="shown")
    settle(studio)
    assert scale(studio) > 0.5
    assert 0 < max(studio.page.evaluate(CANVAS_PIXELS)) <= 1440 * 900


def test_a_large_picture_is_drawn_from_the_means_of_its_pixels(kept: Studio) -> None:
    """At once, and from the smaller copies that are made when there is time."""
    picture = tiled(3000, 2000)
    kept.open_file(File("large.png", encoded(picture)))
    canvas = kept.page.locator("#picture")

    def away() -> float:
        settle(kept)
        address = canvas.evaluate("(canvas) => canvas.toDataURL()")
        with Image.open(BytesIO(base64.b64decode(address.partition(",")[2]))) as shown:
            drawn = np.asarray(shown.convert("RGB"), np.float32)
        size = (drawn.shape[1], drawn.shape[0])
        means = Image.fromarray(picture).resize(size, Image.Resampling.BOX)
        return float(np.abs(drawn - np.asarray(means, np.float32)).mean())

    assert away() < 4
    for _ in range(8):
        kept.page.evaluate("() => new Promise((end) => requestIdleCallback(end))")
    kept.part("stage").focus()
    for key in ("+", "0"):
        kept.page.keyboard.press(key)
        settle(kept)
    assert away() < 4
