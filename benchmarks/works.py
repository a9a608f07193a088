"""The kinds of work that a picture and its clicks give a decoder, timed side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import torch

from benchmarks.browser.decoders import SIDES, Decoders, Floats, Side
from benchmarks.roofline import operations
from benchmarks.timings import Timing, speedup, speedup_of_minima
from export.graphs import DECODE, MASK, PREPARE, decoder_graphs
from export.photographs import spread
from sam.modeling import Sam
from sam.prompts import Prompt
from sam.transforms import Size

SIZE: Size = (534, 800)
"""(H, W) of the picture that is clicked, and of its masks, where nothing else is said."""

WARM_UP_ROUNDS = 3


@dataclass(frozen=True)
class Click:
    """A click with so many points so far, on the bare picture or refining the last mask.

    ``size`` is the picture's. The network's work does not depend on it, the mask's drawing does.
    """

    name: str
    points: int
    refine: bool = False
    size: Size = SIZE

    @property
    def prompt(self) -> Prompt:
        """Points all over the picture, one in three of them background, the first foreground."""
        labels = np.arange(self.points) % 3 != 1
        return Prompt(spread(self.points, self.size), labels)


PREPARING = "preparing a picture, once"
PLAIN = Click("1 point", 1)
REFINING = Click("1 point, refining", 1, refine=True)
CLICKS = (
    PLAIN,
    Click("4 points", 4),
    Click("16 points", 16),
    REFINING,
    Click("1 point, 1800x1200", 1, size=(1200, 1800)),
    Click("1 point, 3600x2400", 1, size=(2400, 3600)),
)

Timings = Mapping[tuple[Side, str], Timing]
"""By side and name of the work. Meta's export prepares nothing worth telling."""


def measure(decoders: Decoders, embedding: Floats, rounds: int) -> Timings:
    """Time every kind of work in alternating rounds: what disturbs one side disturbs the other.

    Args:
        decoders: a page with both sides.
        embedding: of a picture; larger ones get the same, since time does not depend on it.
        rounds: that count; a few to warm up come before.
    """
    taken: dict[tuple[Side, str], list[float]] = defaultdict(list)
    for count in range(WARM_UP_ROUNDS + rounds):
        if count == WARM_UP_ROUNDS:
            taken.clear()
        sides = SIDES if count % 2 else SIDES[::-1]
        for side in sides:
            milliseconds = decoders.set_picture(side, embedding, SIZE)
            taken[side, PREPARING].append(milliseconds)
        for click in CLICKS:
            for side in sides:
                if click.size != SIZE:
                    decoders.set_picture(side, embedding, click.size)
                milliseconds = decoders.click(side, click.prompt, click.refine)
                taken[side, click.name].append(milliseconds)
    return {key: Timing.of(values) for key, values in taken.items()}


def operations_needed(model: Sam) -> dict[str, int]:
    """What each kind of work takes of our graphs, by its name; see :func:`operations`."""
    graphs = {graph.name: graph for graph in decoder_graphs(model)}
    prepare, mask, decode = (graphs[name] for name in (PREPARE, MASK, DECODE))
    of_mask = operations(mask.module, mask.examples)
    *image, mask_rows, _, _ = decode.examples
    needed = {PREPARING: operations(prepare.module, prepare.examples)}
    for click in CLICKS:
        count = click.points + 1  # with the padding point
        points = (torch.zeros(1, count, 2), torch.zeros(1, count))
        rows = mask_rows if click.refine else mask_rows[:1]
        of_decode = operations(decode.module, (*image, rows, *points))
        needed[click.name] = of_decode + (of_mask if click.refine else 0)
    return needed


def table(
    timings: Mapping[int, Timings], gigaflops: Mapping[int, float], needed: Mapping[str, int]
) -> str:
    """All timings as a Markdown table in milliseconds.

    Args:
        timings: by the number of threads.
        gigaflops: the machine's rate, by the number of threads.
        needed: operations of our side, by the name of the work.
    """
    lines = [
        "| threads | work | ours | Meta's export | times faster | by minima | floor |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    for threads, of_threads in timings.items():
        for name, count in needed.items():
            ours, theirs = (of_threads[side, name] for side in SIDES)
            compared = (
                "- | - | -"
                if name == PREPARING
                else f"{theirs} | {speedup(ours, theirs):.2f} | "
                f"{speedup_of_minima(ours, theirs):.2f}"
            )
            floor = count / gigaflops[threads] / 1e6
            lines.append(f"| {threads} | {name} | {ours} | {compared} | {floor:.0f} |")
    return "\n".join(lines)
