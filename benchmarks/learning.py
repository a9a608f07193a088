"""What a round of fine-tuning gains in a project, and what it forgets elsewhere.

Trains on the pictures whose role is finetune-train, as ``python -m dataengine train`` does: the
round splits them by group itself. The pictures of role finetune-val are looked at once, at the end;
so are those of role core, which no round has seen. The published decoder's figures stand beside.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import tempfile
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks import peak
from benchmarks.dataset import DatasetError, Sample, data_folder, read_samples
from benchmarks.learning_damage import Damage, damaged
from benchmarks.options import add_data, positive
from dataengine.training.checked import general_check
from dataengine.training.examples import Example
from dataengine.training.gate import NAMES, compare
from dataengine.training.judging import Row, judge
from dataengine.training.progress import Progress
from dataengine.training.recipe import Recipe
from dataengine.training.round import Candidate, Early, Outcome, run_round
from dataengine.training.views import Views
from sam.build import load_sam
from sam.evaluation import MEASURES
from sam.modeling import MaskDecoder, Sam
from sam.weights import find_checkpoint

GROUPS = r"_(\d+_\d+)_crop_"
"""What names the place on a spindle in the shared data's industrial pictures."""

ROLES = ("finetune-train", "finetune-val")
"""Of the pictures that a round learns from, and of those that test it."""

MICRO_SAM = "0:16 to 7:47 h"
"""micro-sam's published times on a CPU, for 1 to 10 pictures (its
finetuning/specialists/resource-efficient/README.md)."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare this benchmark's options."""
    add_data(parser)
    parser.add_argument("--groups", default=GROUPS, help="regular expression: names a group")
    parser.add_argument(
        "--pictures", type=positive, help="train on so many only, of as many groups as can be"
    )
    parser.add_argument("--steps", type=positive, help="at most so many in either training")
    parser.add_argument("--seed", type=int, default=0, help="of the round (default: 0)")
    parser.add_argument(
        "--folds", type=positive, default=1, help="train so often, each time without some groups"
    )
    parser.add_argument(
        "--wrong", choices=[None, "shifted", "swapped"], help="spoil a tenth of the masks"
    )
    parser.add_argument(
        "--test-alone", action="store_true", help="leave out the pictures of role core"
    )
    parser.add_argument(
        "--first", action="store_true", help="leave each round when its specialist is judged"
    )
    parser.add_argument("--scores", type=Path, help="write every instance's scores there (CSV)")
    parser.add_argument("--cache", type=Path, help="keep embeddings here (default: nowhere)")


def run(options: argparse.Namespace) -> None:
    """Train, print tables, and as the last line one JSON object."""
    samples = read_samples(data_folder(options.data))
    pattern = re.compile(options.groups)
    train = spread(_examples(samples, ROLES[0], pattern), options.pictures)
    test = _examples(samples, ROLES[1], pattern)
    if not train or not test:
        raise DatasetError(f"The folder has no pictures of the roles {', '.join(ROLES)}.")
    model = load_sam(find_checkpoint())
    recipe = Recipe(seed=options.seed)
    if options.steps is not None:
        recipe = replace(recipe, steps=options.steps, free_steps=options.steps)
    with tempfile.TemporaryDirectory() as made:
        cache = options.cache or Path(made) / "embeddings"
        bench = Bench(model, recipe, cache, Path(made), options.wrong)
        if options.folds > 1:
            _folds(bench, [*train, *test], options.folds, options.first)
            return
        if options.first:
            _first(bench, train, test)
            return
        outcome = bench.round(train, "round")
        general = {
            domain: _examples_of(samples, domain)
            for domain in dict.fromkeys(s.group for s in samples if s.group.endswith("/core"))
            if not options.test_alone
        }
        _tables(bench, outcome, train, test, general, options.scores)


class _Enough(Exception):
    """The specialist is there, and nothing else is wanted."""

    def __init__(self, found: Candidate) -> None:
        super().__init__()
        self.found = found


