"""Visits over a slow line, beside an earlier commit: until the picture is on the screen, until the
first click is accepted, and until its mask is painted.
"""

from __future__ import annotations

import argparse
import json
import re
import statistics
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Page

from benchmarks import machine
from benchmarks.browser.chromium import BrowserError
from benchmarks.browser.relay import Relay, Way
from benchmarks.browser.visitor import PATIENCE, WINDOW
from benchmarks.earlier_tree import THIS, earlier_tree
from benchmarks.first_visit import served
from benchmarks.verdict import demand
from benchmarks.visits import browser_of

MOST = 0.65
"""How late the first visit's mask may be, as a share of the earlier commit's time."""

VISITS = ("first", "second")

PLACE = (0.5, 0.5)
"""Where the picture is clicked, as parts of its sides."""

_UNITS = {"kbit": 1e3, "mbit": 1e6, "gbit": 1e9}
_NETWORK = re.compile(r"(\d+(?:\.\d+)?)(kbit|mbit|gbit),(\d+(?:\.\d+)?)ms")

WATCH = """
globalThis.when = (holds) => new Promise((resolve) => {
  const look = () => {
    if (!holds()) return requestAnimationFrame(look);
    requestAnimationFrame(() => resolve((performance.timeOrigin + performance.now()) / 1000));
  };
  look();
});
globalThis.seen = {
  page: () => document.body?.dataset.home !== undefined,
  usable: (name) => () => {
    const button = document.querySelector(`[data-testid=gallery-item][data-name=${name}]`);
    return button !== null && button.getBoundingClientRect().height > 0;
  },
  picture: () => {
    const { home, phase } = document.body.dataset;
    const frame = document.querySelector("[data-testid=frame]");
    return home === "closed" && (phase === "encoding" || phase === "ready") &&
      Number(frame.dataset.imageWidth) > 0 && frame.getBoundingClientRect().height > 0;
  },
  mark: () => document.querySelector("#overlay").children.length > 0,
  mask: () => document.body.dataset.mask === "shown",
};
"""
"""Looks in each frame whether something holds, and says when the frame after it was begun, in
seconds since 1970."""


@dataclass(frozen=True)
class Reached:
    """Seconds from the browser's setting out.

    Attributes:
        picture: until the picture is on the screen.
        click: until a click on it is accepted, which leaves its mark there.
        mask: until the mask that answers it is painted.
    """

    picture: float
    click: float
    mask: float


def way_of(text: str) -> Way:
    """The way that ``--network`` names, such as "20mbit,50ms": the line's rate and the round trip.

    Raises:
        argparse.ArgumentTypeError: it is not of this form.
    """
    found = _NETWORK.fullmatch(text.replace(" ", "").lower())
    if found is None or float(found[1]) == 0:
        raise argparse.ArgumentTypeError(
            f"{text!r} was given; expected a rate in kbit, mbit or gbit (a second) and a round "
            "trip in ms, such as 20mbit,50ms."
        )
    return Way(float(found[1]) * _UNITS[found[2]], float(found[3]) / 1000)


def run(options: argparse.Namespace) -> None:
    """Measure, print what was found, and as the last line one JSON object."""
    print(f"{machine.describe()}; load {machine.load()}")
    way: Way = options.network
    print(
        f"Over {way.bits_per_second / 1e6:g} Mbit/s that all connections share and "
        f"{way.round_trip * 1000:g} ms of round trip; Chromium with a profile that is new at the "
        "first visit"
    )
    names = (options.picture, options.second_picture)
    with ExitStack() as stack:
        earlier = stack.enter_context(
            earlier_tree(options.commit, options.tree, options.share_environment)
        )
        trees = {"this tree": THIS, options.commit: earlier}
        relays = {name: stack.enter_context(served(tree, way)) for name, tree in trees.items()}
        for each in relays.values():
            # The servers compress, and encode these pictures, when they are first asked for them.
            both_visits(each, names)
        reached: dict[str, list[tuple[Reached, ...]]] = {name: [] for name in relays}
        for _ in range(options.visits):
            for name, each in relays.items():
                reached[name].append(both_visits(each, names))
    report(reached, options.commit)


