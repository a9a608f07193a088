"""The page in Chromium: from the click to the painted mask, its long tasks, memory and bytes; or,
over a slow line, a visit's time to the first mask beside an earlier commit's.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass
from typing import Any

import numpy as np
from playwright.sync_api import Browser

from benchmarks import machine, slow_line
from benchmarks.browser.chromium import launch, resident_megabytes
from benchmarks.browser.server import running_server
from benchmarks.browser.visitor import WINDOW, Visitor, visiting
from benchmarks.first_visit import COMMIT
from benchmarks.options import add_earlier, positive, whole
from benchmarks.visits import measure_visits, tables
from benchmarks.visits import summary as of_bytes
from visitors.pictures import tiled

SIZE = (1800, 1200)
"""(W, H) of the picture that is clicked."""

LARGE = (6000, 4000)
"""24 megapixels, which nothing may stop for."""

WARM_UP = 10
"""Clicks before those that count: the browser compiles what runs often."""

CLICK, HOVER = "click-to-paint", "hover-to-paint"
"""The page's own measures (``static/js/stage/times.js``)."""

LIMIT = 50
"""Milliseconds from which browsers call a task long."""


@dataclass(frozen=True)
class Clicks:
    """Milliseconds of each click of a series.

    Attributes:
        to_paint: from the pointer going down to the mask on the screen.
        decoder: of it, what the worker took from the prompt to the mask's bits.
    """

    to_paint: list[float]
    decoder: list[float]

    def __str__(self) -> str:
        beside = np.subtract(self.to_paint, self.decoder)
        return (
            f"{_spread(self.to_paint)}; decoder {_spread(self.decoder)}; beside {_spread(beside)}"
        )


def places(count: int) -> list[tuple[float, float]]:
    """Places all over a picture, as parts of its sides, the same each time."""
    drawn = np.random.default_rng(0).uniform(0.04, 0.96, (count, 2))
    return [(float(u), float(v)) for u, v in drawn]


def click_everywhere(visitor: Visitor, count: int, rest: bool = False) -> Clicks:
    """Click many places, each on the bare picture.

    Args:
        visitor: with a picture open.
        count: how many clicks.
        rest: whether the mouse rests at the place until its mask is seen, as a hand would; without
            it arrives and clicks in the same moment.
    """
    visitor.take_measures(CLICK)
    for u, v in places(count):
        x, y = visitor.place(u, v)
        if rest:
            visitor.take_measures(HOVER)
            visitor.page.mouse.move(x, y)
            visitor.await_measure(HOVER)
        visitor.page.mouse.click(x, y)
        visitor.wait(mask="shown")
        _start_anew(visitor)
    return _clicks(visitor.take_measures(CLICK))


def hover_everywhere(visitor: Visitor, count: int) -> list[float]:
    """Milliseconds from the mouse arriving to the mask under it, at many places."""
    visitor.take_measures(HOVER)
    taken: list[float] = []
    for u, v in places(count):
        visitor.page.mouse.move(*visitor.place(u, v))
        visitor.await_measure(HOVER)
        taken += [measure["duration"] for measure in visitor.take_measures(HOVER)]
    return taken


def _start_anew(visitor: Visitor) -> None:
    """Leave the mask a moment, so that its candidates' pictures are drawn too, and take it away."""
    visitor.page.wait_for_timeout(100)
    visitor.page.keyboard.press("Escape")
    visitor.wait(mask="none")


def _clicks(measures: list[dict[str, Any]]) -> Clicks:
    return Clicks(
        [measure["duration"] for measure in measures],
        [measure["detail"]["decodeMilliseconds"] for measure in measures],
    )


@dataclass(frozen=True)
class Memory:
    """Megabytes before and after many clicks.

    Attributes:
        told: what Chromium says of the page and its workers after a garbage collection.
        resident: what the system says of their process; None where it does not.
    """

    told: tuple[float, float]
    resident: tuple[float | None, float | None]


def measure_memory(browser: Browser, visitor: Visitor, count: int) -> Memory:
    """Click ``count`` times, some clicks refining the last ones, most beginning anew."""
    told, resident = visitor.megabytes(), resident_megabytes(browser)
    for number, (u, v) in enumerate(places(count)):
        visitor.page.mouse.click(*visitor.place(u, v))
        visitor.wait(mask="shown")
        if number % 3 == 2:
            visitor.page.keyboard.press("Escape")
            visitor.wait(mask="none")
    visitor.page.keyboard.press("Escape")
    return Memory((told, visitor.megabytes()), (resident, resident_megabytes(browser)))


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the measurement's options."""
    parser.add_argument("--clicks", type=positive, default=50, help="clicks to time (default: 50)")
    parser.add_argument(
        "--memory-clicks",
        type=whole,
        default=500,
        help="clicks over which memory is watched; 0 leaves this out (default: 500)",
    )
    parser.add_argument(
        "--picture",
        default="coffee",
        metavar="NAME",
        help="which picture of the gallery a visit opens whose bytes are counted "
        "(default: %(default)s)",
    )
    slow = parser.add_argument_group("over a slow line")
    slow.add_argument(
        "--network",
        type=slow_line.way_of,
        metavar="RATE,ROUND-TRIP",
        help="such as 20mbit,50ms: measure only first and second visits over such a line, beside "
        "an earlier commit's",
    )
    slow.add_argument(
        "--second-picture",
        default="chelsea",
        metavar="NAME",
        help="which picture the second visit opens (default: %(default)s)",
    )
    slow.add_argument("--visits", type=positive, default=5, help="pairs of visits (default: 5)")
    add_earlier(parser, COMMIT)


