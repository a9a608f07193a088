"""What a visit transfers: the first one up to the first mask, and the one after it."""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import BrowserContext, Error, sync_playwright

from benchmarks.browser.chromium import FLAGS, BrowserError
from benchmarks.browser.server import running_server
from benchmarks.browser.wire import Answer, Wire, wire
from bootstrap import chromium

CLIENTS = {
    "br": "gzip, deflate, br, zstd",
    "gzip": "gzip, deflate",
    "identity": "identity",
}
"""What Chromium sends over HTTPS or to localhost, what it sends over plain HTTP, and what takes
nothing compressed."""

PARTS = {
    "page": "page, its scripts and styles, the API's answers",
    "thumbnails": "the gallery's thumbnails",
    "runtime": "onnxruntime-web",
    "decoder": "the decoder's graphs",
    "picture": "a picture of the gallery",
    "embedding": "its embedding",
}
OWN = ("picture", "embedding")
"""What a picture brings along, whoever opens it for the how-manieth time."""

PATIENCE = 120_000
"""Milliseconds to wait for a state of the page."""


def part_of(path: str) -> str:
    """Which of ``PARTS`` an address belongs to."""
    steps = path.strip("/").split("/")
    if steps[:3] == ["static", "vendor", "onnxruntime-web"]:
        return "runtime"
    if steps[:2] == ["static", "models"]:
        return "decoder"
    if steps[-1] in ("thumbnail", "embedding"):
        return {"thumbnail": "thumbnails", "embedding": "embedding"}[steps[-1]]
    if steps[:3] == ["api", "v1", "gallery"] and len(steps) == 4 or steps[-1] == "preview":
        return "picture"
    return "page"


def summed(answers: Iterable[Answer]) -> dict[str, int]:
    """Bytes by part; parts that nothing was transferred for have 0."""
    sums = dict.fromkeys(PARTS, 0)
    for answer in answers:
        sums[part_of(answer.path)] += answer.size
    return sums


def visit(origin: str, profile: Path, picture: str) -> str:
    """Visit the page as the owner of a browser's profile: open a picture, click, see a mask.

    Returns:
        The browser's version.

    Raises:
        BrowserError: there is no Chromium, or the page does not get that far.
    """
    with _browser(profile) as context:
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.goto(origin)
        page.wait_for_selector("body[data-model=ready]")
        page.click(f"[data-testid=gallery-item][data-name={picture}]")
        page.wait_for_selector("body[data-home=closed][data-phase=ready]")
        page.click("[data-testid=frame]")
        page.wait_for_selector("body[data-mask=shown]")
        return context.browser.version if context.browser else "unknown"


@contextmanager
def _browser(profile: Path) -> Iterator[BrowserContext]:
    """A Chromium with a profile on disk, as private windows keep no large files."""
    try:
        with sync_playwright() as playwright:
            context = playwright.chromium.launch_persistent_context(
                profile, executable_path=chromium.installed(), args=list(FLAGS)
            )
            yield context
            context.close()
    except Error as error:
        raise BrowserError(f"Chromium failed: {error.message}") from error


def _table(title: str, columns: dict[str, dict[str, int]]) -> None:
    print(f"\n{title:<50}" + "".join(f"{name:>12}" for name in columns))
    for part, words in PARTS.items():
        print(f"  {words:<48}" + "".join(f"{sums[part]:>12,}" for sums in columns.values()))
    for words, parts in (("in all", tuple(PARTS)), ("beside picture and embedding", _beside())):
        totals = (sum(sums[part] for part in parts) for sums in columns.values())
        print(f"  {words:<48}" + "".join(f"{total:>12,}" for total in totals))


def _beside() -> tuple[str, ...]:
    return tuple(part for part in PARTS if part not in OWN)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the measurement's options."""
    parser.add_argument(
        "--picture",
        default="coffee",
        metavar="NAME",
        help="which picture of the gallery to open (default: %(default)s)",
    )


def run(options: argparse.Namespace) -> None:
    """Measure, print a table of parts, then one line of JSON."""
    first: dict[str, dict[str, int]] = {}
    with running_server() as server:
        for client, accepted in CLIENTS.items():
            with wire(server, accepted) as line, tempfile.TemporaryDirectory() as folder:
                version = visit(line.origin, Path(folder), options.picture)
                first[client] = summed(line.take())
                if client == "br":
                    second = _second(line, Path(folder), options.picture)
    print(f"Chromium {version}; bytes of heads and bodies that the server sent")
    _table("first visit, to the first mask", first)
    _table("second visit, the same browser started anew", {"br": second})
    result = {
        "first_visit_bytes": {client: sum(sums.values()) for client, sums in first.items()},
        "second_visit_bytes": sum(second[part] for part in _beside()),
        "picture_and_embedding_bytes": sum(first["br"][part] for part in OWN),
    }
    print(json.dumps(result))


def _second(line: Wire, profile: Path, picture: str) -> dict[str, int]:
    visit(line.origin, profile, picture)
    return summed(line.take())
