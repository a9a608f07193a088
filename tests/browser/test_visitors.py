"""Visitors with other devices and other connections."""

from __future__ import annotations

from urllib.parse import urljoin

from playwright.sync_api import Browser, BrowserContext, Route, expect

from server.settings import ROOT
from tests.browser.conftest import TOKEN, OpenStudio
from tests.browser.referees import PredictorReferee, iou
from tests.browser.studio import WORKER, Studio
from visitors.pictures import photograph

CUP = (250, 180)


def _segments_coffee(studio: Studio, predictor: PredictorReferee) -> None:
    """A click gives the mask Python gives."""
    studio.open_gallery("coffee")
    studio.click(*CUP)
    _, mask = studio.download()
    assert iou(mask, predictor.masks(photograph("coffee"), studio.prompt)[0]) >= 0.99


def test_an_isolated_page_decodes_with_threads_and_says_what_limits_them(
    studio: Studio, predictor: PredictorReferee
) -> None:
    assert studio.page.evaluate("crossOriginIsolated")
    cores = studio.page.evaluate("navigator.hardwareConcurrency")
    assert studio.read_out("threads") == min(4, cores)
    if cores < 4:
        expect(studio.part("threads")).to_contain_text(f"{cores} logical processor")
    _segments_coffee(studio, predictor)
    # The runtime's threads are workers of their own, one less than the threads: one is its own.
    helpers = [worker for worker in studio.page.workers if "ort-wasm" in worker.url]
    assert len(helpers) == min(4, cores) - 1


def test_two_threads_of_many_processors_agree_with_python(
    desktop: BrowserContext, open_studio: OpenStudio, predictor: PredictorReferee
) -> None:
    studio = open_studio(desktop)
    two = 'Object.defineProperty(navigator, "hardwareConcurrency", { value: 2 });'
    studio.rewrite(WORKER, lambda code: two + code)
    studio.visit()
    assert studio.read_out("threads") == 2
    expect(studio.part("threads")).to_contain_text("2 logical processors")
    _segments_coffee(studio, predictor)


def test_without_isolation_one_thread_does_it_and_the_page_says_why(
    desktop: BrowserContext, open_studio: OpenStudio, predictor: PredictorReferee
) -> None:
    studio = open_studio(desktop)

    def without_isolation(route: Route) -> None:
        response = route.fetch()
        headers = {
            name: value
            for name, value in response.headers.items()
            if not name.startswith("cross-origin-")
        }
        route.fulfill(response=response, headers=headers)

    studio.page.route(f"{studio.origin}/", without_isolation)
    studio.visit()
    assert studio.read_out("threads") == 1
    expect(studio.part("threads")).to_contain_text("not cross-origin isolated")
    _segments_coffee(studio, predictor)


def test_a_neighbour_on_plain_http_is_served_too(
    desktop: BrowserContext, open_studio: OpenStudio, neighbour: str, predictor: PredictorReferee
) -> None:
    studio = open_studio(desktop, neighbour)
    # Chromium says in the console that it ignores the isolation headers here.
    with studio.expecting_problems(*["Cross-Origin-Opener-Policy"] * 2):
        studio.page.goto(f"{neighbour}/?token={TOKEN}")
        studio.wait(model="ready")
    assert not studio.page.evaluate("isSecureContext")
    assert studio.read_out("threads") == 1
    expect(studio.part("threads")).to_contain_text("plain HTTP")
    _segments_coffee(studio, predictor)

    # Where a page may not copy, the report is selected.
    studio.part("details-open").click()
    studio.part("report-copy").click()
    field = studio.part("report-text")
    expect(field).to_be_focused()
    selected = field.evaluate("(f) => f.value.slice(f.selectionStart, f.selectionEnd)")
    assert selected == field.input_value()
    assert "\nSecure context: no\n" in selected
    studio.page.keyboard.press("Escape")
    expect(studio.part("report-dialog")).to_be_hidden()


def test_a_phone_taps_and_has_nothing_cut_off(browser: Browser, open_studio: OpenStudio) -> None:
    context = browser.new_context(
        viewport={"width": 390, "height": 844},
        device_scale_factor=3,
        is_mobile=True,
        has_touch=True,
    )
    studio = open_studio(context)
    studio.visit()
    studio.page.locator("[data-testid=gallery-item][data-name=coffee]").tap()
    studio.wait(home="closed", phase="ready")
    frame = studio.part("frame").bounding_box()
    assert frame is not None
    assert frame["x"] >= 0
    assert frame["x"] + frame["width"] <= 390

    studio.tap(*CUP)
    studio.wait(mask="shown")
    assert studio.painted(*CUP)
    studio.part("tool-remove").tap()
    studio.tap(130, 240)
    studio.wait(mask="shown")
    assert [label for *_, label in studio.prompt.points] == [1, 0]
    for name in ("undo", "redo", "reset", "download", "tool-add"):
        expect(studio.part(name)).to_be_in_viewport(ratio=1)
    sideways = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    assert not studio.page.evaluate(sideways)
    _, mask = studio.download()
    assert mask.shape == (400, 600)


def test_a_debugger_shows_the_sources_that_the_packed_page_was_made_of(
    desktop: BrowserContext, open_studio: OpenStudio
) -> None:
    studio = open_studio(desktop)
    debugger = desktop.new_cdp_session(studio.page)
    scripts: dict[str, str] = {}
    debugger.on(
        "Debugger.scriptParsed",
        lambda event: scripts.update({event["url"]: event.get("sourceMapURL", "")}),
    )
    debugger.send("Debugger.enable")
    studio.visit()
    (main,) = (url for url in scripts if url.endswith("/main.js"))
    assert "/static/packed/" in main, "the page is not packed as its sources are: `make setup`"
    answer = studio.page.request.get(urljoin(main, scripts[main]))
    assert answer.ok
    sources = answer.json()["sources"]
    shown = dict(zip(sources, answer.json()["sourcesContent"], strict=True))
    assert len(shown) > 100
    for name in ("js/main.js", "js/shell/store.js", "vendor/idb/index.js"):
        path = ROOT / "static" / name
        text = shown[next(source for source in sources if source.endswith(f"/{name}"))]
        assert text == path.read_text(encoding="utf-8")
