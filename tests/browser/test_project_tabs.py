"""The tabs of a project's page: labels, people, settings; by a lead and by an annotator."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator

import numpy as np
import pytest
from playwright.sync_api import Browser, expect

from dataengine import Client
from sam.masks import rle
from tests.browser.conftest import OpenStudio, RunningServer
from tests.browser.studio import Studio
from tests.browser.test_projects import discs, seen
from tests.dataengine.made import record

WIDE, NARROW = {"width": 1440, "height": 900}, {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def keeping(
    new_server: Callable[..., RunningServer], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RunningServer]:
    """A server that keeps projects."""
    server = new_server("--data-dir", str(tmp_path_factory.mktemp("data")))
    try:
        server.start()
        yield server
    finally:
        server.stop()


@pytest.fixture
def ada(keeping: RunningServer) -> Client:
    """A lead, the first of all."""
    return Client(keeping.address, person="Ada")


@pytest.fixture
def project(ada: Client) -> str:
    """A project with two pictures, of which one has two objects."""
    labels = [{"name": "bird", "key": "1"}, {"name": "boat", "key": "2"}, "reed"]
    made = ada.make_project(f"Birds {uuid.uuid4()}", labels=labels)["id"]
    ids = [ada.add_picture(made, file.content, file.name)["id"] for file in discs(2)]
    keep(ada, made, ids[0], "bird", "boat")
    return str(made)


def keep(client: Client, project: str, picture: str, *labels: str) -> None:
    """Put objects into a picture of 320x240 pixels."""
    y, x = np.mgrid[:240, :320]
    shape = rle.encode((x - 160) ** 2 + (y - 120) ** 2 < 60**2)
    changes = []
    for label in labels:
        name = str(uuid.uuid4())
        kept = record(name, label) | {"segmentation": shape}
        new = {"annotation_id": name, "revision": f"t.{name}", "predecessor": None, "rank": 1}
        changes.append(new | {"record": kept})
    client.save(project, picture, changes)


def visit(studio: Studio, project: str, tab: str, name: str) -> None:
    """Go to a tab as somebody."""
    studio.page.goto(f"{studio.origin}/#project/{project}/{tab}")
    studio.part("person-open").last.click()
    studio.page.locator("#person-list button", has_text=name).click()


def test_a_lead_cares_for_labels_people_and_settings(
    browser: Browser,
    open_studio: OpenStudio,
    keeping: RunningServer,
    ada: Client,
    project: str,
    axe: str,
) -> None:
    Client(keeping.address, person="Ben")
    context = browser.new_context(
        viewport=WIDE, color_scheme="light", reduced_motion="reduce", locale="en"
    )
    studio = open_studio(context, keeping.address)
    page, part = studio.page, studio.part
    visit(studio, project, "labels", "Ada")
    names = part("label-name")
    expect(names).to_have_count(3)
    expect(part("label-row").first).to_contain_text("1 object")
    expect(part("label-remove").first).to_be_disabled()
    names.nth(0).fill("water bird")
    names.nth(0).press("Enter")
    expect(names.nth(0)).to_have_attribute("value", "water bird")
    # By the keyboard down, by the mouse up again.
    part("label-move").nth(0).focus()
    page.keyboard.press("ArrowDown")
    expect(names.nth(1)).to_have_attribute("value", "water bird")
    expect(part("label-move").nth(1)).to_be_focused()
    part("label-move").nth(1).drag_to(names.nth(0), target_position={"x": 5, "y": 2})
    expect(names.nth(0)).to_have_attribute("value", "water bird")
    expect(part("label-key").nth(2).locator("option[value='2']")).to_be_disabled()
    part("label-key").nth(2).select_option("7")
    part("label-new").fill("wader")
    page.keyboard.press("Enter")
    expect(names).to_have_count(4)
    part("label-remove").nth(3).click()
    expect(names).to_have_count(3)
    part("label-merge").nth(1).click()
    expect(part("merge-about")).to_contain_text("1 object of boat gets the label water bird")
    part("merge-go").click()
    expect(names).to_have_count(2)
    expect(part("label-row").first).to_contain_text("2 objects")
    described = ada.send("GET", f"/projects/{project}")["labels"]
    assert [(each["name"], each["key"]) for each in described] == [
        ("water bird", "1"),
        ("reed", "7"),
    ]
    kept = [each for line in ada.annotations(project) for each in line["annotations"]]
    assert [each["label"] for each in kept] == ["water bird"] * 2
    found = seen(studio, axe, "labels")

    # The tabs are one stop of the keyboard, and each is a place to go back to.
    part("tab-of-labels").focus()
    page.keyboard.press("ArrowRight")
    expect(part("tab-of-people")).to_be_focused()
    row = part("person-row").filter(has_text="Ben")
    row.get_by_test_id("person-role").select_option("reviewer")
    row.get_by_test_id("token-give").click()
    expect(part("token")).not_to_have_value("")
    token = part("token").input_value()
    page.keyboard.press("Escape")
    expect(row).to_contain_text("Take token away")
    assert Client(keeping.address, person="Ben", person_token=token).person["role"] == "reviewer"
    row.get_by_role("button", name="Take token away").click()
    found += seen(studio, axe, "people")
    page.go_back()
    expect(part("tab-of-labels")).to_have_attribute("aria-selected", "true")

    part("tab-of-settings").click()
    part("settings-guideline").fill("Mark every bird, wings too.")
    # Somebody else comes first: what was typed stays, and counts the second time.
    version = ada.send("GET", f"/projects/{project}")["version"]
    change = {"lease_seconds": 60}
    ada.send("PATCH", f"/projects/{project}", change, If_Match=f'"{version}"')
    expect(part("settings-lease")).to_have_value("60")
    expect(part("settings-guideline")).to_have_value("Mark every bird, wings too.")
    part("settings-save").click()
    expect(page.locator("#project-guideline")).to_have_text("Mark every bird, wings too.")
    found += seen(studio, axe, "settings")
    part("settings-archive").click()
    expect(part("settings-save")).to_be_disabled()
    part("tab-of-labels").click()
    expect(part("labels-why")).to_contain_text("put away")
    expect(names).to_have_count(0)
    part("tab-of-settings").click()
    part("settings-archive").click()
    expect(part("settings-save")).to_be_enabled()
    page.set_viewport_size(NARROW)
    studio.choose("language", "zh")
    for tab in ("labels", "people", "settings"):
        part(f"tab-of-{tab}").click()
        found += seen(studio, axe, f"{tab}, narrow")
    assert found == []
    context.close()
