"""The scripted annotator's hand on a page: what is one action for a person is one call here."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from playwright.sync_api import FloatRect, Locator, expect

from benchmarks.browser.chromium import BrowserError
from benchmarks.browser.driver import Driver
from benchmarks.browser.panel_driver import PanelDriver
from benchmarks.browser.visitor import PATIENCE

REACH = 10
"""CSS pixels around a point in which a click takes it away instead of making another; the page's
own figure is 9."""

DIGITS = 9
"""Classes that a digit reaches."""

SHOWN = """document.body.dataset.mask === "shown" """
NONE = """document.body.dataset.mask === "none" """

READ = """() => {
  const frame = document.querySelector("[data-testid=frame]");
  const mask = document.querySelector("[data-testid=mask]");
  const [width, height] = [frame.dataset.imageWidth, frame.dataset.imageHeight].map(Number);
  const [room, box] = [frame, mask].map((element) => element.getBoundingClientRect());
  const [u, v] = [width / room.width, height / room.height];
  const options = { willReadFrequently: true };
  const context = new OffscreenCanvas(width, height).getContext("2d", options);
  context.imageSmoothingEnabled = false;
  context.drawImage(mask,
    (box.left - room.left) * u, (box.top - room.top) * v, box.width * u, box.height * v);
  const { data } = context.getImageData(0, 0, width, height);
  const changes = [];
  let inside = false;
  for (let i = 0; i < width * height; i++) {
    if (data[4 * i + 3] > 0 === inside) continue;
    inside = !inside;
    changes.push(i);
  }
  return { width, height, changes };
}"""
"""The mask that is seen, at the centre of each of the picture's pixels: where it begins and ends,
row by row."""


class PageHand:
    """A hand on the page of 89a14a3, and of those like it.

    Args:
        driver: has come to the page; no picture is open.
        classes: that objects get, in the order in which they go onto the page's list.
    """

    candidate_key = "{}"
    """The key of a candidate, by its number."""

    classes_opener = "[data-testid=labels-open]"
    class_field = "[data-testid=label-new]"

    def __init__(self, driver: Driver, classes: Sequence[str]) -> None:
        self.page = driver.page
        self.driver = driver
        self.waits = driver.waits
        self.classes = list(classes)
        self._prepared = False
        self._size = (0, 0)
        self._points: list[tuple[int, int]] = []

    def open_picture(self, file: Path) -> None:
        """Open a picture, as the first one or as one more, and wait until clicks are answered."""
        name = self.page.locator("[data-testid=picture-name]")
        self.page.set_input_files("[data-testid=file-input]", file)
        expect(name).to_contain_text(file.name, timeout=PATIENCE)
        self.driver.visitor.wait(home="closed", phase="ready", mask="none")
        self._measure()
        if not self._prepared:
            self._prepare()
            self._prepared = True
        self.driver.point_away()

    def _prepare(self) -> None:
        """Masks without outlines, so that pixels can be told; and the classes."""
        self._hide_outlines()
        self.page.click(self.classes_opener)
        for name in self.classes:
            self.page.fill(self.class_field, name)
            self.page.press(self.class_field, "Enter")
        self.page.keyboard.press("Escape")

    def _measure(self) -> None:
        """Another picture is on the stage."""
        frame = self.page.locator("[data-testid=frame]")
        self._size = (
            int(frame.get_attribute("data-image-width") or 0),
            int(frame.get_attribute("data-image-height") or 0),
        )
        self._points = []

    def _hide_outlines(self) -> None:
        self.page.click("[data-testid=look-open]")
        self.page.uncheck("[data-testid=look-outline]")
        self.page.keyboard.press("Escape")

    # Looks, which are no actions.

    def blocked(self) -> np.ndarray:
        """Where a click would not prompt: close to the mask's own points, and under what lies over
        the picture."""
        width, height = self._size
        scale = self._room()["width"] / width
        blocked = around(self._points, self._size, REACH / scale)
        for left, top, right, bottom in self._covers():
            blocked[max(0, top) : max(0, bottom), max(0, left) : max(0, right)] = True
        return blocked

    def _covers(self) -> list[tuple[int, int, int, int]]:
        """What lies over the picture: left, top, right and bottom in its pixels."""
        room = self._room()
        scale = self._size[0] / room["width"]
        boxes = [
            each.bounding_box() for each in self.page.locator(".zoom:visible, .toast:visible").all()
        ]
        return [
            (
                math.floor((box["x"] - room["x"]) * scale),
                math.floor((box["y"] - room["y"]) * scale),
                math.ceil((box["x"] + box["width"] - room["x"]) * scale),
                math.ceil((box["y"] + box["height"] - room["y"]) * scale),
            )
            for box in boxes
            if box is not None
        ]

    def mask(self) -> np.ndarray:
        """``(H, W) bool``: what is on the stage."""
        seen = self.page.evaluate(READ)
        return filled(seen["changes"], (seen["width"], seen["height"]))

    def candidates(self) -> list[np.ndarray]:
        """The masks of the candidates' thumbnails: each is put on the stage for a moment, as
        thumbnails show less of it than a person sees; the first is there again afterwards."""
        masks = [self.mask()]
        offered = self.page.locator("[data-testid=candidate]:visible").count()
        for rank in range(1, offered):
            self.choose(rank)
            masks.append(self.mask())
        if offered > 1:
            self.choose(0)
        return masks

    def labels(self) -> list[str]:
        """The classes of the objects in sight."""
        return [
            str(each.input_value()) for each in self.page.locator(".object .object-label").all()
        ]

    # Actions.

    def click(self, x: int, y: int, label: int) -> float:
        """Click at a pixel with the left button (1) or the right one (0)."""
        width, height = self._size
        place = self.driver.visitor.place((x + 0.5) / width, (y + 0.5) / height)
        self.page.mouse.move(*place)
        self.driver.settle()
        through = self._through(place)
        if through:
            self.page.keyboard.down("Alt")
        self.waits.begin("pointerup", SHOWN)
        self.page.mouse.click(*place, button="left" if label else "right")
        waited = self.waits.end()
        if through:
            self.page.keyboard.up("Alt")
        self._points.append((x, y))
        return waited

    def _through(self, place: tuple[float, float]) -> bool:
        """Whether a click there prompts only while Alt is held."""
        return False

    def choose(self, rank: int) -> float:
        """Press a candidate's key."""
        self.waits.begin("keydown", SHOWN)
        self.page.keyboard.press(self.candidate_key.format(rank + 1))
        return self.waits.end()

    def keep(self, label: str) -> list[float]:
        """Enter; and where the object has another class then, that is changed in its row."""
        rows = self.page.locator("[data-testid=object]")
        before = set(self._ids(rows))
        waits = [self._empty("keydown", lambda: self.page.keyboard.press("Enter"))]
        for new in set(self._ids(rows)) - before:  # none where that mask is an object already
            waits += self._classed(new, label)
        return waits

    def _classed(self, new: str, label: str) -> list[float]:
        field = self.page.locator(f"[data-testid=object][data-id='{new}'] .object-label")
        if field.input_value() == label:
            return []
        field.click()
        # Typing alone would write into the class that is there.
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(label)
        row = json.dumps(f'[data-id="{new}"] *')
        self.waits.begin("keydown", f"!document.activeElement.matches({row})")
        self.page.keyboard.press("Enter")
        return [self.waits.end()]

    @staticmethod
    def _ids(rows: Locator) -> list[str]:
        return list(rows.evaluate_all("(rows) => rows.map((row) => row.dataset.id)"))

    def drop(self) -> float:
        """Escape."""
        return self._empty("keydown", lambda: self.page.keyboard.press("Escape"))

    def _empty(self, event: str, act: Callable[[], None]) -> float:
        """Act, and wait until there is no mask on the stage."""
        self.waits.begin(event, NONE)
        act()
        self._points = []
        return self.waits.end()

    def _room(self) -> FloatRect:
        room = self.page.locator("[data-testid=frame]").bounding_box()
        if room is None:
            raise BrowserError("There is no picture on the page to point at.")
        return room


