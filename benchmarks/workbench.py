"""The page with a thousand objects, beside an earlier commit's: lighting, keeping, undoing, hiding
and taking objects, reloading, and zooming and brushing 24 megapixels.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from playwright.sync_api import BrowserContext

from benchmarks import machine
from benchmarks.blobs import FREE, blobs, middle
from benchmarks.browser.chromium import launch_profiles
from benchmarks.browser.driver import Driver, Place
from benchmarks.browser.driving import driving
from benchmarks.browser.profiles import profiled
from benchmarks.browser.project_pictures import Opening, opening_in_project
from benchmarks.browser.server import server_process
from benchmarks.browser.visitor import WINDOW
from benchmarks.earlier_tree import THIS, Tree, earlier_tree
from benchmarks.options import add_earlier, positive, whole
from benchmarks.verdict import demand
from visitors.pictures import tiled

COMMIT = "89a14a3"
"""The last one before pages had documents and sessions: what the workbench is measured against."""

SIZE = (1800, 1200)
"""(W, H) of the picture with the objects."""

LARGE = (6000, 4000)
"""24 megapixels, which are zoomed and brushed with as many objects on them."""

MORE = 176
"""Masks that are taken at once, beside those that are there."""

OTHER_WORK = 2
"""Busy processes beside: waits are what they are on machines that do other things too, and where
nothing else is done the screen's next frame is most of the shortest ones."""

MOST_RATIO = 0.33
"""Of a wait here to that wait in the earlier commit, both 95th percentiles."""

MOST_TASK = 100
"""Milliseconds that a task of the main thread may take."""

ACTS = ("hover", "keep", "undo", "hide", "take", "reload", "zoom", "brush")

MORE_WAITS = ("reload, until clicks are answered",)
"""What is printed too: mostly the decoder's, which knows no objects."""


@dataclass
class Side:
    """What was measured of one commit.

    Attributes:
        waits: milliseconds of each wait, by act.
        tasks: milliseconds of each long task of the main thread, by act.
        heap: megabytes of page and workers with all objects, after a garbage collection.
    """

    waits: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    tasks: dict[str, list[float]] = field(default_factory=lambda: {act: [] for act in ACTS})
    heap: float = 0.0


