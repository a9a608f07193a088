"""The page by keyboard alone, by a resting finger, and its looks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import OpenStudio
from tests.browser.referees import Prompt
from tests.browser.studio import Studio
from tests.waiting import until


@pytest.fixture
def coffee(kept: Studio) -> Studio:
    """The page with a photograph of 600x400 pixels, ready."""
    kept.open_gallery("coffee")
    return kept


def press(studio: Studio, *keys: str) -> None:
    """Press keys one after the other."""
    for key in keys:
        studio.page.keyboard.press(key)


def test_everything_is_done_by_keyboard_alone(coffee: Studio, repo_root: Path) -> None:
    page = coffee.page
    press(coffee, "ArrowRight")
    crosshair = coffee.part("crosshair")
    expect(crosshair).to_have_attribute("data-x", "300")
    expect(crosshair).to_have_attribute("data-y", "200")
    press(coffee, "Shift+ArrowUp", "Shift+ArrowUp", "ArrowLeft", "ArrowDown", "Space")
    coffee.wait(mask="shown")
    assert coffee.prompt == Prompt(points=((299, 181, 1),))
    expect(coffee.part("status")).to_contain_text("Mask covers")

    press(coffee, "x", *["Shift+ArrowLeft"] * 25, "Space")
    coffee.wait(mask="shown")
    assert coffee.prompt == Prompt(points=((299, 181, 1), (49, 181, 0)))
    press(coffee, "Delete", "x")
    assert coffee.prompt == Prompt(points=((299, 181, 1),))

    press(coffee, "b", *["Shift+ArrowRight"] * 20, *["Shift+ArrowDown"] * 5)
    expect(coffee.part("rubber-band")).to_have_count(1)
    press(coffee, "b")
    coffee.wait(mask="shown")
    assert coffee.prompt.box == (49, 181, 250, 232)
    press(coffee, "Enter")
    expect(coffee.part("object")).to_have_count(1)
    coffee.wait(mask="none")

    press(coffee, "d", "Space")
    coffee.wait(mask="shown")
    press(coffee, "l", "Space", *["Shift+ArrowRight"] * 5, "Space", *["Shift+ArrowUp"] * 5, "Space")
    press(coffee, "Enter")
    coffee.wait(mask="shown")
    press(coffee, "c", "Control+z", "Control+z")
    coffee.wait(mask="none")
    assert coffee.part("object").count() == 1

    press(coffee, "+", "+", "+", "+", *["Shift+ArrowRight"] * 40)
    box, stage = crosshair.bounding_box(), coffee.part("stage").bounding_box()
    assert box and stage
    assert box["x"] + box["width"] / 2 < stage["x"] + stage["width"], "the picture follows"
    press(coffee, "0", "?")
    expect(coffee.part("help")).to_be_visible()
    table = (repo_root / "docs" / "keys.md").read_text().split("| --- |")[-1]
    expect(coffee.part("help").locator("dt")).to_have_count(table.count("\n| "))
    press(coffee, "Escape")
    expect(coffee.part("help")).to_be_hidden()
    assert page.evaluate("document.activeElement.id") != ""


def test_tab_reaches_every_control_and_the_focus_is_seen(coffee: Studio) -> None:
    coffee.click(290, 150)
    coffee.wait(mask="shown")
    page = coffee.page
    coffee.part("open-another").focus()
    reached: list[Any] = []
    for _ in range(60):
        page.keyboard.press("Tab")
        found = page.evaluate(
            """() => {
                const { activeElement: at } = document;
                const { outlineStyle, outlineWidth } = getComputedStyle(at);
                return [at.dataset.testid ?? at.id, at === document.body,
                    outlineStyle !== "none" && parseFloat(outlineWidth) >= 2];
            }"""
        )
        if found[1]:
            break
        reached.append(found)
    names = [name for name, *_ in reached]
    for name in ("settings-open", "stage", "zoom-in", "mode-everything", "chip-none", "panel-edge"):
        assert name in names, names
    for name in ("hand-brush", "candidate", "take", "download", "load"):
        assert name in names, names
    assert names.index("stage") < names.index("zoom-in") < names.index("chip-none")
    assert all(seen for *_, seen in reached), [name for name, _, seen in reached if not seen]


def test_a_resting_finger_takes_away(browser: Browser, open_studio: OpenStudio) -> None:
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    )
    studio = open_studio(context)
    studio.visit()
    studio.open_gallery("coffee")
    studio.tap(290, 150)
    # It goes by itself after a while: on a busy machine sooner than the mask comes.
    hint = studio.part("toast-message").filter(has_text="Hold a finger")
    expect(hint).to_have_count(1)
    studio.part("toast-dismiss").click()
    studio.wait(mask="shown")
    x, y = studio._client(110, 340)
    touch = context.new_cdp_session(studio.page)
    at = [{"x": x, "y": y}]
    touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": at})
    expect(studio.part("point")).to_have_count(2)
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    studio.wait(mask="shown")
    assert [label for *_, label in studio.prompt.points] == [1, 0]
    expect(hint).to_have_count(0)  # it is said once
    context.close()


def test_masks_are_shown_alone_as_cut_outs_and_without_outlines(coffee: Studio) -> None:
    coffee.click(290, 150)
    coffee.wait(mask="shown")
    _, bits = coffee.download()
    inside, outside = (290, 150), (20, 20)
    assert bits[inside[1], inside[0]] and not bits[outside[1], outside[0]]

    def pixel(x: int, y: int) -> list[int]:
        found: list[int] = coffee.part("looked").evaluate(
            """(canvas, [u, v]) => [...canvas.getContext("2d").getImageData(
                Math.floor(u * canvas.width), Math.floor(v * canvas.height), 1, 1).data]""",
            [(x + 0.5) / 600, (y + 0.5) / 400],
        )
        return found

    coffee.part("look-open").click()
    for view, ground in (("white", [255] * 3), ("black", [0] * 3), ("mask", [0] * 3)):
        coffee.page.locator(f"[data-look-view={view}]").click()
        expect(coffee.part("looked")).to_be_visible()
        until(lambda: pixel(*outside) == [*ground, 255])  # noqa: B023
        assert pixel(*inside) == ([255] * 4 if view == "mask" else [0] * 4), view
    coffee.page.locator("[data-look-view=overlay]").click()
    expect(coffee.part("looked")).to_be_hidden()
    coffee.part("look-opacity").fill("0")
    coffee.part("look-outline").uncheck()
    painted = coffee.part("mask").evaluate(
        """(canvas) => canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height)
            .data.some((value) => value > 0)"""
    )
    assert not painted
    coffee.part("look-outline").check()
    coffee.part("look-opacity").fill("0.44")
    assert np.isclose(float(coffee.part("look-opacity").input_value()), 0.44)
