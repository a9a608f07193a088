"""How far the making of suggestions is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

Phase = Literal["learning", "suggesting"]


@dataclass(slots=True)
class Progress:
    """One moment of it; what is taken up again goes on from here.

    Attributes:
        phase: searching pictures that people have worked on, then those that nobody has begun.
        done, total: pictures of that.
        seconds_left: of this phase, estimated; None while there is nothing to go by.
        after: number of the last picture that is done.
        looked_at: pictures that were searched for suggestions.
        prefilled: those of them that have suggestions above the line now.
        suggestions: in all.
        left_out: a sentence for each picture that could not be read.
    """

    phase: Phase = "learning"
    done: int = 0
    total: int = 0
    seconds_left: float | None = None
    after: int = 0
    looked_at: int = 0
    prefilled: int = 0
    suggestions: int = 0
    left_out: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """Plain JSON."""
        return asdict(self)

    def __str__(self) -> str:
        left = "" if self.seconds_left is None else f", {_minutes(self.seconds_left)} left"
        return f"{self.phase} {self.done}/{self.total}{left}"


Report = Callable[[Progress], None]
"""Is given each moment; may raise ``Cancelled`` to end it."""


def _minutes(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 90 else f"{seconds / 60:.0f} min"
