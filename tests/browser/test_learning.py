"""The tab of learning, and a page that changes over to its project's own decoder and back."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Browser, expect

from dataengine import Client, DataEngine
from dataengine.store import picture_rows, suggestions, tasks
from dataengine.store.suggestions import NewSuggestion
from sam.fingerprint import decoder_fingerprint
from sam.masks import rle
from sam.rounding import rounded
from tests.browser.access import seen
from tests.browser.conftest import OpenStudio, RunningServer
from tests.browser.pictures import encoded
from tests.browser.project_pictures import discs
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


def _suggest(lab: Lab, lead: Client, project: str, picture: str, *scores: float) -> None:
    """Discs in a row, as the task suggests them."""
    y, x = np.mgrid[:240, :320]
    found = []
    for place, score in enumerate(scores):
        left = 30 + 80 * place
        bits = (x - left - 20) ** 2 + (y - 60) ** 2 < 20**2
        mask = {
            "segmentation": rle.encode(bits),
            "area": int(bits.sum()),
            "bbox": [left + 1, 41, 38, 38],
            "predicted_iou": 0.9,
            "point_coords": [[left + 20.0, 60.0]],
            "stability_score": 0.97,
            "crop_box": [0, 0, 320, 240],
        }
        found.append(NewSuggestion(label="cup", score=score, line=0.5, mask=mask))
    engine = DataEngine(lab.data)
    try:
        with engine.writing(engine.person(lead.person["id"])) as tx:
            row = picture_rows.get(tx, project, picture)
            assert suggestions.put(tx, row, found, ["cup"], lab.fingerprints[0])
    finally:
        engine.close()


def test_what_a_task_suggests_is_accepted_rejected_claimed_and_counted(
    browser: Browser, open_studio: OpenStudio, lab: Lab, axe: str
) -> None:
    ada = Client(lab.server.address, person="Ada")
    project = str(ada.make_project("Row of cups", labels=["cup"])["id"])
    file = discs(1)[0]
    picture = str(ada.add_picture(project, file.content, file.name)["id"])
    _suggest(lab, ada, project, picture, 0.9, 0.8, 0.7, 0.3)
    context = browser.new_context(
        viewport={"width": 1440, "height": 900},
        color_scheme="light",
        reduced_motion="reduce",
        locale="en",
    )
    studio = open_studio(context, lab.server.address)
    page, part = studio.page, studio.part
    visit(studio, project, "learning", "Ada")
    expect(part("prefill")).to_contain_text("Keep 3 objects of a label first.")
    expect(part("prefill-begin")).to_be_disabled()
    part("tab-of-pictures").click()
    part("project-annotate").click()
    studio.wait(home="closed", phase="ready")

    panel, objects = part("similar"), part("objects").locator("> li")
    expect(part("similar-text")).to_have_text("3 suggestions above the line, 1 below it")
    expect(part("similar-next")).to_have_text("Next: cup, 90%")
    assert seen(studio, axe, "suggestions") == []
    expect(objects).to_have_count(0)
    page.keyboard.press("a")
    expect(objects).to_have_count(1)
    page.keyboard.press("Backspace")
    expect(panel).to_have_attribute("data-left", "2")
    page.keyboard.press("Escape")
    part("similar-open").click()
    page.keyboard.press("Shift+A")
    expect(objects).to_have_count(2)
    page.keyboard.press("Shift+E")
    expect(part("work-claim")).to_contain_text("All objects marked")
    page.keyboard.press("Control+Enter")
    expect(part("toast").last).to_contain_text("Submitted", timeout=15_000)
    records = [each["record"] for each in ada.document(project, picture)["annotations"]]
    assert {each["suggestion"]["by"] for each in records} == {"prefill"}
    (label,) = ada.prefill_state(project)["labels"]
    assert (label["good"], label["judged"], label["accepted"]) == (2, 3, 2)
    assert (label["rejected"], label["absent"], label["open"]) == (1, 1, 0)

    visit_again = f"{studio.origin}/#project/{project}/learning"
    page.goto(visit_again)
    row = part("prefill-label")
    expect(row).to_contain_text("2 of 3")
    row.get_by_role("button").click()
    expect(row).to_contain_text("prefill off: 2 of 3 suggestions were right")
    assert seen(studio, axe, "prefill") == []
    page.set_viewport_size({"width": 390, "height": 844})
    assert seen(studio, axe, "prefill, narrow") == []