def both_visits(way: Relay, names: Sequence[str]) -> tuple[Reached, ...]:
    """Visit with a new profile, and again with the browser started anew; each time another picture
    of the gallery is opened and clicked.
    """
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        return tuple(_visit(Path(folder), way, name) for name in names)


def _visit(profile: Path, way: Relay, name: str) -> Reached:
    with browser_of(profile, viewport=WINDOW) as context:
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.add_init_script(WATCH)
        page.goto(way.origin, wait_until="commit")
        set_out = float(page.evaluate("performance.timeOrigin")) / 1000
        _open(page, name)
        picture = page.evaluate("when(seen.picture)")
        mask = page.evaluate_handle("({ painted: when(seen.mask) })")
        click = _click(page)
        painted = mask.evaluate("({ painted }) => painted")
        page.close()
    return Reached(picture - set_out, click - set_out, painted - set_out)


def _open(page: Page, name: str) -> None:
    """Choose a photograph of the gallery as soon as it is offered."""
    page.evaluate("when(seen.page)")
    if page.evaluate("document.documentElement.dataset.comeback !== undefined"):
        # Pictures of the visit before come back first.
        page.wait_for_selector("body[data-home=closed]")
    if page.evaluate("document.body.dataset.home === 'closed'"):
        page.click("[data-testid=open-another]")
    page.evaluate("(name) => when(seen.usable(name))", name)
    page.click(f"[data-testid=gallery-item][data-name={name}]")


def _click(page: Page) -> float:
    """Click until a click leaves its mark; gives when it was there."""
    while True:
        box = page.locator("[data-testid=frame]").bounding_box()
        if box is None:
            raise BrowserError("There is no picture on the page to click.")
        u, v = PLACE
        page.mouse.click(box["x"] + u * box["width"], box["y"] + v * box["height"])
        accepted = page.evaluate(
            "Promise.race([when(seen.mark), new Promise((end) => setTimeout(end, 250, null))])"
        )
        if accepted is not None:
            return float(accepted)


def report(reached: Mapping[str, Sequence[tuple[Reached, ...]]], commit: str) -> None:
    """Print medians and ratios, and check the first visit's mask.

    Raises:
        Missed: it takes more than its share.
    """
    (this,) = (name for name in reached if name != commit)
    result: dict[str, float] = {}
    ratios: dict[str, Reached] = {}
    for number, visit in enumerate(VISITS):
        medians = {name: _median([each[number] for each in of]) for name, of in reached.items()}
        pairs = zip(astuple(medians[this]), astuple(medians[commit]), strict=True)
        ratios[visit] = Reached(*(ours / theirs for ours, theirs in pairs))
        title = f"{visit} visit, seconds (median of {len(reached[this])})"
        print(f"{title:<40}{'picture':>10}{'click':>10}{'mask':>10}")
        for name, each in {**medians, "ratio": ratios[visit]}.items():
            print(f"  {name:<38}" + "".join(f"{value:>10.2f}" for value in astuple(each)))
        for field in fields(Reached):
            result[f"{visit}_{field.name}_s"] = round(getattr(medians[this], field.name), 3)
        result[f"{visit}_mask_ratio"] = round(ratios[visit].mask, 3)
    print(f"Load at the end: {machine.load()}")
    print(json.dumps(result))
    demand(
        {
            f"the first visit's mask is painted after at most {MOST} of {commit}'s time": (
                ratios["first"].mask <= MOST
            )
        }
    )


def _median(of: Sequence[Reached]) -> Reached:
    return Reached(*(statistics.median(values) for values in zip(*map(astuple, of), strict=True)))
