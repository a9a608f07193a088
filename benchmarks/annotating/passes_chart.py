"""The three passes as a picture for the documentation."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
from matplotlib import rc_context
from matplotlib.figure import Figure

from benchmarks.annotating.passes_tally import ACTION_S, LOOK_S, PASSES, Pass, changes

TITLES = {
    "published": "published weights",
    "memory": "memory of the other half",
    "tuned": "decoder tuned on the other half",
}

COSTS = {
    "clicks and keys": "#3b5bdb",
    "looks": "#91a7ff",
    "waiting": "#adb5bd",
}


def draw(passes: Mapping[str, Pass], file: Path) -> None:
    """Write seconds an object by pass, split by what they go to, as SVG.

    The line across the end of a bar is the 95 % interval of its difference from the first bar.
    """
    figure = Figure(figsize=(8, 2.6), layout="constrained")
    axes = figure.add_subplot()
    rows = range(len(PASSES))
    left = [0.0] * len(PASSES)
    for name, widths in costs(passes).items():
        axes.barh(rows, widths, left=left, color=COSTS[name], label=name, height=0.6)
        left = [start + width for start, width in zip(left, widths, strict=True)]
    found = changes(passes)
    for row, name in enumerate(PASSES[1:], 1):
        change = found[name]["seconds"]
        errors = [[change.difference - change.lower], [change.upper - change.difference]]
        axes.errorbar(change.after, row, xerr=np.maximum(errors, 0), color="#212529", capsize=4)
    axes.set_yticks(rows, [TITLES[name] for name in PASSES])
    axes.invert_yaxis()
    axes.set_xlabel(f"seconds an object ({ACTION_S} s a click or key, {LOOK_S} s a look)")
    axes.spines[["top", "right"]].set_visible(False)
    figure.legend(loc="outside upper center", ncols=len(COSTS), frameon=False)
    # Text stays text, and the same passes give the same bytes.
    with rc_context({"svg.fonttype": "none", "svg.hashsalt": "passes"}):
        figure.savefig(file, format="svg", metadata={"Date": None})


def costs(passes: Mapping[str, Pass]) -> dict[str, list[float]]:
    """Seconds an object, by what they go to, in the order of the passes."""
    every = [passes[name].outcomes for name in PASSES]
    return {
        "clicks and keys": [
            ACTION_S * sum(len(each.waits) for each in outcomes) / len(outcomes)
            for outcomes in every
        ],
        "looks": [
            LOOK_S * sum(each.looks for each in outcomes) / len(outcomes) for outcomes in every
        ],
        "waiting": [
            sum(sum(each.waits) for each in outcomes) / len(outcomes) / 1000 for outcomes in every
        ],
    }