class Bench:
    """What every round of a run has in common."""

    def __init__(
        self, model: Sam, recipe: Recipe, cache: Path, folder: Path, wrong: Damage | None
    ) -> None:
        self.model, self.recipe, self.cache, self.folder = model, recipe, cache, folder
        self.wrong = wrong

    def specialist(self, train: Sequence[Example], name: str) -> Candidate:
        """What a round hands out first; the rest of the round is not done."""

        def enough(found: Candidate) -> None:
            raise _Enough(found)

        try:
            self.round(train, name, enough)
        except _Enough as end:
            return end.found
        raise AssertionError("A round has a specialist.")

    def round(
        self, train: Sequence[Example], name: str, early: Early = lambda specialist: None
    ) -> Outcome:
        """A round on some pictures, a tenth of their masks spoilt if that was asked for."""
        if self.wrong is not None:
            train = damaged(train, self.wrong, self.recipe.seed)
        folder = self.folder / name
        started = time.perf_counter()

        def report(progress: Progress) -> None:
            if progress.phase != "training" or progress.done % 30 == 0:
                print(f"{time.perf_counter() - started:5.0f} s  {progress}", flush=True)

        # A spoilt example has a name of its own, and shares no embedding with the sound one.
        return run_round(
            self.model, train, general_check(), folder, self.cache, self.recipe, report, early
        )

    def scores(self, decoder: MaskDecoder, examples: Sequence[Example]) -> list[Row]:
        """A decoder's scores on pictures that no round has seen."""
        views = Views(self.model, self.cache, examples, flips=1)
        for index in range(len(examples)):
            views.prepare(index)
        return judge(self.model, decoder, views, range(len(examples)))


def _tables(
    bench: Bench,
    outcome: Outcome,
    train: Sequence[Example],
    test: Sequence[Example],
    general: dict[str, list[Example]],
    scores: Path | None,
) -> None:
    decoders = {
        "before": bench.model.mask_decoder,
        "safe": outcome.safe.decoder,
        "specialist": outcome.specialist.decoder,
    }
    sets = {"test": list(test), **general}
    rows = {
        name: {of: bench.scores(decoder, examples) for of, examples in sets.items()}
        for name, decoder in decoders.items()
    }
    for place in outcome.places:
        print(f"on the dial {place.share:.2f}: own {place.own:.3f}, fall {place.fall:+.3f}")
    falls = {}
    for name in ("safe", "specialist"):
        candidate = getattr(outcome, name)
        print(f"\n{name}: place {candidate.share:.2f} on the dial, {candidate.verdict.kind}")
        for reason in candidate.verdict.reasons:
            print(f"  {reason}")
        print("| set | objects | measure | before | after | change | 95 % by group |")
        print("| --- | --- | --- | --- | --- | --- | --- |")
        worst = 0.0
        for of in sets:
            before, after = rows["before"][of], rows[name][of]
            for measure, change in compare(before, after).items():
                print(
                    f"| {of} | {len(before)} | {NAMES[measure]} | {change.before:.3f} | "
                    f"{change.after:.3f} | {change.difference:+.3f} | "
                    f"{change.lower:+.3f} to {change.upper:+.3f} |"
                )
                if of != "test":
                    worst = min(worst, change.difference)
        falls[name] = worst
    print(
        f"\nfirst decoder judged after {outcome.first_seconds:.0f} s, both after "
        f"{outcome.seconds:.0f} s; micro-sam's published times on a CPU: {MICRO_SAM}"
    )
    print(f"memory at most: {peak.own('VmHWM') or float('nan'):.0f} MB")
    if scores is not None:
        _write(scores, rows)
    print(
        json.dumps(
            {
                "pictures": len(train),
                "seconds": round(outcome.seconds),
                **{name: _means(rows[name]["test"]) for name in decoders},
                "general_worst_change": round(falls["safe"], 4),
                "specialist_worst_change": round(falls["specialist"], 4),
                "offered": outcome.safe.verdict.offered or outcome.specialist.verdict.offered,
            }
        )
    )