def run(options: argparse.Namespace) -> None:
    """Measure, print what was found, and as the last line one JSON object."""
    if options.network is not None:
        slow_line.run(options)
        return
    print(f"{machine.describe()}; load {machine.load()}")
    result: dict[str, Any] = {}
    with running_server() as server:
        with launch() as browser:
            print(f"Chromium {browser.version}, a window of {WINDOW['width']}x{WINDOW['height']}")
            result |= _measure_hand(browser, server, options.clicks)
            if options.memory_clicks:
                result |= _measure_memory(browser, server, options.memory_clicks)
        visits = measure_visits(server, options.picture)
    print(tables(visits))
    print(f"Load at the end: {machine.load()}")
    print(json.dumps(result | of_bytes(visits)))


def _measure_hand(browser: Browser, server: str, count: int) -> dict[str, Any]:
    """All that a hand does and waits for, on a picture as many have and on a large one."""
    with visiting(browser.new_context(viewport=WINDOW), server) as visitor:
        visitor.open_picture(tiled(*SIZE))
        click_everywhere(visitor, WARM_UP)
        at_once = click_everywhere(visitor, count)
        rested = click_everywhere(visitor, count, rest=True)
        hovered = hover_everywhere(visitor, count)
        visitor.page.uncheck("[data-testid=glimpsing]")
        unseen = click_everywhere(visitor, count)
        longest = visitor.longest_task()
    with visiting(browser.new_context(viewport=WINDOW), server) as visitor:
        visitor.open_picture(tiled(*LARGE))
        large = click_everywhere(visitor, count)
        longest_large = visitor.longest_task()
    print(f"{count} places, in ms: median (95th percentile)")
    print(f"  pointer down to painted mask, {SIZE[0]}x{SIZE[1]}: {at_once}")
    print(f"  the same with the switch for the mask under the pointer off: {unseen}")
    print(f"  the same after resting there until the mask was seen: {_spread(rested.to_paint)}")
    print(f"  pointer arriving to mask under it: {_spread(hovered)}")
    print(f"  pointer down to painted mask, {LARGE[0]}x{LARGE[1]}: {large}")
    for size, milliseconds in ((SIZE, longest), (LARGE, longest_large)):
        told = f"{milliseconds:.0f} ms" if milliseconds else f"none of {LIMIT} ms or more"
        print(f"longest task of the main thread, {size[0]}x{size[1]}, opening it included: {told}")
    return {
        "click_to_paint_ms_median": _percentile(at_once.to_paint, 50),
        "click_to_paint_ms_p95": _percentile(at_once.to_paint, 95),
        "decoder_ms_median": _percentile(at_once.decoder, 50),
        "decoder_ms_p95": _percentile(at_once.decoder, 95),
        "unseen_click_to_paint_ms_median": _percentile(unseen.to_paint, 50),
        "unseen_click_to_paint_ms_p95": _percentile(unseen.to_paint, 95),
        "unseen_decoder_ms_median": _percentile(unseen.decoder, 50),
        "rested_click_to_paint_ms_median": _percentile(rested.to_paint, 50),
        "hover_to_paint_ms_median": _percentile(hovered, 50),
        "longest_task_ms": round(max(longest, longest_large), 1),
    }


def _measure_memory(browser: Browser, server: str, count: int) -> dict[str, Any]:
    with visiting(browser.new_context(viewport=WINDOW), server) as visitor:
        visitor.open_picture(tiled(*SIZE))
        click_everywhere(visitor, WARM_UP)
        memory = measure_memory(browser, visitor, count)
    first, last = memory.told
    print(f"memory of page and workers, as Chromium tells: {first:.0f} MB")
    print(f"  after {count} more clicks: {last:.0f} MB")
    before, after = memory.resident
    if before is not None and after is not None:
        print(f"memory of their process, as the system tells: {before:.0f} MB, then {after:.0f} MB")
    return {
        "memory_mb": round(last, 1),
        "memory_growth_mb": round(last - first, 1),
        "resident_growth_mb": None if before is None or after is None else round(after - before, 1),
    }


def _percentile(values: list[float], part: float) -> float:
    return round(float(np.percentile(values, part)), 1)


def _spread(values: Any) -> str:
    median, high = np.percentile(values, [50, 95])
    return f"{median:.1f} ({high:.1f})"
