"""A project in the page: made, filled, looked through, and gone on with after a reload."""

from __future__ import annotations

import numpy as np
from playwright.sync_api import Browser, Request, expect

from dataengine import Client
from tests.browser.access import seen
from tests.browser.conftest import OpenStudio, RunningServer
from tests.browser.pictures import encoded
from tests.browser.project_pictures import discs
from tests.browser.studio import File, Studio


def pictures(count: int) -> list[File]:
    """Small pictures, each of its own bytes."""
    shades = np.linspace(0, 255, count).astype(np.uint8)
    return [
        File(f"scan-{i:02}.png", encoded(np.full((24, 32, 3), shade, np.uint8)))
        for i, shade in enumerate(shades)
    ]


def test_a_project_is_made_filled_and_looked_through(
    browser: Browser, open_studio: OpenStudio, keeping: RunningServer, axe: str
) -> None:
    context = browser.new_context(
        viewport={"width": 1440, "height": 900}, color_scheme="light", reduced_motion="reduce"
    )
    studio = open_studio(context, keeping.address)
    page, part = studio.page, studio.part
    studio.visit()
    found = seen(studio, axe, "start screen")

    part("project-new-name").fill("Water birds")
    part("project-new-labels").fill("bird, boat, bird")
    page.keyboard.press("Enter")
    # Who makes it has to be known first, and is remembered then.
    part("person-name").fill("Ada")
    found += seen(studio, axe, "person")
    page.keyboard.press("Enter")
    expect(part("person")).to_be_hidden()
    page.locator("#project-new button").click()
    expect(part("project-name")).to_have_text("Water birds")
    expect(part("project-none")).to_have_text(
        "There is no picture yet. Drop files or folders here."
    )

    readers: list[str | None] = []
    page.on(
        "request",
        lambda each: readers.append(each.headers.get("person")) if is_part(each) else None,
    )
    files = pictures(30)
    with studio.expecting_problems("415"):
        studio.choose_files([*files[:20], File("notes.png", b"no picture")])
        expect(part("sending-text")).to_have_text("20 added, 1 not taken")
    refused = part("sending-refused")
    expect(refused).to_contain_text("notes.png Found 10 bytes of no known picture")
    studio.choose("language", "zh")
    expect(refused).to_contain_text("notes.png 文件是 10 字节")
    studio.choose("language", "en")
    expect(part("project-picture")).to_have_count(20)
    expect(part("project-figures")).to_have_text("20 pictures, 0 accepted, 0 objects")
    assert readers and all(readers), "what a person may see is asked for in their name"
    found += seen(studio, axe, "project")
    # The same files again: those that are there are not sent.
    sent: list[str] = []
    page.on("request", lambda request: sent.append(f"{request.method} {request.url}"))
    studio.drop_file(files[20])
    expect(part("sending-text")).to_have_text("1 added")
    studio.choose_files(files)
    expect(part("sending-text")).to_have_text("9 added, 21 were there already")
    assert sum("POST" in each and "file_name=" in each for each in sent) == 10
    expect(part("project-picture")).to_have_count(30)
    assert page.url.split("#")[0] == f"{keeping.address}/", "nothing was opened in the studio"

    part("project-search").fill("scan-1")
    expect(part("project-picture")).to_have_count(10)
    page.locator("#states [data-state=submitted]").click()
    expect(part("project-none")).to_have_text("No picture passes this filter.")

    page.reload()
    expect(part("project-picture")).to_have_count(30)
    expect(part("project-name")).to_have_text("Water birds")
    expect(part("person-open").last).to_have_text("Ada, lead")
    part("project-back").click()
    expect(part("project-card")).to_contain_text("30 pictures")
    page.go_back()
    expect(part("project-name")).to_be_visible()
    page.set_viewport_size({"width": 390, "height": 844})
    studio.choose("language", "zh")
    expect(part("project-figures")).to_contain_text("30 张图片")
    found += seen(studio, axe, "project, narrow")
    assert found == []
    context.close()


