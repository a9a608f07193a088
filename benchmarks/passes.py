"""The scripted annotator goes through the same pictures three times: as published, with a memory
that learnt from the other half of them, and with a decoder that was tuned on the other half.

The pictures are those of the roles finetune-train and finetune-val; their groups are halved, and
each half teaches the other. What was learnt from a picture's own half is forgotten before the next
one is opened.
"""

from __future__ import annotations

import argparse
import json
import re
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser

from benchmarks import machine
from benchmarks.annotating.objects import Sitting
from benchmarks.annotating.passes_chart import draw
from benchmarks.annotating.passes_tally import (
    PASSES,
    Pass,
    clicks_table,
    noc_figures,
    summary,
    table,
)
from benchmarks.annotating.script import annotate
from benchmarks.browser.chromium import launch
from benchmarks.browser.driving import driving
from benchmarks.browser.hands import PageHand, hand_of
from benchmarks.browser.server import server_process
from benchmarks.browser.visitor import WINDOW
from benchmarks.dataset import DatasetError, Sample, data_folder, read_samples
from benchmarks.learning import GROUPS, ROLES, Bench, example_of
from benchmarks.options import add_data
from benchmarks.ranked import RankedPredictor
from benchmarks.replay import clicks_of
from dataengine.training.judging import with_decoder
from dataengine.training.recipe import Recipe
from dataengine.training.rounds import save_model
from export.exporter import export_checkpoint
from export.manifest import PRECISIONS
from sam import SamPredictor
from sam.build import load_sam
from sam.evaluation import Prompted, ious_by_click
from sam.modeling import Sam
from sam.ranking import Memory
from sam.rounding import rounded
from sam.weights import find_checkpoint

LABEL = "object"
"""The class of all objects: the memory of that label is the one that is asked."""

REMEMBER = """(memory) => localStorage.setItem("memory", JSON.stringify({ memory, ids: [] }))"""
"""What the page keeps of its memory without a project."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare this benchmark's options."""
    add_data(parser)
    parser.add_argument("--groups", default=GROUPS, help="regular expression: names a group")
    parser.add_argument("--seed", type=int, default=0, help="of the rounds (default: 0)")
    parser.add_argument(
        "--work",
        type=Path,
        metavar="FOLDER",
        help="keep embeddings, rounds and decoders there, for another run (default: nowhere)",
    )
    parser.add_argument(
        "--clicks-alone",
        action="store_true",
        help="only replay clicks without a page, which takes no browser and times nothing",
    )
    parser.add_argument("--plot", type=Path, metavar="FILE", help="draw the passes there (SVG)")


def run(options: argparse.Namespace) -> None:
    """Teach, annotate, print tables, and as the last line one JSON object."""
    print(f"{machine.describe()}; load {machine.load()}")
    samples = [
        sample
        for sample in read_samples(data_folder(options.data))
        if sample.group.rpartition("/")[2] in ROLES
    ]
    halves = halved(samples, re.compile(options.groups))
    passes = {name: Pass() for name in PASSES}
    with ExitStack() as stack:
        work = options.work or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        browser = None if options.clicks_alone else stack.enter_context(launch())
        for number, half in enumerate(halves):
            taught = _teach(halves[1 - number], options, work / f"taught-{1 - number}")
            if browser is not None:
                _annotate(browser, half, taught, passes)
            _replay(half, taught, passes)
            # So far: what comes later may fail.
            print(f"{number + 1} of 2 halves:")
            if browser is not None:
                print(table(passes))
            print(clicks_table(passes), flush=True)
    print(f"Load at the end: {machine.load()}")
    if options.clicks_alone:
        print(json.dumps({name: noc_figures(each) for name, each in passes.items()}))
        return
    if options.plot is not None:
        draw(passes, options.plot)
    print(json.dumps(summary(passes)))


@dataclass(frozen=True)
class Grouped:
    """A picture and the group that it is of."""

    sample: Sample
    group: str


