"""A first visit over a long and narrow way: until the home can be used, and until the decoder's
download starts, beside an earlier commit of this project.
"""

from __future__ import annotations

import argparse
import json
import statistics
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from playwright.sync_api import Browser

from benchmarks import machine
from benchmarks.browser.chromium import BrowserError, launch
from benchmarks.browser.relay import Relay, Way, relay
from benchmarks.browser.server import server_process
from benchmarks.browser.visitor import PATIENCE, WINDOW
from benchmarks.earlier_tree import THIS, Tree, earlier_tree
from benchmarks.options import add_earlier, positive
from benchmarks.verdict import demand

COMMIT = "89a14a3"
"""The last one whose page came as 128 modules."""

MOST = 0.7
"""How late both may be, as a share of the earlier commit's time."""

WATCH = """
globalThis.usable = new Promise((resolve) => {
  const look = () => {
    const button = document.querySelector("#home:not([hidden]) [data-testid=gallery-item]");
    const there = button !== null && button.getBoundingClientRect().height > 0;
    if (there) resolve((performance.timeOrigin + performance.now()) / 1000);
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
});
"""
"""Looks in each frame for a button of the gallery that has a place on the screen. The page makes
these when all its parts are mounted, each with what a click on it does."""


@dataclass(frozen=True)
class Visit:
    """Seconds from the browser's setting out.

    Attributes:
        home: until a picture of the gallery can be clicked.
        decoder: until the first graph of the decoder is asked for.
    """

    home: float
    decoder: float


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the measurement's options."""
    parser.add_argument(
        "--visits", type=positive, default=9, help="visits to each of both (default: 9)"
    )
    add_earlier(parser, COMMIT)


def run(options: argparse.Namespace) -> None:
    """Measure, print what was found, and as the last line one JSON object."""
    print(f"{machine.describe()}; load {machine.load()}")
    way = Way()
    print(
        f"Over {way.bits_per_second / 1e6:.0f} Mbit/s that all connections share and "
        f"{way.round_trip * 1000:.0f} ms of round trip; Chromium with an empty cache"
    )
    with ExitStack() as stack:
        earlier = stack.enter_context(
            earlier_tree(options.commit, options.tree, options.share_environment)
        )
        trees = {"this tree": THIS, options.commit: earlier}
        relays = {name: stack.enter_context(served(tree, way)) for name, tree in trees.items()}
        browser = stack.enter_context(launch())
        for each in relays.values():
            visit(browser, each)  # the servers compress what they send when it is first asked for
        visits: dict[str, list[Visit]] = {name: [] for name in relays}
        for _ in range(options.visits):
            for name, each in relays.items():
                visits[name].append(visit(browser, each))
    report(visits, options.commit)


def visit(browser: Browser, way: Relay) -> Visit:
    """Visit once, with nothing kept from the visits before."""
    way.requests.take()
    with browser.new_context(viewport=WINDOW) as context:
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.add_init_script(WATCH)
        page.goto(way.origin, wait_until="commit")
        set_out = page.evaluate("performance.timeOrigin") / 1000
        home = page.evaluate("usable")
        decoder = way.requests.first(".onnx", PATIENCE / 1000)
    if decoder is None:
        raise BrowserError("The page never asked for its decoder.")
    return Visit(home - set_out, decoder.at - set_out)


@contextmanager
def served(tree: Tree, way: Way) -> Iterator[Relay]:
    """A tree's server at the other end of a way, until the context is left."""
    with (
        server_process(root=tree.root, python=tree.python) as server,
        relay(server.address, way) as between,
    ):
        yield between


def report(visits: Mapping[str, Sequence[Visit]], commit: str) -> None:
    """Print medians and ratios, and check these.

    Raises:
        Missed: this tree takes more than its share.
    """
    medians = {
        name: Visit(
            statistics.median(each.home for each in made),
            statistics.median(each.decoder for each in made),
        )
        for name, made in visits.items()
    }
    (this,) = (median for name, median in medians.items() if name != commit)
    earlier = medians[commit]
    ratios = Visit(this.home / earlier.home, this.decoder / earlier.decoder)
    print(f"{'seconds, median of visits':<28}{'home usable':>14}{'decoder asked':>16}")
    for name, made in visits.items():
        median = medians[name]
        print(f"  {name:<26}{median.home:>14.2f}{median.decoder:>16.2f}   of {len(made)} visits")
    print(f"  {'ratio':<26}{ratios.home:>14.2f}{ratios.decoder:>16.2f}")
    print(f"Load at the end: {machine.load()}")
    print(
        json.dumps(
            {
                "home_s": round(this.home, 3),
                "decoder_s": round(this.decoder, 3),
                "home_ratio": round(ratios.home, 3),
                "decoder_ratio": round(ratios.decoder, 3),
            }
        )
    )
    demand(
        {
            f"the home can be used after at most {MOST} of {commit}'s time": ratios.home <= MOST,
            f"the decoder's download starts after at most {MOST} of {commit}'s time": (
                ratios.decoder <= MOST
            ),
        }
    )
