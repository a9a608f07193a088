"""The rest like this one: found by a key, accepted, rejected and corrected."""

from __future__ import annotations

import json

import numpy as np
from playwright.sync_api import expect

from tests.browser.pictures import encoded
from tests.browser.studio import File, Studio

COINS = [(50, 60), (140, 60), (230, 60), (50, 160), (140, 160), (230, 160)]
RADIUS = 24


def coins() -> np.ndarray:
    """Six discs on a ground without anything: ``(220, 280, 3) uint8``."""
    image = np.full((220, 280, 3), 70, np.uint8)
    down, across = np.mgrid[:220, :280]
    for x, y in COINS:
        image[(down - y) ** 2 + (across - x) ** 2 < RADIUS**2] = (200, 150, 60)
    return image


def test_the_rest_is_found_accepted_rejected_and_corrected(kept: Studio) -> None:
    kept.open_file(File("coins.png", encoded(coins())))
    kept.click(*COINS[0])
    kept.wait(mask="shown")
    page = kept.page
    page.keyboard.press("Enter")
    objects = kept.part("objects").locator("> li")
    expect(objects).to_have_count(1)
    page.keyboard.press("f")
    panel = kept.part("similar")
    expect(panel).to_be_visible()
    expect(kept.part("similar-text")).to_contain_text("above the line", timeout=90_000)
    left = int(str(panel.get_attribute("data-left")))
    assert left >= 4

    page.keyboard.press("a")
    expect(objects).to_have_count(2)
    page.keyboard.press("Backspace")
    expect(panel).to_have_attribute("data-left", str(left - 2))
    kept.part("similar-line").evaluate(
        """(input) => {
            input.value = 0.02;
            input.dispatchEvent(new Event("input", { bubbles: true }));
        }"""
    )
    expect(panel).to_have_attribute("data-above", str(left - 2))
    page.keyboard.press("Enter")
    expect(objects).to_have_count(3)
    kept.wait(mask="shown")
    page.keyboard.press("Escape")
    page.keyboard.press("Shift+A")
    expect(objects).to_have_count(left)
    expect(kept.part("similar-text")).to_have_text("Every suggestion was judged.")

    name, content = kept.export("json")
    assert name.endswith(".json")
    records = json.loads(content)["annotations"]
    suggested = [each["suggestion"] for each in records if "suggestion" in each]
    assert len(suggested) == left - 1
    assert {each["by"] for each in suggested} == {"similar"}