def halved(samples: Sequence[Sample], pattern: re.Pattern[str]) -> list[list[Grouped]]:
    """Two halves of about as many groups, no group in both.

    Raises:
        DatasetError: there are fewer than two groups.
    """
    every = [Grouped(sample, example_of(sample, pattern).group) for sample in samples]
    groups = sorted({each.group for each in every})
    if len(groups) < 2:
        raise DatasetError(
            f"There are {len(groups)} groups of the roles {', '.join(ROLES)}; expected two halves "
            "of at least one each."
        )
    return [[each for each in every if each.group in groups[half::2]] for half in (0, 1)]


@dataclass(frozen=True)
class _Taught:
    """What a half leaves behind.

    Attributes:
        memory: of its objects, each clicked once.
        tuned: the model with the specialist's decoder.
        checkpoint, models: the same as the server takes it.
    """

    memory: Memory
    tuned: Sam
    checkpoint: Path
    models: Path


def _teach(half: Sequence[Grouped], options: argparse.Namespace, folder: Path) -> _Taught:
    published = load_sam(find_checkpoint())
    samples = [each.sample for each in half]
    predictor = SamPredictor(rounded(load_sam(find_checkpoint())))
    memory = Memory()
    labels = {(s.name, i): LABEL for s in samples for i in range(1, s.instances + 1)}
    for sample in samples:
        for (click,) in clicks_of(predictor, sample, labels, orders=1):
            memory.learn(click.label, click.rows, click.overlaps)
    folder.mkdir(parents=True, exist_ok=True)
    bench = Bench(published, Recipe(seed=options.seed), folder / "embeddings", folder, None)
    pattern = re.compile(options.groups)
    specialist = bench.specialist([example_of(sample, pattern) for sample in samples], "round")
    print(f"The gate says of the decoder from {len(samples)} pictures: {specialist.verdict.kind}")
    for reason in specialist.verdict.reasons:
        print(f"  {reason}")
    tuned = with_decoder(published, specialist.decoder)
    checkpoint, models = folder / "mobile_sam.pt", folder / "models"
    save_model(checkpoint, tuned)
    export_checkpoint(checkpoint, models, None, PRECISIONS[0], print)
    return _Taught(memory, tuned, checkpoint, models)


def _annotate(
    browser: Browser, half: Sequence[Grouped], taught: _Taught, passes: dict[str, Pass]
) -> None:
    """One half in each pass, object by object in turn, so that other work slows all alike."""
    untaught = Memory()
    memories = dict(zip(PASSES, (untaught, taught.memory, untaught), strict=True))
    with _pages(browser, taught) as hands:
        for each in half:
            instances = range(1, each.sample.instances + 1)
            sitting = Sitting(each.sample, tuple((instance, LABEL) for instance in instances))
            truths = sitting.truths()
            for name, hand in hands.items():
                hand.page.evaluate(REMEMBER, memories[name].to_json())
                hand.open_picture(each.sample.image)
            for instance, label in sitting.objects:
                for name, hand in hands.items():
                    outcome = annotate(hand, truths[instance], label)
                    passes[name].add(outcome, each.group)


def _replay(half: Sequence[Grouped], taught: _Taught, passes: dict[str, Pass]) -> None:
    """The same objects with points alone, which need no page."""
    published, tuned = (
        SamPredictor(rounded(model)) for model in (load_sam(find_checkpoint()), taught.tuned)
    )
    for each in half:
        image = each.sample.read_image()
        published.set_image(image)
        tuned.set_image(image)
        predictors: tuple[Prompted, ...] = (
            published,
            RankedPredictor(published, taught.memory, LABEL),
            tuned,
        )
        for truth in each.sample.read_instances():
            for name, predictor in zip(PASSES, predictors, strict=True):
                passes[name].clicks.append(ious_by_click(predictor, truth))


@contextmanager
def _pages(browser: Browser, taught: _Taught) -> Iterator[dict[str, PageHand]]:
    """A hand for each pass, on a page of its own."""
    with ExitStack() as stack:
        published = stack.enter_context(server_process()).address
        tuned = stack.enter_context(
            server_process("--checkpoint", str(taught.checkpoint), "--models", str(taught.models))
        ).address
        yield {
            name: hand_of(
                stack.enter_context(driving(browser.new_context(viewport=WINDOW), origin)), [LABEL]
            )
            for name, origin in zip(PASSES, (published, published, tuned), strict=True)
        }
