"""A large picture in the page, in Chromium: how long until it is seen, clicked and sharp, and what
it takes of memory and of the main thread."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from PIL import Image

from benchmarks.browser.chromium import launch, peak_megabytes
from benchmarks.browser.server import running_server
from benchmarks.browser.visitor import WINDOW, Visitor, visiting
from benchmarks.mosaics import Mosaic

MOST_MEGABYTES, MOST_TASK_MS = 600, 100
"""What the page may take of memory, and of the main thread at a time."""


@dataclass(frozen=True)
class Large:
    """What a person waits for, in milliseconds, and what the page takes.

    Attributes:
        picture_ms: from the file chosen to the picture on the screen.
        ready_ms: from there until clicks are answered.
        first_click_ms: a click on the picture seen whole, to its mask.
        zoom_ms: from the key to the frame at one pixel for a pixel, as the page draws it.
        tiles_ms: from there until the view is as sharp as the picture.
        early_click_ms: a click there before its window has come, to its mask.
        sharp_ms: from the view at rest until its window has come.
        sharp_click_ms: a click in the window, to its mask.
        page_mb: the most memory of the page's process, as the system has it; None where it does
            not say.
        told_mb: memory of the page and its workers, as Chromium tells.
        longest_task_ms: of the main thread, 0 below 50.
    """

    picture_ms: float
    ready_ms: float
    first_click_ms: float
    zoom_ms: float
    tiles_ms: float
    early_click_ms: float
    sharp_ms: float
    sharp_click_ms: float
    page_mb: float | None
    told_mb: float
    longest_task_ms: float

    def demands(self) -> dict[str, bool]:
        """What must hold, each as a sentence."""
        return {
            f"the page takes less than {MOST_MEGABYTES} MB": (self.page_mb or 0) < MOST_MEGABYTES,
            f"no task takes more than {MOST_TASK_MS} ms": self.longest_task_ms <= MOST_TASK_MS,
        }

    def __str__(self) -> str:
        return "\n".join(f"  {name}: {value}" for name, value in asdict(self).items())


def measure(mosaic: Mosaic) -> Large:
    """Open a mosaic's picture in the product's page, zoom into its middle, and click there.

    Raises:
        BrowserError: there is no Chromium, or the server does not start.
    """
    with (
        tempfile.TemporaryDirectory() as folder,
        running_server("--cache-dir", "none") as server,
        launch() as browser,
        visiting(browser.new_context(viewport=WINDOW), server) as visitor,
    ):
        file = Path(folder) / "large.jpg"
        Image.fromarray(mosaic.image).save(file, quality=90)
        page = visitor.page
        with _timed() as picture:
            page.set_input_files("[data-testid=file-input]", file)
            page.wait_for_selector("[data-testid=frame]:not([hidden])")
        with _timed() as ready:
            visitor.wait(home="closed", phase="ready")
        with _timed() as first_click:
            _click(visitor)
        _put_away(visitor)
        with _timed() as zoom:
            page.click("[data-testid=zoom-level]")
            page.evaluate("new Promise((end) => requestAnimationFrame(() => setTimeout(end)))")
        with _timed() as tiles:
            page.wait_for_selector("[data-testid=frame][data-tiles=all]")
        with _timed() as sharp:
            with _timed() as early_click:
                _click(visitor)
            page.wait_for_selector("[data-testid=sharp][data-sharp=here]")
        _put_away(visitor)
        page.wait_for_timeout(1000)  # as a person looks at what they have
        with _timed() as sharp_click:
            _click(visitor)
        return Large(
            picture(),
            ready(),
            first_click(),
            zoom(),
            tiles(),
            early_click(),
            sharp(),
            sharp_click(),
            peak_megabytes(browser),
            round(visitor.megabytes(), 1),
            round(visitor.longest_task(), 1),
        )


@contextmanager
def _timed() -> Iterator[_Clock]:
    """Times what the context does."""
    clock = _Clock()
    yield clock
    clock.stop()


class _Clock:
    def __init__(self) -> None:
        self._begun = time.perf_counter()
        self._taken = 0.0

    def stop(self) -> None:
        self._taken = time.perf_counter() - self._begun

    def __call__(self) -> float:
        """Milliseconds that it ran."""
        return round(self._taken * 1000, 1)


def _click(visitor: Visitor) -> None:
    """Click what is in the picture's middle, and wait for the mask."""
    visitor.page.mouse.click(*visitor.place(0.5, 0.5))
    visitor.wait(mask="shown")


def _put_away(visitor: Visitor) -> None:
    visitor.page.keyboard.press("Escape")
    visitor.wait(mask="none")
