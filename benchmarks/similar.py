"""The rest like this one: what is suggested from one, two and four exemplars of a picture.

Every label with three objects or more in an evaluation picture, exemplars drawn five times, beside
two baselines; what ranks and the line are set on the other pictures (leave one picture out).
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import time
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TypedDict

import numpy as np

from benchmarks.dataset import data_folder, read_samples
from benchmarks.errors import MeasurementError
from benchmarks.options import add_data, positive
from benchmarks.replay import labels_of
from benchmarks.similarity.pictures import Picture, described, found_in
from benchmarks.similarity.questions import (
    EXEMPLARS,
    LEAST_INSTANCES,
    Answer,
    Question,
    Rule,
    answer,
    cosine,
    gate,
    learnt,
    lines,
    means,
    perfect,
    questions,
    same_size,
)
from benchmarks.verdict import demand
from sam.automatic import PRESETS, preset
from sam.build import load_sam
from sam.similar import Likeness
from sam.weights import find_checkpoint

BETTER_BY = 0.05
"""Than either baseline, in mean F1 with one exemplar."""
BETTER_WITH_FOUR = 0.03
"""Than with one."""

OURS = "ours"
BASELINES: Mapping[str, Rule] = {"same size": same_size, "cosine": cosine}


class Summary(TypedDict):
    """The last line: mean F1 over pairs of picture and label."""

    f1: float
    f1_same_size: float
    f1_cosine: float
    f1_by_exemplars: dict[str, float]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare this benchmark's options."""
    add_data(parser)
    parser.add_argument(
        "--draws", type=positive, default=5, help="times exemplars are drawn (default: 5)"
    )
    parser.add_argument(
        "--preset",
        choices=sorted(PRESETS),
        default="fast",
        help="settings of the search for candidates (default: fast, as the page)",
    )
    parser.add_argument(
        "--work",
        type=Path,
        metavar="FOLDER",
        help="keep embeddings and candidates there, so that a second run takes seconds",
    )
    parser.add_argument(
        "--write",
        type=Path,
        metavar="FILE",
        help="write what was learnt from all pictures together, as sam/similar/likeness.json is",
    )
    parser.add_argument(
        "--checkpoint", type=Path, help="checkpoint file (default: the one in weights/)"
    )


def run(options: argparse.Namespace) -> None:
    """Ask, print tables, and as the last line one JSON object."""
    pictures = gathered(options)
    asked = list(questions(pictures, options.draws))
    answers = {
        name: [
            answer(pictures[each.picture], each, rule(pictures[each.picture], each), each.open)
            for each in asked
        ]
        for name, rule in BASELINES.items()
    }
    answers[OURS] = ours(pictures, asked)
    found = {
        (name, number): means(pictures, each, asked, number)
        for name, each in answers.items()
        for number in EXEMPLARS
    }
    print(pairs_table(found))
    print(f"\n{table(found)}\n")
    print(bound(pictures, asked))
    if options.write is not None:
        write(options.write, pictures, asked)
    result = summary(found)
    print(json.dumps(result))
    if options.data is None:
        demand(demands(result))


def bound(pictures: Sequence[Picture], asked: Sequence[Question]) -> str:
    """What ranking could reach with the candidates that there are, in a sentence."""
    pairs = defaultdict(list)
    for each in asked:
        if each.asked == 1:
            picture = pictures[each.picture]
            pairs[picture.name, each.label].append(perfect(picture, each).f1(0.0))
    reached = float(np.mean([np.mean(each) for each in pairs.values()]))
    return f"With perfect ranking these candidates would come to an F1 of {reached:.3f}."


Found = Mapping[tuple[str, int], Mapping[tuple[str, str], np.ndarray]]
"""By rule and number of exemplars, by picture and label: precision, recall, F1."""


