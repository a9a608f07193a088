"""The general check: how well a decoder does on natural photographs that a package brings.

With --predicts, whether it tells what happens elsewhere: decoders of differing damage, their change
on the half that gates beside their change on the natural pictures of the evaluation data.
"""

from __future__ import annotations

import argparse
import copy
import json
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
from scipy.stats import spearmanr
from torch import Tensor

from benchmarks.accuracy import table
from benchmarks.damaged import NOISES, SHARES, between, carelessly_tuned, noisy
from benchmarks.dataset import Sample, data_folder, read_samples
from benchmarks.errors import MeasurementError
from benchmarks.options import add_data, whole
from dataengine.errors import DataEngineError
from dataengine.training.general import ROLES, Role, general_pictures
from sam import SamPredictor
from sam.build import load_sam
from sam.evaluation import MEASURES, score_instance
from sam.modeling import Sam
from sam.weights import find_checkpoint

Scores = dict[str, float]
Picture = tuple[str, np.ndarray, list[np.ndarray]]
"""The group it is scored in, ``(H, W, 3) uint8`` RGB, and its masks, ``(H, W) bool``."""
Encoded = tuple[str, Tensor, list[np.ndarray]]
"""The same with its embedding in the image's place."""
Row = tuple[str, Scores]
"""An object's group and scores."""

NATURAL = "natural/core"
TUNED_ON = "industrial/finetune-train"


def encoded(model: Sam, pictures: Iterable[Picture]) -> list[Encoded]:
    """Every picture with its embedding, which decoders of one image encoder share."""
    predictor = SamPredictor(model)
    made = []
    for group, image, masks in pictures:
        predictor.set_image(image)
        made.append((group, predictor.get_image_embedding(), masks))
    return made


def scored(decoder: Sam, pictures: Sequence[Encoded]) -> list[Row]:
    """Group and scores of each object, in the order of pictures and masks."""
    predictor = SamPredictor(decoder)
    rows = []
    for group, embedding, masks in pictures:
        predictor.set_embedding(embedding, masks[0].shape)
        rows += [(group, score_instance(predictor, truth)) for truth in masks]
    return rows


def means(rows: Sequence[Row]) -> dict[str, Scores]:
    """By group: the number of ``instances``, and the mean of each of ``MEASURES``."""
    groups: dict[str, list[Scores]] = {}
    for group, scores in rows:
        groups.setdefault(group, []).append(scores)
    return {
        group: {"instances": len(each)}
        | {m: round(float(np.mean([row[m] for row in each])), 4) for m in MEASURES}
        for group, each in groups.items()
    }


def change(before: Scores, after: Scores) -> Scores:
    """What each measure rose by, and as ``mean`` all of them on average."""
    rose = {m: round(after[m] - before[m], 4) for m in MEASURES}
    return rose | {"mean": round(float(np.mean(list(rose.values()))), 4)}


def agreement(gate: dict[str, Scores], natural: dict[str, Scores]) -> Scores:
    """Spearman's rank correlation of the decoders' changes here and there, by measure."""
    found = {}
    for measure in (*MEASURES, "mean"):
        here, there = ([each[name][measure] for name in gate] for each in (gate, natural))
        found[measure] = round(float(spearmanr(here, there).statistic), 3)
    return found


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare this benchmark's options."""
    parser.add_argument(
        "--checkpoint",
        type=Path,
        action="append",
        help="another decoder, a checkpoint of the same kind; with --predicts it may be repeated",
    )
    parser.add_argument(
        "--predicts", action="store_true", help="compare with the evaluation pictures, minutes"
    )
    parser.add_argument(
        "--pictures",
        type=whole,
        default=12,
        help="natural evaluation pictures to compare with (default: 12; 0 for all)",
    )
    parser.add_argument(
        "--steps",
        type=whole,
        default=60,
        help="steps of the careless tuning (default: 60; 0 leaves it out)",
    )
    add_data(parser)


def run(options: argparse.Namespace) -> None:
    """Score or compare, print tables, and as the last line one JSON object."""
    started = time.perf_counter()
    given: list[Path] = options.checkpoint or []
    if options.predicts:
        result: Mapping[str, object] = _compare(options, given)
    elif len(given) > 1:
        raise MeasurementError(
            f"{len(given)} checkpoints were given; expected --predicts with them."
        )
    else:
        result = _score(given[0] if given else find_checkpoint())
    print(f"{time.perf_counter() - started:.0f} s")
    print(json.dumps(result))


