"""Somebody who uses the product's own page in Chromium, with a stop-watch in hand."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import BrowserContext, Page, ViewportSize

from benchmarks.browser.chromium import BrowserError
from visitors.pictures import Rgb

PATIENCE = 120_000
"""Milliseconds to wait for a state of the page."""

WINDOW: ViewportSize = {"width": 1440, "height": 900}

NOTE = """
globalThis.noted = { measures: [], tasks: [] };
const note = (type, list, say) => new PerformanceObserver((seen) =>
  list.push(...seen.getEntries().map(say))).observe({ type, buffered: true });
note("measure", noted.measures, ({ name, duration, detail }) => ({ name, duration, detail }));
note("longtask", noted.tasks, ({ duration }) => duration);
"""
"""Keeps what the page says of its times (``static/js/stage/times.js``), and its long tasks."""


class Visitor:
    """A visitor on the page, from before it is loaded."""

    def __init__(self, page: Page) -> None:
        self.page = page
        page.set_default_timeout(PATIENCE)

    def visit(self, origin: str) -> None:
        """Go to the page and wait until the decoder is loaded."""
        self.page.goto(origin)
        self.wait(model="ready")

    def wait(self, **states: str) -> None:
        """Wait until the page's body is in the given states, such as ``mask="shown"``."""
        conditions = "".join(f"[data-{name}={value}]" for name, value in states.items())
        self.page.wait_for_selector(f"body{conditions}")

    def open_gallery(self, name: str) -> None:
        """Choose a photograph of the gallery and wait until clicks are answered."""
        if self.page.locator("body[data-home=closed]").count() > 0:
            # Pictures of an earlier visit are open.
            self.page.click("[data-testid=open-another]")
        self.page.click(f"[data-testid=gallery-item][data-name={name}]")
        self.wait(home="closed", phase="ready")

    def open_picture(self, image: Rgb) -> None:
        """Choose a JPEG file of this image and wait until clicks are answered."""
        with tempfile.TemporaryDirectory() as folder:
            # A file on disk: one handed over in memory would be unpacked on the page's main thread.
            file = Path(folder) / "picture.jpg"
            Image.fromarray(image).save(file, quality=90)
            self.page.set_input_files("[data-testid=file-input]", file)
            self.wait(home="closed", phase="ready")

    def place(self, u: float, v: float) -> tuple[float, float]:
        """Where a place of the picture is in the window; ``u`` and ``v`` are parts of its sides."""
        box = self.page.locator("[data-testid=frame]").bounding_box()
        if box is None:
            raise BrowserError("There is no picture on the page to point at.")
        return box["x"] + u * box["width"], box["y"] + v * box["height"]

    def take_measures(self, name: str) -> list[dict[str, Any]]:
        """The page's measures of that name since the last time, in its words."""
        found: list[dict[str, Any]] = self.page.evaluate(
            """async (name) => {
                await new Promise((end) => setTimeout(end, 50));
                const all = noted.measures.splice(0);
                const found = all.filter((measure) => measure.name === name);
                noted.measures.push(...all.filter((measure) => measure.name !== name));
                return found;
            }""",
            name,
        )
        return found

    def await_measure(self, name: str) -> None:
        """Wait until there is a measure of that name to take."""
        self.page.wait_for_function(
            "(name) => noted.measures.some((measure) => measure.name === name)", arg=name
        )

    def longest_task(self) -> float:
        """Milliseconds of the main thread's longest task; 0 when none took 50, which is where
        browsers begin to call a task long.
        """
        return float(self.page.evaluate("Math.max(0, ...noted.tasks)"))

    def chromium(self) -> str:
        """The browser's name and version."""
        session = self.page.context.new_cdp_session(self.page)
        version = session.send("Browser.getVersion")
        session.detach()
        return str(version["product"])

    def megabytes(self) -> float:
        """Memory of the page and its workers after a garbage collection, as Chromium tells."""
        taken = self.page.evaluate("performance.measureUserAgentSpecificMemory()")
        return float(taken["bytes"]) / 2**20


@contextmanager
def visiting(context: BrowserContext, origin: str) -> Iterator[Visitor]:
    """A visitor with the page open in a tab of its own, until the context is left."""
    page = context.new_page()
    page.add_init_script(NOTE)
    visitor = Visitor(page)
    visitor.visit(origin)
    yield visitor
    page.close()
