"""Hands on a project: of the lead who makes it, of who annotates in it, and of who reviews."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

from playwright.sync_api import expect

from benchmarks.browser.chromium import BrowserError
from benchmarks.browser.decoder_watch import IDLE
from benchmarks.browser.driver import Driver
from benchmarks.browser.hands import DIGITS, PanelHand
from benchmarks.browser.visitor import PATIENCE
from benchmarks.browser.waits import Unanswered

NAME = "document.querySelector('[data-testid=picture-name]').textContent"

CLICKABLE = f"""document.body.dataset.home === "closed" && document.body.dataset.phase === "ready"
    && document.body.dataset.mask === "none" && {IDLE}"""
"""A click on the picture on the stage is answered at once, as an expression of the page's."""

EMPTY = """[...document.querySelectorAll("[data-testid=toast]")]
    .some((toast) => toast.textContent.includes("There is no other picture"))"""
"""The queue has no other picture, as an expression of the page's."""


def enter(driver: Driver, project: str, person: str) -> None:
    """Come to a project's page as somebody, who is made where there is none.

    Args:
        driver: has come to the page.
        project: id.
        person: their name.
    """
    page = driver.page
    page.goto(f"{page.url.split('#')[0]}#project/{project}")
    page.locator("[data-testid=person-open]").last.click()
    known = page.locator("#person-list button", has_text=person)
    # The list is there with the page, or comes with the server's answer.
    expect(page.locator("#person-list button").first).to_be_visible(timeout=PATIENCE)
    if known.count():
        known.first.click()
    else:
        page.fill("[data-testid=person-name]", person)
        page.keyboard.press("Enter")
    expect(page.locator("[data-testid=person]")).to_be_hidden(timeout=PATIENCE)


def make_project(driver: Driver, person: str, name: str, labels: Sequence[str]) -> str:
    """Make a project as the first person of all, a lead, on the start screen.

    Args:
        driver: has come to the page.
        person, name: theirs, and the project's.
        labels: the first nine are chosen by their digits.

    Returns:
        The project's id.
    """
    page = driver.page
    page.fill("[data-testid=project-new-name]", name)
    page.fill("[data-testid=project-new-labels]", ", ".join(labels))
    page.keyboard.press("Enter")
    page.fill("[data-testid=person-name]", person)
    page.keyboard.press("Enter")
    expect(page.locator("[data-testid=person]")).to_be_hidden(timeout=PATIENCE)
    page.click("#project-new button")
    expect(page.locator("[data-testid=project-name]")).to_have_text(name, timeout=PATIENCE)
    return page.url.split("#project/")[1].split("/")[0]


def add_pictures(driver: Driver, files: Sequence[Path]) -> None:
    """Add files to the project whose page is open, and wait until all are in it.

    Raises:
        BrowserError: one was not taken.
    """
    page = driver.page
    page.set_input_files("[data-testid=file-input]", list(files))
    end = page.locator("[data-testid=sending-text]")
    expect(end).to_contain_text("added", timeout=PATIENCE)
    # One that was sent twice, as its first answer was lost, was there already the second time.
    if "not taken" in (said := end.inner_text()):
        raise BrowserError(f"The project says {said!r} of its pictures; expected all to be added.")