def test_pictures_of_a_project_are_annotated_one_after_the_other(
    browser: Browser, open_studio: OpenStudio, keeping: RunningServer, axe: str
) -> None:
    # The first of all is a lead, here or in the test before.
    lead = Client(keeping.address, person="Ada")
    client = Client(keeping.address, person="Ben")
    project = lead.make_project("Shapes", labels=[{"name": "disc", "key": "1"}])["id"]
    context = browser.new_context(
        viewport={"width": 1440, "height": 900}, color_scheme="light", reduced_motion="reduce"
    )
    studio = open_studio(context, keeping.address)
    page, part = studio.page, studio.part
    page.goto(f"{keeping.address}/#project/{project}")
    studio.wait(model="ready")
    part("person-open").last.click()
    page.locator("#person-list button", has_text="Ben").click()
    studio.choose_files(discs(3))
    expect(part("sending-text")).to_have_text("3 added")

    part("project-annotate").click()
    studio.wait(home="closed", phase="ready")
    expect(part("picture-name")).to_have_text("disc-0.png")
    expect(part("chip")).to_have_text(["1disc0"])
    studio.click(160, 120)
    studio.wait(mask="shown")
    # Nothing is left behind that is not kept.
    page.keyboard.press("n")
    expect(part("toast")).to_contain_text("There is a mask that is not kept")
    page.keyboard.press("1")
    expect(part("object")).to_have_count(1)
    expect(part("work-saved")).to_have_text("Saved")
    expect(part("work-state")).to_have_text("In progress")
    [kept] = [each for each in client.annotations(project) if each["annotations"]]
    [record] = kept["annotations"]
    assert (kept["file_name"], record["label"]) == ("disc-0.png", "disc")
    found = seen(studio, axe, "project's picture")

    # What was done without the server arrives when it is back.
    part("object").locator("input[type=checkbox]").check()
    with studio.offline():
        # A notice of the lost server may lie over the button.
        part("objects-removeObject").dispatch_event("click")
        expect(part("work-saved")).to_contain_text("Not at the server yet")
        page.keyboard.press("n")
        expect(part("toast").first).to_be_visible()
        expect(part("picture-name")).to_have_text("disc-0.png")
    expect(part("work-saved")).to_have_text("Saved")
    assert [each for each in client.annotations(project) if each["annotations"]] == []
    page.keyboard.press("Control+z")
    expect(part("object")).to_have_count(1)
    expect(part("work-saved")).to_have_text("Saved")

    page.keyboard.press("Control+Enter")
    expect(part("picture-name")).to_have_text("disc-1.png")
    studio.wait(phase="ready")
    page.keyboard.press("n")
    expect(part("picture-name")).to_have_text("disc-2.png")
    page.reload()
    expect(part("picture-name")).to_have_text("disc-2.png")
    part("work-back").click()
    expect(part("project-figures")).to_have_text("3 pictures, 0 accepted, 1 object")
    expect(part("project-picture").first).to_contain_text("Submitted")
    part("project-picture").first.locator("button").click()
    expect(part("picture-name")).to_have_text("disc-0.png")
    expect(part("object")).to_have_count(1)
    expect(part("work-submit")).to_be_disabled()
    # What was submitted is looked at alone, until that is taken back.
    expect(part("work-lock-why")).to_contain_text("it can be looked at, and is not changed")
    found += seen(studio, axe, "submitted")
    studio.wait(phase="ready")
    part("frame").click(position={"x": 20, "y": 20})
    expect(part("toast").last).to_contain_text("This picture is submitted")
    studio.wait(mask="none")
    page.set_viewport_size({"width": 390, "height": 844})
    found += seen(studio, axe, "project's picture, narrow")
    part("work-retract").click()
    expect(part("work-lock")).to_be_hidden()
    expect(part("work-state")).to_have_text("In progress")
    expect(part("work-submit")).to_be_enabled()
    assert found == []
    context.close()


def test_a_server_that_keeps_no_projects_shows_none(kept: Studio) -> None:
    expect(kept.part("projects")).to_be_hidden()
    expect(kept.part("project")).to_be_hidden()


def is_part(request: Request) -> bool:
    """Whether it asks for a part of a project's pictures."""
    return request.method == "GET" and "/pictures?" in request.url
