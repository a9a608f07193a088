"""English and Chinese, light and dark."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import OpenStudio
from tests.browser.studio import Studio

CUP = (250, 180)
DESKTOP: dict[str, Any] = {"viewport": {"width": 1440, "height": 900}}
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "has_touch": True,
    "is_mobile": True,
}

NAMES = re.compile(
    r"Segment Studio|MobileSAM \(vit_t\)|\b(IoU|PNG|ZIP|SA-1B JSON|COCO JSON|HTTPS?|COOP|COEP|"
    r"CPU|GPU|CUDA|MPS|bfloat16|float32|WASM|WebGPU)\b"
)
ENGLISH = re.compile("[A-Za-z]{2}")
CHINESE = re.compile("[\u4e00-\u9fff]")


def texts(studio: Studio) -> list[str]:
    """All that can be seen or heard, but for what says in which language it is."""
    found: list[str] = studio.page.evaluate(
        """() => {
            const all = [...document.body.querySelectorAll("*:not([lang], script, noscript)")];
            const shown = all.filter((element) => element.checkVisibility());
            return shown.flatMap((element) => [
                element.getAttribute("aria-label"),
                element.getAttribute("aria-valuetext"),
                ...[...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE)
                    .map((node) => node.data.trim()),
            ]).filter(Boolean);
        }"""
    )
    return [*found, studio.page.title()]


def in_words_of(other: re.Pattern[str], studio: Studio) -> list[str]:
    """The texts with words of another language than they should have."""
    return [text for text in texts(studio) if other.search(NAMES.sub("", text))]


def cut_off(studio: Studio) -> list[str]:
    """What reaches beyond the window's sides, or has more text than room for it."""
    found: list[str] = studio.page.evaluate(
        """() => [...document.querySelectorAll(".topbar *, .panel *, .home *, .settings *, .pill")]
            .filter((element) => element.checkVisibility() && !element.closest("svg"))
            .filter((element) => !element.matches(".visually-hidden, .brand span, .button-label"))
            .filter((element) => {
                const { left, right } = element.getBoundingClientRect();
                const roomy = element.scrollWidth <= element.clientWidth;
                return left < 0 || right > innerWidth || (element.matches("button") && !roomy);
            })
            .map((element) => element.outerHTML.slice(0, 120))"""
    )
    return found


def background(studio: Studio) -> str:
    colour: str = studio.page.evaluate("getComputedStyle(document.body).backgroundColor")
    return colour


@pytest.mark.parametrize("device", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_chinese_visitor_gets_chinese(
    browser: Browser, open_studio: OpenStudio, device: dict[str, Any]
) -> None:
    context = browser.new_context(**device, locale="zh-CN")
    studio = open_studio(context)

    def assert_chinese() -> None:
        assert in_words_of(ENGLISH, studio) == []
        assert cut_off(studio) == []

    studio.visit()
    expect(studio.page.locator("html")).to_have_attribute("lang", "zh-CN")
    expect(studio.page.locator("#home-title")).to_have_text("点击图片中的物体，即可得到它的掩码。")
    expect(studio.page.get_by_role("button", name="打开图片")).to_be_visible()
    expect(studio.part("gallery-item").first).to_have_text("咖啡杯")
    studio.page.get_by_role("button", name="语言和主题").click()
    expect(studio.page.get_by_role("button", name="中文")).to_have_attribute("aria-pressed", "true")
    assert_chinese()
    studio.page.keyboard.press("Escape")

    studio.open_gallery("coffee")
    assert studio.page.title() == "咖啡杯 – Segment Studio"
    expect(studio.part("hint")).to_contain_text("目标物体")
    assert_chinese()
    (studio.tap if device is PHONE else studio.click)(*CUP)
    studio.wait(mask="shown")
    expect(studio.part("candidate").first).to_be_visible()
    assert_chinese()
    studio.part("mode-everything").click()
    studio.wait(everything="done")
    studio.part("frame").click(position=studio._position(*CUP))
    expect(studio.part("object")).to_have_count(1)
    assert_chinese()
    context.close()


def test_switching_loses_nothing_and_lasts(browser: Browser, open_studio: OpenStudio) -> None:
    context = browser.new_context(**DESKTOP, locale="de-DE", color_scheme="light")
    studio = open_studio(context)
    studio.visit()
    assert in_words_of(CHINESE, studio) == []
    studio.open_gallery("coffee")
    studio.click(*CUP)
    studio.wait(mask="shown")
    prompt, area = studio.prompt, studio.read_out("mask-area")
    studio.part("mode-everything").click()
    studio.wait(everything="done")
    count = studio.read_out("everything-count")

    # What is out of sight follows too.
    studio.choose("language", "zh")
    assert in_words_of(ENGLISH, studio) == []
    studio.show_one()
    studio.wait(mask="shown")
    assert in_words_of(ENGLISH, studio) == []
    assert (studio.prompt, studio.read_out("mask-area")) == (prompt, area)
    assert studio.painted(*CUP)
    studio.choose("language", "en")
    assert in_words_of(CHINESE, studio) == []
    assert studio.prompt == prompt
    studio.choose("language", "zh")
    studio.part("mode-everything").click()
    studio.wait(everything="done")
    assert studio.read_out("everything-count") == count

    light = background(studio)
    studio.choose("theme", "dark")
    dark = background(studio)
    assert dark != light
    studio.choose("theme", "system")
    assert background(studio) == light
    studio.page.emulate_media(color_scheme="dark")
    assert background(studio) == dark
    studio.choose("theme", "light")
    assert background(studio) == light
    colour = studio.page.locator("meta[name=theme-color][media=all]")
    expect(colour).to_have_attribute("content", "#ffffff")

    studio.page.goto(studio.origin)
    expect(studio.page.locator("html")).to_have_attribute("lang", "zh-CN")
    expect(studio.part("gallery-item").first).to_have_text("咖啡杯")
    assert in_words_of(ENGLISH, studio) == []
    assert background(studio) == light
    # The theme is there before any module has run.
    studio.rewrite("**/main.js", lambda _: "")
    studio.page.goto(studio.origin)
    assert background(studio) == light
    context.close()


def test_where_nothing_may_be_kept_both_can_be_switched(
    browser: Browser, open_studio: OpenStudio
) -> None:
    context = browser.new_context(**DESKTOP, color_scheme="light")
    context.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no'); } })"
    )
    studio = open_studio(context)
    studio.page.goto(studio.origin)
    light = background(studio)
    studio.choose("language", "zh")
    studio.choose("theme", "dark")
    expect(studio.part("open-file")).to_have_text("打开图片")
    assert background(studio) != light
    context.close()
