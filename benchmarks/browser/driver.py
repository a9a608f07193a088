"""A hand on the workbench of a commit's page: everything that knows the page's parts and keys.

A commit whose page differs has a class of its own, derived from this one (``panel_driver``);
``driving`` finds out which of them a page wants.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from playwright.sync_api import Route

from benchmarks.blobs import Record, events
from benchmarks.browser.visitor import PATIENCE, Visitor
from benchmarks.browser.waits import Waits
from visitors.pictures import Rgb

Place = tuple[float, float]
"""A place of the picture, as parts of its sides."""

SEARCH = re.compile(r"/api/v1/images/[^/]+/everything$")

PATIENT = PATIENCE
"""Milliseconds: the slowest answer measured is that of an earlier commit on a busy machine."""


class Driver:
    """Does what people do, and times how long they wait for it.

    Args:
        visitor: has come to the page.
    """

    count = "document.querySelectorAll('[data-testid=object]').length"
    """How many objects the list has, as an expression of the page's."""

    drawn = "Number(document.querySelector('#everything').dataset.masks ?? 0)"
    """How many masks lie over the picture, as an expression of the page's."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor
        self.page = visitor.page
        self.waits = Waits(self.page, PATIENT)

    def open_picture(self, image: Rgb) -> None:
        """Open a picture, and wait until clicks are answered."""
        self.visitor.open_picture(image)

    # Many objects at once.

    def search(self, found: Sequence[Record], thoroughness: str) -> None:
        """Segment everything, and find these masks, whatever the picture shows.

        Args:
            found: what the server is to answer.
            thoroughness: the preset, another one than the last time.
        """

        def answer(route: Route) -> None:
            route.fulfill(content_type="application/x-ndjson", body=events(found))

        # No longer than it is needed: a page whose requests are looked at has no HTTP cache.
        self.page.route(SEARCH, answer)
        self.look_at_everything()
        self.page.select_option("[data-testid=everything-preset]", thoroughness)
        self.page.wait_for_function(
            """(count) => document.body.dataset.everything === "done" && Number(document
                .querySelector("[data-testid=everything-count]").dataset.value) === count""",
            arg=len(found),
        )
        self.page.unroute(SEARCH, answer)

    def look_at_everything(self) -> None:
        """Show what was found."""
        if self.page.locator("body[data-everything=off]").count():
            self.page.click("[data-testid=mode-everything]")

    def look_at_objects(self) -> None:
        """Show objects alone, with clicks beginning masks."""
        if not self.page.locator("body[data-everything=off]").count():
            self.page.click("[data-testid=mode-one]")
        self.point_away()

    def take_all(self, count: int) -> float:
        """Make objects of all that was found; milliseconds until there are ``count``, drawn."""
        self.point_away()
        self.waits.begin("click", self._shows(count))
        self.page.click("[data-testid=everything-take]")
        return self.waits.end()

    def undo(self, count: int, drawn: int | None = None) -> float:
        """Undo a step; milliseconds until that is seen.

        Args:
            count: how many objects there are then.
            drawn: how many masks are drawn then; None for the objects alone.
        """
        self.waits.begin("keydown", self._shows(count, drawn))
        self.page.keyboard.press("Control+z")
        return self.waits.end()

    def _shows(self, count: int, drawn: int | None = None) -> str:
        masks = count if drawn is None else drawn
        return f"{self.count} === {count} && {self.drawn} === {masks}"

    # One object.

    def point_away(self) -> None:
        """Move the mouse off the picture."""
        self.page.mouse.move(4, 4)
        self.settle()

    def settle(self) -> None:
        """Wait until the page draws nothing more."""
        self.waits.begin(None, "true")
        self.waits.end()

    def light(self, place: Place) -> float:
        """Move the mouse from beside the picture onto an object; milliseconds until it is lit."""
        self.point_away()
        x, y = self.visitor.place(*place)
        self.waits.begin("pointermove", self.lit)
        self.page.mouse.move(x, y)
        return self.waits.end()

    lit = """document.querySelector("#everything-hovered").textContent.includes("IoU")"""
    """Whether a mask under the mouse is brighter than the others."""

    def prepare_lighting(self) -> None:
        """Come to where a mouse lights objects."""
        self.look_at_everything()

    def begin_mask(self, place: Place) -> None:
        """Click beside all objects, and wait for a mask."""
        self.page.mouse.click(*self.visitor.place(*place))
        self.visitor.wait(mask="shown")
        self.point_away()

    def drop_mask(self) -> None:
        """Take the mask away that is no object."""
        self.page.keyboard.press("Escape")
        self.visitor.wait(mask="none")
        self.settle()

    def keep(self, count: int) -> float:
        """Keep the mask; milliseconds until it is one of ``count`` objects, drawn."""
        self.waits.begin("keydown", self._shows(count))
        self.page.keyboard.press("Enter")
        return self.waits.end()

    def hide(self, row: int, hidden: bool, drawn: int) -> float:
        """Hide an object, or show it again; milliseconds until ``drawn`` objects are drawn.

        Args:
            row: of the list.
            hidden: whether it is to be hidden.
            drawn: how many there are to see then.
        """
        eye = self.page.locator("[data-testid=object] .object-eye").nth(row)
        eye.scroll_into_view_if_needed()
        self.settle()
        self.waits.begin("click", f"{self.drawn} === {drawn}")
        eye.click()
        return self.waits.end()

    # The whole page.

    def reload(self, count: int) -> tuple[float, float]:
        """Reload the page; milliseconds until picture and ``count`` objects are drawn again, and
        until clicks are answered, for which the decoder has to be loaded."""
        self.page.reload(wait_until="commit")
        there = """document.body?.dataset.home === "closed"
            && !document.querySelector("[data-testid=frame]").hidden"""
        self.waits.begin(None, f"{there} && {self._shows(count)}")
        seen = self.waits.end()
        self.waits.begin(None, "document.body.dataset.phase === 'ready'")
        return seen, self.waits.end()

    def zoom(self, place: Place, notches: float) -> float:
        """Turn the wheel at a place; milliseconds until the picture is drawn at its new scale.

        A page may stretch many masks with the picture and draw them when the camera rests: that is
        no wait, and counts among the long tasks.
        """
        x, y = self.visitor.place(*place)
        self.page.mouse.move(x, y)
        self.settle()
        scale = self.page.get_attribute("[data-testid=frame]", "data-scale")
        self.waits.begin(
            "wheel", f"document.querySelector('[data-testid=frame]').dataset.scale !== '{scale}'"
        )
        self.page.mouse.wheel(0, -100 * notches)
        return self.waits.end()

    def take_up(self, tool: Literal["prompt", "brush"]) -> None:
        """Change to another tool."""
        self.page.keyboard.press({"prompt": "v", "brush": "d"}[tool])
        self.page.wait_for_selector(f"body[data-hand={tool}]")

    def brush(self, places: Sequence[Place]) -> float:
        """Draw a stroke; the longest wait for any of it in milliseconds: until a piece of it is
        seen, or at its end until the mask is that with the stroke."""
        mouse = self.page.mouse
        mouse.move(*self.visitor.place(*places[0]))
        self.settle()
        self.waits.begin("pointerdown", "true")
        mouse.down()
        waits = [self.waits.end()]
        for place in places[1:]:
            self.waits.begin("pointermove", "true")
            mouse.move(*self.visitor.place(*place))
            waits.append(self.waits.end())
        self.waits.begin("pointerup", """document.body.dataset.mask === "shown" """)
        mouse.up()
        return max(*waits, self.waits.end())

    # What the browser tells.

    def take_tasks(self) -> list[float]:
        """Milliseconds of each long task of the main thread since the last time."""
        return list(
            self.page.evaluate(
                """async () => {
                    await new Promise((end) => setTimeout(end, 60));
                    return noted.tasks.splice(0);
                }"""
            )
        )