def _first(bench: Bench, train: Sequence[Example], test: Sequence[Example]) -> None:
    """The specialist alone, on the test pictures."""
    specialist = bench.specialist(train, "round")
    print(f"specialist: {specialist.verdict.kind}")
    for reason in specialist.verdict.reasons:
        print(f"  {reason}")
    before = bench.scores(bench.model.mask_decoder, test)
    after = bench.scores(specialist.decoder, test)
    for measure, change in compare(before, after).items():
        print(
            f"{NAMES[measure]}: {change.before:.3f} to {change.after:.3f}, "
            f"{change.difference:+.3f} ({change.lower:+.3f} to {change.upper:+.3f})"
        )
    print(
        json.dumps(
            {
                "pictures": len(train),
                "before": _means(before),
                "specialist": _means(after),
                "offered": specialist.verdict.offered,
            }
        )
    )


def _folds(bench: Bench, examples: Sequence[Example], count: int, first: bool) -> None:
    """Every picture is tested once, by a round that saw none of its group.

    Args:
        first: whether each round is left when its specialist is judged.
    """
    groups = sorted({example.group for example in examples})
    parts = [set(groups[index::count]) for index in range(count)]
    rows: dict[str, list[Row]] = defaultdict(list)
    for number, part in enumerate(parts):
        train = [example for example in examples if example.group not in part]
        test = [example for example in examples if example.group in part]
        rows["before"] += bench.scores(bench.model.mask_decoder, test)
        found: dict[str, Candidate]
        if first:
            found = {"specialist": bench.specialist(train, f"fold{number}")}
        else:
            outcome = bench.round(train, f"fold{number}")
            found = {"safe": outcome.safe, "specialist": outcome.specialist}
        for name, each in found.items():
            rows[name] += bench.scores(each.decoder, test)
        kinds = ", ".join(f"{name} {each.verdict.kind}" for name, each in found.items())
        print(f"fold {number}: {len(test)} pictures tested; {kinds}", flush=True)
    for name in list(rows)[1:]:
        for measure, change in compare(rows["before"], rows[name]).items():
            print(
                f"{name}, {NAMES[measure]}: {change.before:.3f} to {change.after:.3f}, "
                f"{change.difference:+.3f} ({change.lower:+.3f} to {change.upper:+.3f})"
            )
    print(json.dumps({"folds": count, **{name: _means(each) for name, each in rows.items()}}))


def spread(examples: Sequence[Example], count: int | None) -> list[Example]:
    """So many examples, from one group after the other, in the order that they have; None for all.

    A round needs groups more than pictures, and so does whoever chooses what to annotate first.
    """
    seen: dict[str, int] = defaultdict(int)
    turns = []
    for index, example in enumerate(examples):
        turns.append((seen[example.group], index))
        seen[example.group] += 1
    chosen = sorted(index for _, index in sorted(turns)[:count])
    return [examples[index] for index in chosen]


def _examples(samples: Sequence[Sample], role: str, pattern: re.Pattern[str]) -> list[Example]:
    return [example_of(s, pattern) for s in samples if s.group.endswith(f"/{role}")]


def _examples_of(samples: Sequence[Sample], group: str) -> list[Example]:
    return [example_of(s, re.compile("(?!)")) for s in samples if s.group == group]


def example_of(sample: Sample, pattern: re.Pattern[str]) -> Example:
    """A picture as rounds take it; its group is what the pattern finds in its name, else itself."""
    found = pattern.search(sample.name)
    return Example(
        name=sample.name,
        group=found[1] if found else sample.name,
        open=sample.read_image,
        masks=lambda: list(sample.read_instances()),
        objects=sample.instances,
    )


def _means(rows: Sequence[Row]) -> dict[str, float]:
    return {m: round(float(np.mean([row.scores[m] for row in rows])), 3) for m in MEASURES}


def _write(path: Path, rows: dict[str, dict[str, list[Row]]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer: Any = csv.writer(file)
        writer.writerow(["decoder", "set", "picture", "group", "object", *MEASURES])
        for decoder, sets in rows.items():
            for of, each in sets.items():
                for row in each:
                    figures = [f"{row.scores[m]:.4f}" for m in MEASURES]
                    writer.writerow([decoder, of, row.example, row.group, row.index, *figures])
