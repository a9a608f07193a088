"""What became of many requests, kind by kind, and whether each refusal was an honest one."""

from __future__ import annotations

import threading
from collections import Counter, defaultdict
from typing import Any

import numpy as np

from visitors.asking import Answer

REFUSALS = (429, 503)
"""Statuses by which a bounded server turns somebody away, with a time to come back at."""


class Outcomes:
    """Safe to use from several threads.

    Attributes:
        seconds: of each request that was answered, by kind.
        refusals: how many were turned away, by kind.
        faults: sentences about what must not be: other errors, and refusals without Retry-After.
        counts: of answers by status ("status 503"), and of anything else, such as accepted uploads.
    """

    def __init__(self) -> None:
        self.seconds: dict[str, list[float]] = defaultdict(list)
        self.refusals: Counter[str] = Counter()
        self.faults: list[str] = []
        self.counts: Counter[str] = Counter()
        self._lock = threading.Lock()

    def note(self, kind: str, answer: Answer, seconds: float) -> bool:
        """Count one answer; whether it is what was asked for, no refusal and no fault."""
        with self._lock:
            self.counts[f"status {answer.status}"] += 1
            if answer.status in REFUSALS and answer.headers.get("Retry-After", "").isdigit():
                self.refusals[kind] += 1
                return False
            if answer.status >= 400:
                self.faults.append(f"{kind}: {answer.status} {answer.body[:200]!r}")
                return False
            self.seconds[kind].append(seconds)
            return True

    def count(self, what: str) -> None:
        """Count something else."""
        with self._lock:
            self.counts[what] += 1

    def fail(self, kind: str, error: Exception) -> None:
        """Note a request that nobody answered."""
        with self._lock:
            self.faults.append(f"{kind}: {type(error).__name__}: {error}")

    def p95(self, kind: str) -> float:
        """Milliseconds within which 95 of 100 answers came."""
        return _milliseconds(self.seconds[kind], 95)

    def as_json(self) -> dict[str, Any]:
        """All of it, for :meth:`from_json` in another process."""
        return {
            "seconds": self.seconds,
            "refusals": self.refusals,
            "faults": self.faults,
            "counts": self.counts,
        }

    @classmethod
    def from_json(cls, told: dict[str, Any]) -> Outcomes:
        """What another process has told."""
        made = cls()
        made.seconds.update(told["seconds"])
        made.refusals.update(told["refusals"])
        made.faults += told["faults"]
        made.counts.update(told["counts"])
        return made

    def table(self) -> str:
        """Each kind's count, median, 95th percentile, maximum and refusals; milliseconds."""
        lines = [f"{'kind':<34}{'count':>7}{'p50 ms':>9}{'p95 ms':>9}{'max ms':>9}{'refused':>9}"]
        for kind in sorted({*self.seconds, *self.refusals}):
            taken = self.seconds.get(kind) or [0.0]
            figures = "".join(f"{_milliseconds(taken, part):>9.0f}" for part in (50, 95, 100))
            count, refused = len(self.seconds.get(kind, [])), self.refusals[kind]
            lines.append(f"{kind:<34}{count:>7}{figures}{refused:>9}")
        return "\n".join(lines)


def _milliseconds(seconds: list[float], part: float) -> float:
    return float(np.percentile(seconds, part)) * 1000