class ProjectHand(PanelHand):
    """A hand on a project's pictures.

    Args:
        driver: is on the project's page.
        classes: the project's labels, in their order.
        opener: the button on that page which begins, by its test id.
    """

    def __init__(self, driver: Driver, classes: Sequence[str], opener: str) -> None:
        super().__init__(driver, classes)
        self._opener = opener

    def picture(self) -> str:
        """The name of the picture on the stage."""
        return str(self.page.evaluate(NAME)).strip()

    def count(self) -> int:
        """How many objects it has."""
        return int(self.page.evaluate(self.driver.count))

    def begin(self) -> float | None:
        """The button on the project's page: milliseconds until a picture can be clicked, or None
        where there is none to be had."""
        return self._to_another("click", lambda: self.page.click(f"[data-testid={self._opener}]"))

    def go_on(self) -> float | None:
        """N: the same for the next picture."""
        return self._press("n")

    def _press(self, chord: str) -> float | None:
        return self._to_another("keydown", lambda: self.page.keyboard.press(chord))

    def _to_another(self, event: str, act: Callable[[], None]) -> float | None:
        """Act, and wait until another picture can be clicked, or it is said that there is none."""
        before = self.picture()
        # What was said before is no answer to this.
        for toast in reversed(self.page.locator("[data-testid=toast-dismiss]").all()):
            toast.dispatch_event("click")
        self.driver.settle()
        self.waits.begin(event, f"{NAME}.trim() !== {json.dumps(before)} && {CLICKABLE} || {EMPTY}")
        act()
        try:
            waited = self.waits.end()
        except Unanswered as error:
            said = " ".join(self.page.locator("[data-testid=toast]").all_inner_texts())
            raise BrowserError(
                f"{error} It had {before} on the stage and said: {said!r}"
            ) from error
        if self.picture() == before:
            return None
        self._arrive()
        return waited

    def _arrive(self) -> None:
        self._measure()
        if not self._prepared:
            self._hide_outlines()
            self._prepared = True
        self.driver.point_away()
        # Keys are for the picture.
        self.page.locator("#stage").focus()


class AnnotatorHand(ProjectHand):
    """Of who annotates."""

    def __init__(self, driver: Driver, classes: Sequence[str]) -> None:
        super().__init__(driver, classes, "project-annotate")

    def choose_class(self, label: str) -> float | None:
        """Choose the class of the next objects: milliseconds, or None where it is that already."""
        if self._active() == label:
            return None
        chosen = f"""document.querySelector("[data-testid=chip][aria-pressed=true]")
            ?.dataset.name === {json.dumps(label)}"""
        number = self.classes.index(label) + 1
        if number <= DIGITS:
            self.waits.begin("keydown", chosen)
            self.page.keyboard.press(str(number))
            return self.waits.end()
        chip = self.page.locator("[data-testid=chip]").nth(number - 1)
        chip.scroll_into_view_if_needed()
        self.waits.begin("click", chosen)
        chip.click()
        waited = self.waits.end()
        self.page.locator("#stage").focus()
        return waited

    def _active(self) -> str | None:
        active = self.page.locator("[data-testid=chip][aria-pressed=true]")
        return active.get_attribute("data-name") if active.count() else None

    def keep(self, label: str) -> list[float]:
        """Enter, where the object's class is the active one; else what chooses the class too."""
        if self._active() == label:
            return [self._empty("keydown", lambda: self.page.keyboard.press("Enter"))]
        waits = super().keep(label)
        self.page.locator("#stage").focus()
        return waits

    def submit(self) -> float | None:
        """Ctrl+Enter: milliseconds until the next picture can be clicked; None where there is
        none."""
        return self._press("Control+Enter")

    def returned(self) -> str:
        """Why the picture on the stage was returned, and by whom, as its comments say."""
        expect(self.page.locator("[data-testid=comments-returned]")).to_be_visible(timeout=PATIENCE)
        expect(self.page.locator("[data-testid=comment]").first).to_be_visible(timeout=PATIENCE)
        return self.page.locator("#comments").inner_text()


class ReviewerHand(ProjectHand):
    """Of who reviews."""

    def __init__(self, driver: Driver, classes: Sequence[str]) -> None:
        super().__init__(driver, classes, "project-review")

    def accept(self) -> float | None:
        """A, as :meth:`ProjectHand.go_on`."""
        return self._press("a")

    def give_back(self, x: int, y: int, why: str) -> float | None:
        """Say something of a place of the picture, and return it; as :meth:`ProjectHand.go_on`."""
        width, height = self._size
        page = self.page
        written = page.locator("[data-testid=comment-form]")
        page.keyboard.press("m")
        expect(written).to_be_visible(timeout=PATIENCE)
        page.mouse.click(*self.driver.visitor.place((x + 0.5) / width, (y + 0.5) / height))
        page.locator("[data-testid=comment-text]").focus()
        page.keyboard.type(why)
        page.keyboard.press("Enter")
        expect(written).to_be_hidden(timeout=PATIENCE)
        expect(page.locator("[data-testid=comment]").last).to_contain_text(why, timeout=PATIENCE)
        self.driver.point_away()
        page.locator("#stage").focus()
        page.keyboard.press("r")
        expect(written).to_be_visible(timeout=PATIENCE)
        return self._press("Enter")
