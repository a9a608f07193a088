"""The tabs of a project's page, by a lead and by an annotator; and pictures that move into it."""

from __future__ import annotations

import uuid
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Browser, expect

from dataengine import Client
from sam.masks import rle
from tests.browser.access import seen
from tests.browser.conftest import OpenStudio, RunningServer
from tests.browser.project_pictures import discs
from tests.browser.studio import Studio
from tests.dataengine.made import record
from tests.waiting import until

WIDE, NARROW = {"width": 1440, "height": 900}, {"width": 390, "height": 844}


@pytest.fixture
def ada(keeping: RunningServer) -> Client:
    """A lead, the first of all."""
    return Client(keeping.address, person="Ada")


@pytest.fixture
def project(ada: Client) -> str:
    """A project with two pictures, of which one has two objects."""
    labels = [{"name": "bird", "key": "1"}, {"name": "boat", "key": "2"}, "reed"]
    made = ada.make_project(f"Birds {uuid.uuid4()}", labels=labels, guideline="Mark every bird.")[
        "id"
    ]
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
    part("order-choice").select_option("diverse")
    expect(part("order-now")).to_contain_text("Until then pictures are given as before.")
    found += seen(studio, axe, "settings")
    part("settings-archive").click()
    expect(part("settings-save")).to_be_disabled()
    expect(part("order-choice")).to_be_disabled()
    part("tab-of-labels").click()
    expect(part("labels-why")).to_contain_text("put away")
    expect(names).to_have_count(0)
    part("tab-of-settings").click()
    part("settings-archive").click()
    expect(part("settings-save")).to_be_enabled()
    expect(part("settings-remove")).to_be_disabled()
    page.set_viewport_size(NARROW)
    studio.choose("language", "zh")
    for tab in ("labels", "people", "settings"):
        part(f"tab-of-{tab}").click()
        found += seen(studio, axe, f"{tab}, narrow")

    # The project as a data set, and that one again.
    studio.choose("language", "en")
    part("project-data").click()
    found += seen(studio, axe, "data set, narrow")
    part("data-kind").select_option("json")
    part("data-state").select_option("all")
    with page.expect_download() as download:
        part("data-get").click()
    assert download.value.suggested_filename.endswith(" json.zip")
    expect(part("data-said")).to_have_text("The file is in your downloads.")
    part("data-input").set_input_files(download.value.path())
    expect(part("data-said")).to_contain_text("2 were there already.")
    page.keyboard.press("Escape")

    # A picture is skipped, taken back, and removed for good; then all of the project is.
    part("tab-of-pictures").click()
    part("project-picture").last.locator("button").click()
    expect(part("picture-name")).to_have_text("disc-1.png")
    studio.wait(phase="ready")
    part("work-more").click()
    expect(part("work-gold")).to_be_disabled()
    found += seen(studio, axe, "more for a picture, narrow")
    part("work-skip").click()
    expect(part("toast").first).to_contain_text("disc-1.png: Skipped")
    expect(part("picture-name")).to_have_text("disc-0.png")
    page.keyboard.press("u")
    expect(part("picture-name")).to_have_text("disc-1.png")
    expect(part("work-state")).to_have_text("In progress")
    page.set_viewport_size(WIDE)
    part("work-more").click()
    part("work-remove").click()
    expect(part("removing-about")).to_contain_text("and so are its 0 objects")
    found += seen(studio, axe, "removing a picture")
    part("removing-go").click()
    expect(part("toast").last).to_contain_text("disc-1.png was removed from the project")
    until(lambda: [each["file_name"] for each in ada.pictures(project)] == ["disc-0.png"])
    part("work-back").click()
    expect(part("project-picture")).to_have_count(1)
    part("tab-of-settings").click()
    part("settings-archive").click()
    part("settings-remove").click()
    part("removing-name").fill("Birds")
    expect(part("removing-go")).to_be_disabled()
    name = part("settings-name").input_value()
    part("removing-name").fill(name)
    found += seen(studio, axe, "removing a project")
    page.keyboard.press("Enter")
    expect(part("projects-away")).to_be_visible()
    assert project not in [each["id"] for each in ada.projects()]
    part("projects-away").locator("summary").click()
    expect(part("projects-gone")).to_contain_text(f"{name}: 1 picture, 2 objects; by Ada")
    found += seen(studio, axe, "removed projects")
    assert found == []
    context.close()


