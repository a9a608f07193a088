"""The tab of learning, and a page that changes over to its project's own decoder and back."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from dataengine import Client, DataEngine
from dataengine.store import tasks
from sam.fingerprint import decoder_fingerprint
from sam.rounding import rounded
from tests.browser.access import seen
from tests.browser.conftest import OpenStudio, RunningServer
from tests.browser.pictures import encoded
from tests.browser.test_project_tabs import visit
from tests.browser.test_switching import INSIDE, OUTSIDE, changing
from tests.studio.models_folder import tuned
from tests.tiny_decoders import tiny_model
from tests.waiting import until
from visitors.pictures import photograph

CHANGE = {"before": 0.166, "after": 0.599, "lower": 0.213, "upper": 0.611}
MEASURES = dict.fromkeys(("one_click", "best_of_3", "three_clicks", "box"), CHANGE)


@dataclass(frozen=True)
class Lab:
    """A server with projects and two decoders of one tiny encoder, which trains nothing itself."""

    server: RunningServer
    data: Path
    fingerprints: tuple[str, ...]


@pytest.fixture(scope="module")
def lab(
    repo_root: Path, tiny_decoders: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Lab]:
    home = tmp_path_factory.mktemp("learning")
    models = Path(shutil.copytree(tiny_decoders / "models", home / "models"))
    both = (tiny_model(), tuned(tiny_model()))
    fingerprints = tuple(decoder_fingerprint(rounded(each)) for each in both)
    flags = ["--models", str(models), "--data-dir", str(home / "data"), "--trainers", "0"]
    server = RunningServer(repo_root, tiny_decoders / "tiny.pt", home / "log.txt", *flags)
    try:
        server.start()
        yield Lab(server, home / "data", fingerprints)
    finally:
        server.stop()


def _decoder(kind: str, **more: Any) -> dict[str, Any]:
    return {"share": 1.0, "kind": kind, "reasons": [], "own": MEASURES, "general": MEASURES, **more}


def _done(lab: Lab, round_id: str) -> None:
    """A round as the process that trains writes it down: one decoder refused, one a specialist."""
    refused = _decoder("refused", reasons=["A box falls by 0.020, from 0.700 to 0.680."])
    result = {
        "pictures": {"train": 20, "stop": 4, "gate": 9},
        "seconds": 400.0,
        "notes": ["scan.png: the mask 1 is empty; it was left out."],
        "safe": refused,
        "specialist": _decoder("specialist", decoder_fingerprint=lab.fingerprints[1]),
    }
    progress = {"phase": "exporting", "done": 0, "total": 1, "seconds_left": None}
    engine = DataEngine(lab.data)
    try:
        with engine.writing() as tx:
            tasks.claim_one(tx, round_id, "test")
            tasks.beat(tx, round_id, "test", progress | {"curve": [[30, 0.5], [60, 0.6]]})
            tasks.end(tx, round_id, "test", result)
    finally:
        engine.close()


def test_a_lead_asks_for_a_round_switches_its_decoder_on_and_back(
    browser: Browser, open_studio: OpenStudio, lab: Lab, axe: str
) -> None:
    ada = Client(lab.server.address, person="Ada")
    project = str(ada.make_project("Cups", labels=["cup"])["id"])
    picture = ada.add_picture(project, encoded(photograph("coffee")), "coffee.png")["id"]
    context = browser.new_context(
        viewport={"width": 1440, "height": 900},
        color_scheme="light",
        reduced_motion="reduce",
        locale="en",
    )
    studio = open_studio(context, lab.server.address)
    page, part = studio.page, studio.part
    visit(studio, project, "learning", "Ada")
    part("learn-begin").click()
    rounds = part("learn-round")
    expect(rounds).to_contain_text("Waits for the process that trains.")
    expect(part("learn-begin")).to_be_disabled()
    part("learn-cancel").click()
    expect(rounds).to_contain_text("Cancelled.")
    part("learn-begin").click()
    expect(rounds).to_have_count(2)
    (waiting,) = (
        each["id"]
        for each in ada.send("GET", f"/projects/{project}/rounds")["rounds"]
        if each["state"] == "waiting"
    )
    _done(lab, waiting)

    # The page follows a round by itself.
    expect(part("safe")).to_contain_text("A box falls by 0.020", timeout=15_000)
    expect(part("learn-use-safe")).to_have_count(0)
    expect(part("specialist").locator("tbody tr").nth(1)).to_contain_text("+0.433")
    assert seen(studio, axe, "learning") == []
    page.set_viewport_size({"width": 390, "height": 844})
    assert seen(studio, axe, "learning, narrow") == []
    page.set_viewport_size({"width": 1440, "height": 900})
    part("learn-use-specialist").click()
    expect(part("specialist")).to_contain_text("In use in this project.")
    expect(part("learn-now")).to_contain_text(lab.fingerprints[1][:12])

    part("learn-back").click()
    expect(part("learn-use-specialist")).to_be_visible()

    # A lead elsewhere switches it on and off under an open picture.
    part("tab-of-pictures").click()
    part("project-annotate").click()
    studio.wait(home="closed", phase="ready")
    for choice in ({"round_id": waiting, "which": "specialist"}, {"round_id": None}):
        studio.click(*INSIDE)
        studio.wait(mask="shown")
        studio.click(*OUTSIDE, button="right")
        studio.wait(mask="shown")
        with changing(studio, *INSIDE):
            ada.send("PUT", f"/projects/{project}/decoder", choice)
        page.keyboard.press("Enter")
        studio.wait(mask="none")
    until(lambda: len(_made_by(ada, project, picture)) == 2)
    assert sorted(_made_by(ada, project, picture)) == sorted(lab.fingerprints)


def _made_by(client: Client, project: str, picture: str) -> list[str]:
    """The decoders that a picture's annotations say they were made with."""
    found = client.send("GET", f"/projects/{project}/pictures/{picture}/annotations")
    return [
        each["record"]["model"]["decoder_fingerprint"]
        for each in found["annotations"]
        if each["record"]
    ]
