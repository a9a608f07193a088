"""Nothing is lost: by a reload, by a crash, among other pictures, while the server is away."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, expect

from tests.browser.conftest import OpenStudio, RunningServer
from tests.browser.pictures import encoded
from tests.browser.referees import Prompt
from tests.browser.studio import File, Studio
from visitors.pictures import photograph

CUP, TABLE = (250, 180), (560, 60)
NAMES = ("chelsea", "astronaut", "coffee")
FILES = [File(f"{name}.png", encoded(photograph(name))) for name in NAMES]


SEEN_HOME = """
globalThis.seenHome = false;
const look = () => {
  const home = document.querySelector("#home");
  seenHome ||= Boolean(home?.checkVisibility({ visibilityProperty: true }));
  requestAnimationFrame(look);
};
look();
"""
"""Whether the start screen was ever painted."""


@pytest.fixture
def visitor(browser: Browser) -> Iterator[BrowserContext]:
    """A visitor whose browser may crash."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    yield context
    context.close()


def point_out(studio: Studio) -> None:
    """Click, choose the third candidate, click once more, take that back, and come nearer."""
    studio.click(*CUP)
    studio.wait(mask="shown")
    studio.page.keyboard.press("Alt+3")
    expect(studio.part("candidate").nth(2)).to_have_attribute("aria-pressed", "true")
    studio.click(*TABLE, button="right")
    studio.wait(mask="shown")
    studio.part("undo").click()
    studio.wait(mask="shown")
    studio.part("zoom-in").click()


def is_as_before(studio: Studio, scale: float, area: float) -> None:
    """All of that is there."""
    studio.wait(home="closed", phase="ready", mask="shown")
    assert studio.image_size == (600, 400)
    assert studio.prompt == Prompt(points=((*CUP, 1),))
    expect(studio.part("candidate").nth(2)).to_have_attribute("aria-pressed", "true")
    assert studio.read_out("zoom-level") == scale
    assert studio.read_out("mask-area") == area
    studio.part("redo").click()
    studio.wait(mask="shown")
    assert studio.prompt == Prompt(points=((*CUP, 1), (*TABLE, 0)))
    studio.part("undo").click()
    studio.part("undo").click()
    assert studio.prompt == Prompt()
    expect(studio.part("undo")).to_be_disabled()


def test_a_reload_brings_everything_back_without_asking_or_encoding(studio: Studio) -> None:
    asked: list[str] = []
    studio.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    studio.page.on("request", lambda request: asked.append(request.url))
    studio.open_gallery("coffee")
    point_out(studio)
    scale, area = studio.read_out("zoom-level"), studio.read_out("mask-area")
    asked.clear()
    # At once: what was done last has not been saved when the page is left.
    studio.page.add_init_script(SEEN_HOME)
    studio.visit()
    assert studio.page.evaluate("seenHome") is False
    is_as_before(studio, scale, area)
    assert not [each for each in asked if "/images" in each or "beforeunload" in each]


def test_a_crash_loses_no_more_than_the_last_half_second(
    visitor: BrowserContext, open_studio: OpenStudio
) -> None:
    studio = open_studio(visitor)
    studio.visit()
    studio.open_gallery("coffee")
    point_out(studio)
    scale, area = studio.read_out("zoom-level"), studio.read_out("mask-area")
    studio.page.wait_for_timeout(500)
    with studio.page.expect_event("crash"), suppress(Error):
        studio.page.goto("chrome://crash", timeout=1000)
    after = Studio(visitor.new_page(), studio.origin)
    after.visit()
    is_as_before(after, scale, area)
    assert after.problems == []


def test_a_second_tab_says_where_the_pictures_are_and_brings_them(studio: Studio) -> None:
    studio.open_gallery("coffee")
    point_out(studio)
    scale, area = studio.read_out("zoom-level"), studio.read_out("mask-area")
    second = Studio(studio.page.context.new_page(), studio.origin)
    second.visit()
    expect(second.part("toast-message")).to_have_text("1 picture is open in another tab.")
    second.part("toast-retry").click()
    is_as_before(second, scale, area)
    studio.wait(model="ready", home="open")
    expect(studio.part("toast-message")).to_have_text("1 picture is open in another tab.")
    assert second.problems == []
    second.page.close()