def test_times_gold_and_pictures_that_move_into_a_project(
    browser: Browser,
    open_studio: OpenStudio,
    keeping: RunningServer,
    ada: Client,
    project: str,
    axe: str,
) -> None:
    Client(keeping.address, person="Dai")
    done, other = ada.pictures(project)
    ada.act(project, done["id"], "submit", exhaustive=["bird"])
    ada.act(project, done["id"], "accept")
    ada.send("POST", f"/projects/{project}/timings", {"timings": times(other["id"])})
    context = browser.new_context(
        viewport=WIDE, color_scheme="light", reduced_motion="reduce", locale="en"
    )
    studio = open_studio(context, keeping.address)
    page, part = studio.page, studio.part
    visit(studio, project, "time", "Ada")
    expect(part("time-facts")).to_contain_text("40 masks, 24.0 s of active time")
    expect(page.locator(".chart canvas")).to_have_count(3)
    part("time-seconds-table").locator("summary").click()
    expect(part("time-seconds-table")).to_contain_text("retrained, after 20 masks")
    with page.expect_download() as download:
        part("time-csv").click()
    assert download.value.path().read_text().count("\n") == 41
    found = seen(studio, axe, "time")
    part("time-label").select_option("boat")
    expect(part("time-none")).to_have_text("No mask of this choice has been timed.")

    part("tab-of-gold").click()
    part("gold-mark").click()
    expect(part("gold-picture")).to_have_attribute("data-gold", "true")
    part("gold-rate").fill("20")
    part("gold-save").click()
    until(lambda: ada.send("GET", f"/projects/{project}/gold")["rate"] == 0.2)
    expect(part("gold-note")).to_contain_text("Nobody has submitted a gold picture yet.")
    found += seen(studio, axe, "gold")
    page.set_viewport_size(NARROW)
    found += seen(studio, axe, "gold, narrow")
    page.set_viewport_size(WIDE)
    # Whose it is not is told whose it is.
    part("person-open").last.click()
    page.locator("#person-list button", has_text="Dai").click()
    expect(part("gold-why")).to_contain_text("changed by leads")
    expect(part("gold-picture")).to_be_hidden()
    expect(part("tab-of-settings")).to_have_count(0)
    part("tab-of-labels").click()
    expect(part("labels-why")).to_contain_text("changed by reviewers and leads")
    expect(part("label-name")).to_have_count(0)
    page.set_viewport_size(NARROW)
    part("tab-of-time").click()
    expect(part("time-label")).to_have_value("boat")
    part("time-label").select_option("")
    expect(part("time-facts")).to_be_visible()
    found += seen(studio, axe, "time, narrow")
    page.set_viewport_size(WIDE)

    # A picture of the quick studio, with an object, becomes one of the project.
    part("project-back").click()
    name = ada.send("GET", f"/projects/{project}")["name"]
    card = part("project-card").filter(has_text=name)
    # To an annotator the gold picture is one that nobody has begun.
    expect(card).to_contain_text("not begun")
    [disc] = discs(3)[2:]
    studio.open_file(disc)
    studio.click(160, 120)
    studio.wait(mask="shown")
    page.keyboard.press("Enter")
    expect(part("object")).to_have_count(1)
    part("move-open").click()
    part("move-project").select_option(project)
    found += seen(studio, axe, "moving")
    part("move-go").click()
    expect(part("toast")).to_contain_text("1 picture with 1 object moved into")
    studio.wait(home="closed", phase="ready")
    expect(part("work-state")).to_have_text("In progress")
    expect(part("object")).to_have_count(1)
    expect(part("move-open")).to_be_hidden()
    part("guideline-open").click()
    expect(part("guideline-text")).to_have_text("Mark every bird.")
    page.keyboard.press("Escape")
    [moved] = [each for each in ada.annotations(project) if each["file_name"] == disc.name]
    assert len(moved["annotations"]) == 1
    # What is made there is measured, and the time arrives.
    studio.click(20, 20)
    studio.wait(mask="shown")
    page.keyboard.press("Enter")
    expect(part("object")).to_have_count(2)
    until(lambda: ada.send("GET", f"/projects/{project}/timings")["groups"][0]["masks"] == 41)
    assert found == []
    context.close()


def times(picture: str) -> list[dict[str, Any]]:
    """Times of 40 masks, of which 20 were made with each of two decoders."""
    return [
        {
            "id": str(uuid.uuid4()),
            "picture_id": picture,
            "annotation_id": str(uuid.uuid4()),
            "label": "bird",
            "decoder": ("a" if number < 20 else "b") * 64,
            "active_ms": 34_000 if number < 20 else 14_000,
            "clicks": 3,
            "corrections": 2,
            "at": f"2026-11-{1 + number // 2:02}T12:00:00Z",
        }
        for number in range(40)
    ]
