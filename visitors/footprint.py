"""What a process holds, before and after long use."""

from __future__ import annotations

from dataclasses import dataclass

import psutil


@dataclass(frozen=True)
class Footprint:
    """Attributes: resident ``megabytes`` (10**6 bytes), open file ``handles``, and ``threads``."""

    megabytes: float
    handles: int
    threads: int

    @classmethod
    def of(cls, pid: int) -> Footprint:
        """What a process holds now."""
        process = psutil.Process(pid)
        resident = float(process.memory_info().rss) / 1e6
        return cls(resident, process.num_fds(), process.num_threads())

    def grown(self, before: Footprint, megabytes: float, threads: int = 0) -> list[str]:
        """Sentences about what is more than before.

        Args:
            before: of the same process.
            megabytes: that memory may have grown by.
            threads: that may have come.
        """
        found = {
            f"resident memory went from {before.megabytes:.0f} to {self.megabytes:.0f} MB": (
                self.megabytes > before.megabytes + megabytes
            ),
            f"file handles went from {before.handles} to {self.handles}": (
                self.handles > before.handles
            ),
            f"threads went from {before.threads} to {self.threads}": (
                self.threads > before.threads + threads
            ),
        }
        return [sentence for sentence, is_so in found.items() if is_so]
