"""axe-core finds nothing wrong in any state, in both themes, languages and sizes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.access import seen
from tests.browser.conftest import OpenStudio

CUP = (290, 150)


@pytest.mark.parametrize(("locale", "width"), [("en-GB", 1440), ("zh-CN", 390)])
def test_no_state_shuts_anyone_out(
    browser: Browser, open_studio: OpenStudio, axe: str, locale: str, width: int
) -> None:
    """Each state is looked at in the light theme, and then its colours in the dark one, which
    changes nothing else."""
    phone = width < 600
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme="light",
        locale=locale,
        has_touch=phone,
        is_mobile=phone,
        reduced_motion="reduce",
    )
    studio = open_studio(context)
    page = studio.page
    found: list[str] = []

    def look(state: str) -> None:
        found.extend(seen(studio, axe, state))

    studio.visit()
    look("empty")
    page.locator("[data-testid=gallery-item][data-name=coffee]").click()
    expect(page.locator("body")).to_have_attribute("data-home", "closed")
    look("encoding")
    studio.wait(phase="ready")
    look("ready")
    point: Callable[[int, int], None] = studio.tap if phone else studio.click
    point(*CUP)
    studio.wait(mask="shown")
    look("mask and candidates")
    studio.part("take").click()
    studio.wait(mask="none")
    if phone:
        studio.part("sheet-handle").click()
    studio.part("object").locator("input[type=checkbox]").check()
    look("objects")
    if phone:
        # The sheet's last stop has the objects.
        look("sheet")
    studio.part("object-label").click()
    look("class picker")
    studio.part("class-search").fill("cup")
    page.keyboard.press("Enter")
    studio.part("classes-open").click()
    look("classes")
    page.keyboard.press("Escape")
    studio.part("details-open").click()
    look("details")
    page.keyboard.press("Escape")
    if phone:
        studio.part("sheet-handle").click()
    studio.part("hand-brush").click()
    look("brush")
    studio.part("hand-lasso").click()
    look("lasso")
    studio.part("hand-prompt").click()
    if phone:
        studio.part("sheet-handle").click()
        studio.part("sheet-handle").click()
    studio.part("export").click()
    look("export")
    page.locator("#export-close").click()
    studio.part("settings-open").click()
    look("settings")
    page.keyboard.press("Escape")
    page.evaluate("document.querySelector('#look').showPopover()")
    look("look")
    page.keyboard.press("Escape")
    page.evaluate("document.querySelector('#help').showModal()")
    look("help")
    page.locator("#help-close").click()
    if phone:
        studio.part("sheet-handle").click()
        studio.part("sheet-handle").click()
    studio.part("mode-everything").click()
    # A search that nobody has let finish before: the server would have its answer at once.
    studio.part("everything-preset").select_option("demo")
    studio.wait(everything="running")
    look("everything running")
    studio.part("everything-cancel").click()
    studio.wait(everything="stopped")
    look("everything")
    with studio.expecting_problems("422"):
        studio.part("load-input").set_input_files(
            {"name": "x.json", "mimeType": "application/json", "buffer": b"{}"}
        )
        expect(studio.part("toast").first).to_be_visible()
    look("error")
    assert found == []
    context.close()
