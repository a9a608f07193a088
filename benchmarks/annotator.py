"""A scripted annotator with true masks, on this page and on an earlier commit's: how many objects
get a good mask, and how many actions, prompts and seconds of waiting each of them takes; and a
project that is annotated, reviewed, corrected and accepted.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from contextlib import ExitStack

from playwright.sync_api import Browser

from benchmarks import machine
from benchmarks.annotating.in_project import Worked, work
from benchmarks.annotating.objects import Sitting, classes_of, draw_sets, read_classes
from benchmarks.annotating.portfolio import portfolio
from benchmarks.annotating.script import Outcome, annotate
from benchmarks.annotating.tally import Found, demands, summary, table, together
from benchmarks.browser.chromium import launch
from benchmarks.browser.driving import driving
from benchmarks.browser.hands import PageHand, hand_of
from benchmarks.browser.server import server_process
from benchmarks.browser.visitor import WINDOW
from benchmarks.dataset import DatasetError, data_folder, read_samples
from benchmarks.earlier_tree import THIS, earlier_tree
from benchmarks.errors import MeasurementError
from benchmarks.options import add_data, add_earlier, whole
from benchmarks.verdict import demand
from benchmarks.workbench import COMMIT
from sam import SamPredictor
from sam.build import load_sam
from sam.evaluation import deepest_pixel, ious_by_click
from sam.rounding import rounded
from sam.weights import find_checkpoint

MOST_OBJECTS = 60
"""Of a set."""

IN_TURN = ("first", "second", "third")
"""Classes of the objects whose fixed cost is counted."""

PICTURES = 15
"""Of the project."""

OBJECTS_OF_PICTURE = 4
"""Of each of its pictures, at most."""

NEXT_MS = 300
"""In which the next picture can be clicked."""

FIXED = 6
"""Objects whose fixed cost is counted: twice each class."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the measurement's options."""
    add_data(parser)
    parser.add_argument(
        "--objects",
        type=whole,
        default=MOST_OBJECTS,
        help="objects of a set at most; with fewer than %(default)s nothing is demanded of them, "
        "and with 0 only the project is worked through (default: %(default)s)",
    )
    parser.add_argument(
        "--pictures",
        type=whole,
        default=PICTURES,
        help="pictures of the project; with fewer than %(default)s nothing is demanded of it, and "
        "with 0 there is none (default: %(default)s)",
    )
    parser.add_argument("--seed", type=whole, default=0, help="draws the objects (default: 0)")
    parser.add_argument(
        "--group",
        action="append",
        help="only this set, a domain/role; may be repeated, and nothing is demanded then",
    )
    add_earlier(parser, COMMIT)


def run(options: argparse.Namespace) -> None:
    """Measure, print what was found, and as the last line one JSON object.

    Raises:
        MeasurementError: nothing is to be measured, or a page did not do what it was asked.
        Missed: something that must hold did not.
    """
    if options.objects == 0 and options.pictures == 0:
        raise MeasurementError("--objects 0 --pictures 0 leaves nothing to annotate.")
    print(f"{machine.describe()}; load {machine.load()}")
    folder = data_folder(options.data)
    classes, samples = read_classes(folder), read_samples(folder)
    drawn = draw_sets(samples, classes, options.objects or MOST_OBJECTS, options.seed)
    sets = chosen(drawn, options.group)
    line: dict[str, float | int] = {}
    musts: dict[str, bool] = {}
    if options.objects:
        line |= _compared(options, sets)
        if options.objects >= MOST_OBJECTS and not options.group:
            musts |= demands(line, options.commit)
    if options.pictures:
        worked = _in_project(sets, options.pictures)
        line |= project_line(worked)
        if options.pictures >= PICTURES:
            musts |= project_demands(line)
    print(f"Load at the end: {machine.load()}")
    print(json.dumps(line))
    if musts:
        demand(musts)


def project_line(worked: Worked) -> dict[str, float | int]:
    """What the last line has of the project."""
    return {
        "pictures": worked.pictures,
        "accepted": worked.accepted,
        "next_p50_ms": round(worked.next_ms(50), 1),
        "next_p95_ms": round(worked.next_ms(95), 1),
    }


def project_demands(line: Mapping[str, float | int]) -> dict[str, bool]:
    """What must hold of that."""
    return {
        "every picture of the project is accepted": line["accepted"] == line["pictures"],
        f"the next picture can be clicked within {NEXT_MS} ms at p95": line["next_p95_ms"]
        < NEXT_MS,
    }


def _in_project(sets: Mapping[str, Sequence[Sitting]], pictures: int) -> Worked:
    plan = portfolio(sets, pictures, OBJECTS_OF_PICTURE)
    with launch() as browser:
        worked = work(browser, plan)
    print(worked.said())
    return worked


