"""What annotating took, summed up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from benchmarks.annotating.script import TARGET, Outcome
from sam.evaluation import noc

MOST_ACTIONS = 0.9
"""Of the earlier commit's actions for an object."""


@dataclass(frozen=True)
class Tally:
    """Means over objects.

    Attributes:
        objects: how many.
        reached: the share whose mask is good enough.
        actions: for an object.
        prompts: for an object.
        seconds: waited for an object.
    """

    objects: int
    reached: float
    actions: float
    prompts: float
    seconds: float

    @classmethod
    def of(cls, outcomes: Sequence[Outcome]) -> Tally:
        """Sum up, at least one."""
        n = len(outcomes)
        return cls(
            objects=n,
            reached=sum(each.reached for each in outcomes) / n,
            actions=sum(len(each.waits) for each in outcomes) / n,
            prompts=sum(each.prompts for each in outcomes) / n,
            seconds=sum(sum(each.waits) for each in outcomes) / n / 1000,
        )


@dataclass(frozen=True)
class Found:
    """All that was found of a set.

    Attributes:
        before: the earlier commit's outcomes.
        after: this tree's.
        clicks: IoU after each click of the replay with points alone, by object.
    """

    before: Sequence[Outcome]
    after: Sequence[Outcome]
    clicks: Sequence[Sequence[float]]


def together(sets: Mapping[str, Found]) -> Found:
    """All sets as one."""
    return Found(
        before=[each for found in sets.values() for each in found.before],
        after=[each for found in sets.values() for each in found.after],
        clicks=[each for found in sets.values() for each in found.clicks],
    )


def table(sets: Mapping[str, Found], commit: str) -> str:
    """Each set, and all of them, for both commits."""
    lines = [
        f"| set | objects | commit | reached {TARGET} | actions | prompts | seconds | NoC@85 |",
        "| --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    for name, found in {**sets, "all": together(sets)}.items():
        clicks = f"{noc(found.clicks, TARGET).mean:.2f}"
        for of, outcomes in ((commit, found.before), ("this tree", found.after)):
            tally = Tally.of(outcomes)
            lines.append(
                f"| {name} | {tally.objects} | {of} | {tally.reached:.3f} | {tally.actions:.2f} "
                f"| {tally.prompts:.2f} | {tally.seconds:.2f} | {clicks} |"
            )
    return "\n".join(lines)


def summary(found: Found, fixed: float) -> dict[str, float | int]:
    """The last line.

    Args:
        found: all sets as one.
        fixed: actions for an object whose first mask is kept, with three classes in turn.
    """
    before, after = Tally.of(found.before), Tally.of(found.after)
    return {
        "objects": after.objects,
        "reached": round(after.reached, 4),
        "reached_before": round(before.reached, 4),
        "actions_per_object": round(after.actions, 3),
        "actions_before": round(before.actions, 3),
        "prompts_per_object": round(after.prompts, 3),
        "seconds_per_object": round(after.seconds, 3),
        "noc85": round(noc(found.clicks, 0.85).mean, 3),
        "noc90": round(noc(found.clicks, 0.90).mean, 3),
        "fixed_actions_per_object": round(fixed, 3),
    }


def demands(line: Mapping[str, float | int], commit: str) -> dict[str, bool]:
    """What must hold of the last line."""
    return {
        f"as many objects reach {TARGET} as with {commit}": line["reached"]
        >= line["reached_before"],
        f"an object takes at most {MOST_ACTIONS} of {commit}'s actions": line["actions_per_object"]
        <= MOST_ACTIONS * line["actions_before"],
        "a click and a key make an object of any of three classes": line["fixed_actions_per_object"]
        <= 2,
    }
