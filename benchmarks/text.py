"""Words as prompts: what detector, two towers and prompt token find, and whether they know absence.

Sixty drawn scenes that no model has seen, every word asked for in each of them, one pass of segment
everything shared by all ways. With --data and --text-folder on a user's own pictures and models.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from benchmarks.options import positive
from benchmarks.verdict import demand
from benchmarks.words.cases import Case, Cases, brought, drawn
from benchmarks.words.scores import Tally
from sam.automatic import EverythingSettings
from sam.build import load_sam
from sam.masks.rle import CocoRle
from sam.modeling import Sam
from sam.text import MOST_WORDS, Finder, Picture, load_finder
from sam.weights import find_checkpoint

TINY = (Path("tests/sam/text/models/towers"),)

LEAST, LEAST_MCC = 0.8, 0.7
"""What the tiny models have to reach on the drawn scenes."""

ALL, UNSEEN = "all", "unseen"

Tallies = dict[tuple[str, str], Tally]
"""By way, and ``all`` or ``unseen``."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare this benchmark's options."""
    parser.add_argument(
        "--scenes", type=positive, default=60, help="drawn scenes (default: %(default)s)"
    )
    parser.add_argument(
        "--text-folder",
        type=Path,
        action="append",
        metavar="FOLDER",
        help="of a text model; may be repeated (default: the tiny ones of the tests)",
    )
    parser.add_argument(
        "--data",
        type=Path,
        help="instead of scenes: a folder with index.csv and classes.csv, or COCO's JSON",
    )
    parser.add_argument("--images", type=Path, metavar="FOLDER", help="of the JSON's pictures")
    parser.add_argument("--pictures", type=positive, help="at most so many of them")
    parser.add_argument(
        "--points", type=positive, default=16, help="a side, of the search (default: %(default)s)"
    )
    parser.add_argument(
        "--checkpoint", type=Path, help="checkpoint file (default: the one in weights/)"
    )


def run(options: argparse.Namespace) -> None:
    """Ask, print a table, and as the last line one JSON object."""
    if options.data is None:
        cases = drawn(options.scenes)
    else:
        cases = brought(options.data, options.images, options.pictures)
    finders = [load_finder(folder) for folder in options.text_folder or TINY]
    model = load_sam(options.checkpoint or find_checkpoint("vit_t"))
    settings = EverythingSettings(points_per_side=options.points)
    tallies: Tallies = defaultdict(Tally)
    started = time.perf_counter()
    for number, case in enumerate(cases.each, 1):
        for way, found in _found(case, cases, finders, model, settings):
            _count(tallies, way, found, case, cases)
        seconds = time.perf_counter() - started
        print(f"{case.name}: {number}/{len(cases.each)}, {seconds:.0f} s", flush=True)
    print(table(tallies))
    ours = {way: tally.as_json() for (way, which), tally in tallies.items() if which == ALL}
    print(json.dumps(ours))
    if options.data is None and options.text_folder is None:
        demand(demands(tallies))


Masks = dict[str, list[CocoRle]]


def _found(
    case: Case,
    cases: Cases,
    finders: Sequence[Finder],
    model: Sam,
    settings: EverythingSettings,
) -> Iterator[tuple[str, Masks]]:
    """What each way finds in a picture, by word, above the line."""
    picture = Picture.of(model, case.image(), settings=settings)
    for finder in finders:
        for way in finder.ways:
            found: Masks = {word: [] for word in cases.words}
            left = iter(cases.words)
            while asked := list(islice(left, MOST_WORDS)):
                for match in finder.find(picture, asked, cases.words, way):
                    if match.similarity >= finder.line[way]:
                        found[match.words].append(match.record.segmentation)
            yield way, found


def _count(tallies: Tallies, way: str, found: Masks, case: Case, cases: Cases) -> None:
    for word, masks in found.items():
        truths = [mask for each, mask in case.truths if each == word]
        tallies[way, ALL].count(masks, truths)
        if word in cases.unseen:
            tallies[way, UNSEEN].count(masks, truths)


def table(tallies: Tallies) -> str:
    """The figures as a Markdown table."""
    rows = ["| way | words | precision | recall | presence MCC |", "| --- " * 5 + "|"]
    for (way, which), tally in tallies.items():
        figures = " | ".join(f"{each:.3f}" for each in tally.as_json().values())
        rows.append(f"| {way} | {which} | {figures} |")
    return "\n".join(rows)


def demands(tallies: Tallies) -> dict[str, bool]:
    """What must hold on the drawn scenes, each as a sentence."""
    bars = {"precision": LEAST, "recall": LEAST, "presence_mcc": LEAST_MCC}
    return {
        f"{name} of {way}, {which} words ({figure}), is {bars[name]} or more": figure >= bars[name]
        for (way, which), tally in tallies.items()
        for name, figure in tally.as_json().items()
    }
