"""How far a round is, as terminal and page are told it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

Phase = Literal["embedding", "training", "judging", "exporting"]


@dataclass(slots=True)
class Progress:
    """One moment of a round.

    Attributes:
        phase: what is being done.
        done, total: steps of that.
        seconds_left: of this phase, estimated; None while there is nothing to go by.
        curve: pairs of a step and the mean score of the groups for early stopping.
    """

    phase: Phase
    done: int
    total: int
    seconds_left: float | None = None
    curve: list[tuple[int, float]] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """Plain JSON."""
        return asdict(self)

    def __str__(self) -> str:
        left = "" if self.seconds_left is None else f", {_minutes(self.seconds_left)} left"
        score = f", score {self.curve[-1][1]:.3f}" if self.curve else ""
        return f"{self.phase} {self.done}/{self.total}{score}{left}"


Report = Callable[[Progress], None]
"""Is given each moment; may raise :class:`dataengine.beating.Cancelled` to end the round."""


def _minutes(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 90 else f"{seconds / 60:.0f} min"