def _compared(
    options: argparse.Namespace, sets: Mapping[str, list[Sitting]]
) -> dict[str, float | int]:
    """Annotate on both pages, print what was found, and return what the last line has of it."""
    with ExitStack() as stack:
        earlier = stack.enter_context(
            earlier_tree(options.commit, options.tree, options.share_environment)
        )
        browser = stack.enter_context(launch())
        width, height = WINDOW["width"], WINDOW["height"]
        print(f"Chromium {browser.version}, a window of {width}x{height}")
        origins = [
            stack.enter_context(server_process(root=tree.root, python=tree.python)).address
            for tree in (earlier, THIS)
        ]
        outcomes: dict[str, list[list[Outcome]]] = {}
        for name, sittings in sets.items():
            outcomes[name] = _annotated(browser, origins, sittings)
            print(f"{name} is annotated.", flush=True)
        sitting = easiest([each for sittings in sets.values() for each in sittings])
        fixed = [_fixed(browser, origin, sitting) for origin in origins]
    clicks = _replayed(sets)
    found = {name: Found(before, after, clicks[name]) for name, (before, after) in outcomes.items()}
    print(table(found, options.commit))
    print(
        f"A mask kept as it comes, with three classes in turn: {fixed[0]:.2f} actions with "
        f"{options.commit}, {fixed[1]:.2f} with this tree."
    )
    return summary(together(found), fixed[1])


def chosen(
    sets: Mapping[str, list[Sitting]], groups: Sequence[str] | None
) -> dict[str, list[Sitting]]:
    """The sets that were asked for, all if none was.

    Raises:
        DatasetError: there is no such set, or none at all.
    """
    for group in groups or ():
        if group not in sets:
            raise DatasetError(
                f"There is no set {group!r} to annotate; expected one of {', '.join(sets)}."
            )
    found = {name: each for name, each in sets.items() if not groups or name in groups}
    if not found:
        raise DatasetError("index.csv lists no picture to annotate; expected at least one.")
    return found


def easiest(sittings: Sequence[Sitting]) -> Sitting:
    """A picture with enough objects to count their fixed cost, and the smallest of them large, so
    that no two clicks give one mask; else the one with the most objects.
    """

    def rank(sitting: Sitting) -> tuple[int, int]:
        areas = [int(truth.sum()) for truth in sitting.truths().values()]
        return min(len(areas), FIXED), min(areas)

    return max(sittings, key=rank)


def _annotated(
    browser: Browser, origins: Sequence[str], sittings: Sequence[Sitting]
) -> list[list[Outcome]]:
    """Annotate a set on each of some servers' pages, object by object in turn, so that other work
    slows all alike."""
    with ExitStack() as stack:
        hands = [
            hand_of(
                stack.enter_context(driving(browser.new_context(viewport=WINDOW), origin)),
                classes_of(sittings),
            )
            for origin in origins
        ]
        outcomes: list[list[Outcome]] = [[] for _ in hands]
        for sitting in sittings:
            truths = sitting.truths()
            for hand in hands:
                hand.open_picture(sitting.sample.image)
            for instance, label in sitting.objects:
                for hand, list_ in zip(hands, outcomes, strict=True):
                    list_.append(annotate(hand, truths[instance], label))
    return outcomes


def _fixed(browser: Browser, origin: str, sitting: Sitting) -> float:
    """Actions for an object whose first mask is kept, with three classes in turn.

    Raises:
        MeasurementError: the objects did not get their classes.
    """
    with driving(browser.new_context(viewport=WINDOW), origin) as driver:
        hand = hand_of(driver, IN_TURN)
        hand.open_picture(sitting.sample.image)
        truths = list(sitting.truths().values())[:FIXED]
        labels = [IN_TURN[i % len(IN_TURN)] for i in range(len(truths))]
        actions = 0
        for truth, label in zip(truths, labels, strict=True):
            hand.click(*deepest_pixel(truth & ~hand.blocked()), 1)
            actions += 1 + len(hand.keep(label))
        _check(hand, labels)
    return actions / len(truths)


def _check(hand: PageHand, labels: Sequence[str]) -> None:
    got = hand.labels()
    if sorted(got) != sorted(labels):
        raise MeasurementError(
            f"The objects have the classes {', '.join(got)}; expected {', '.join(labels)}."
        )


def _replayed(sets: Mapping[str, Sequence[Sitting]]) -> dict[str, list[list[float]]]:
    """IoU after each click with points alone, without a page, by set and object."""
    predictor = SamPredictor(rounded(load_sam(find_checkpoint(None))))
    clicks: dict[str, list[list[float]]] = {name: [] for name in sets}
    for name, sittings in sets.items():
        for sitting in sittings:
            predictor.set_image(sitting.sample.read_image())
            truths = sitting.truths()
            clicks[name] += [ious_by_click(predictor, truths[id_]) for id_, _ in sitting.objects]
    return clicks
