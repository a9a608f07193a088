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
    coffee.part("tool-remove").click()
    coffee.part("tool-add").click()
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
    rows.nth(0).locator("input[type=text]").first.evaluate(paste)
    coffee.part("stage").evaluate(paste)
    assert coffee.part("toast").count() == 0, "text is no picture that cannot be read"
