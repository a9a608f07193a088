"""What a visit transfers: the first one up to the first mask, and the one after it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Error, sync_playwright

from benchmarks.browser.chromium import FLAGS, BrowserError
from benchmarks.browser.visitor import visiting
from benchmarks.browser.wire import Answer, wire
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


@dataclass(frozen=True)
class Visits:
    """Bytes by part.

    Attributes:
        first: up to the first mask, by the codings that the browser takes (``CLIENTS``).
        second: in the same browser started anew, with brotli.
        answers: how many the second visit took.
    """

    first: dict[str, dict[str, int]]
    second: dict[str, int]
    answers: int


def measure_visits(server: str, picture: str) -> Visits:
    """Visit a server with each kind of browser: open a picture of the gallery, click, see a mask.

    Raises:
        BrowserError: there is no Chromium, or the page does not get that far.
    """
    first: dict[str, dict[str, int]] = {}
    second: list[Answer] = []
    for client, accepted in CLIENTS.items():
        with wire(server, accepted) as line, tempfile.TemporaryDirectory() as folder:
            _visit(line.origin, Path(folder), picture)
            first[client] = summed(line.take())
            if client == "br":
                _visit(line.origin, Path(folder), picture)
                second = line.take()
    return Visits(first, summed(second), len(second))


def _visit(origin: str, profile: Path, picture: str) -> None:
    with browser_of(profile) as context, visiting(context, origin) as visitor:
        visitor.open_gallery(picture)
        visitor.page.click("[data-testid=frame]")
        visitor.wait(mask="shown")


@contextmanager
def browser_of(profile: Path, **options: Any) -> Iterator[BrowserContext]:
    """A Chromium with a profile on disk, as private windows keep no large files.

    Args:
        profile: its folder; one that was used before is known again.
        options: of the context, such as its ``viewport``.

    Raises:
        BrowserError: there is none that starts, or a page in it fails.
    """
    try:
        with sync_playwright() as playwright:
            context = playwright.chromium.launch_persistent_context(
                profile, executable_path=chromium.installed(), args=list(FLAGS), **options
            )
            yield context
            context.close()
    except Error as error:
        raise BrowserError(f"Chromium failed: {error.message}") from error


def tables(visits: Visits) -> str:
    """What was transferred, part by part."""
    return _table("first visit, to the first mask", visits.first) + _table(
        f"second visit, the same browser started anew ({visits.answers} answers)",
        {"br": visits.second},
    )


def summary(visits: Visits) -> dict[str, int]:
    """The figures that are compared from one version to the next."""
    totals = {client: sum(sums.values()) for client, sums in visits.first.items()}
    return {
        "first_visit_bytes": totals["br"],
        "first_visit_bytes_gzip": totals["gzip"],
        "first_visit_bytes_identity": totals["identity"],
        "second_visit_bytes": sum(visits.second[part] for part in _beside()),
        "picture_and_embedding_bytes": sum(visits.first["br"][part] for part in OWN),
    }


def _table(title: str, columns: dict[str, dict[str, int]]) -> str:
    rows: dict[str, tuple[str, ...]] = {words: (part,) for part, words in PARTS.items()}
    rows |= {"in all": tuple(PARTS), "beside picture and embedding": _beside()}
    lines = [f"\n{title:<62}" + "".join(f"{name:>12}" for name in columns)]
    for words, parts in rows.items():
        totals = (sum(sums[part] for part in parts) for sums in columns.values())
        lines.append(f"  {words:<60}" + "".join(f"{total:>12,}" for total in totals))
    return "\n".join(lines) + "\n"


def _beside() -> tuple[str, ...]:
    return tuple(part for part in PARTS if part not in OWN)
