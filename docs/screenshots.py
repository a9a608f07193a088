"""The pictures of the page in `docs/img`: the real server, the real page, Chromium.

    python -m docs.screenshots [NAME ...] [--variants FOLDER]

Each scene is a function below that does what a visitor would and ends with what is to be seen. It
writes its picture as WebP, which a README shows and which needs a tenth of a PNG's bytes. Those of
a project's page (``project_scenes``) can be had in every language, theme and size too, to be looked
at.
"""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import Browser

from benchmarks.browser.chromium import BrowserError, launch
from benchmarks.browser.server import running_server
from benchmarks.browser.visitor import Visitor, visiting
from docs import project_scenes

FOLDER = Path(__file__).resolve().parent / "img"

LARGEST = 100_000
"""Bytes that one picture may have; its quality is lowered until it fits."""

PROJECT_LARGEST = 68_000
"""Of those of a project's page: all pictures together shall stay small too."""

QUALITIES = (90, 84, 78, 70, 60, 50, 40)


@dataclass(frozen=True)
class Scene:
    """What a picture shows.

    Attributes:
        play: brings the page there.
        width, height: of the window, CSS pixels.
        scale: device pixels for each of them.
        phone: whether it is a small screen that is touched.
        dark: whether the visitor's system is.
    """

    play: Callable[[Visitor], None]
    width: int = 1280
    height: int = 800
    scale: float = 1
    phone: bool = False
    dark: bool = False


def start(visitor: Visitor) -> None:
    """The start screen, with all of the gallery."""
    visitor.page.wait_for_selector("[data-testid=gallery-item] img")
    visitor.page.wait_for_load_state("networkidle")


def studio(visitor: Visitor) -> None:
    """A click, its mask and its candidates."""
    visitor.open_gallery("coffee")
    _click(visitor, 0.42, 0.42)
    _look_away(visitor)


def everything(visitor: Visitor) -> None:
    """Every object of a picture."""
    visitor.open_gallery("motorcycle")
    visitor.page.click("[data-testid=mode-everything]")
    visitor.wait(everything="done")
    _look_away(visitor)


def objects(visitor: Visitor) -> None:
    """Objects with names and labels, and a brush at work on the next."""
    _keep_objects(visitor)
    _drag(visitor, (0.74, 0.01), (0.9, 0.56))
    visitor.page.click("[data-testid=hand-brush]")
    visitor.page.mouse.move(*visitor.place(0.83, 0.5))
    visitor.page.wait_for_timeout(200)


def export(visitor: Visitor) -> None:
    """The files that objects are taken away as."""
    _keep_objects(visitor)
    visitor.page.click("[data-testid=export]")
    _look_away(visitor)


def dark(visitor: Visitor) -> None:
    """A box, in the dark."""
    visitor.open_gallery("rocket")
    _drag(visitor, (0.455, 0.3), (0.555, 0.9))
    _look_away(visitor)


def chinese(visitor: Visitor) -> None:
    """The page in Chinese."""
    visitor.page.click("[data-testid=settings-open]")
    visitor.page.click("button[data-language=zh]")
    visitor.page.keyboard.press("Escape")
    visitor.open_gallery("coins")
    _click(visitor, 0.13, 0.18)
    _look_away(visitor)


def phone(visitor: Visitor) -> None:
    """A tap, on a phone."""
    visitor.open_gallery("coffee")
    visitor.page.touchscreen.tap(*visitor.place(0.42, 0.42))
    visitor.wait(mask="shown")
    visitor.page.wait_for_timeout(500)


PROJECT = {
    "project": "grid",
    "review": "review",
}
"""Pictures of a project's page that the documentation shows, and the scene of each."""

