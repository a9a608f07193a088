"""A private studio in a real browser: asking for the access token, and what scripts cannot do."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import TOKEN, OpenStudio

LOGGED = "401", "Cross-Origin-Opener-Policy"
"""What Chromium logs: a refused page, and on plain HTTP that it ignores the isolation headers."""


@pytest.mark.parametrize("host", ["localhost", "studio.test"])
def test_the_token_is_asked_for_once(
    browser: Browser, neighbour: str, open_studio: OpenStudio, host: str
) -> None:
    width = {"localhost": 1280, "studio.test": 390}[host]
    context = browser.new_context(viewport={"width": width, "height": 800})
    address = neighbour.replace("studio.test", host)
    studio = open_studio(context, address)
    page = studio.page
    page.set_default_timeout(20_000)
    page.goto(address)
    field = page.get_by_label("Access token")
    expect(field).to_be_focused()
    field.fill("not the token")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("This is not the token.", timeout=20_000)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_label("Access token").fill(TOKEN)
    page.get_by_role("button", name="Enter").click()
    expect(studio.part("gallery-item").first).to_be_visible(timeout=20_000)
    assert page.url == f"{address}/"
    assert page.evaluate("document.cookie") == ""
    page.reload()
    expect(studio.part("gallery-item").first).to_be_visible(timeout=20_000)
    assert sum("401" in problem for problem in studio.problems) == 2
    assert all(any(each in problem for each in LOGGED) for problem in studio.problems)
    studio.problems.clear()
    context.close()


def test_nothing_that_is_written_inline_runs(browser: Browser, open_studio: OpenStudio) -> None:
    context = browser.new_context()
    studio = open_studio(context)
    studio.page.goto(studio.origin)
    with studio.expecting_problems("Content Security Policy", "Content Security Policy"):
        studio.page.evaluate(
            """() => {
              const script = document.createElement("script");
              script.textContent = "window.ran = true";
              document.body.append(script);
              document.body.insertAdjacentHTML("beforeend", '<i onclick="window.ran = true">x</i>');
              document.body.lastElementChild.click();
            }"""
        )
    assert studio.page.evaluate("window.ran") is None
    context.close()
