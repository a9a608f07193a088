"""The page as a visitor handles it: every step of a test is one method here."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import numpy as np
from PIL import Image
from playwright.sync_api import (
    ConsoleMessage,
    Error,
    Locator,
    Page,
    Position,
    Request,
    Route,
    TimeoutError,
    expect,
)

from tests.browser.referees import Bits, Prompt
from visitors.pictures import Rgb

Button = Literal["left", "right"]

SOON = 10_000
"""Milliseconds to wait for what Chromium says of an answer that it has."""

PATIENCE = 120_000
"""Milliseconds to wait for a state: on a busy machine encoding takes its time."""

expect.set_options(timeout=PATIENCE)


WORKER = "**/worker.js"
"""The decoder's worker, as a pattern of addresses."""


@dataclass(frozen=True)
class File:
    """A file a visitor has."""

    name: str
    content: bytes
    media_type: str = "image/png"


class Studio:
    """One open page. ``problems`` collects everything a console or a page error would tell."""

    def __init__(self, page: Page, origin: str) -> None:
        self.page = page
        self.origin = origin
        self.problems: list[str] = []
        self._was_offline = False
        self.foreign_requests: list[str] = []
        page.set_default_timeout(PATIENCE)
        page.on("console", self._hear)
        page.on("pageerror", self._catch)
        page.on("request", self._watch)

    def visit(self) -> None:
        """Go to the page and wait until the decoder is there."""
        self.page.goto(self.origin)
        self.wait(model="ready")

    def forget_visits(self) -> None:
        """Remove what earlier visits of this browser left in storage: a new visitor comes."""
        session = self.page.context.new_cdp_session(self.page)
        kinds = "indexeddb,local_storage"  # pictures; classes, language and theme
        session.send("Storage.clearDataForOrigin", {"origin": self.origin, "storageTypes": kinds})
        session.detach()

    def put_away(self) -> None:
        """Close whatever pictures are open, with the tools and the pointer as at first.

        The browser's memory forgets, so that candidates come in their usual order.
        """
        self.page.mouse.move(0, 0)
        self.page.evaluate("localStorage.removeItem('memory')")
        if self.page.locator("dialog[open]").count():  # a test failed that had opened it
            self.page.keyboard.press("Escape")
        if not self.part("film-close").count():
            return
        self.show_one()
        self.page.locator("#stage").focus()
        self.page.keyboard.press("c")
        if self.page.locator("body[data-tool=remove]").count():
            self.page.keyboard.press("x")
        while self.part("film-close").count():
            self.part("film-close").first.dispatch_event("click")
        self.wait(home="open")
        while self.part("toast-dismiss").count():
            self.part("toast-dismiss").first.dispatch_event("click")

    def part(self, name: str) -> Locator:
        """A part of the page by its test id."""
        return self.page.get_by_test_id(name)

    def wait(self, **states: str) -> None:
        """Wait until the page's body is in the given states, such as ``mask="shown"``."""
        for name, value in states.items():
            # The page looks at each frame; `expect` would look once a second after a while.
            self.page.wait_for_selector(f'body[data-{name}="{value}"]', state="attached")

    def choose(self, setting: Literal["language", "theme"], value: str) -> None:
        """Choose a language or a theme in the top bar."""
        self.part("settings-open").click()
        self.page.locator(f"button[data-{setting}={value}]").click()
        self.page.keyboard.press("Escape")
        expect(self.part("settings")).to_be_hidden()

    # Opening pictures.

    def open_gallery(self, name: str) -> None:
        """Choose a photograph of the gallery and wait until clicks are answered."""
        self.page.locator(f"[data-testid=gallery-item][data-name={name}]").click()
        self.wait(home="closed", phase="ready")

    def open_file(self, file: File) -> None:
        """Choose a file and wait until clicks are answered."""
        self.choose_file(file)
        self.wait(home="closed", phase="ready")

    def choose_file(self, file: File) -> None:
        """Choose a file, as with the file picker."""
        self.choose_files([file])

    def choose_files(self, files: Sequence[File]) -> None:
        """Choose files, as with the file picker."""
        self.part("file-input").set_input_files(
            [
                {"name": file.name, "mimeType": file.media_type, "buffer": file.content}
                for file in files
            ]
        )

    def drop_file(self, file: File) -> None:
        """Drag a file onto the page and let it go there."""
        self._transfer(file, "drop", "DragEvent", "dataTransfer")

    def paste_file(self, file: File) -> None:
        """Paste a file that was copied elsewhere."""
        self._transfer(file, "paste", "ClipboardEvent", "clipboardData")

    # Pointing.

    @property
    def image_size(self) -> tuple[int, int]:
        """Width and height of the picture on the stage, in its own pixels."""
        # Both in one reading: between two another picture may be shown.
        frame = self.part("frame")
        width, height = frame.evaluate("({ dataset: d }) => [d.imageWidth, d.imageHeight]")
        assert width and height
        return int(width), int(height)

    def click(
        self,
        x: int,
        y: int,
        button: Button = "left",
        shift: bool = False,
        alone: bool = True,
    ) -> None:
        """Click the picture at an image pixel and wait until the point is there.

        Where it is not ``alone``, an object or the bar at the mask may be there too: then with Alt.
        """
        points = self.part("point").count()
        if alone:
            self.part("frame").click(
                position=self._position(x, y), button=button, modifiers=["Shift"] if shift else []
            )
        else:
            # What lies over the place lets a click through only while Alt is down.
            self.page.keyboard.down("Alt")
            self.page.mouse.click(*self._client(x, y), button=button)
            self.page.keyboard.up("Alt")
        expect(self.part("point")).to_have_count(points + 1)

    def hover(self, x: int, y: int) -> None:
        """Move the mouse to an image pixel."""
        self.page.mouse.move(*self._client(x, y))

    def tap(self, x: int, y: int) -> None:
        """Touch the picture at an image pixel and wait until the point is there."""
        points = self.part("point").count()
        self.part("frame").tap(position=self._position(x, y))
        expect(self.part("point")).to_have_count(points + 1)

    def drag(self, x0: int, y0: int, x1: int, y1: int) -> None:
        """Drag a box from one image position to another."""
        mouse = self.page.mouse
        mouse.move(*self._client(x0 - 0.5, y0 - 0.5))
        # Where the bar at the mask lies over it, a box is begun with Alt.
        covered = self.part("mask-bar").is_visible()
        if covered:
            self.page.keyboard.down("Alt")
        mouse.down()
        if covered:
            self.page.keyboard.up("Alt")
        mouse.move(*self._client((x0 + x1) / 2, (y0 + y1) / 2))
        mouse.move(*self._client(x1 - 0.5, y1 - 0.5))
        mouse.up()
        expect(self.part("box")).to_have_count(1)

    def pull(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        """Drag what lies at one image position to another."""
        mouse = self.page.mouse
        mouse.move(*self._client(*start))
        mouse.down()
        for part in (0.5, 1):
            places = zip(start, end, strict=True)
            mouse.move(*self._client(*(a + part * (b - a) for a, b in places)))
        mouse.up()

    @property
    def prompt(self) -> Prompt:
        """What the page shows as points and box."""
        numbers = """(elements, names) => elements.map(
            (element) => names.map((name) => Number(element.dataset[name])))"""
        points = self.part("point").evaluate_all(numbers, ["x", "y", "label"])
        boxes = self.part("box").evaluate_all(numbers, ["x0", "y0", "x1", "y1", "index"])
        if not boxes:
            return Prompt(tuple(map(tuple, points)))
        return Prompt(tuple(map(tuple, points)), tuple(boxes[0][:4]), boxes[0][4])

    # Objects.

    def name_object(self, row: Locator, name: str) -> None:
        """Name the object of a row of the list."""
        row.locator("[data-testid=object-name]").dblclick()
        self.part("object-name-field").fill(name)
        self.page.keyboard.press("Enter")

    def classify(self, row: Locator, label: str) -> None:
        """Give the object of a row a class, which may be a new one."""
        row.locator("[data-testid=object-label]").click()
        self.part("class-search").fill(label)
        self.page.locator(f"[data-testid=class-option][data-label='{label}']").click()
        expect(row.locator("[data-testid=object-label]")).to_have_text(label)

    def show_one(self) -> None:
        """Leave segment everything, if it is on."""
        if not self.page.locator("body[data-everything=off]").count():
            self.part("mode-everything").click()
            self.wait(everything="off")

    # Looking and taking away.

    def read_out(self, name: str) -> float:
        """The number behind a read-out, such as ``mask-area``."""
        return float(self.part(name).get_attribute("data-value") or "nan")

    def painted(self, x: int, y: int) -> bool:
        """Whether the mask covers an image pixel, on the canvas over the picture."""
        return self._opacity("mask", x, y) > 0

    def glimpsed(self, x: int, y: int) -> bool:
        """Whether the glimpse covers an image pixel, lighter than a mask would."""
        return 0 < self._opacity("glimpse", x, y) < 100

    def _opacity(self, canvas: str, x: int, y: int) -> int:
        """Alpha over an image pixel, 0 to 255, of a canvas over the picture."""
        width, height = self.image_size
        alpha: int = self.part(canvas).evaluate(
            """(canvas, [u, v]) => canvas.getContext("2d").getImageData(
                Math.floor(u * canvas.width), Math.floor(v * canvas.height), 1, 1).data[3]""",
            [(x + 0.5) / width, (y + 0.5) / height],
        )
        return alpha

    def likeness(self, image: Rgb) -> float:
        """How much the picture on the stage looks like an image: the correlation of thumbnails.

        1 for the same picture; turned or mirrored, a photograph stays far below 0.9.
        """
        pixels = self.part("picture").evaluate(
            """(canvas) => {
                const small = new OffscreenCanvas(16, 16).getContext("2d");
                small.imageSmoothingQuality = "high";
                small.drawImage(canvas, 0, 0, 16, 16);
                return [...small.getImageData(0, 0, 16, 16).data];
            }"""
        )
        shown = Image.frombytes("RGBA", (16, 16), bytes(pixels)).convert("RGB")
        meant = Image.fromarray(image).resize((16, 16), Image.Resampling.BOX)
        values = np.stack([np.asarray(shown).ravel(), np.asarray(meant).ravel()])
        return float(np.corrcoef(values)[0, 1])

    def download(self) -> tuple[str, Bits]:
        """Download the mask: the file's name, and what is inside, ``(H, W)`` bool."""
        self.wait(mask="shown")
        with self.page.expect_download() as download:
            self.part("download").click()
        picture = Image.open(Path(download.value.path()))
        assert (picture.format, picture.mode) == ("PNG", "L")
        assert picture.size == self.image_size
        values = np.asarray(picture)
        assert set(np.unique(values)) <= {0, 255}
        return download.value.suggested_filename, values == 255

    def export(self, name: str) -> tuple[str, bytes]:
        """A file of the objects, or a cut-out: its name and bytes."""
        self.part("export").click()
        self.page.locator(f"input[name=format][value={name}]").check()
        with self.page.expect_download() as download:
            self.part("export-download").click()
        expect(self.part("export-dialog")).to_be_hidden()
        return download.value.suggested_filename, Path(download.value.path()).read_bytes()

    def rewrite(self, url: str, change: Callable[[str], str]) -> None:
        """From now on change a text of the server's: ``change`` gets it and returns what to send.

        ``page.unroute(url)`` ends it.
        """

        def answer(route: Route) -> None:
            response = route.fetch()
            coded = ("content-encoding", "content-length", "etag")
            headers = {name: each for name, each in response.headers.items() if name not in coded}
            route.fulfill(response=response, headers=headers, body=change(response.text()))

        self.page.route(url, answer)

    @contextmanager
    def expecting_problems(self, *parts: str) -> Iterator[None]:
        """Expect exactly such problems meanwhile: browsers log every refused request."""
        before = len(self.problems)
        yield
        # Chromium logs them a little after the page has dealt with them.
        with suppress(TimeoutError):
            while len(self.problems) - before < len(parts):
                self.page.wait_for_event("console", timeout=SOON)
        met, self.problems = self.problems[before:], self.problems[:before]
        assert len(met) == len(parts), met
        for problem, part in zip(met, parts, strict=True):
            assert part in problem

    @contextmanager
    def offline(self) -> Iterator[None]:
        """No request of this visitor's gets through meanwhile, also none that the page makes by
        itself now and then; Chromium logs each of them, some when it is over."""
        self._was_offline = True
        self.page.context.set_offline(True)
        try:
            yield
        finally:
            self.page.context.set_offline(False)

    # Underneath.

    def _position(self, x: float, y: float) -> Position:
        """The middle of an image pixel, in CSS pixels from the frame's corner."""
        box = self.part("frame").bounding_box()
        assert box is not None
        width, height = self.image_size
        return {"x": (x + 0.5) * box["width"] / width, "y": (y + 0.5) * box["height"] / height}

    def _client(self, x: float, y: float) -> tuple[float, float]:
        """The middle of an image pixel, in the window."""
        box = self.part("frame").bounding_box()
        assert box is not None
        position = self._position(x, y)
        return box["x"] + position["x"], box["y"] + position["y"]

    def _transfer(self, file: File, event: str, event_class: str, attribute: str) -> None:
        self.page.evaluate(
            """([name, type, content, event, eventClass, attribute]) => {
                const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
                const transfer = new DataTransfer();
                transfer.items.add(new File([bytes], name, { type }));
                const target = document.elementFromPoint(innerWidth / 2, innerHeight / 2);
                const options = { bubbles: true, cancelable: true, [attribute]: transfer };
                target.dispatchEvent(new globalThis[eventClass](event, options));
            }""",
            [
                file.name,
                file.media_type,
                base64.b64encode(file.content).decode("ascii"),
                event,
                event_class,
                attribute,
            ],
        )

    def _hear(self, message: ConsoleMessage) -> None:
        offline = self._was_offline and "ERR_INTERNET_DISCONNECTED" in message.text
        if message.type == "error" and not offline:
            self.problems.append(message.text)

    def _catch(self, error: Error) -> None:
        self.problems.append(str(error))

    def _watch(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme not in ("data", "blob") and not request.url.startswith(self.origin):
            self.foreign_requests.append(request.url)