@dataclass(frozen=True)
class Plan:
    """How much is done.

    Attributes:
        objects: that there are.
        repeats: of each act; those that take the page long are repeated a quarter as often.
    """

    objects: int
    repeats: int

    @property
    def few(self) -> int:
        """How often a long act is repeated."""
        return max(1, self.repeats // 4)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the measurement's options."""
    parser.add_argument(
        "--objects", type=positive, default=1000, help="objects on the picture (default: 1000)"
    )
    parser.add_argument(
        "--repeats",
        type=positive,
        default=20,
        help="how often each thing is done; taking, reloading and brushing a quarter as often "
        "(default: 20)",
    )
    parser.add_argument(
        "--other-work",
        type=whole,
        default=OTHER_WORK,
        metavar="PROCESSES",
        help="busy processes beside, as an annotator's machine has other work too; with fewer than "
        f"{OTHER_WORK} nothing is demanded (default: {OTHER_WORK})",
    )
    parser.add_argument(
        "--acts",
        nargs="+",
        choices=ACTS,
        default=ACTS,
        metavar="ACT",
        help=f"measure only some of {', '.join(ACTS)}; nothing is demanded then",
    )
    parser.add_argument(
        "--profile",
        type=Path,
        metavar="FOLDER",
        help="write what the main thread did in each act, for the browser's developer tools",
    )
    parser.add_argument(
        "--in-project",
        action="store_true",
        help="open this tree's pictures in a project, which keeps each object at the server",
    )
    add_earlier(parser, COMMIT)


def run(options: argparse.Namespace) -> None:
    """Measure, print what was found, and as the last line one JSON object."""
    print(f"{machine.describe()}; load {machine.load()}")
    plan = Plan(options.objects, options.repeats)
    with ExitStack() as stack:
        earlier = stack.enter_context(
            earlier_tree(options.commit, options.tree, options.share_environment)
        )
        start = stack.enter_context(launch_profiles(viewport=WINDOW))
        drivers = {
            options.commit: stack.enter_context(_served(start(), earlier)),
            "this tree": stack.enter_context(_served(start(), THIS, options.in_project)),
        }
        openings: dict[str, Opening] = {name: each.open_picture for name, each in drivers.items()}
        if options.in_project:
            openings["this tree"] = opening_in_project(drivers["this tree"])
        print(
            f"{drivers['this tree'].visitor.chromium()}, {WINDOW['width']}x{WINDOW['height']}; "
            f"{plan.objects} objects on {SIZE[0]}x{SIZE[1]}, and on {LARGE[0]}x{LARGE[1]}"
        )
        stack.enter_context(machine.other_work(options.other_work))
        sides = measure(drivers, openings, plan, options.acts, options.profile)
    before, after = sides.values()
    print(table(before, after, options.commit))
    print(f"Load at the end: {machine.load()}")
    found = summary(before, after, plan.objects)
    print(json.dumps(found))
    if set(options.acts) == set(ACTS) and options.other_work >= OTHER_WORK:
        demand(demands(found, before.heap, options.commit))


@contextmanager
def _served(context: BrowserContext, tree: Tree, projects: bool = False) -> Iterator[Driver]:
    with (
        TemporaryDirectory() as data,
        server_process(
            *(("--data-dir", data) if projects else ()), root=tree.root, python=tree.python
        ) as server,
        driving(context, server.address) as driver,
    ):
        yield driver


def measure(
    drivers: Mapping[str, Driver],
    openings: Mapping[str, Opening],
    plan: Plan,
    acts: Sequence[str],
    profiles: Path | None,
) -> dict[str, Side]:
    """Do everything with each page, act by act in turn, so that other work slows all alike.

    Args:
        drivers: a hand on each page, by its commit; no picture is open.
        openings: how pictures are opened there.
        plan: how much is done.
        acts: which of ``ACTS``.
        profiles: the folder that profiles go to; None for none.
    """
    sides = {name: Side() for name in drivers}
    works: list[tuple[Callable[[Driver, Plan], dict[str, list[float]]], tuple[str, ...]]] = [
        (_hover, ("hover",)),
        (_take, ("take",)),
        (_keep, ("keep", "undo")),
        (_hide, ("hide",)),
        (_reload, ("reload",)),
    ]
    large = [(_zoom, ("zoom",)), (_brush, ("brush",))]

    def do(name: str, work: Callable[[Driver, Plan], dict[str, list[float]]]) -> None:
        driver = drivers[name]
        driver.take_tasks()
        file = f"{name.replace(' ', '-')}-{work.__name__.strip('_')}.cpuprofile"
        with profiled(driver.page, profiles and profiles / file):
            done = work(driver, plan)
        tasks = driver.take_tasks()
        for act, waits in done.items():
            sides[name].waits[act] += waits
        for act in done.keys() & set(ACTS):
            sides[name].tasks[act] += tasks

    for size, each in ((SIZE, works), (LARGE, large)):
        wanted = [work for work, of in each if set(of) & set(acts)]
        if not wanted:
            continue
        for name, driver in drivers.items():
            openings[name](tiled(*size))
            _fill(driver, plan.objects, size)
            if size == SIZE:
                sides[name].heap = driver.visitor.megabytes()
        for work in wanted:
            for name in drivers:
                do(name, work)
    return sides


def _fill(driver: Driver, objects: int, size: tuple[int, int]) -> None:
    driver.search(blobs(objects, size), "default")
    driver.take_all(objects)
    driver.look_at_objects()


def _hover(driver: Driver, plan: Plan) -> dict[str, list[float]]:
    driver.prepare_lighting()
    found = blobs(plan.objects, SIZE)
    places = [middle(found[i % plan.objects], SIZE) for i in range(plan.repeats * 2)]
    waits = [driver.light(place) for place in places]
    driver.look_at_objects()
    return {"hover": waits}


def _take(driver: Driver, plan: Plan) -> dict[str, list[float]]:
    driver.search(blobs(MORE, SIZE, seed=1), "fast")
    waits: list[float] = []
    for _ in range(plan.few):
        waits.append(driver.take_all(plan.objects + MORE))
        driver.undo(plan.objects, drawn=plan.objects + MORE)
    driver.look_at_objects()
    return {"take": waits}


def _keep(driver: Driver, plan: Plan) -> dict[str, list[float]]:
    keep: list[float] = []
    undo: list[float] = []
    for place in free_places(plan.repeats):
        driver.begin_mask(place)
        keep.append(driver.keep(plan.objects + 1))
        undo.append(driver.undo(plan.objects))
        driver.drop_mask()
    return {"keep": keep, "undo": undo}


def _hide(driver: Driver, plan: Plan) -> dict[str, list[float]]:
    waits: list[float] = []
    for row in range(plan.repeats):
        waits.append(driver.hide(row % plan.objects, True, plan.objects - 1))
        driver.hide(row % plan.objects, False, plan.objects)
    return {"hide": waits}


def _reload(driver: Driver, plan: Plan) -> dict[str, list[float]]:
    seen, answered = zip(*[driver.reload(plan.objects) for _ in range(plan.few)], strict=True)
    return {"reload": list(seen), MORE_WAITS[0]: list(answered)}


def _zoom(driver: Driver, plan: Plan) -> dict[str, list[float]]:
    waits: list[float] = []
    steps = max(1, plan.repeats // 2)
    for place in free_places(2):
        waits += [driver.zoom((place[0] / 2, place[1]), notches) for notches in [1] * steps]
        driver.page.keyboard.press("0")
        driver.settle()
    return {"zoom": waits}


def _brush(driver: Driver, plan: Plan) -> dict[str, list[float]]:
    waits: list[float] = []
    for u, v in free_places(plan.few):
        driver.begin_mask((u, v))
        driver.take_up("brush")
        waits.append(driver.brush([(u - 0.2 + 0.02 * i, v) for i in range(8)]))
        driver.take_up("prompt")
        driver.drop_mask()
    return {"brush": waits}


def free_places(count: int) -> list[Place]:
    """Places that no object reaches, one below the other."""
    return [(1 - FREE / 2, 0.1 + 0.8 * (i + 0.5) / count) for i in range(count)]


def p95(values: Sequence[float]) -> float:
    """The 95th percentile; nan of none."""
    return float(np.percentile(values, 95)) if values else float("nan")


def table(before: Side, after: Side, commit: str) -> str:
    """Waits and long tasks of both, act by act."""
    head = f"{'milliseconds, median (p95)':<36}{commit:>20}{'this tree':>20}{'ratio':>8}"
    lines = [f"{head}{'longest task, both':>24}"]
    for act in (*ACTS, *MORE_WAITS):
        if not after.waits[act]:
            continue
        cells = "".join(f"{_spread(side.waits[act]):>20}" for side in (before, after))
        tasks = (
            ", ".join(f"{max(side.tasks[act], default=0):.0f}" for side in (before, after))
            if act in ACTS
            else ""
        )
        ratio = p95(after.waits[act]) / p95(before.waits[act])
        lines.append(f"  {act:<34}{cells}{ratio:>8.2f}{tasks:>24}")
    lines.append(f"  {'memory, MB':<34}{before.heap:>20.1f}{after.heap:>20.1f}")
    return "\n".join(lines)


def _spread(values: Sequence[float]) -> str:
    return f"{np.median(values):.0f} ({p95(values):.0f})"


def summary(before: Side, after: Side, objects: int) -> dict[str, float | int | None]:
    """The last line: ratios of 95th percentiles, None where nothing was measured."""
    found: dict[str, float | int | None] = {"objects": objects}
    for act in ACTS:
        ratio = p95(after.waits[act]) / p95(before.waits[act])
        found[f"{act}_ratio"] = None if np.isnan(ratio) else round(ratio, 3)
    tasks = [task for each in after.tasks.values() for task in each]
    found["longest_task_ms"] = round(max(tasks, default=0.0), 1)
    found["heap_mb"] = round(after.heap, 1)
    return found


def demands(
    found: Mapping[str, float | int | None], heap_before: float, commit: str
) -> dict[str, bool]:
    """What must hold of the last line."""
    task, heap = found["longest_task_ms"], found["heap_mb"]
    assert task is not None and heap is not None
    ratios = {act: found[f"{act}_ratio"] for act in ACTS}
    return {
        f"{act} takes at most {MOST_RATIO} of {commit}'s time": ratio is not None
        and ratio <= MOST_RATIO
        for act, ratio in ratios.items()
    } | {
        f"no task takes over {MOST_TASK} ms": task <= MOST_TASK,
        f"the page holds at most {commit}'s {heap_before:.1f} MB": heap <= heap_before,
    }