def _score(checkpoint: Path) -> dict[str, Scores]:
    model = load_sam(checkpoint)
    print(f"{model.kind} from {checkpoint}")
    result: dict[str, Scores] = {}
    for role in ROLES:
        rows = scored(model, encoded(model, _general(role, by_photograph=True)))
        halves = means([(role, scores) for _, scores in rows])
        print(table(halves | means(rows)), end="\n\n")
        result[role] = halves[role]
    return result


def _compare(options: argparse.Namespace, given: Sequence[Path]) -> dict[str, object]:
    published = load_sam(find_checkpoint())
    samples = read_samples(data_folder(options.data))
    natural = [sample for sample in samples if sample.group == NATURAL]
    if options.pictures and options.pictures < len(natural):
        chosen = np.linspace(0, len(natural) - 1, options.pictures).round().astype(int)
        natural = [natural[index] for index in chosen]
    narrow = [sample for sample in samples if sample.group == TUNED_ON]
    if not natural:
        raise MeasurementError(f"The evaluation data has no pictures of {NATURAL}; expected some.")
    sets = [
        encoded(published, pictures)
        for pictures in (_general("gate"), (_picture(sample) for sample in natural))
    ]
    before = [means(scored(published, pictures)) for pictures in sets]
    print(table(before[0] | before[1]), end="\n\n")
    changes: list[dict[str, Scores]] = [{}, {}]
    print(_HEAD)
    for name, decoder in _decoders(published, narrow, options.steps, given):
        for pictures, was, found in zip(sets, before, changes, strict=True):
            (group,) = was
            found[name] = change(was[group], means(scored(decoder, pictures))[group])
        print(_beside(name, *(found[name] for found in changes)), flush=True)
    gate, elsewhere = changes
    ranks = agreement(gate, elsewhere)
    print("\nrank correlation: " + ", ".join(f"{name} {rank:.2f}" for name, rank in ranks.items()))
    return {"gate": gate, NATURAL: elsewhere, "rank_correlation": ranks}


def _decoders(
    published: Sam, narrow: Sequence[Sample], steps: int, given: Sequence[Path]
) -> Iterator[tuple[str, Sam]]:
    for path in given:
        yield path.name, _with_decoder_of(published, path)
    if narrow and steps:
        tuned = carelessly_tuned(published, narrow, steps)
        for share in SHARES:
            yield (
                f"{steps} careless steps, {share:.0%} of the way",
                between(published, tuned, share),
            )
    for part, strength in NOISES:
        yield f"{part}, noise {strength}", noisy(published, part, strength)


def _with_decoder_of(published: Sam, checkpoint: Path) -> Sam:
    """The published model with another's decoder, so that both see the same embeddings."""
    other = load_sam(checkpoint)
    if other.kind != published.kind:
        raise MeasurementError(
            f"{checkpoint} is a {other.kind}; expected the published decoder's {published.kind}."
        )
    made = copy.deepcopy(published)
    made.prompt_encoder, made.mask_decoder = other.prompt_encoder, other.mask_decoder
    return made


def _general(role: Role, by_photograph: bool = False) -> Iterator[Picture]:
    try:
        for each in general_pictures(role):
            yield each.name if by_photograph else role, each.read_image(), each.masks
    except DataEngineError as error:
        raise MeasurementError(error.message) from error


def _picture(sample: Sample) -> Picture:
    return sample.group, sample.read_image(), list(sample.read_instances())


_NAMES = ("1 click", "best of 3", "3 clicks", "box", "mean")
_HEAD = (
    f"Change on the gate's half / on {NATURAL}:\n\n| decoder | {' | '.join(_NAMES)} |\n"
    f"| --- |{' --- |' * len(_NAMES)}"
)


def _beside(name: str, gate: Scores, natural: Scores) -> str:
    """A decoder's two changes as a row of a Markdown table, the gate's first in each cell."""
    cells = [f"{gate[m]:+.3f} / {natural[m]:+.3f}" for m in (*MEASURES, "mean")]
    return f"| {name} | {' | '.join(cells)} |"