SCENES = {
    "studio": Scene(studio, 1440, 900, scale=1.5),
    "start": Scene(start, height=900),
    "everything": Scene(everything),
    "objects": Scene(objects, height=960),
    "export": Scene(export),
    "dark": Scene(dark, dark=True),
    "chinese": Scene(chinese),
    "phone": Scene(phone, 390, 844, scale=2, phone=True),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Take the pictures that are named, or all, and say where they are; 2 if one cannot be."""
    parser = argparse.ArgumentParser(prog="python -m docs.screenshots", description=__doc__)
    known = [*SCENES, *PROJECT]
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(known)}")
    parser.add_argument(
        "--variants",
        type=Path,
        metavar="FOLDER",
        help="write every scene of a project's page in both languages and themes, at 1440x900 and "
        "390x844, into this folder, and none into docs/img; NAMEs choose some of "
        f"{', '.join(project_scenes.PLACES)}",
    )
    given = parser.parse_args(arguments)
    if given.variants is not None:
        known = list(project_scenes.PLACES)
    names = given.names or known
    if unknown := sorted(set(names) - set(known)):
        parser.error(f"there is no scene {unknown[0]!r}; expected {', '.join(known)}")
    try:
        # Embeddings are not kept, so that every picture shows how long encoding takes;
        # projects are, as by default, and there is none yet.
        with launch() as browser:
            for file in _taken(browser, names, given.variants):
                print(f"{file}: {file.stat().st_size / 1000:.0f} KB", flush=True)
    except BrowserError as error:
        print(f"screenshots: {error}", file=sys.stderr)
        return 2
    return 0


def _taken(browser: Browser, names: Sequence[str], variants: Path | None) -> Iterator[Path]:
    """Take pictures, each file as it is written."""
    plain = [] if variants else [name for name in names if name in SCENES]
    if plain:
        with (
            TemporaryDirectory() as data,
            running_server("--embedding-cache-bytes", "1", "--data-dir", data) as server,
        ):
            for name in plain:
                yield take(browser, server, name)
    if len(plain) == len(names):
        return
    with (
        TemporaryDirectory() as data,
        running_server("--data-dir", data, "--trainers", "0") as server,
    ):
        projects = project_scenes.fill(server, Path(data))
        if variants:
            yield from project_scenes.take_all(browser, projects, variants, names)
            return
        for name in names:
            if name in PROJECT:
                shot = project_scenes.take_one(browser, projects, PROJECT[name])
                yield _written(name, shot, PROJECT_LARGEST)


def take(browser: Browser, server: str, name: str) -> Path:
    """Play one scene to a fresh visitor and write its picture."""
    scene = SCENES[name]
    context = browser.new_context(
        viewport={"width": scene.width, "height": scene.height},
        device_scale_factor=scene.scale,
        color_scheme="dark" if scene.dark else "light",
        is_mobile=scene.phone,
        has_touch=scene.phone,
        reduced_motion="reduce",
    )
    with visiting(context, server) as visitor:
        scene.play(visitor)
        shot = visitor.page.screenshot()
    context.close()
    return _written(name, shot)


def _written(name: str, shot: bytes, most: int = LARGEST) -> Path:
    """A picture of the documentation, from a PNG."""
    FOLDER.mkdir(exist_ok=True)
    file = FOLDER / f"{name}.webp"
    file.write_bytes(_compressed(Image.open(io.BytesIO(shot)).convert("RGB"), most))
    return file


def _compressed(image: Image.Image, most: int) -> bytes:
    """The picture as WebP, of the best quality whose bytes are few enough."""
    for quality in QUALITIES:
        buffer = io.BytesIO()
        image.save(buffer, "WEBP", quality=quality, method=6)
        if buffer.tell() <= most:
            break
    return buffer.getvalue()


def _keep_objects(visitor: Visitor) -> None:
    """Keep some objects of a photograph."""
    visitor.open_gallery("astronaut")
    page = visitor.page
    # The last one lies in front.
    for start, end, name, label in (
        ((0.03, 0.02), (0.72, 0.99), "Eileen Collins", "person"),
        ((0.53, 0.66), (0.98, 0.99), "", "helmet"),
        ((0.25, 0.67), (0.42, 0.84), "STS-63", "patch"),
    ):
        _drag(visitor, start, end)
        page.keyboard.press("Enter")
        page.wait_for_selector("body[data-mask=none]")
        item = page.locator("[data-testid=object]").first
        if name:
            item.locator("[data-testid=object-name]").dblclick()
            page.fill("[data-testid=object-name-field]", name)
            page.keyboard.press("Enter")
        item.locator("[data-testid=object-label]").click()
        page.fill("[data-testid=class-search]", label)
        page.keyboard.press("Enter")


def _click(visitor: Visitor, u: float, v: float) -> None:
    visitor.page.mouse.click(*visitor.place(u, v))
    visitor.wait(mask="shown")
    # The candidates' pictures are drawn after the mask.
    visitor.page.wait_for_timeout(500)


def _drag(visitor: Visitor, start: tuple[float, float], end: tuple[float, float]) -> None:
    mouse = visitor.page.mouse
    mouse.move(*visitor.place(*start))
    mouse.down()
    mouse.move(*visitor.place(*end), steps=4)
    mouse.up()
    visitor.wait(mask="shown")


def _look_away(visitor: Visitor) -> None:
    """Take the mouse from the picture, so that no glimpse lies over it."""
    visitor.page.mouse.move(0, 0)
    visitor.page.wait_for_timeout(300)


if __name__ == "__main__":
    sys.exit(main())