def test_three_pictures_keep_their_own_work(studio: Studio) -> None:
    films = studio.part("film")
    expect(studio.part("filmstrip")).to_be_hidden()
    studio.choose_files(FILES)
    expect(films).to_have_count(3)
    for film in films.all():
        expect(film).to_have_attribute("data-step", re.compile("ready|resting"))
    assert studio.image_size == (451, 300)
    studio.click(230, 120)
    studio.wait(mask="shown")
    area = studio.read_out("mask-area")
    studio.page.keyboard.press("PageDown")
    expect(studio.part("picture-name")).to_have_text("astronaut.png")
    studio.wait(phase="ready", mask="none")
    studio.drag(150, 10, 300, 250)
    studio.wait(mask="shown")
    films.nth(2).click()
    studio.wait(phase="ready", mask="none")
    studio.click(*CUP)
    studio.wait(mask="shown")

    films.first.click()
    studio.wait(phase="ready", mask="shown")
    assert studio.prompt == Prompt(points=((230, 120, 1),))
    assert studio.read_out("mask-area") == area
    studio.part("film-close").first.click(force=True)
    expect(films).to_have_count(2)
    expect(studio.part("picture-name")).to_have_text("astronaut.png")
    assert studio.prompt == Prompt(box=(150, 10, 300, 250))
    studio.part("toast-retry").click()
    expect(films).to_have_count(3)
    studio.wait(phase="ready", mask="shown")
    assert studio.prompt == Prompt(points=((230, 120, 1),))

    films.nth(1).focus()
    studio.page.keyboard.press("Delete")
    studio.visit()
    expect(films).to_have_count(2)
    studio.wait(phase="ready", mask="shown")
    assert studio.prompt == Prompt(points=((230, 120, 1),))
    films.nth(1).click()
    studio.wait(phase="ready", mask="shown")
    assert studio.prompt == Prompt(points=((*CUP, 1),))


def test_a_server_that_is_started_anew_is_noticed_and_healed(
    visitor: BrowserContext,
    open_studio: OpenStudio,
    new_server: Callable[[], RunningServer],
) -> None:
    server = new_server()
    server.start()
    try:
        studio = open_studio(visitor, server.address)
        studio.visit()
        studio.open_gallery("coffee")
        studio.click(*CUP)
        studio.wait(mask="shown")
        server.kill()
        studio.click(*TABLE, button="right")
        studio.wait(mask="shown")
        studio.choose_file(FILES[0])
        studio.wait(server="gone")
        # The server can be missed before the browser has shown the picture.
        expect(studio.part("frame")).to_have_attribute("data-image-width", "451")
        studio.click(230, 120)
        studio.part("film").first.click()
        studio.wait(phase="ready", mask="shown")
        studio.click(130, 250)
        studio.wait(mask="shown")
        studio.part("film").nth(1).click()
        studio.wait(mask="pending")
        server.start()
        studio.wait(server="ok", phase="ready", mask="shown")
        assert studio.prompt == Prompt(points=((230, 120, 1),))
        assert all("ERR_CONNECTION_REFUSED" in problem for problem in studio.problems)
        studio.problems.clear()
    finally:
        server.kill()


def test_where_nothing_may_be_kept_work_goes_on_and_leaving_asks(
    visitor: BrowserContext, open_studio: OpenStudio
) -> None:
    visitor.add_init_script(
        "IDBFactory.prototype.open = () => { throw new DOMException('no', 'SecurityError'); };"
    )
    studio = open_studio(visitor)
    asked: list[str] = []
    studio.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    studio.visit()
    studio.visit()
    assert asked == []
    studio.open_gallery("coffee")
    expect(studio.part("toast-message")).to_contain_text("keep nothing")
    studio.click(*CUP)
    studio.wait(mask="shown")
    studio.visit()
    assert asked == ["beforeunload"]
    studio.wait(phase="empty", home="open")