class PanelHand(PageHand):
    """A hand on the workbench with chips of classes: a digit keeps the mask with its class, and
    clicks on objects and on what lies over the picture prompt while Alt is held."""

    candidate_key = "Alt+{}"
    classes_opener = "[data-testid=classes-open]"
    class_field = "[data-testid=class-new]"

    def _covers(self) -> list[tuple[int, int, int, int]]:
        return []

    def _through(self, place: tuple[float, float]) -> bool:
        return bool(
            self.page.evaluate(
                """([x, y]) => {
                    const stage = document.querySelector("[data-testid=stage]");
                    const there = document.elementFromPoint(x, y);
                    return stage.dataset.over === "object" || !stage.contains(there);
                }""",
                list(place),
            )
        )

    def labels(self) -> list[str]:
        """The classes of the objects in sight."""
        return self.page.locator("[data-testid=object-label]").all_text_contents()

    def keep(self, label: str) -> list[float]:
        """The digit of the class; a click on its chip where it has none."""
        number = self.classes.index(label) + 1
        if number <= DIGITS:
            return [self._empty("keydown", lambda: self.page.keyboard.press(str(number)))]
        chip = self.page.locator("[data-testid=chip]").nth(number - 1)
        chip.scroll_into_view_if_needed()
        return [self._empty("click", chip.click)]


def hand_of(driver: Driver, classes: Sequence[str]) -> PageHand:
    """The annotator's hand on a driver's page."""
    return (PanelHand if isinstance(driver, PanelDriver) else PageHand)(driver, classes)


def filled(changes: Sequence[int], size: tuple[int, int]) -> np.ndarray:
    """A mask by where it begins and ends, row by row as :data:`READ` tells.

    Args:
        changes: indices into the pixels, rising.
        size: (W, H).

    Returns:
        ``(H, W) bool``.
    """
    width, height = size
    steps = np.zeros(width * height, dtype=np.uint8)
    steps[list(changes)] = 1
    inside = np.cumsum(steps, dtype=np.int64) % 2 == 1
    return np.asarray(inside.reshape(height, width))


def around(points: Sequence[tuple[int, int]], size: tuple[int, int], radius: float) -> np.ndarray:
    """``(H, W) bool``: the pixels within a radius of any of some pixels, in a picture of (W, H)."""
    width, height = size
    ys, xs = np.ogrid[:height, :width]
    near = np.zeros((height, width), dtype=bool)
    for x, y in points:
        near |= (xs - x) ** 2 + (ys - y) ** 2 <= radius**2
    return near
