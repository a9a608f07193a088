"""What three passes over the same objects took, beside the first of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from benchmarks.annotating.script import TARGET, Outcome
from dataengine.training.gate import Change, paired_change
from sam.evaluation import noc

PASSES = ("published", "memory", "tuned")
"""The published weights without a memory, with one, and a tuned decoder without one."""

LOWER_TARGETS = (0.65, 0.75)
"""IoUs that are counted too: where objects have no sharp border, few masks reach ``TARGET``,
however often one clicks."""

CLICKS = (1, 2, 3, 5, 10)
"""After how many the mean IoU is printed."""

ACTION_S, LOOK_S = 1.2, 1.5
"""What a click or a key, and a look at what the page shows, take a person: a model of costs, to
which the measured waiting is added."""


@dataclass
class Pass:
    """One pass; everything in the order of the objects, the same in each pass.

    Attributes:
        outcomes: on the page.
        groups: of the objects.
        clicks: IoU after each click of a replay with points alone.
    """

    outcomes: list[Outcome] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)
    clicks: list[Sequence[float]] = field(default_factory=list)

    def add(self, outcome: Outcome, group: str) -> None:
        """One more object."""
        self.outcomes.append(outcome)
        self.groups.append(group)

    @property
    def actions(self) -> list[float]:
        """Of each object."""
        return [float(len(each.waits)) for each in self.outcomes]

    @property
    def seconds(self) -> list[float]:
        """Of each object: the cost of actions and looks, and what was waited for."""
        return [seconds_of(each) for each in self.outcomes]

    @property
    def reached(self) -> float:
        """The share of objects whose mask is good enough."""
        return sum(each.reached for each in self.outcomes) / len(self.outcomes)

    @property
    def noc85(self) -> float:
        """Clicks until IoU 0.85, of points alone."""
        return noc(self.clicks, TARGET).mean

    def iou_after(self, clicks: int) -> float:
        """Mean IoU after so many clicks, of points alone; at ``TARGET`` no more is clicked."""
        reached = [ious[min(clicks, len(ious)) - 1] for ious in self.clicks]
        return sum(reached) / len(reached)


def seconds_of(outcome: Outcome) -> float:
    """What an object takes a person, by the model of costs and the measured waiting."""
    return ACTION_S * len(outcome.waits) + LOOK_S * outcome.looks + sum(outcome.waits) / 1000


def changes(passes: Mapping[str, Pass]) -> dict[str, dict[str, Change]]:
    """By pass, *actions* and *seconds* of an object beside the first pass's, with intervals."""
    first = passes[PASSES[0]]
    return {
        name: {
            figure: paired_change(getattr(first, figure), getattr(each, figure), first.groups)
            for figure in ("actions", "seconds")
        }
        for name, each in passes.items()
    }


def table(passes: Mapping[str, Pass]) -> str:
    """Each pass, with what it saves."""
    lines = [
        f"A click or key costs {ACTION_S} s, a look {LOOK_S} s; waiting was measured.",
        f"| pass | objects | reached {TARGET} | actions | beside the first (95 %) | seconds "
        "| beside the first (95 %) | of these waited | NoC@85 |",
        "| --- |" + " --- |" * 8,
    ]
    for name, found in changes(passes).items():
        each = passes[name]
        waited = sum(sum(outcome.waits) for outcome in each.outcomes) / len(each.outcomes) / 1000
        cells = [f"{len(each.outcomes)}", f"{each.reached:.3f}"]
        for change in (found["actions"], found["seconds"]):
            cells.append(f"{change.after:.2f}")
            cells.append(f"{change.difference:+.2f} ({change.lower:+.2f} to {change.upper:+.2f})")
        lines.append(f"| {name} | {' | '.join(cells)} | {waited:.2f} | {each.noc85:.2f} |")
    return "\n".join(lines)


def clicks_table(passes: Mapping[str, Pass]) -> str:
    """What points alone reach, replayed without a page."""
    targets = (*LOWER_TARGETS, TARGET)
    heads = [f"NoC@{100 * each:.0f}" for each in targets]
    heads += [f"IoU after {count}" for count in CLICKS]
    lines = [f"| pass | {' | '.join(heads)} |", "| --- |" + " --- |" * len(heads)]
    for name, each in passes.items():
        cells = [f"{noc(each.clicks, target).mean:.2f}" for target in targets]
        cells += [f"{each.iou_after(count):.3f}" for count in CLICKS]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines)


def summary(passes: Mapping[str, Pass]) -> dict[str, dict[str, float | list[float]]]:
    """The last line: of each pass, and the intervals of what it changes."""
    return {
        name: {
            "objects": len(passes[name].outcomes),
            "reached": round(passes[name].reached, 3),
            "actions_per_object": round(found["actions"].after, 3),
            "actions_change": _rounded(found["actions"]),
            "seconds_per_object": round(found["seconds"].after, 2),
            "seconds_change": _rounded(found["seconds"]),
            **noc_figures(passes[name]),
        }
        for name, found in changes(passes).items()
    }


def noc_figures(one: Pass) -> dict[str, float]:
    """Clicks until each IoU, of points alone, as the last line names them."""
    targets = (*LOWER_TARGETS, TARGET)
    return {f"noc{100 * each:.0f}": round(noc(one.clicks, each).mean, 2) for each in targets}


def _rounded(change: Change) -> list[float]:
    """Mean difference, lower and upper bound."""
    return [round(each, 3) for each in (change.difference, change.lower, change.upper)]
