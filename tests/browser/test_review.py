"""Review by the keyboard: a picture is returned with comments, answered, corrected, accepted."""

from __future__ import annotations

from playwright.sync_api import Browser, Request, expect

from dataengine import Client
from tests.browser.access import seen, violations
from tests.browser.conftest import OpenStudio, RunningServer
from tests.browser.project_pictures import discs
from tests.browser.studio import Studio


def test_a_picture_is_submitted_returned_answered_corrected_and_accepted(
    browser: Browser, open_studio: OpenStudio, keeping: RunningServer, axe: str
) -> None:
    lead = Client(keeping.address, person="Ada")
    Client(keeping.address, person="Ben")
    project = lead.make_project("Shapes", labels=[{"name": "disc", "key": "1"}])["id"]
    for file in discs(2):
        lead.add_picture(project, file.content, file.name)
    found: list[str] = []

    def look(studio: Studio, state: str) -> None:
        found.extend(seen(studio, axe, state))

    def enter(name: str, phone: bool = False) -> Studio:
        size = {"width": 390, "height": 844} if phone else {"width": 1440, "height": 900}
        context = browser.new_context(
            viewport=size,
            color_scheme="light",
            reduced_motion="reduce",
            is_mobile=phone,
            has_touch=phone,
        )
        studio = open_studio(context, keeping.address)
        studio.page.goto(f"{keeping.address}/#project/{project}")
        studio.part("person-open").last.click()
        studio.page.locator("#person-list button", has_text=name).click()
        return studio

    # Ben marks a disc and submits, with the claim that every one is marked.
    ben = enter("Ben")
    ben.wait(model="ready")
    ben.part("project-annotate").click()
    ben.wait(home="closed", phase="ready")
    expect(ben.part("work-accept")).to_be_hidden()
    ben.part("work-claim").click()
    ben.page.locator("#claim-list input").check()
    look(ben, "claim")
    ben.page.keyboard.press("Escape")
    expect(ben.part("work-claim-text")).to_have_text("All objects marked")
    ben.click(160, 120)
    ben.wait(mask="shown")
    ben.page.keyboard.press("1")
    expect(ben.part("work-saved")).to_have_text("Saved")
    ben.page.keyboard.press("Control+Enter")
    expect(ben.part("picture-name")).to_have_text("disc-1.png")
    expect(ben.part("toast")).to_contain_text("disc-0.png: Submitted")

    # Ada sees who is at what, as it happens, and goes through what is submitted.
    listeners: list[str | None] = []

    def listen(request: Request) -> None:
        if request.url.endswith("/events"):
            listeners.append(request.headers.get("person"))

    ada = enter("Ada")
    ada.page.on("request", listen)
    cards = ada.part("project-picture")
    expect(cards.nth(1).get_by_test_id("note-person")).to_contain_text("Ben")
    expect(cards.nth(0)).to_contain_text("Submitted")
    ada.page.reload()
    ada.wait(model="ready")
    expect(ada.part("project-review")).to_have_text("Review the next one (1)")
    ada.part("project-review").focus()
    ada.page.keyboard.press("Enter")
    ada.wait(home="closed", phase="ready")
    assert listeners and all(listeners), "who listens is said"
    keys = ada.page.keyboard
    expect(ada.part("work-submit")).to_be_hidden()
    expect(ada.part("work-claim-text")).to_have_text("All objects marked")
    # One comment on the object, one on a place that the crosshair is at.
    ada.page.locator("#stage").focus()
    keys.press(".")
    keys.press("m")
    expect(ada.part("comment-about")).to_have_text("About Object 1")
    keys.type("Cut closer, a r n.")
    keys.press("Enter")
    expect(ada.part("comment")).to_have_count(1)
    expect(ada.part("comment-form")).to_be_hidden()
    keys.press("Shift+ArrowLeft")
    for _ in range(12):
        keys.press("Shift+ArrowUp")
    keys.press("m")
    expect(ada.part("comment-about")).to_have_text("About the marked place")
    look(ada, "comment that is written")
    keys.type("What is this?")
    keys.press("Enter")
    expect(ada.part("pin")).to_have_text(["1", "2"])
    expect(ada.part("picture-name")).to_have_text("disc-0.png")
    keys.press("r")
    keys.type("Please look again.")
    look(ada, "review")
    keys.press("Enter")
    expect(ada.part("toast").last).to_contain_text("There is no other picture to review now.")
    expect(ada.part("work-state")).to_have_text("Returned")
    # A decision that was a mistake is taken back, and made again.
    keys.press("u")
    expect(ada.part("work-state")).to_have_text("Submitted")
    keys.press("r")
    keys.press("Enter")
    expect(ada.part("work-state")).to_have_text("Returned")
    ada.part("work-back").click()
    expect(cards.nth(0).get_by_test_id("note-comment")).to_contain_text("3 open comments")

    # It comes first for Ben, who sees why, goes to what is meant, and answers.
    ben.page.locator("#stage").focus()
    keys = ben.page.keyboard
    keys.press("n")
    expect(ben.part("picture-name")).to_have_text("disc-0.png")
    ben.wait(phase="ready")
    expect(ben.part("comments-returned")).to_have_text("Returned by Ada: Please look again.")
    expect(ben.part("comment")).to_have_count(3)
    keys.press("j")
    expect(ben.part("object").locator("input")).to_be_checked()
    expect(ben.part("comment-number").first).to_be_focused()
    keys.press("Tab")
    keys.press("Enter")
    expect(ben.part("comment-about")).to_have_text("Answer to comment 1")
    keys.type("It is as close as can be.")
    keys.press("Enter")
    expect(ben.part("comment").first).to_contain_text("It is as close as can be.")
    look(ben, "returned")
    keys.press("j")
    expect(ben.part("comment-number").nth(1)).to_be_focused()
    keys.press("Tab")
    keys.press("Tab")
    keys.press("Enter")
    expect(ben.part("comment")).to_have_count(2)
    expect(ben.part("pin")).to_have_text(["1"])
    ben.page.locator("#stage").focus()
    keys.press("Control+Enter")
    expect(ben.part("picture-name")).to_have_text("disc-1.png")
    ben.page.context.close()

    # On a phone Ada reads the answer, corrects the picture herself, and accepts it.
    ada.page.context.close()
    ada = enter("Ada", phone=True)
    ada.wait(model="ready")
    ada.choose("language", "zh")
    ada.part("project-review").tap()
    ada.wait(home="closed", phase="ready")
    expect(ada.part("comment").first).to_contain_text("It is as close as can be.")
    found.extend(violations(ada, axe, "review on a phone"))
    cut = 'document.querySelector("#work-bar").scrollWidth > innerWidth'
    assert not ada.page.evaluate(cut), "all of the bar can be reached"
    ada.part("pin").tap()
    expect(ada.part("comment").first).to_have_attribute("data-current", "true")
    ada.part("rail-comment").tap()
    ada.part("frame").tap(position={"x": 40, "y": 40})
    expect(ada.part("comment-about")).to_have_text("关于标出的位置")
    ada.part("comment-text").fill("Nothing here.")
    ada.part("comment-send").tap()
    expect(ada.part("pin")).to_have_text(["1", "4"])
    ada.part("work-claim").tap()
    ada.page.locator("#claim-list input").uncheck()
    expect(ada.part("work-claim-text")).to_have_text("未声明完整")
    ada.page.keyboard.press("Escape")
    # The object that the comment is about is selected: she removes it herself.
    ada.part("sheet-handle").tap()
    ada.part("objects-removeObject").tap()
    expect(ada.part("object")).to_have_count(0)
    ada.part("work-accept").tap()
    expect(ada.part("work-state")).to_have_text("已通过")
    [accepted] = lead.annotations(project, state="accepted")
    assert (accepted["file_name"], accepted["annotations"]) == ("disc-0.png", [])
    ada.page.context.close()
    assert found == []
