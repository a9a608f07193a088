"""Clicking, dragging and changing one's mind on a photograph of the gallery."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.browser.conftest import OpenStudio
from tests.browser.referees import PredictorReferee, Prompt, iou
from tests.browser.studio import Studio
from visitors.pictures import photograph

CUP, TABLE = (250, 180), (560, 60)
SPOON = (390, 285)


@pytest.fixture
def coffee(kept: Studio) -> Studio:
    """The page with the photograph of a coffee cup on the stage."""
    kept.open_gallery("coffee")
    return kept


def test_a_click_shows_the_mask_of_what_was_clicked(coffee: Studio) -> None:
    coffee.wait(mask="none")
    coffee.click(*CUP)
    coffee.wait(mask="shown")
    assert coffee.prompt == Prompt(points=((*CUP, 1),))
    assert coffee.painted(*CUP)
    assert not coffee.painted(*TABLE)
    assert 0.02 < coffee.read_out("mask-area") < 0.7
    assert 0.7 < coffee.read_out("predicted-iou") < 1.1
    assert coffee.read_out("decode-time") > 0


def test_the_three_candidates_can_be_chosen(coffee: Studio, predictor: PredictorReferee) -> None:
    coffee.click(*CUP)
    coffee.wait(mask="shown")
    expected = predictor.masks(photograph("coffee"), coffee.prompt)
    candidates = coffee.part("candidate")
    expect(candidates).to_have_count(3)
    for place in (2, 0, 1):
        candidates.nth(place).click()
        coffee.wait(mask="shown")
        expect(candidates.nth(place)).to_have_attribute("aria-pressed", "true")
        _, mask = coffee.download()
        assert iou(mask, expected[place]) >= 0.99
    coffee.page.keyboard.press("Alt+3")
    expect(candidates.nth(2)).to_have_attribute("aria-pressed", "true")
    coffee.page.mouse.move(*coffee._client(*TABLE))
    coffee.page.keyboard.down("Alt")
    coffee.page.mouse.wheel(0, -100)
    coffee.page.keyboard.up("Alt")
    expect(candidates.nth(1)).to_have_attribute("aria-pressed", "true")
    # A second point ends the doubt.
    coffee.click(*TABLE, button="right")
    coffee.wait(mask="shown")
    expect(coffee.part("candidates")).to_be_hidden()


@pytest.mark.parametrize("way", ["right button", "switch", "shift"])
def test_a_background_point_takes_away(coffee: Studio, way: str) -> None:
    coffee.drag(110, 20, 500, 395)
    coffee.wait(mask="shown")
    saucer = (130, 240)
    assert coffee.painted(*saucer)
    if way == "switch":
        coffee.page.keyboard.press("x")
        coffee.wait(tool="remove")
        coffee.click(*saucer)
    elif way == "shift":
        coffee.click(*saucer, shift=True)
    else:
        coffee.click(*saucer, button="right")
    coffee.wait(mask="shown")
    assert coffee.prompt.points == ((*saucer, 0),)
    assert not coffee.painted(*saucer)


def test_a_dragged_box_and_a_point_are_one_prompt(
    coffee: Studio, predictor: PredictorReferee
) -> None:
    coffee.drag(180, 20, 430, 280)
    coffee.wait(mask="shown")
    assert coffee.prompt == Prompt(box=(180, 20, 430, 280))
    _, boxed = coffee.download()
    image = photograph("coffee")
    assert iou(boxed, predictor.masks(image, coffee.prompt)[0]) >= 0.99
    coffee.click(130, 250)
    coffee.wait(mask="shown")
    assert coffee.prompt == Prompt(points=((130, 250, 1),), box=(180, 20, 430, 280))
    _, both = coffee.download()
    assert iou(both, predictor.masks(image, coffee.prompt)[0]) >= 0.99
    assert iou(both, boxed) < 0.99


def test_a_point_can_be_dragged_and_deleted(coffee: Studio, predictor: PredictorReferee) -> None:
    coffee.click(*CUP)
    coffee.click(*TABLE, button="right")
    coffee.pull(TABLE, (130, 250))
    coffee.wait(mask="shown")
    assert coffee.prompt == Prompt(points=((*CUP, 1), (130, 250, 0)))
    _, mask = coffee.download()
    assert iou(mask, predictor.masks(photograph("coffee"), coffee.prompt)[0]) >= 0.99
    coffee.page.keyboard.press("Control+z")
    assert coffee.prompt == Prompt(points=((*CUP, 1), (*TABLE, 0))), "the whole way is one step"
    coffee.part("frame").click(position=coffee._position(*CUP))
    expect(coffee.part("point")).to_have_count(1)
    assert coffee.prompt == Prompt(points=((*TABLE, 0),))
    coffee.page.keyboard.press("Control+z")
    coffee.wait(mask="shown")
    _, back = coffee.download()
    assert iou(back, predictor.masks(photograph("coffee"), coffee.prompt)[0]) >= 0.99


def test_a_box_is_resized_by_its_handles_and_taken_away(
    coffee: Studio, predictor: PredictorReferee
) -> None:
    coffee.drag(180, 20, 430, 280)
    coffee.click(130, 250)
    coffee.pull((429.5, 279.5), (499, 389))
    coffee.wait(mask="shown")
    x0, y0, x1, y1 = coffee.prompt.box or (0, 0, 0, 0)
    assert (x0, y0) == (180, 20)
    assert abs(x1 - 499) <= 1
    assert abs(y1 - 389) <= 1
    _, mask = coffee.download()
    assert iou(mask, predictor.masks(photograph("coffee"), coffee.prompt)[0]) >= 0.99
    coffee.part("box-close").locator("circle").click(force=True)
    expect(coffee.part("box")).to_have_count(0)
    assert coffee.prompt == Prompt(points=((130, 250, 1),))


def test_a_new_box_takes_the_old_ones_place_in_any_direction(coffee: Studio) -> None:
    coffee.drag(10, 10, 90, 90)
    coffee.drag(430, 280, 180, 20)
    coffee.wait(mask="shown")
    assert coffee.prompt == Prompt(box=(180, 20, 430, 280))


def test_undo_redo_and_reset(coffee: Studio) -> None:
    for name in ("undo", "redo", "reset"):
        expect(coffee.part(name)).to_be_disabled()
    coffee.click(*CUP)
    coffee.wait(mask="shown")
    first = coffee.read_out("mask-area")
    coffee.click(*TABLE)
    coffee.wait(mask="shown")
    second = coffee.read_out("mask-area")
    assert first != second

    coffee.part("undo").click()
    expect(coffee.part("point")).to_have_count(1)
    coffee.wait(mask="shown")
    assert coffee.read_out("mask-area") == first
    coffee.part("redo").click()
    coffee.wait(mask="shown")
    assert coffee.read_out("mask-area") == second

    coffee.part("reset").click()
    coffee.wait(mask="none")
    assert coffee.prompt == Prompt()
    expect(coffee.part("download")).to_be_disabled()
    coffee.page.keyboard.press("Control+z")
    coffee.wait(mask="shown")
    assert coffee.read_out("mask-area") == second


def test_the_keyboard_undoes_redoes_and_resets(coffee: Studio) -> None:
    coffee.click(*CUP)
    coffee.click(*TABLE)
    for keys, points in [
        ("Control+z", 1),
        ("Control+Shift+z", 2),
        ("Control+z", 1),
        ("Control+y", 2),
        ("Escape", 0),
    ]:
        coffee.page.keyboard.press(keys)
        expect(coffee.part("point")).to_have_count(points)
    coffee.wait(mask="none")


def test_quick_clicks_run_one_decode_at_a_time_and_the_last_prompt_wins(
    desktop: BrowserContext, open_studio: OpenStudio, predictor: PredictorReferee
) -> None:
    studio = open_studio(desktop)
    studio.page.add_init_script(COUNT_DECODES)
    studio.visit()
    studio.open_gallery("coffee")
    points = [(x, 120 + 10 * i) for i, x in enumerate(range(230, 390, 20))]
    for point in points:
        studio.click(*point)
    studio.wait(mask="shown")
    assert studio.prompt == Prompt(points=tuple((*point, 1) for point in points))
    counts = studio.page.evaluate("globalThis.decodes")
    assert counts["running"] == 0
    assert counts["most"] == 1
    assert counts["asked"] <= len(points)
    _, mask = studio.download()
    assert iou(mask, predictor.masks(photograph("coffee"), studio.prompt)[0]) >= 0.99


def test_hovering_shows_the_mask_that_a_click_would_give(
    coffee: Studio, predictor: PredictorReferee
) -> None:
    glimpse = coffee.part("glimpse")
    coffee.hover(*SPOON)
    expect(glimpse).to_have_attribute("data-area", re.compile("[1-9]"))
    assert coffee.glimpsed(*SPOON)
    assert not coffee.painted(*SPOON)
    coffee.wait(mask="none")
    for name in ("undo", "reset", "download"):
        expect(coffee.part(name)).to_be_disabled()

    area = glimpse.get_attribute("data-area")
    coffee.click(*SPOON)
    coffee.wait(mask="shown")
    expect(glimpse).not_to_have_attribute("data-area", re.compile("."))
    assert coffee.painted(*SPOON)
    expect(coffee.part("mask")).to_have_attribute("data-area", area or "")
    _, mask = coffee.download()
    assert iou(mask, predictor.masks(photograph("coffee"), coffee.prompt)[0]) >= 0.99


def glimpses(studio: Studio, on: bool) -> None:
    """Switch the mask under the pointer on or off, where the look is chosen."""
    studio.part("look-open").click()
    studio.part("glimpsing").set_checked(on)
    studio.page.keyboard.press("Escape")


def test_the_glimpse_goes_with_the_pointer_and_can_be_switched_off(studio: Studio) -> None:
    studio.open_gallery("coffee")
    glimpse = studio.part("glimpse")
    somewhere, nothing = re.compile("[1-9]"), re.compile(".")
    studio.hover(*CUP)
    expect(glimpse).to_have_attribute("data-area", somewhere)
    studio.part("undo").hover(force=True)
    expect(glimpse).not_to_have_attribute("data-area", nothing)

    glimpses(studio, False)
    studio.hover(*CUP)
    studio.click(*CUP)
    studio.wait(mask="shown")
    studio.page.keyboard.press("Escape")
    studio.visit()
    expect(studio.part("glimpsing")).not_to_be_checked()
    studio.wait(phase="ready")
    glimpses(studio, True)
    studio.hover(*CUP)
    expect(glimpse).to_have_attribute("data-area", somewhere)


def test_a_click_while_hovering_waits_for_one_decode_at_most(
    desktop: BrowserContext, open_studio: OpenStudio, predictor: PredictorReferee
) -> None:
    studio = open_studio(desktop)
    studio.page.add_init_script(COUNT_DECODES)
    studio.visit()
    studio.open_gallery("coffee")
    for i in range(25):
        studio.hover(120 + 12 * i, 60 + 12 * i)
    studio.click(*CUP)
    studio.wait(mask="shown")
    counts = studio.page.evaluate("globalThis.decodes")
    assert counts["most"] == 1
    assert counts["running"] == 0
    # The one that ran when the button went down, and the click's own.
    assert counts["afterPress"] <= 2
    assert studio.prompt == Prompt(points=((*CUP, 1),))
    _, mask = studio.download()
    assert iou(mask, predictor.masks(photograph("coffee"), studio.prompt)[0]) >= 0.99


COUNT_DECODES = """
globalThis.decodes = { asked: 0, running: 0, most: 0, afterPress: 0 };
addEventListener("pointerdown", () => { decodes.afterPress = decodes.running; }, true);
const ids = new Set();
globalThis.Worker = class extends Worker {
  constructor(...options) {
    super(...options);
    this.addEventListener("message", ({ data }) => {
      if (ids.delete(data.id)) decodes.running--;
    });
  }
  postMessage(message, ...rest) {
    if (message.action === "decode") {
      ids.add(message.id);
      decodes.asked++;
      decodes.afterPress++;
      decodes.most = Math.max(decodes.most, ++decodes.running);
    }
    super.postMessage(message, ...rest);
  }
};
"""
