"""Working through a large map a strip at a time, so that what two layers exchange stays in cache.

It also keeps temporaries small enough for the C library to reuse: memory that goes back to the
system between layers has to be fetched and zeroed again, which costs more than the arithmetic of a
1x1 convolution.
"""

from __future__ import annotations

import torch

STRIP_BYTES = 4 * 2**20
"""About how much one layer hands to the next for each thread: several times less than its share of
the last-level cache."""


def strips(count: int, bytes_each: int, device: torch.device) -> list[tuple[int, int]]:
    """Cut ``range(count)`` into even ranges (start, stop) of about ``STRIP_BYTES`` a thread.

    Other devices than the CPU get everything at once.
    """
    wanted = 1
    if device.type == "cpu":
        # At least two threads' worth: shorter strips cost more in overhead than they save.
        wanted = count * bytes_each // (STRIP_BYTES * max(2, torch.get_num_threads()))
    pieces = max(1, min(count, wanted))
    edges = [count * piece // pieces for piece in range(pieces + 1)]
    return list(zip(edges[:-1], edges[1:], strict=True))
