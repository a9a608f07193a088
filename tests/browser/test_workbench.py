"""The workbench: what keys mean after a click, and objects on the stage and in the list as one."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.studio import Studio

CUP, SPOON = (290, 150), (390, 285)


@pytest.fixture
def coffee(studio: Studio) -> Studio:
    """The page with a photograph of 600x400 pixels, ready."""
    studio.open_gallery("coffee")
    return studio


def test_enter_keeps_the_mask_whatever_was_clicked_before(coffee: Studio) -> None:
    page, rows = coffee.page, coffee.part("object")
    coffee.click(*CUP)
    coffee.wait(mask="shown")
    coffee.part("candidate").nth(1).click()
    coffee.wait(mask="shown")
    page.keyboard.press("Enter")
    expect(rows).to_have_count(1)
    coffee.wait(mask="none")

    coffee.click(*SPOON)
    coffee.wait(mask="shown")
    coffee.part("hand-box").click()
    coffee.part("hand-prompt").click()
    coffee.download()
    page.keyboard.press("Enter")
    expect(rows).to_have_count(2)
    coffee.wait(mask="none")

    page.keyboard.press(".")
    expect(rows.nth(0).locator("input[type=checkbox]")).to_be_checked()
    page.keyboard.press("Delete")
    expect(rows).to_have_count(1)
    page.keyboard.press("Control+z")
    expect(rows).to_have_count(2)

    paste = """(element) => {
        const clipboardData = new DataTransfer();
        clipboardData.setData("text/plain", "walnut");
        element.dispatchEvent(new ClipboardEvent("paste", { bubbles: true, clipboardData }));
    }"""
    coffee.part("objects-search").evaluate(paste)
    coffee.part("stage").evaluate(paste)
    assert coffee.part("toast").count() == 0, "text is no picture that cannot be read"


def test_classes_come_first(coffee: Studio) -> None:
    """One click and one key an object; the stage and the list are one."""
    page, rows = coffee.page, coffee.part("object")
    page.keyboard.press("g")
    expect(coffee.part("chip-none")).to_be_focused()
    page.keyboard.press("2")
    expect(coffee.part("toast-message")).to_contain_text("There is no class 2")
    coffee.part("classes-open").click()
    for name in ("dish", "cutlery"):
        coffee.part("class-new").fill(name)
        page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    coffee.click(*CUP)
    coffee.wait(mask="shown")
    page.keyboard.press("1")
    expect(rows).to_have_count(1)
    coffee.wait(mask="none")
    coffee.click(*SPOON, alone=False)
    coffee.wait(mask="shown")
    page.keyboard.press("2")
    expect(rows).to_have_count(2)
    expect(coffee.part("object-label")).to_have_text(["cutlery", "dish"])
    expect(coffee.part("chip").nth(0)).to_have_attribute("aria-pressed", "false")

    # A click on what is kept selects it, and lights its row.
    coffee.hover(*SPOON)
    expect(rows.nth(0)).to_have_attribute("data-pointed", "true")
    coffee.part("frame").click(position=coffee._position(*SPOON))
    expect(rows.nth(0)).to_have_attribute("data-selected", "true")
    assert coffee.part("point").count() == 0
    page.keyboard.press("1")
    expect(coffee.part("object-label")).to_have_text(["dish", "dish"])
    page.keyboard.press("Control+z")
    page.keyboard.press("Escape")
    expect(coffee.part("objects-bar")).to_be_hidden()
    page.keyboard.press("2")
    expect(coffee.part("chip").nth(1)).to_have_attribute("aria-pressed", "true")

    # The select tool draws a rubber band; a double-click refines.
    page.keyboard.press("v")
    coffee.pull((5, 5), (590, 390))
    expect(coffee.part("objects-selected")).to_have_text("2 selected")
    coffee.part("objects-group").click()
    expect(coffee.part("object-group")).to_have_count(2)
    coffee.part("objects-search").fill("dish")
    expect(rows).to_have_count(1)
    coffee.part("objects-search").fill("")
    coffee.part("frame").dblclick(position=coffee._position(*SPOON))
    coffee.wait(mask="shown")
    assert coffee.prompt.points == ((*SPOON, 1),)
    page.keyboard.press("Escape")
    coffee.wait(mask="none")
    expect(rows).to_have_count(2)
    coffee.part("objects-group").click()
