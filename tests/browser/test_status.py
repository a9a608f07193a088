"""The status corner: what runs where, the self-test, and the report for a fault."""

from __future__ import annotations

import json
from typing import Any

from playwright.sync_api import Browser, BrowserContext, expect

from tests.browser.conftest import OpenStudio
from tests.browser.referees import PredictorReferee, Prompt, iou
from tests.browser.studio import Studio
from visitors.pictures import photograph

CUP = (250, 180)


def test_the_details_say_what_runs_where(kept: Studio) -> None:
    expect(kept.part("encoder-place")).to_contain_text("Server, CPU, ")
    expect(kept.part("decoder-place")).to_have_text("This browser, WASM")
    expect(kept.part("webgpu")).to_contain_text("Not offered")


def test_the_decoder_tests_itself_once_nobody_waits(kept: Studio) -> None:
    expect(kept.part("self-test")).to_have_attribute("data-value", "passed")
    expect(kept.part("toast")).to_have_count(0)


def test_a_picture_that_is_open_stays_in_place(studio: Studio, predictor: PredictorReferee) -> None:
    studio.open_gallery("coffee")
    expect(studio.part("self-test")).to_have_attribute("data-value", "passed")
    studio.click(*CUP)
    _, mask = studio.download()
    referee = predictor.masks(photograph("coffee"), Prompt(points=((*CUP, 1),)))[0]
    assert iou(mask, referee) >= 0.99


def test_a_decoder_that_answers_wrongly_is_told(
    desktop: BrowserContext, open_studio: OpenStudio
) -> None:
    studio = open_studio(desktop)

    def other_answers(text: str) -> str:
        model: dict[str, Any] = json.loads(text)
        model["golden"]["logits"][3][0] += 3
        return json.dumps(model)

    studio.rewrite("**/api/v1/model", other_answers)
    studio.visit()
    expect(studio.part("self-test")).to_have_attribute("data-value", "failed")
    expect(studio.part("self-test")).to_contain_text("The logits are off by 3.0")
    expect(studio.part("toast-message")).to_contain_text("masks may be wrong")
    studio.page.unroute("**/api/v1/model")
    studio.part("toast-retry").click()
    expect(studio.part("self-test")).to_have_attribute("data-value", "passed")
    expect(studio.part("toast")).to_have_count(0)


def test_a_report_goes_to_the_clipboard(browser: Browser, open_studio: OpenStudio) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    studio = open_studio(context)
    studio.visit()
    studio.open_gallery("coffee")
    studio.click(*CUP)
    studio.wait(mask="shown")
    expect(studio.part("self-test")).to_have_attribute("data-value", "passed")
    studio.part("details-open").click()
    studio.part("report-copy").click()
    expect(studio.part("toast-message")).to_have_text("The report is on the clipboard.")
    report: str = studio.page.evaluate("navigator.clipboard.readText()")
    assert report.startswith("Segment Studio\nVersion: ")
    assert "\nPicture: 600 x 400, ready\n" in report
    assert "\nSelf-test: passed, " in report
    assert "coffee" not in report.lower()
    context.close()
