"""What a page survives: a decoder that fails, a worker that dies, another model at the server."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, BrowserContext, Route, Worker, expect

from tests.browser.conftest import OpenStudio, RunningServer
from tests.browser.pictures import encoded
from tests.browser.referees import PredictorReferee, Prompt, iou
from tests.browser.studio import WORKER, File, Studio
from visitors.pictures import photograph

CUP, TABLE = (250, 180), (560, 60)
FILE = File("chelsea.png", encoded(photograph("chelsea")))
SOME = re.compile("[1-9][0-9]*")
FINGERPRINT = "encoder-fingerprint"

NO_MEMORY = """
WebAssembly.Memory = class {
  constructor() { throw new RangeError("WebAssembly.Memory(): could not allocate memory"); }
};
"""
NO_MORE_MEMORY = """() => {
  WebAssembly.Memory.prototype.grow = () => { throw new RangeError("Maximum size exceeded"); };
  // Loading has left the runtime enough for a decode: what it answers finds no room either.
  const construct = (Arrays, given, made) => {
    if (given[0] > 2 ** 16) throw new RangeError("Array buffer allocation failed");
    return Reflect.construct(Arrays, given, made);
  };
  self.Float32Array = new Proxy(Float32Array, { construct });
}"""
DIES_SILENTLY = "self.close()"
DIES_LOUDLY = 'setTimeout(() => { throw new Error("hail") })'
DIES_DECODING = """
const { onmessage } = self;
self.onmessage = (event) => event.data.action === "decode" ? self.close() : onmessage(event);
void 0;
"""


@pytest.fixture
def page(desktop: BrowserContext, open_studio: OpenStudio) -> Studio:
    """A page that is not loaded yet."""
    return open_studio(desktop)


def _worker(studio: Studio) -> Worker:
    """The decoder's worker: the runtime's threads are workers too, and a lost one is listed yet."""
    return [each for each in studio.page.workers if each.url.endswith("/worker.js")][-1]


def _agrees(studio: Studio, predictor: PredictorReferee, prompt: Prompt) -> None:
    """The page's mask of ``prompt``, which is still its own, is Python's."""
    assert studio.prompt == prompt
    _, mask = studio.download()
    assert iou(mask, predictor.masks(photograph("coffee"), prompt)[0]) >= 0.99


def _says_that_the_plain_decoder_runs(studio: Studio, why: str) -> None:
    toast = studio.part("toast")
    expect(toast).to_have_count(1)
    expect(toast).to_have_attribute("data-kind", "info")
    expect(toast).to_contain_text("a slower one has taken over")
    assert studio.read_out("threads") == 1
    expect(studio.part("threads")).to_contain_text(why)
    expect(studio.part("threads")).to_contain_text("The plain decoder runs instead, on one thread.")


ONE_POINT = Prompt(points=((*CUP, 1),))
TWO_POINTS = Prompt(points=((*CUP, 1), (*TABLE, 0)))


def test_a_graph_that_cannot_be_run_makes_way_for_the_plain_decoder(
    page: Studio, predictor: PredictorReferee
) -> None:
    asked: list[str] = []
    page.page.on("request", lambda request: asked.append(request.url))
    page.page.route(
        "**/static/models/*/decode-*.onnx", lambda route: route.fulfill(body=b"garbage")
    )
    page.visit()
    assert sum("/plain-" in url for url in asked) == 1
    page.open_gallery("coffee")
    page.click(*CUP)
    _agrees(page, predictor, ONE_POINT)
    _says_that_the_plain_decoder_runs(page, "protobuf parsing failed")
    page.click(*TABLE, button="right")
    _agrees(page, predictor, TWO_POINTS)


def test_the_plain_decoder_is_not_fetched_without_need(page: Studio) -> None:
    asked: list[str] = []
    page.page.on("request", lambda request: asked.append(request.url))
    page.visit()
    page.open_gallery("coffee")
    page.click(*CUP)
    page.wait(mask="shown")
    assert not [url for url in asked if "/plain-" in url]


def test_out_of_memory_in_the_middle_of_work_makes_way_for_the_plain_decoder(
    studio: Studio, predictor: PredictorReferee
) -> None:
    _worker(studio).evaluate(NO_MORE_MEMORY)
    studio.open_gallery("coffee")
    studio.click(*CUP)
    _agrees(studio, predictor, ONE_POINT)
    _says_that_the_plain_decoder_runs(studio, "failed (out of memory)")


def test_a_browser_without_memory_for_either_decoder_is_told_so_and_can_try_again(
    page: Studio,
) -> None:
    page.rewrite(WORKER, lambda code: NO_MEMORY + code)
    page.page.goto(page.origin)
    page.wait(model="failed")
    expect(page.part("toast-message")).to_have_text(
        "Clicks cannot be answered yet. The mask decoder failed (out of memory)."
    )
    page.page.unroute(WORKER)
    page.part("toast-retry").click()
    page.wait(model="ready")
    expect(page.part("toast")).to_have_count(0)
    expect(page.part("threads")).not_to_contain_text("plain")


@pytest.mark.parametrize("end", [DIES_SILENTLY, DIES_LOUDLY, DIES_DECODING])
def test_a_lost_worker_is_replaced_and_the_click_answered(
    kept: Studio, predictor: PredictorReferee, end: str
) -> None:
    kept.open_gallery("coffee")
    kept.click(*CUP)
    kept.wait(mask="shown")
    threads = kept.read_out("threads")
    _worker(kept).evaluate(end)
    kept.click(*TABLE, button="right")
    _agrees(kept, predictor, TWO_POINTS)
    expect(kept.part("toast")).to_have_count(0)
    assert kept.read_out("threads") == threads


def test_a_worker_lost_twice_in_a_row_is_told_and_trying_again_loses_nothing(
    studio: Studio, predictor: PredictorReferee
) -> None:
    studio.open_gallery("coffee")
    studio.click(*CUP)
    studio.wait(mask="shown")
    _worker(studio).evaluate(DIES_DECODING)
    studio.rewrite(WORKER, lambda code: code + DIES_DECODING)
    studio.click(*TABLE, button="right")
    expect(studio.part("toast-message")).to_have_text(
        "This prompt could not be answered. The mask decoder stopped unexpectedly."
    )
    studio.page.unroute(WORKER)
    studio.part("toast-retry").click()
    _agrees(studio, predictor, TWO_POINTS)
    _says_that_the_plain_decoder_runs(studio, "stopped unexpectedly")


def test_a_decoder_of_another_model_is_refused_and_the_right_one_loaded(
    page: Studio, predictor: PredictorReferee
) -> None:
    model = "**/api/v1/model"
    other = {"encoder_fingerprint": "0123456789ab" + "0" * 52}
    page.page.route(model, lambda route: route.fulfill(json=route.fetch().json() | other))
    page.visit()
    page.open_gallery("coffee")
    page.click(*CUP)
    expect(page.part("toast-message")).to_contain_text("instead of 0123456789ab")
    page.page.unroute(model)
    page.part("toast-retry").click()
    _agrees(page, predictor, ONE_POINT)
    expect(page.part("toast")).to_have_count(0)


def test_an_embedding_of_another_model_is_refused_and_the_picture_encoded_anew(
    page: Studio, predictor: PredictorReferee
) -> None:
    embedding = "**/embedding*"

    def from_another(route: Route) -> None:
        response = route.fetch()
        other = {FINGERPRINT: "0123456789ab" + "0" * 52}
        route.fulfill(response=response, headers=response.headers | other)

    page.page.route(embedding, from_another)
    page.visit()
    page.open_gallery("coffee")
    page.click(*CUP)
    expect(page.part("toast-message")).to_contain_text("0123456789ab instead of")
    page.page.unroute(embedding)
    page.part("toast-retry").click()
    _agrees(page, predictor, ONE_POINT)
    expect(page.part("toast")).to_have_count(0)


def test_a_server_that_vanishes_in_the_midst_of_a_stream_or_an_upload_takes_no_work_along(
    browser: Browser, open_studio: OpenStudio, new_server: Callable[..., RunningServer]
) -> None:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    server = new_server()
    server.start()
    try:
        studio = open_studio(context, server.address)
        studio.visit()
        studio.open_gallery("coffee")
        studio.click(*CUP)
        studio.wait(mask="shown")

        studio.part("mode-everything").click()
        studio.part("everything-preset").select_option("demo")
        expect(studio.part("everything-count")).to_have_attribute("data-value", SOME)
        server.kill()
        expect(studio.part("toast-message").first).to_contain_text("server")
        studio.wait(everything="failed")
        found = studio.read_out("everything-count")
        assert found > 0
        studio.show_one()
        assert studio.prompt == Prompt(points=((*CUP, 1),))
        studio.click(*TABLE, button="right")
        studio.wait(mask="shown")

        server.start()
        server.freeze()
        studio.choose_file(FILE)
        studio.wait(phase="opening")
        server.kill()
        studio.wait(server="gone")
        server.start()
        studio.wait(server="ok", phase="ready")
        studio.part("film").first.click()
        studio.wait(phase="ready", mask="shown")
        assert studio.prompt == Prompt(points=((*CUP, 1), (*TABLE, 0)))
    finally:
        server.kill()
        context.close()
    studio.problems.clear()  # Chromium logs each request that got no answer