def gathered(options: argparse.Namespace) -> list[Picture]:
    """The pictures with enough objects of a label.

    Raises:
        MeasurementError: there are fewer than two of them.
    """
    folder = data_folder(options.data)
    labels = labels_of(folder)
    model = load_sam(options.checkpoint or find_checkpoint("vit_t"))
    settings = preset(options.preset)
    pictures, started = [], time.perf_counter()
    for sample in read_samples(folder):
        own = [labels.get((sample.name, index + 1), "") for index in range(sample.instances)]
        if max(Counter(each for each in own if each).values(), default=0) < LEAST_INSTANCES:
            continue
        found, kept = found_in(sample, model, settings, options.work)
        pictures.append(described(sample, own, found))
        how = "kept" if kept else "found"
        seconds = time.perf_counter() - started
        print(f"{sample.name}: {len(pictures[-1].masks)} masks {how}, {seconds:.0f} s", flush=True)
    if len(pictures) < 2:
        raise MeasurementError(
            f"{folder} has {len(pictures)} pictures with {LEAST_INSTANCES} objects of one class in "
            "classes.csv; expected two at least, as each is left out in turn."
        )
    return pictures


def ours(pictures: Sequence[Picture], asked: Sequence[Question]) -> list[Answer]:
    """Every question answered by what was learnt from the other pictures."""
    likeness = {place: learnt(pictures, asked, place) for place in {each.picture for each in asked}}
    return [
        answer(
            pictures[each.picture],
            each,
            likeness[each.picture].scores(each.features),
            gate(pictures[each.picture], each),
        )
        for each in asked
    ]


def write(path: Path, pictures: Sequence[Picture], asked: Sequence[Question]) -> None:
    """Learn from all pictures, and the lines from answers that left each of them out in turn."""
    answers = ours(pictures, asked)
    by_number = {number: lines(answers, asked, number)[-1] for number in EXEMPLARS}
    three = (by_number[2] + by_number[4]) / 2
    whole: Likeness = dataclasses.replace(
        learnt(pictures, asked, None), lines=(by_number[1], by_number[2], three, by_number[4])
    )
    path.write_text(json.dumps(whole.to_json(), indent=2) + "\n", encoding="utf-8")


def table(found: Found) -> str:
    """Means over the pairs, as a Markdown table."""
    rows = ["| exemplars | rule | precision | recall | F1 |", "| --- | --- | --- | --- | --- |"]
    for number in EXEMPLARS:
        for name in (*BASELINES, OURS):
            cells = [f"{each:.3f}" for each in mean(found[name, number])]
            rows.append(f"| {number} | {name} | {' | '.join(cells)} |")
    return "\n".join(rows)


def pairs_table(found: Found) -> str:
    """F1 of each pair with one exemplar, and with four, as a Markdown table."""
    head = f"| picture | label | {' | '.join(BASELINES)} | {OURS} | {OURS}, four |"
    rows = [head, "| --- |" + " --- |" * (3 + len(BASELINES))]
    for picture, label in found[OURS, 1]:
        figures = [found[name, 1][picture, label][2] for name in (*BASELINES, OURS)]
        figures.append(found[OURS, 4][picture, label][2])
        rows.append(f"| {picture} | {label} | {' | '.join(f'{each:.2f}' for each in figures)} |")
    return "\n".join(rows)


def mean(pairs: Mapping[tuple[str, str], np.ndarray]) -> list[float]:
    """Precision, recall and F1 over the pairs, each pair counting once."""
    return [float(each) for each in np.mean(list(pairs.values()), axis=0)]


def summary(found: Found) -> Summary:
    """The last line."""
    f1 = {key: round(mean(pairs)[2], 4) for key, pairs in found.items()}
    return {
        "f1": f1[OURS, 1],
        "f1_same_size": f1["same size", 1],
        "f1_cosine": f1["cosine", 1],
        "f1_by_exemplars": {str(number): f1[OURS, number] for number in EXEMPLARS},
    }


def demands(found: Summary) -> dict[str, bool]:
    """What must hold on the project's own evaluation pictures, each as a sentence."""
    best = max(found["f1_same_size"], found["f1_cosine"])
    by = found["f1_by_exemplars"]
    return {
        f"F1 ({found['f1']}) is better than both baselines (best {best}) by {BETTER_BY}": (
            found["f1"] >= best + BETTER_BY
        ),
        f"four exemplars ({by['4']}) are better than one ({by['1']}) by {BETTER_WITH_FOUR}": (
            by["4"] >= by["1"] + BETTER_WITH_FOUR
        ),
    }
