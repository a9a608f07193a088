"""Another decoder is put in force under an open page."""

from __future__ import annotations

import json
import re
import shutil
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect

from sam.fingerprint import decoder_fingerprint
from sam.modeling import Sam
from sam.predictor import SamPredictor
from sam.rounding import rounded
from studio.decoders import switch
from tests.browser.conftest import RunningServer
from tests.browser.pictures import encoded
from tests.browser.referees import PredictorReferee, Prompt, iou
from tests.browser.studio import File, Studio
from tests.studio.models_folder import tuned
from tests.tiny_decoders import tiny_model
from visitors.pictures import photograph

PAINTED = """([u, v, painted]) => {
    const canvas = document.querySelector('[data-testid="mask"]');
    const [x, y] = [Math.floor(u * canvas.width), Math.floor(v * canvas.height)];
    return canvas.getContext("2d").getImageData(x, y, 1, 1).data[3] > 0 === painted;
}"""
"""Whether the mask covers a place of the picture, or does not."""

INSIDE, OUTSIDE, ELSEWHERE = (250, 180), (560, 60), (100, 300)
PROMPT = Prompt(points=((*INSIDE, 1), (*OUTSIDE, 0)))
COFFEE = File("coffee.png", encoded(photograph("coffee")))


@dataclass(frozen=True)
class Lab:
    """A server with two decoders of one tiny encoder, and the models that they are of."""

    server: RunningServer
    folder: Path
    fingerprints: tuple[str, ...]
    models: tuple[Sam, ...]

    def encodes(self) -> int:
        """How many pictures the server has encoded."""
        with urllib.request.urlopen(f"{self.server.address}/metrics") as answer:
            found = re.search(rb"^segment_encode_seconds_count (\S+)$", answer.read(), re.MULTILINE)
        return int(float(found[1])) if found else 0


@pytest.fixture(scope="module")
def lab(
    repo_root: Path, tiny_decoders: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Lab]:
    """Both exported as a lead would, the first in force."""
    home = tmp_path_factory.mktemp("decoders")
    checkpoint = tiny_decoders / "tiny.pt"
    folder = Path(shutil.copytree(tiny_decoders / "models", home / "models"))
    model = tiny_model()
    models = (model, tuned(model))
    fingerprints = tuple(decoder_fingerprint(rounded(each)) for each in models)
    server = RunningServer(repo_root, checkpoint, home / "log.txt", "--models", str(folder))
    try:
        server.start()
        yield Lab(server, folder, fingerprints, models)
    finally:
        server.stop()


@pytest.fixture
def page(lab: Lab, desktop: BrowserContext) -> Iterator[Studio]:
    """The page of that server, with the first decoder and a picture."""
    switch(lab.folder, lab.fingerprints[0])
    studio = Studio(desktop.new_page(), lab.server.address)
    studio.forget_visits()
    studio.visit()
    studio.open_file(COFFEE)
    yield studio
    studio.page.close()
    assert (studio.problems, studio.foreign_requests) == ([], [])


@contextmanager
def changing(studio: Studio, x: int, y: int) -> Iterator[None]:
    """Ends when what covered a pixel before does no more, or the other way round."""
    width, height = studio.image_size
    place = [(x + 0.5) / width, (y + 0.5) / height, not studio.painted(x, y)]
    yield
    studio.page.wait_for_function(PAINTED, arg=place)


def point_out(studio: Studio) -> None:
    """Two marks, the second of which refines the mask of the first."""
    studio.click(*INSIDE)
    studio.wait(mask="shown")
    studio.click(*OUTSIDE, button="right")
    studio.wait(mask="shown")
    assert studio.prompt == PROMPT


def test_an_open_page_changes_over_and_keeps_embedding_prompts_and_undo(
    lab: Lab, page: Studio
) -> None:
    first, second = lab.fingerprints
    page.click(*ELSEWHERE)
    page.wait(mask="shown")
    page.page.keyboard.press("Enter")  # an object of the first decoder
    page.wait(mask="none")
    point_out(page)
    _, before = page.download()
    encodes = lab.encodes()
    page.page.evaluate("globalThis.neverReloaded = true")
    asked: list[str] = []
    page.page.on("request", lambda request: asked.append(request.url))

    with changing(page, *INSIDE):
        switch(lab.folder, second)

    _, after = page.download()
    image = photograph("coffee")
    referees = [PredictorReferee(SamPredictor(model)) for model in lab.models]
    assert iou(before, referees[0].masks(image, PROMPT)[0]) > 0.95
    assert iou(after, referees[1].masks(image, PROMPT)[0]) > 0.95
    assert iou(before, after) < 0.5
    assert page.prompt == PROMPT
    page.page.keyboard.press("Control+z")
    page.wait(mask="shown")
    assert page.prompt.points == ((*INSIDE, 1),)
    page.page.keyboard.press("Control+Shift+z")
    page.wait(mask="shown")
    assert page.prompt == PROMPT

    page.page.keyboard.press("Enter")
    expect(page.part("object")).to_have_count(2)
    _, file = page.export("json")
    made = {each["decoder_fingerprint"] for each in models_in(file)}
    assert made == {first, second}
    assert page.page.evaluate("globalThis.neverReloaded") is True
    assert not [url for url in asked if "/embedding" in url or url.endswith("/api/v1/images")]
    assert lab.encodes() == encodes


def models_in(file: bytes) -> list[dict[str, str]]:
    """The models that a file's annotations name."""
    return [each["model"] for each in json.loads(file)["annotations"]]


def test_a_page_whose_server_is_away_goes_on_and_changes_over_when_it_is_back(
    lab: Lab, page: Studio
) -> None:
    point_out(page)
    lab.server.kill()
    switch(lab.folder, lab.fingerprints[1])
    page.click(*ELSEWHERE)
    page.wait(mask="shown")
    with changing(page, *INSIDE):
        lab.server.start()
    page.wait(mask="shown")
    assert len(page.prompt.points) == 3
    page.problems.clear()  # Chromium logs each request that got no answer
